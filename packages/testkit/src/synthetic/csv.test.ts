import { expect, test } from 'vitest'
import { toCsv, type Column } from './csv.ts'
import { ENTERPRISE_COLUMNS } from './enterprises.ts'
import { RESIDENT_COLUMNS } from './residents.ts'

interface Row {
  readonly name: string
  readonly amount: number | null
}

const columns: readonly Column<Row>[] = [
  { key: 'name', header: '名称' },
  { key: 'amount', header: '金额（万元）' },
]

const textOf = (rows: Iterable<Row>): string => [...toCsv(columns, rows)].join('')

test('a heading, CRLF after every line, nothing for null', () => {
  expect(
    textOf([
      { name: '甲', amount: 3 },
      { name: '乙', amount: null },
    ]),
  ).toBe('名称,金额（万元）\r\n甲,3\r\n乙,\r\n')
})

test('only the heading when there are no rows', () => {
  expect(textOf([])).toBe('名称,金额（万元）\r\n')
})

test.each([
  ['a comma', 'a,b', '"a,b"'],
  ['a quote', 'a"b', '"a""b"'],
  ['a line feed', 'a\nb', '"a\nb"'],
  ['a carriage return', 'a\rb', '"a\rb"'],
  ['a full-width comma, which needs nothing', '甲，乙', '甲，乙'],
  ['the empty text, in the first column too', '', ''],
])('%s', (_, name, field) => {
  expect(textOf([{ name, amount: 0 }])).toBe(`名称,金额（万元）\r\n${field},0\r\n`)
})

test('rows are read as the text is taken, some tens of thousands of characters at a time', () => {
  let read = 0
  const endless = function* (): Generator<Row> {
    for (;;) yield { name: '甲'.repeat(100), amount: read++ }
  }
  const chunks = toCsv(columns, endless())
  expect(chunks.next().value!.length).toBeGreaterThan(60_000)
  expect(read).toBeLessThan(1000)
})

test('headings are unique and in Chinese', () => {
  for (const table of [RESIDENT_COLUMNS, ENTERPRISE_COLUMNS]) {
    const headers = table.map(({ header }) => header)
    expect(new Set(headers).size).toBe(headers.length)
    expect(headers.every((header) => /^\p{Script=Han}+(?:（\p{Script=Han}+）)?$/u.test(header))).toBe(true)
  }
})
