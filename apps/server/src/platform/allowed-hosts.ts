import { BlockList, isIP } from 'node:net'

/**
 * Hosts that the operator lets the platform fetch from (`FADU_PULL_HOSTS`): names, addresses, networks as `10.1.0.0/16`. A
 * source may name no other, so that nobody reaches through the platform what they could not reach themselves.
 */
export interface AllowedHosts {
  has(host: string): boolean
}

/** @throws {RangeError} naming the part that is neither a name nor an address nor a network. */
export function parseAllowedHosts(parts: readonly string[]): AllowedHosts {
  const networks = new BlockList()
  const names = new Set<string>()
  for (const part of parts) {
    const [address, length, ...rest] = part.split('/')
    const version = isIP(address!)
    const bits = Number(length)
    if (version === 0 && length === undefined && isName(part)) names.add(part.toLowerCase())
    else if (version === 0 || rest.length > 0) throw new RangeError(part)
    else if (length === undefined) networks.addAddress(address!, `ipv${version as 4 | 6}`)
    else if (/^\d{1,3}$/.test(length) && bits <= (version === 4 ? 32 : 128))
      networks.addSubnet(address!, bits, `ipv${version as 4 | 6}`)
    else throw new RangeError(part)
  }
  return {
    has: (host) => {
      const version = isIP(host)
      return version === 0 ? names.has(host.toLowerCase()) : networks.check(host, `ipv${version as 4 | 6}`)
    },
  }
}

function isName(text: string): boolean {
  return text.length <= 253 && /^(?!-)[A-Za-z0-9-]{1,63}(\.(?!-)[A-Za-z0-9-]{1,63})*$/.test(text)
}

/** Traffic that never leaves the machine; everything else is fetched over TLS or SSH. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host)
}
