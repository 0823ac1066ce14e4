import fc from 'fast-check'
import { expect, test } from 'vitest'
import { concatBytes, decodeUtf8, encodeUtf8, equalBytes, fromBase64, fromHex, toBase64, toHex } from './bytes.ts'
import { anyText } from './testing/arbitraries.ts'
import { flipBit } from './testing/hashes.ts'
import { expectIssue } from './testing/issues.ts'

const anyBytes = fc.uint8Array({ maxLength: 100 })

test('hexadecimal and base64 agree with Node in both directions', () => {
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'))
      expect(fromHex(toHex(bytes))).toEqual(bytes)
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      expect(fromBase64(toBase64(bytes))).toEqual(bytes)
    }),
  )
})

test('a base64 text that Node would read but not write is refused', () => {
  const alphabet = fc.string({ unit: fc.constantFrom(...'AQgw/+8=-_ \n'), maxLength: 12 })
  fc.assert(
    fc.property(alphabet, (text) => {
      const canonical = Buffer.from(text, 'base64').toString('base64') === text
      if (canonical) expect(toHex(fromBase64(text))).toBe(Buffer.from(text, 'base64').toString('hex'))
      else expect(() => fromBase64(text)).toThrow('LOG_ENCODING_MALFORMED')
    }),
    { numRuns: 1000 },
  )
})

test.each([
  ['base64 without padding', () => fromBase64('AAE'), 3],
  ['base64 with too much padding', () => fromBase64('AAE=='), 5],
  ['base64 of padding only', () => fromBase64('===='), 0],
  ['base64 with unused bits set', () => fromBase64('AAF='), 2],
  ['base64 with padding inside', () => fromBase64('AA==AAAA'), 2],
  ['base64 with a newline', () => fromBase64('AAAA\n'), 4],
  ['base64url', () => fromBase64('AA-_'), 2],
  ['hexadecimal of odd length', () => fromHex('abc'), 3],
  ['hexadecimal in upper case', () => fromHex('aB'), 1],
  ['hexadecimal with a prefix', () => fromHex('0x00'), 1],
])('%s is refused at its position', (_, read, at) => expectIssue(read, { code: 'LOG_ENCODING_MALFORMED', at }))

test('UTF-8 agrees with Node on any well-formed text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(toHex(encodeUtf8(text))).toBe(Buffer.from(text, 'utf8').toString('hex'))
      expect(decodeUtf8(encodeUtf8(text))).toBe(text)
    }),
    { examples: [['']] },
  )
})

test('UTF-8 is read exactly when a strict TextDecoder reads it, and to the same text', () => {
  const lead = fc.constantFrom(
    ...[0x41, 0x7f, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xf8, 0xf9, 0xfd, 0xff],
  )
  const following = fc.constantFrom(0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbb, 0xbf, 0xc0)
  const bytes = fc.array(fc.oneof(lead, following), { maxLength: 6 })
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  fc.assert(
    fc.property(bytes, (values) => {
      const input = Uint8Array.from(values)
      let text: string | undefined
      try {
        text = strict.decode(input)
      } catch {
        text = undefined // the judge refuses it
      }
      if (text === undefined) expect(() => decodeUtf8(input)).toThrow('LOG_ENCODING_MALFORMED')
      else expect(decodeUtf8(input)).toBe(text)
    }),
    { numRuns: 2000 },
  )
})

test.each([
  ['a lone high surrogate', () => encodeUtf8('ab\ud800'), 2],
  ['a lone low surrogate', () => encodeUtf8('\udc00'), 0],
  ['an overlong slash', () => decodeUtf8(Uint8Array.of(0x61, 0xc0, 0xaf)), 1],
  ['an overlong three-byte form', () => decodeUtf8(Uint8Array.of(0xe0, 0x80, 0xaf)), 0],
  ['an encoded surrogate', () => decodeUtf8(Uint8Array.of(0xed, 0xa0, 0x80)), 0],
  ['a code point above U+10FFFF', () => decodeUtf8(Uint8Array.of(0xf4, 0x90, 0x80, 0x80)), 0],
  ['a five-byte form', () => decodeUtf8(Uint8Array.of(0xf9, 0x80, 0x80, 0x80, 0x80)), 0],
  ['a sequence cut off', () => decodeUtf8(Uint8Array.of(0x61, 0xe4, 0xb8)), 1],
  ['a following byte alone', () => decodeUtf8(Uint8Array.of(0x80)), 0],
])('%s is refused at its position', (_, read, at) =>
  expectIssue(read, { code: 'LOG_ENCODING_MALFORMED', encoding: 'utf-8', at }),
)

test('bytes are equal only when every bit and the length are', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), fc.nat(), (bytes, n) => {
      expect(equalBytes(bytes, bytes.slice())).toBe(true)
      expect(equalBytes(bytes, flipBit(bytes, n % (8 * bytes.length)))).toBe(false)
      expect(equalBytes(bytes, bytes.slice(1))).toBe(false)
      expect(equalBytes(bytes, concatBytes([bytes, Uint8Array.of(0)]))).toBe(false)
    }),
  )
})
