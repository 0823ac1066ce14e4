import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBlindIndexer } from './blind-index.ts'
import { createBulkSealer, sealInBulk } from './bulk-sealer.ts'
import { createDataKey } from './data-key.ts'
import { ENVELOPE_OVERHEAD } from './etm.ts'
import { createRowDigester } from './row-digest.ts'
import { createSealer } from './sealing.ts'
import { sm3 } from './sm3.ts'
import { createFourStates } from './sm3-lanes/compress-four.ts'
import { createPlainQueue, createTagQueue } from './sm3-lanes/tag-queue.ts'
import { hexOf, utf8 } from './test-support/bytes.ts'
import { slowHmac } from './test-support/slow-envelope.ts'

const raw = new Uint8Array(32).fill(0x42)
const dataKey = createDataKey(raw, 3)
const queues = [
  ['four at a time', createTagQueue],
  ['one after the other', createPlainQueue],
] as const

test('four states are computed at once on this machine, and give the digests of the standard', () => {
  const four = createFourStates()
  expect(four).toBeDefined()
  // GB/T 32905-2016 A.1 in lane 2, other blocks beside it.
  const { words, bytes, compress } = four!
  const at = bytes.length - 128
  bytes.set(utf8('abc'), at)
  bytes[at + 3] = 0x80
  bytes[at + 63] = 24
  bytes.fill(0x55, at + 64)
  const initial = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e]
  initial.forEach((word, i) => words.fill(word, i * 4, i * 4 + 4))
  compress(at + 64, at + 64, at, at + 64)
  const digest = initial.map((_, i) => (words[i * 4 + 2]! >>> 0).toString(16).padStart(8, '0')).join('')
  expect(digest).toBe('66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0')
  expect(digest).toBe(hexOf(sm3(utf8('abc'))))
})

describe.each(queues)('tags, %s', (_, createQueue) => {
  test('are those of the slow reference, whatever the keys, the lengths and the number that waits', () => {
    const message = fc.uint8Array({ maxLength: 300, size: 'max' })
    const one = fc.record({ key: fc.nat(2), message })
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 90 }), { minLength: 3, maxLength: 3 }),
        fc.array(one, { minLength: 1, maxLength: 30 }),
        (rawKeys, all) => {
          const queue = createQueue()
          const keys = rawKeys.map((key) => queue.key(key))
          const target = new Uint8Array(all.length * 32)
          for (const [i, { key, message }] of all.entries()) {
            queue.bytes.set(message, queue.place(message.length, target))
            queue.add(keys[key]!, message.length, i * 32)
          }
          queue.settle(target)
          const expected = all.map(({ key, message }) => hexOf(slowHmac(rawKeys[key]!, message)))
          expect(all.map((_, i) => hexOf(target.subarray(i * 32, i * 32 + 32)))).toEqual(expected)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe.each(queues)('rows in bulk, %s', (_, createQueue) => {
  test('are sealed, indexed and digested as each by itself', () => {
    const bulk = sealInBulk(dataKey, '数据集', ['甲', 'b'], createQueue())
    const sealer = createSealer(dataKey, '数据集')
    const indexers = ['甲', 'b'].map((field) => createBlindIndexer(dataKey, field))
    const digester = createRowDigester(dataKey)
    // More than wait at once, and of lengths on both sides of every limit.
    const lengths = [0, 1, 54, 55, 56, 63, 64, 120, 1023, 1024, 1025, 5_000, 9_000, 20_000]
    const rows = Array.from({ length: 900 }, (_, i) => {
      const length = lengths[i % lengths.length]!
      return { id: `7:${i}`, value: `值${'x'.repeat(length)}${i}`, plaintext: new Uint8Array(length).fill(i) }
    })
    let target = new Uint8Array(16)
    const places: number[] = []
    let at = 0
    for (const { id, value, plaintext } of rows) {
      const needed = at + plaintext.length + ENVELOPE_OVERHEAD + 64
      if (needed > target.length) {
        const larger = new Uint8Array(needed * 2)
        larger.set(target)
        target = larger
      }
      places.push(at)
      const text = utf8(`.${value}.`)
      bulk.index(places.length % 2, text, 1, text.length - 1, target, at)
      bulk.digest(plaintext, target, at + 32)
      bulk.seal(id, plaintext, target, at + 64)
      at = needed
    }
    bulk.settle(target)
    for (const [i, { id, value, plaintext }] of rows.entries()) {
      const from = places[i]!
      const envelope = target.subarray(from + 64, from + 64 + plaintext.length + ENVELOPE_OVERHEAD)
      expect(hexOf(sealer.open(id, envelope))).toBe(hexOf(plaintext))
      expect(hexOf(target.subarray(from, from + 32))).toBe(hexOf(indexers[(i + 1) % 2]!.index(value)))
      expect(hexOf(target.subarray(from + 32, from + 64))).toBe(hexOf(digester.digest(plaintext)))
    }
  })

  test('refuse what a single row refuses', () => {
    const bulk = sealInBulk(dataKey, 'd', ['f'], createQueue())
    const target = new Uint8Array(200)
    expect(() => bulk.seal('', utf8('a'), target, 0)).toThrow('TEXT_INVALID')
    expect(() => bulk.index(0, target, 5, 5, target, 0)).toThrow('TEXT_INVALID')
  })
})

test('a dataset or a field without a name is refused', () => {
  expect(() => createBulkSealer(dataKey, '', [])).toThrow('TEXT_INVALID')
  expect(() => createBulkSealer(dataKey, 'd', [''])).toThrow('TEXT_INVALID')
})
