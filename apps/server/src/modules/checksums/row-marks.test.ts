import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { StoredValues } from '../../platform/release/stored-values.ts'
import { chained, createMarkRow, differencesOf, packMarks, unpackMarks, type MarkedRow } from './row-marks.ts'

const dataset = '01990000-0000-7000-8000-000000000001'
const markRow = createMarkRow(new Uint8Array(32).fill(7))
const row = (line: number, values: Readonly<Record<string, string>>): StoredValues => ({
  line,
  values: new Map(Object.entries(values)),
})
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const anyValues = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.string({ maxLength: 4 }), { maxKeys: 3 })

describe('the mark of a row', () => {
  test('is that of its place and its values, in whatever order they are read, and of nothing else', () => {
    const same = row(3, { a: '1', b: '2' })
    expect(hex(markRow(dataset, 1, same).mark)).toBe(hex(markRow(dataset, 1, row(3, { b: '2', a: '1' })).mark))
    const others = [
      markRow(dataset, 2, same),
      markRow(dataset, 1, { ...same, line: 4 }),
      markRow(dataset.replace(/1$/, '2'), 1, same),
      markRow(dataset, 1, row(3, { a: '1' })),
      markRow(dataset, 1, row(3, { a: '12', b: '' })),
      markRow(dataset, 1, row(3, { a: '2', b: '1' })),
      createMarkRow(new Uint8Array(32).fill(8))(dataset, 1, same),
    ]
    expect(new Set([markRow(dataset, 1, same), ...others].map(({ mark }) => hex(mark))).size).toBe(others.length + 1)
  })

  test('is read back as it was packed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2 ** 40), anyValues)), (given) => {
        const rows = given.map(([line, values]) => markRow(dataset, 1, row(line, values)))
        const plain = (all: readonly MarkedRow[]) => all.map(({ line, mark }) => [line, hex(mark)])
        expect(plain(unpackMarks(packMarks(rows))!)).toEqual(plain(rows))
      }),
    )
    expect(unpackMarks(new Uint8Array(23))).toBeUndefined()
  })
})

/** Line by line, as somebody with two printed lists would do it. */
function byHand(before: ReadonlyMap<number, string>, now: ReadonlyMap<number, string>, erased: ReadonlySet<number>) {
  const found = { altered: [] as number[], missing: [] as number[], added: [] as number[] }
  for (let line = 0; line <= 12; line++) {
    const [was, is] = [before.get(line), now.get(line)]
    if (was !== undefined && is === undefined && !erased.has(line)) found.missing.push(line)
    if (was === undefined && is !== undefined) found.added.push(line)
    if (was !== undefined && is !== undefined && was !== is) found.altered.push(line)
  }
  return found
}

test('differences are those that a comparison by hand finds', () => {
  const table = fc.dictionary(fc.nat(12).map(String), fc.constantFrom('甲', '乙', '丙'))
  fc.assert(
    fc.property(table, table, fc.array(fc.nat(12)), (was, is, gone) => {
      const maps = [was, is].map((t) => new Map(Object.entries(t).map(([line, v]) => [Number(line), v])))
      const marked = maps.map((t) =>
        [...t].toSorted(([a], [b]) => a - b).map(([line, v]) => markRow(dataset, 1, row(line, { v }))),
      )
      const erased = new Set(gone)
      expect(differencesOf(marked[0]!, marked[1]!, erased)).toEqual(byHand(maps[0]!, maps[1]!, erased))
    }),
  )
})

test('a row that does not open is altered, also where it did not open when its checksum was taken', () => {
  const closed = markRow(dataset, 1, { line: 5, values: undefined })
  const open = markRow(dataset, 1, row(5, { a: '1' }))
  const none = new Set<number>()
  expect(differencesOf([open], [closed], none).altered).toEqual([5])
  expect(differencesOf([closed], [closed], none).altered).toEqual([5])
  expect(differencesOf([closed], [open], none).altered).toEqual([5])
})

test('a chain is another one when a page is changed, left out, moved or given another range', () => {
  const pages = [0, 1, 2].map((i) => ({
    from: i * 10,
    to: i === 2 ? null : i * 10 + 10,
    marks: packMarks([markRow(dataset, 1, row(i * 10 + 1, { a: String(i) }))]),
  }))
  const over = (list: typeof pages): string => hex(list.reduce(chained, new Uint8Array(0)))
  const [a, b, c] = pages as [(typeof pages)[0], (typeof pages)[0], (typeof pages)[0]]
  const changed = { ...b, marks: packMarks([markRow(dataset, 1, row(11, { a: 'x' }))]) }
  const others = [
    [a, c],
    [b, a, c],
    [a, changed, c],
    [a, { ...b, to: 21 }, c],
    [a, b, { ...c, to: 30 }],
    [a, b],
  ]
  expect(new Set([pages, ...others].map(over)).size).toBe(others.length + 1)
})
