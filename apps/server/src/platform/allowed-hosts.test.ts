import { expect, test } from 'vitest'
import { isLoopback, parseAllowedHosts } from './allowed-hosts.ts'

test('names, addresses and networks are allowed as they are written, and nothing else', () => {
  const hosts = parseAllowedHosts(['db.example.gov.cn', '10.1.0.0/16', '192.0.2.7', '2001:db8::/32'])
  for (const host of ['db.example.gov.cn', 'DB.example.gov.cn', '10.1.255.9', '192.0.2.7', '2001:db8::1'])
    expect(hosts.has(host), host).toBe(true)
  for (const host of ['example.gov.cn', 'x.db.example.gov.cn', '10.2.0.1', '192.0.2.8', '2001:db9::1', 'localhost', ''])
    expect(hosts.has(host), host).toBe(false)
})

test('an address written in another way is none that was allowed', () => {
  const hosts = parseAllowedHosts(['db.example.gov.cn', '10.1.0.0/16', '127.0.0.1'])
  for (const host of [
    '2130706433',
    '0x7f.1',
    '127.1',
    '0177.0.0.1',
    'db.example.gov.cn.',
    'db.example.gov.cn@evil.example',
  ])
    expect(hosts.has(host), host).toBe(false)
  expect(parseAllowedHosts(['10.1.0.0/16']).has('::ffff:169.254.169.254')).toBe(false)
  expect(parseAllowedHosts(['10.1.0.0/16']).has('::ffff:7f00:1')).toBe(false)
})

test('with no setting no host is allowed', () => {
  expect(parseAllowedHosts([]).has('127.0.0.1')).toBe(false)
})

test.each(['10.0.0.0/33', '10.0.0.0/', 'a b', 'http://x', '10.0.0.0/8/9', '-x', 'name/8', '::1/129'])(
  'what is no host is told: %s',
  (part) => {
    expect(() => parseAllowedHosts([part])).toThrow(part)
  },
)

test('loopback is told by its own names and addresses', () => {
  expect(['127.0.0.1', '127.9.0.1', '::1', 'localhost'].every(isLoopback)).toBe(true)
  expect(['128.0.0.1', 'localhost.example', '127.0.0.1.example', '10.0.0.1'].some(isLoopback)).toBe(false)
})
