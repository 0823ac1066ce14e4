import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import refused from '../vectors/not-canonical.json' with { type: 'json' }
import rfc from '../vectors/rfc8785.json' with { type: 'json' }
import { canonicalBytes, canonicalize, parseCanonical } from './canonical-json.ts'
import { LogError } from './issues.ts'
import { anyCharacter, anyText } from './testing/arbitraries.ts'
import { hex, utf8 } from './testing/hashes.ts'
import { expectIssue } from './testing/issues.ts'

const doubleOf = (bits: string): number => Buffer.from(bits, 'hex').readDoubleBE()

describe('RFC 8785', () => {
  test.each(rfc.numbers)('writes the double %s as %s', (bits, text) => {
    expect(canonicalize(doubleOf(bits))).toBe(text)
  })

  test.each(rfc.notFinite)('refuses the double %s', (bits) =>
    expectIssue(() => canonicalize(doubleOf(bits)), { code: 'LOG_JSON_UNSUPPORTED', found: 'number-not-finite' }),
  )

  test.each(rfc.texts)('$name', ({ json, canonical, utf8: bytes }) => {
    expect(canonicalize(JSON.parse(json))).toBe(canonical)
    expect(hex(canonicalBytes(JSON.parse(json)))).toBe(bytes ?? Buffer.from(canonical).toString('hex'))
  })
})

const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)])
const cyclic: Record<string, unknown> = {}
cyclic['itself'] = cyclic

test.each([
  ['undefined', undefined, '', 'undefined'],
  ['a member that is undefined', { a: [{ b: undefined }] }, '/a/0/b', 'undefined'],
  ['a hole in an array', [1, , 3], '/1', 'undefined'], // eslint-disable-line no-sparse-arrays
  ['a function', { f: () => 1 }, '/f', 'function'],
  ['a toJSON method', { toJSON: () => 1 }, '/toJSON', 'function'],
  ['a symbol', { s: Symbol('s') }, '/s', 'symbol'],
  ['a member named by a symbol', { o: { [Symbol('s')]: 1 } }, '/o', 'symbol'],
  ['a bigint', { n: 1n }, '/n', 'bigint'],
  ['NaN', [NaN], '/0', 'number-not-finite'],
  ['minus infinity', -Infinity, '', 'number-not-finite'],
  ['a lone high surrogate', { a: 'x\ud83d' }, '/a', 'lone-surrogate'],
  ['a lone low surrogate', '\ude00x', '', 'lone-surrogate'],
  ['a lone surrogate in a name', { '\ud83d': 1 }, '/\ud83d', 'lone-surrogate'],
  ['a date', { at: new Date(0) }, '/at', 'not-plain-object'],
  ['a map', new Map(), '', 'not-plain-object'],
  ['bytes', { 'a/b~c': Uint8Array.of(1) }, '/a~1b~0c', 'not-plain-object'],
  ['a boxed string', Object('s'), '', 'not-plain-object'],
  ['arrays 129 deep', nested(129), '/0'.repeat(128), 'too-deep'],
  ['a cycle', cyclic, '/itself'.repeat(128), 'too-deep'],
] as const)('%s is refused, with its place', (_, value, pointer, found) =>
  expectIssue(() => canonicalize(value), { code: 'LOG_JSON_UNSUPPORTED', pointer, found }),
)

test('128 levels and objects without prototype are accepted', () => {
  expect(canonicalize(nested(128))).toBe(`${'['.repeat(128)}1${']'.repeat(128)}`)
  expect(canonicalize(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}')
})

const anyJson = fc.jsonValue({ stringUnit: anyCharacter })

test('what is written is read back as the same value, by JSON.parse and by parseCanonical', () => {
  fc.assert(
    fc.property(anyJson, (value) => {
      const expected: unknown = JSON.parse(JSON.stringify(value)) // turns -0 into 0
      expect(JSON.parse(canonicalize(value))).toEqual(expected)
      expect(parseCanonical(canonicalBytes(value))).toEqual(expected)
    }),
  )
})

test('the order in which members were set does not matter', () => {
  const anyMembers = fc.uniqueArray(fc.tuple(anyText, fc.nat()), { selector: ([name]) => name })
  fc.assert(
    fc.property(anyMembers, (members) => {
      const names = members.map(([name]) => name)
      const text = canonicalize(Object.fromEntries(members))
      expect(text).toBe(canonicalize(Object.fromEntries(members.toReversed())))
      const inOrder = names.toSorted((a, b) => Buffer.compare(utf16(a), utf16(b)))
      expect(text.replaceAll(/:\d+/g, '')).toBe(
        `{${inOrder.map((name) => JSON.stringify(name).replaceAll(/:\d+/g, '')).join(',')}}`,
      )
    }),
  )
})

const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

test.each(refused.texts)('parseCanonical refuses: $fault', ({ text }) => {
  expect(() => parseCanonical(utf8(text))).toThrow(LogError)
})

test('parseCanonical says how a text should have been written, and refuses what is not UTF-8', async () => {
  const unsorted = utf8('{"b":1,"a":2}')
  await expectIssue(() => parseCanonical(unsorted), { code: 'LOG_JSON_NOT_CANONICAL', canonical: '{"a":2,"b":1}' })
  await expectIssue(() => parseCanonical(utf8('{')), { code: 'LOG_JSON_NOT_CANONICAL', canonical: null })
  await expectIssue(() => parseCanonical(Uint8Array.of(0x22, 0xff, 0x22)), { code: 'LOG_ENCODING_MALFORMED', at: 1 })
})
