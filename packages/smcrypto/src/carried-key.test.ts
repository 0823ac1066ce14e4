import { expect, test } from 'vitest'
import { createBlindIndexer } from './blind-index.ts'
import { carriedBuffers, carryDataKey, createDataKey, randomDataKey, receiveDataKey } from './data-key.ts'
import { createRowDigester } from './row-digest.ts'
import { createSealer } from './sealing.ts'
import { utf8 } from './test-support/bytes.ts'
import { slowDerive, slowHmac } from './test-support/slow-envelope.ts'

const raw = randomDataKey()
const key = createDataKey(raw, 7)

test('a key that was carried into another thread opens, indexes and digests as the one it came from', () => {
  const received = receiveDataKey(structuredClone(carryDataKey(key)))
  const envelope = createSealer(received, 'd').seal('1:2', utf8('值'))
  expect(createSealer(key, 'd').open('1:2', envelope)).toEqual(utf8('值'))
  expect(createBlindIndexer(received, 'f').index('x')).toEqual(createBlindIndexer(key, 'f').index('x'))
  expect(createRowDigester(received).digest(utf8('row'))).toEqual(createRowDigester(key).digest(utf8('row')))
  expect(received.keyVersion).toBe(7)
})

test('each carrying has memory of its own, so that its transfer takes nothing from the key', () => {
  const carried = carryDataKey(key)
  const moved = structuredClone(carried, { transfer: carriedBuffers(carried) })
  expect(carried.encKey.byteLength).toBe(0)
  expect(moved.encKey.byteLength).toBe(16)
  expect(createSealer(key, 'd').seal('1', utf8('a')).length).toBe(54)
})

test('a carried key of a wrong length or version is refused', () => {
  const carried = carryDataKey(key)
  expect(() => receiveDataKey({ ...carried, macKey: new Uint8Array(16) })).toThrow('KEY_LENGTH')
  expect(() => receiveDataKey({ ...carried, keyVersion: 0 })).toThrow('KEY_VERSION_INVALID')
})

test('the digest of a row is HMAC-SM3 under a key of its own, short and long alike', () => {
  const slowKey = slowDerive(raw, 'fadu/smcrypto/v1/row-digest\0', 32)
  for (const row of [utf8(''), utf8('a'), utf8('长'.repeat(3000))]) {
    expect(createRowDigester(key).digest(row)).toEqual(slowHmac(slowKey, row))
  }
})
