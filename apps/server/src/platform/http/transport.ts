import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { uniqueGrounds, type Ground, type LawBook } from '@fadu/domain'
import { isLoopback, type AllowedHosts } from '../allowed-hosts.ts'
import { guardGrounds } from '../law/guard-clauses.ts'
import { Refused } from '../problem/index.ts'

/** By which channel a request came: over TLS to here, over TLS to a proxy that is trusted, or without leaving the machine. */
export type Channel = 'tls' | 'proxy' | 'loopback'

/** What of a request tells its channel. */
export interface Arrival {
  /** Whether its connection to this process is TLS. */
  readonly encrypted: boolean
  /** Address of whoever connected: the client, or a proxy in front of this process. */
  readonly peer: string
  /** Headers by which a proxy says that it forwards for somebody. */
  readonly forwardedProto: string | undefined
  readonly forwarded: boolean
}

/**
 * @param trusted - Proxies whose word on the channel to the client is taken. What anybody else says of it is not believed, and
 *   that it was said shows that the client is not on this machine.
 * @returns Undefined when the request came in clear from elsewhere, or may have.
 */
export function channelOf(arrival: Arrival, trusted: AllowedHosts): Channel | undefined {
  const { encrypted, peer, forwarded, forwardedProto } = arrival
  if (encrypted) return 'tls'
  const address = peer.replace(/^::ffff:/, '')
  if (forwarded && trusted.has(address)) return forwardedProto === 'https' ? 'proxy' : undefined
  return !forwarded && isLoopback(address) ? 'loopback' : undefined
}

/** The clauses of every text in this platform that asks for an encrypted channel: one channel serves all of its territories. */
export function transportGrounds(book: LawBook): readonly Ground[] {
  return uniqueGrounds(book.packs.flatMap((pack) => guardGrounds(book.regimeOfPack(pack), 'transport.encrypted')))
}

/** @throws {Refused} before anything of the request is read, its credentials included, when it came in clear. */
export function requireEncrypted(request: FastifyRequest, trusted: AllowedHosts, grounds: readonly Ground[]): Channel {
  const { headers, raw } = request
  const channel = channelOf(
    {
      encrypted: 'encrypted' in raw.socket && raw.socket.encrypted === true,
      peer: raw.socket.remoteAddress ?? '',
      // A list of several hops is no plain word.
      forwardedProto: [headers['x-forwarded-proto']].flat().join(','),
      forwarded: ['x-forwarded-proto', 'x-forwarded-for', 'forwarded'].some((name) => headers[name] !== undefined),
    },
    trusted,
  )
  if (channel !== undefined) return channel
  throw new Refused({
    reason: { code: 'ACT_FORBIDDEN' },
    grounds,
    needed: grounds.slice(0, 1).map(({ clause }) => ({
      clause,
      text: '经 HTTPS 访问；前面的代理须列入 FADU_TRUSTED_PROXIES，并以 X-Forwarded-Proto 说明它与客户端之间是 https',
      textEn:
        'HTTPS; a proxy in front must be named in FADU_TRUSTED_PROXIES and say by X-Forwarded-Proto that its channel to the client is https',
    })),
  })
}

/** `Content-Digest` of an answer (RFC 9530), by which its receiver finds out whether it arrived as it was sent. */
export function contentDigest(payload: string | Buffer): string {
  return `sha-256=:${createHash('sha256').update(payload).digest('base64')}:`
}
