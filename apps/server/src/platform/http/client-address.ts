import { isIPv4, isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import type { AllowedHosts } from '../allowed-hosts.ts'

/**
 * Whom a request is counted under that shows no credential. Never logged.
 *
 * @param trusted - Proxies whose word on their client is taken: the last address of `X-Forwarded-For` that is none of them.
 *   What others write there is not believed, or everybody could be somebody else with each request.
 */
export function clientAddress({ raw, headers }: FastifyRequest, trusted: AllowedHosts): string {
  const peer = plain(raw.socket.remoteAddress ?? '')
  if (!trusted.has(peer)) return network(peer)
  const hops = [headers['x-forwarded-for']].flat().join(',').split(',')
  return network(hops.map((hop) => plain(hop.trim())).findLast((hop) => !trusted.has(hop)) || peer)
}

function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '')
}

/** Who has an IPv6 address has a network of 2^64 of them, and is counted by that. What is no address is counted together. */
export function network(address: string): string {
  if (isIPv4(address)) return address
  if (!isIPv6(address)) return 'unknown'
  const [head = '', tail] = address.toLowerCase().replace(/%.*$/, '').split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  const groups = [...before, ...Array.from({ length: zeros }, () => '0'), ...after]
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}
