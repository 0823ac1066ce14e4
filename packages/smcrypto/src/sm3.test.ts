import fc from 'fast-check'
import { sm3 as otherSm3 } from 'sm-crypto-v2'
import { describe, expect, test } from 'vitest'
import { Sm3Stream, sm3, sm3Hash } from './index.ts'
import { hexOf, utf8 } from './test-support/bytes.ts'
import { opensslOutput, opensslVersion } from './test-support/openssl.ts'

const official = [
  {
    from: 'GB/T 32905-2016 A.1',
    message: 'abc',
    digest: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
  },
  {
    from: 'GB/T 32905-2016 A.2',
    message: 'abcd'.repeat(16),
    digest: 'debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732',
  },
]

test.each(official)('gives the digest of $from', ({ message, digest }) => {
  expect(hexOf(sm3(utf8(message)))).toBe(digest)
})

test('agrees with the second library on any message, however it is cut into parts', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 700, size: 'max' }), { maxLength: 5, size: 'max' }), (parts) => {
      const whole = Uint8Array.from(parts.flatMap((part) => [...part]))
      const stream = new Sm3Stream()
      for (const part of parts) stream.update(part)
      expect(hexOf(sm3(...parts))).toBe(otherSm3(whole))
      expect(hexOf(stream.digest())).toBe(otherSm3(whole))
    }),
  )
})

describe.skipIf(opensslVersion === undefined)('judged by openssl', () => {
  test.each([0, 1, 55, 56, 63, 64, 65, 1024, 1025, 100_000])('agrees on a message of %i bytes', (length) => {
    const message = Uint8Array.from({ length }, (_, i) => (i * 7) & 0xff)
    const digest = opensslOutput(['dgst', '-sm3', '-binary', '@message'], { message })
    expect(hexOf(sm3(message.subarray(0, length >> 1), message.subarray(length >> 1)))).toBe(digest.toString('hex'))
  })
})

test('has the shape a Merkle log takes its hash in', () => {
  expect([sm3Hash.name, sm3Hash.size]).toEqual(['SM3', 32])
  const node = sm3Hash.digest(Uint8Array.of(1), sm3(utf8('left')), sm3(utf8('right')))
  expect(node).toHaveLength(sm3Hash.size)
  expect(Object.getPrototypeOf(node)).toBe(Uint8Array.prototype)
})

test('returns memory of its own, so that a later digest does not change an earlier one', () => {
  const first = sm3(utf8('a'), utf8('b'))
  const before = hexOf(first)
  sm3(utf8('c'), utf8('d'))
  expect(hexOf(first)).toBe(before)
  expect(first.buffer.byteLength).toBe(32)
})
