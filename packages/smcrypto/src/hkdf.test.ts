import fc from 'fast-check'
import { hkdf as otherHkdf } from 'sm-crypto-v2'
import { describe, expect, test } from 'vitest'
import { deriveKey } from './hkdf.ts'
import { HKDF_SM3_MOST, hkdfSm3, hmacSm3 } from './index.ts'
import { hex, hexOf, utf8 } from './test-support/bytes.ts'
import { opensslOutput, opensslVersion } from './test-support/openssl.ts'
import { slowDerive } from './test-support/slow-envelope.ts'

/** RFC 5869 §2.2 and §2.3, word for word. */
function slowHkdf(ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  const prk = hmacSm3(salt.length === 0 ? new Uint8Array(32) : salt, ikm)
  let previous: Uint8Array = new Uint8Array(0)
  const okm: number[] = []
  for (let i = 1; okm.length < length; i++) {
    previous = hmacSm3(prk, previous, info, Uint8Array.of(i))
    okm.push(...previous)
  }
  return Uint8Array.from(okm.slice(0, length))
}

test('agrees with the text of RFC 5869 and with the second library', () => {
  const bytes = fc.uint8Array({ maxLength: 80, size: 'max' })
  fc.assert(
    fc.property(bytes, bytes, bytes, fc.integer({ min: 1, max: 200 }), (ikm, salt, info, length) => {
      const okm = hexOf(hkdfSm3(ikm, salt, info, length))
      expect(okm).toBe(hexOf(slowHkdf(ikm, salt, info, length)))
      expect(okm).toBe(hexOf(otherHkdf(ikm, salt, info, length)))
    }),
  )
})

test('gives as much as RFC 5869 allows and no more', () => {
  const ikm = utf8('ikm')
  expect(hexOf(hkdfSm3(ikm, ikm, ikm, HKDF_SM3_MOST))).toBe(hexOf(slowHkdf(ikm, ikm, ikm, HKDF_SM3_MOST)))
  for (const length of [0, -1, 1.5, HKDF_SM3_MOST + 1, Number.NaN]) {
    expect(() => hkdfSm3(ikm, ikm, ikm, length)).toThrow('HKDF_LENGTH')
  }
})

test('derived keys are those the README describes, and differ by purpose and by name', () => {
  const key = new Uint8Array(32).fill(9)
  expect(hexOf(deriveKey(key, 'row/enc', 16))).toBe(hexOf(slowDerive(key, 'fadu/smcrypto/v1/row/enc\0', 16)))
  expect(hexOf(deriveKey(key, 'secret', 32, utf8('令牌')))).toBe(
    hexOf(slowDerive(key, 'fadu/smcrypto/v1/secret\0令牌', 32)),
  )
  expect(hexOf(deriveKey(key, 'row/mac', 32))).not.toBe(hexOf(deriveKey(key, 'wrap/mac', 32)))
})

describe.skipIf(opensslVersion === undefined)('judged by openssl', () => {
  test.each([1, 32, 33, 100])('agrees on %i bytes', (length) => {
    const [ikm, salt, info] = ['0b'.repeat(22), '000102030405060708090a0b0c', 'f0f1f2f3f4f5f6f7f8f9']
    const options = ['digest:SM3', `hexkey:${ikm}`, `hexsalt:${salt}`, `hexinfo:${info}`]
    const args = ['kdf', '-keylen', String(length), ...options.flatMap((o) => ['-kdfopt', o]), '-binary', 'HKDF']
    expect(hexOf(hkdfSm3(hex(ikm), hex(salt), hex(info), length))).toBe(opensslOutput(args).toString('hex'))
  })
})
