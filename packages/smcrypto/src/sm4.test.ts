import fc from 'fast-check'
import { sm4 as otherSm4 } from 'sm-crypto-v2'
import { describe, expect, test } from 'vitest'
import { sm4CbcDecrypt, sm4CbcEncrypt, sm4Ctr } from './index.ts'
import { SHORT_CTR_BYTES, Sm4ShortCtr } from './sm4.ts'
import { hex, hexOf, utf8 } from './test-support/bytes.ts'
import { opensslOutput, opensslVersion } from './test-support/openssl.ts'
import { slowCtr } from './test-support/slow-envelope.ts'

const key = hex('0123456789abcdeffedcba9876543210') // GB/T 32907-2016 A.1: key and plaintext alike
const once = '681edf34d206965e86b3e94f536e4246' // A.1
const millionTimes = '595298c7c6fd271f0402f804c33d3f66' // A.2
const zero = new Uint8Array(16)

const anyKey = fc.uint8Array({ minLength: 16, maxLength: 16, size: 'max' })
const nearWrap = fc.constantFrom(hex('ff'.repeat(16)), hex(`${'ff'.repeat(15)}fe`), hex(`00${'ff'.repeat(15)}`))
const anyIv = fc.oneof(anyKey, nearWrap)

test('gives the block of GB/T 32907-2016 A.1', () => {
  expect(hexOf(sm4Ctr(key, key, zero))).toBe(once)
  expect(hexOf(sm4CbcEncrypt(key, zero, key)).slice(0, 32)).toBe(once)
})

test('gives the block of GB/T 32907-2016 A.2 after a million encryptions', () => {
  // CBC over zeros encrypts the last block again and again, beginning with the IV.
  const chain = sm4CbcEncrypt(key, key, new Uint8Array(16 * 1_000_000))
  expect(hexOf(chain.subarray(16 * 999_999, 16 * 1_000_000))).toBe(millionTimes)
})

test('CTR and CBC agree with the second library on any message', () => {
  fc.assert(
    fc.property(anyKey, anyIv, fc.uint8Array({ maxLength: 100, size: 'max' }), (k, iv, data) => {
      expect(hexOf(sm4Ctr(k, iv, data))).toBe(hexOf(slowCtr(k, iv, data)))
      const cbc = otherSm4.encrypt(data, k, { mode: 'cbc', iv, output: 'array' })
      expect(hexOf(sm4CbcEncrypt(k, iv, data))).toBe(hexOf(cbc))
      expect(hexOf(sm4CbcDecrypt(k, iv, cbc))).toBe(hexOf(data))
    }),
  )
})

describe.skipIf(opensslVersion === undefined)('judged by openssl', () => {
  test.each(['ctr', 'cbc'])('%s agrees', (mode) => {
    const data = utf8('宁波市公共数据'.repeat(20))
    const encrypt = mode === 'ctr' ? sm4Ctr : sm4CbcEncrypt
    const args = ['enc', `-sm4-${mode}`, '-K', hexOf(key), '-iv', 'ff'.repeat(16), '-in', '@data']
    expect(hexOf(encrypt(key, hex('ff'.repeat(16)), data))).toBe(opensslOutput(args, { data }).toString('hex'))
  })
})

test('CBC refuses a ciphertext that is cut or altered in its padding', () => {
  const sealed = sm4CbcEncrypt(key, zero, utf8('abc'))
  expect(() => sm4CbcDecrypt(key, zero, sealed.subarray(0, 15))).toThrow('SM4_PADDING')
  expect(() => sm4CbcDecrypt(key, hex(`${'00'.repeat(15)}01`), sealed)).toThrow('SM4_PADDING')
})

test('refuses a key or an IV of another length', () => {
  expect(() => sm4Ctr(zero.subarray(1), zero, zero)).toThrow('KEY_LENGTH')
  expect(() => sm4Ctr(key, zero.subarray(1), zero)).toThrow('IV_LENGTH')
})

describe('many short messages under one key', () => {
  const lengths = fc.array(fc.oneof(fc.integer({ min: 0, max: 120 }), fc.integer({ min: 0, max: SHORT_CTR_BYTES })), {
    minLength: 1,
    maxLength: 150,
    size: 'max',
  })

  test('each is what OpenSSL makes of its first counter, in any order of lengths', () => {
    fc.assert(
      fc.property(anyKey, lengths, (k, sizes) => {
        const ctr = new Sm4ShortCtr(k)
        for (const size of sizes) {
          const plaintext = new Uint8Array(size).fill(size & 0xff)
          const sealed = new Uint8Array(16 + size)
          ctr.encrypt(plaintext, sealed, 0)
          expect(hexOf(sealed.subarray(16))).toBe(hexOf(sm4Ctr(k, sealed.subarray(0, 16), plaintext)))
          expect(hexOf(ctr.decrypt(sealed, 0, sealed.length))).toBe(hexOf(plaintext))
        }
      }),
      { numRuns: 25 },
    )
  })

  test('decrypts under any first counter, also where it wraps', () => {
    fc.assert(
      fc.property(anyKey, anyIv, fc.uint8Array({ maxLength: SHORT_CTR_BYTES, size: 'max' }), (k, iv, data) => {
        const sealed = Uint8Array.from([...iv, ...sm4Ctr(k, iv, data)])
        expect(hexOf(new Sm4ShortCtr(k).decrypt(sealed, 0, sealed.length))).toBe(hexOf(data))
      }),
    )
  })

  test('no first counter comes twice', () => {
    const ctr = new Sm4ShortCtr(key)
    const seen = new Set<string>()
    for (let i = 0; i < 20_000; i++) {
      const sealed = new Uint8Array(16 + (i % 40))
      ctr.encrypt(new Uint8Array(i % 40), sealed, 0)
      seen.add(hexOf(sealed.subarray(0, 16)))
    }
    expect(seen.size).toBe(20_000)
  })
})
