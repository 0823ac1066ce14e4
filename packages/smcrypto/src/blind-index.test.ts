import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blindIndex, createBlindIndexer, createDataKey, randomDataKey } from './index.ts'
import { indexInBulk } from './blind-index.ts'
import { createPlainQueue, createTagQueue, LONGEST_WAITING } from './sm3-lanes/tag-queue.ts'
import { hexOf, utf8 } from './test-support/bytes.ts'
import { slowDerive, slowHmac } from './test-support/slow-envelope.ts'

const raw = new Uint8Array(32).fill(0x17)
const dataKey = createDataKey(raw, 1)
const anyText = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300, size: 'max' }),
)

test('is as the slow reference says, in bulk and one at a time', () => {
  const root = slowDerive(raw, 'fadu/smcrypto/v1/blind-index\0', 32)
  fc.assert(
    fc.property(anyText, (value) => {
      const fieldKey = slowDerive(root, 'fadu/smcrypto/v1/blind-index\0身份证号', 32)
      const expected = hexOf(slowHmac(fieldKey, utf8(value)))
      expect(hexOf(blindIndex(dataKey, '身份证号', value))).toBe(expected)
      expect(hexOf(createBlindIndexer(dataKey, '身份证号').index(value))).toBe(expected)
    }),
  )
})

test('of many values is that of each, with vectors and without, whatever stands beside them', () => {
  const long = fc.string({ minLength: LONGEST_WAITING - 2, maxLength: LONGEST_WAITING + 2, size: 'max' })
  const values = fc.array(fc.oneof({ weight: 9, arbitrary: anyText }, long), { maxLength: 40 })
  const queues = [createTagQueue(), createPlainQueue()]
  fc.assert(
    fc.property(values, (some) => {
      const each = some.map((value) => hexOf(blindIndex(dataKey, 'citizenId', value)))
      for (const queue of queues)
        expect(indexInBulk(dataKey, 'citizenId', queue).indexAll(some).map(hexOf)).toEqual(each)
    }),
    { numRuns: 50 },
  )
})

test('after a value that is refused the next ones are as ever', () => {
  const indexer = createBlindIndexer(dataKey, 'citizenId')
  expect(() => indexer.indexAll(['a', 'b', ''])).toThrow('TEXT_INVALID')
  expect(() => indexer.indexAll(['a', '\ud800'])).toThrow('TEXT_INVALID')
  expect(indexer.indexAll(['a', 'b']).map(hexOf)).toEqual(['a', 'b'].map((value) => hexOf(indexer.index(value))))
  expect(createBlindIndexer(dataKey, 'other').indexAll(['a', 'b'])).toHaveLength(2)
})

test('is the same for the same value, key and field, and another for another of any of them', () => {
  const index = hexOf(blindIndex(dataKey, 'citizenId', '330203199001011234'))
  expect(index).toHaveLength(64)
  expect(hexOf(blindIndex(createDataKey(raw, 1), 'citizenId', '330203199001011234'))).toBe(index)
  expect(hexOf(blindIndex(dataKey, 'citizenId', '330203199001011235'))).not.toBe(index)
  expect(hexOf(blindIndex(dataKey, 'spouseId', '330203199001011234'))).not.toBe(index)
  expect(hexOf(blindIndex(createDataKey(randomDataKey(), 1), 'citizenId', '330203199001011234'))).not.toBe(index)
})

test('earlier indexes stay as they were when more are made', () => {
  const indexer = createBlindIndexer(dataKey, 'citizenId')
  const first = indexer.index('a')
  const before = hexOf(first)
  for (let i = 0; i < 100; i++) indexer.index(`value ${i}`)
  expect(hexOf(first)).toBe(before)
})

test('an absent or malformed value is refused rather than indexed', () => {
  expect(() => blindIndex(dataKey, 'citizenId', '')).toThrow('TEXT_INVALID')
  expect(() => blindIndex(dataKey, 'citizenId', '\ud800')).toThrow('TEXT_INVALID')
  expect(() => blindIndex(dataKey, '', 'value')).toThrow('TEXT_INVALID')
})
