import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  WrappedKeyTampered,
  createDataKey,
  createKek,
  openRow,
  randomDataKey,
  sealRow,
  unwrapKey,
  wrapKey,
  wrappedKekVersion,
} from './index.ts'
import { flipped, hexOf } from './test-support/bytes.ts'
import { slowEnvelope } from './test-support/slow-envelope.ts'

const raw = new Uint8Array(32).fill(0x5c)
const kek = createKek(raw, 2)
const binding = { keyId: 'dataset/resident/1', purpose: 'data-key' }
const secret = randomDataKey()

function faultOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof WrappedKeyTampered) return error.fault
    throw error
  }
  return 'opened'
}

test('a wrapped key unwraps, and is as the slow reference says', () => {
  const anyName = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30, size: 'max' })
  fc.assert(
    fc.property(anyName, anyName, fc.uint8Array({ maxLength: 100, size: 'max' }), (keyId, purpose, plaintext) => {
      const wrapped = wrapKey(kek, { keyId, purpose }, plaintext)
      expect(hexOf(unwrapKey(kek, { keyId, purpose }, wrapped))).toBe(hexOf(plaintext))
      const iv = wrapped.slice(5, 21)
      const parts = { rawKey: raw, kind: 'wrap', first: keyId, second: purpose, keyVersion: 2, iv, plaintext } as const
      expect(hexOf(wrapped)).toBe(hexOf(slowEnvelope(parts)))
    }),
  )
})

test('every flipped bit of a wrapped key is refused', () => {
  const wrapped = wrapKey(kek, binding, secret)
  for (let bit = 0; bit < wrapped.length * 8; bit++) {
    expect(
      faultOf(() => unwrapKey(kek, binding, flipped(wrapped, bit))),
      `bit ${bit}`,
    ).not.toBe('opened')
  }
})

test('another key id, purpose, KEK or version is refused, with what was asked for in the error', () => {
  const wrapped = wrapKey(kek, binding, secret)
  expect(faultOf(() => unwrapKey(kek, { ...binding, keyId: 'dataset/resident/2' }, wrapped))).toBe('tag')
  expect(faultOf(() => unwrapKey(kek, { ...binding, purpose: 'backup' }, wrapped))).toBe('tag')
  expect(faultOf(() => unwrapKey(createKek(randomDataKey(), 2), binding, wrapped))).toBe('tag')
  expect(faultOf(() => unwrapKey(createKek(raw, 3), binding, wrapped))).toBe('key-version')
  expect(() => unwrapKey(kek, { ...binding, purpose: 'backup' }, wrapped)).toThrow(
    expect.objectContaining({ code: 'WRAPPED_KEY_TAMPERED', keyId: binding.keyId, purpose: 'backup' }),
  )
})

test('a row and a wrapped key are never taken for each other, even under the same raw key', () => {
  const dataKey = createDataKey(raw, 2)
  const at = { dataset: binding.keyId, rowId: binding.purpose, keyVersion: 2 }
  expect(faultOf(() => unwrapKey(kek, binding, sealRow(dataKey, at, secret)))).toBe('tag')
  expect(() => openRow(dataKey, at, wrapKey(kek, binding, secret))).toThrow('ENVELOPE_TAMPERED')
})

test('the KEK version can be read before unwrapping; a KEK shows version and fingerprint only', () => {
  expect(wrappedKekVersion(wrapKey(kek, binding, secret))).toBe(2)
  expect(wrappedKekVersion(secret)).toBeUndefined()
  expect(Object.keys(kek)).toEqual(['version', 'fingerprint'])
  expect(kek.fingerprint).toMatch(/^[0-9a-f]{16}$/)
  expect(createKek(raw, 3).fingerprint).toBe(kek.fingerprint)
  expect(createKek(secret, 2).fingerprint).not.toBe(kek.fingerprint)
})
