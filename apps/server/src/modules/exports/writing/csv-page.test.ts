import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeUtf8 } from '@fadu/audit-log'
import { csvRecord } from '@fadu/tables'
import { createPageOpener, separators, type StoredCells } from '../../../platform/release/stored-page.ts'
import { createMarkKeys } from '../mark-keys.ts'
import { csvPage } from './csv-page.ts'
import { markPage } from './marked-rows.ts'

const keys = createMarkKeys(createHash('sha256').update('marks of a test').digest())('an export')
const awkward = [
  '',
  '=1+1',
  "'@x",
  '＝1',
  '-5',
  'a"b',
  'a,b',
  'a;b',
  'a\r\nb',
  '\t',
  '王伟',
  '𠮷野',
  'ﬀ',
  '+86',
  '\u00a0x',
]
const unstorable = new Set(['\0', ...Object.values(separators)])
const text = fc.oneof(
  fc.constantFrom(...awkward),
  fc
    .string({ unit: 'binary', maxLength: 8 })
    .filter((s) => [...s].every((c) => !unstorable.has(c) && !/\p{Cs}/u.test(c))),
)
const width = 3
const someRows = fc.array(
  fc.record({
    line: fc.nat(1e9),
    supersededBy: fc.option(fc.integer({ min: 1, max: 2 ** 31 - 1 })),
    plain: fc.array(fc.option(text, { freq: 4 }), { minLength: width, maxLength: width }),
  }),
  { maxLength: 12 },
)
const columns = Array.from({ length: width }, (_, i) => ({ code: `c${i}`, sealed: false }))
const openPage = createPageOpener(columns, [], () => [])
/** What is sealed lies open in this test. */
const openSealed = createPageOpener([columns[0]!, { code: 's', sealed: true }, ...columns.slice(1)], [], (rows) =>
  rows.map((row) => row.envelope),
)

/** As the database joins them. */
function joined(rows: readonly StoredCells[], withSealed = false) {
  const { cell, nothing, row: betweenRows } = separators
  const cellsOf = ({ batch, line, supersededBy, plain, sealed }: StoredCells) => [
    ...[batch, line, supersededBy, ...plain],
    ...(withSealed ? [sealed?.length ?? null] : []),
  ]
  const texts = rows.map((row) => cellsOf(row).map((c) => (c === null ? nothing : String(c))))
  return {
    kind: 'joined' as const,
    sealed: Buffer.concat(rows.flatMap((r) => r.sealed ?? [])),
    text: texts.map((t) => t.join(cell)).join(betweenRows),
    rows: rows.length,
    nulls: rows.flatMap(cellsOf).filter((c) => c === null).length,
  }
}
const stored = (rows: readonly Omit<StoredCells, 'batch' | 'sealed'>[]): readonly StoredCells[] =>
  rows.map((row) => ({ batch: 7, sealed: null, ...row }))

describe('pages of stored rows', () => {
  test('joined or apart, the rows are the same', () => {
    fc.assert(
      fc.property(someRows, (given) => {
        const rows = stored(given)
        const fast = openPage(joined(rows))!
        const slow = openPage({ kind: 'apart', rows })!
        const place = ({ batch, line, supersededBy }: (typeof fast.rows)[number]) => ({ batch, line, supersededBy })
        expect(fast.rows.map(place)).toEqual(slow.rows.map(place))
        expect(fast.cellsOf(fast.rows)).toEqual(slow.cellsOf(slow.rows))
        expect(slow.cellsOf(slow.rows)).toEqual(rows.map((r) => r.plain))
      }),
    )
  })

  test('what is sealed comes to its row', () => {
    fc.assert(
      fc.property(someRows, fc.infiniteStream(fc.option(text, { freq: 3 })), (given, values) => {
        const rows = stored(given).map((row) => {
          const value = values.next().value as string | null
          return { ...row, sealed: value === null ? null : encodeUtf8(JSON.stringify({ s: value })), value }
        })
        const fast = openSealed(joined(rows, true))!
        const some = fast.rows.filter((_, i) => i % 2 === 0)
        const expected = rows.map(({ plain, value }) => [plain[0], value, ...plain.slice(1)])
        expect(fast.cellsOf(fast.rows)).toEqual(expected)
        expect(fast.cellsOf(some)).toEqual(expected.filter((_, i) => i % 2 === 0))
        const slow = openSealed({ kind: 'apart', rows })!
        expect(slow.cellsOf(slow.rows)).toEqual(expected)
      }),
    )
  })

  test.each(Object.entries(separators))('a value that holds the separator of %s is noticed', (_, separator) => {
    fc.assert(
      fc.property(someRows, fc.nat(), fc.nat(width - 1), (given, which, column) => {
        fc.pre(given.length > 0)
        const rows = stored(given)
        const plain = rows[which % rows.length]!.plain as (string | null)[]
        // A value that is nothing but the sign for nothing reads as one more null.
        plain[column] = separator === separators.nothing ? separator : `a${separator}b`
        expect(openPage(joined(rows))).toBeUndefined()
      }),
    )
  })
})

test('a page of bytes is written as its records are one by one', () => {
  fc.assert(
    fc.property(
      someRows,
      fc.integer({ min: 0, max: 900 }),
      fc.array(fc.boolean(), { minLength: width, maxLength: width }),
      (given, withheldPerMille, isText) => {
        // What is no text has nothing in it that would have to stand in quotation marks.
        const number = (cell: string | null): string | null => (cell === null ? null : String(cell.length - 3))
        const rows = stored(given).map((r) => ({ ...r, plain: r.plain.map((c, i) => (isText[i]! ? c : number(c))) }))
        const marking = { keys, masked: columns.map(() => false), withheldPerMille }
        const page = markPage(marking, openPage(joined(rows))!)
        const texts = [...isText, false]
        const slow = page.rows().map(({ cells, quoted }) => csvRecord(cells, texts, quoted))
        expect(csvPage({ ...page, bytes: page.bytes! }, texts).toString('utf8')).toBe(slow.join(''))
      },
    ),
  )
})
