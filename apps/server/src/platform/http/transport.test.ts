import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseAllowedHosts } from '../allowed-hosts.ts'
import { channelOf, contentDigest } from './transport.ts'

const none = parseAllowedHosts([])
const proxy = parseAllowedHosts(['10.0.0.7', '127.0.0.1'])
const plain = { encrypted: false, forwarded: false, forwardedProto: '' }
const said = (proto: string) => ({ encrypted: false, forwarded: true, forwardedProto: proto })

describe('the channel of a request', () => {
  test('is TLS to here, whoever connects and whatever is said', () => {
    expect(channelOf({ ...said('http'), encrypted: true, peer: '203.0.113.9' }, none)).toBe('tls')
  })
  test('is loopback only when nobody says that it forwards', () => {
    for (const peer of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) {
      expect(channelOf({ ...plain, peer }, none)).toBe('loopback')
      expect(channelOf({ ...said('https'), peer }, none)).toBeUndefined()
    }
    expect(channelOf({ ...plain, peer: '127.0.0.1' }, proxy)).toBe('loopback')
  })
  test('is what a trusted proxy says, and nothing but plain https', () => {
    for (const peer of ['10.0.0.7', '::ffff:10.0.0.7', '127.0.0.1']) {
      expect(channelOf({ ...said('https'), peer }, proxy)).toBe('proxy')
      for (const proto of ['http', '', 'https,http', 'HTTPS'])
        expect(channelOf({ ...said(proto), peer }, proxy)).toBeUndefined()
    }
    expect(channelOf({ ...plain, peer: '10.0.0.7' }, proxy)).toBeUndefined()
  })
  test('in clear from elsewhere is none, whatever the request says', () => {
    const arrival = fc.record({ forwarded: fc.boolean(), forwardedProto: fc.constantFrom('https', 'http', '') })
    const peer = fc.ipV4().filter((ip) => !ip.startsWith('127.') && ip !== '10.0.0.7')
    fc.assert(
      fc.property(arrival, peer, (of, address) => {
        expect(channelOf({ ...of, encrypted: false, peer: address }, proxy)).toBeUndefined()
      }),
    )
  })
})

test('Content-Digest as RFC 9530 has it', () => {
  // Appendix B.1 of the RFC.
  expect(contentDigest('{"hello": "world"}\n')).toBe('sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:')
})
