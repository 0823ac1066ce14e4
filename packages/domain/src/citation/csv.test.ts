import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCsv } from './index.ts'

describe('the tables of the law', () => {
  test('what was written is read, whatever the cells hold', () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom('', '"', '""', ',', '\n', '\r\n', '第一款，其他。', ' a '),
    )
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 })
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.boolean(), (rows, end, mark, last) => {
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
        const text = rows.map((cells) => cells.map(quoted).join(',')).join(end)
        const parsed = parseCsv(`${mark ? '\ufeff' : ''}${text}${last ? end : ''}`)
        expect(parsed.issues).toEqual([])
        expect(parsed.rows.map((r) => r.cells)).toEqual(rows)
      }),
    )
  })

  test('a row knows the line on which it starts, also behind cells of several lines', () => {
    const { rows } = parseCsv('a,b\n"x\ny",z\n\nlast,row\n')
    expect(rows.map((r) => r.line)).toEqual([1, 2, 5])
  })

  test.each([
    ['a quote that is never closed is named by the line of the quote', 'a,b\nc,"d\ne,f\n', 'CSV_QUOTE_UNCLOSED', 2],
    ['a quote in the middle of a cell', 'a,b\nc,d"e\n"', 'CSV_QUOTE_MISPLACED', 2],
    ['text behind the closing quote', 'a,b\n"c" d,e\n', 'CSV_QUOTE_MISPLACED', 2],
  ])('%s', (_, text, code, line) => {
    expect(parseCsv(text).issues).toContainEqual({ code, line })
  })
})
