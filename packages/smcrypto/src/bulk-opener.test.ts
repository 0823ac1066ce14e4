import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createBulkOpener, openInBulk } from './bulk-opener.ts'
import { createDataKey } from './data-key.ts'
import { EnvelopeTampered } from './errors.ts'
import { createSealer } from './sealing.ts'
import { createPlainQueue, createTagQueue } from './sm3-lanes/tag-queue.ts'
import { flipped, hexOf, utf8 } from './test-support/bytes.ts'

const raw = new Uint8Array(32).fill(0x42)
const dataKey = createDataKey(raw, 3)
const sealer = createSealer(dataKey, '数据集')
const sealed = (rowId: string, plaintext: Uint8Array) => ({ rowId, envelope: sealer.seal(rowId, plaintext) })
const queues = [
  ['four at a time', createTagQueue],
  ['one after the other', createPlainQueue],
] as const
const anyPlaintext = fc.oneof(
  { weight: 8, arbitrary: fc.uint8Array({ maxLength: 200, size: 'max' }) },
  { weight: 1, arbitrary: fc.uint8Array({ minLength: 1020, maxLength: 1030, size: 'max' }) },
)

describe.each(queues)('rows opened in bulk, %s', (_, createQueue) => {
  const bulk = openInBulk(dataKey, '数据集', createQueue())

  test('are what each gives by itself, more than wait at once and of every length', () => {
    const lengths = [0, 1, 15, 16, 17, 54, 55, 56, 63, 64, 120, 1023, 1024, 1025, 5_000, 9_000]
    const rows = Array.from({ length: 900 }, (_, i) => {
      const plaintext = new Uint8Array(lengths[i % lengths.length]!).fill(i)
      return { ...sealed(i % 3 === 0 ? `行${i}` : `7:${i}`, plaintext), plaintext }
    })
    expect(bulk.open(rows).map(hexOf)).toEqual(rows.map((r) => hexOf(r.plaintext)))
    expect(bulk.open([])).toEqual([])
  })

  test('one bit changed anywhere in one of them: that row is named, as by itself, and none is opened', () => {
    const some = fc.array(anyPlaintext, { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(some, fc.nat(), fc.nat(), (plaintexts, which, where) => {
        const rows = plaintexts.map((p, i) => sealed(`1:${i}`, p))
        const bad = which % rows.length
        const envelope = flipped(rows[bad]!.envelope, where % (rows[bad]!.envelope.length * 8))
        rows[bad] = { ...rows[bad]!, envelope }
        expect(faultOf(() => bulk.open(rows))).toEqual(faultOf(() => [sealer.open(`1:${bad}`, envelope)]))
      }),
    )
  })

  test('another row, another dataset, another version, a piece of an envelope: refused', () => {
    const good = sealed('1:1', utf8('王小明'))
    expect(faultOf(() => bulk.open([{ ...good, rowId: '1:2' }]))).toMatchObject({ rowId: '1:2', fault: 'tag' })
    const elsewhere = openInBulk(dataKey, '别处', createQueue())
    expect(faultOf(() => elsewhere.open([good]))).toMatchObject({ dataset: '别处', fault: 'tag' })
    const later = openInBulk(createDataKey(raw, 4), '数据集', createQueue())
    expect(faultOf(() => later.open([good]))).toMatchObject({ fault: 'key-version' })
    const cut = { ...good, envelope: good.envelope.subarray(0, 40) }
    expect(faultOf(() => bulk.open([good, cut]))).toMatchObject({ fault: 'length' })
    expect(() => bulk.open([good, { ...good, rowId: '' }])).toThrow('TEXT_INVALID')
    expect(bulk.open([good]).map(hexOf)).toEqual([hexOf(utf8('王小明'))])
  })
})

test('a dataset without a name is refused', () => {
  expect(() => createBulkOpener(dataKey, '')).toThrow('TEXT_INVALID')
})

function faultOf(act: () => unknown): { readonly dataset: string; readonly rowId: string; readonly fault: string } {
  try {
    act()
  } catch (error) {
    if (!(error instanceof EnvelopeTampered)) throw error
    const { dataset, rowId, fault } = error
    return { dataset, rowId, fault }
  }
  throw new Error('opened')
}
