import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TableError } from '../table-issue.ts'
import { cutRecords } from './cut-records.ts'
import { createFieldScanner, fieldText } from './scan-fields.ts'

const syntax = { delimiter: 0x2c, quote: 0x22, newline: 0x0a, mostRecordBytes: 1000 }

interface ReadRecord {
  readonly line: number
  readonly cells: readonly string[]
}

async function* pieces(bytes: Buffer, sizes: readonly number[]): AsyncIterable<Uint8Array> {
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length]!
    yield bytes.subarray(at, at + size)
    at += size
  }
}

async function read(text: string, sizes: readonly number[], blockBytes: number): Promise<ReadRecord[] | 'fault'> {
  const records: ReadRecord[] = []
  try {
    for await (const block of cutRecords(pieces(Buffer.from(text), sizes), { ...syntax, blockBytes })) {
      const scanner = createFieldScanner(block.bytes, block.firstLine, syntax)
      while (scanner.next()) {
        const cells = Array.from({ length: scanner.count }, (_, i) => fieldText(block.bytes, scanner, i, 0x22))
        records.push({ line: scanner.line, cells })
      }
    }
  } catch (error) {
    if (!(error instanceof TableError)) throw error
    return 'fault'
  }
  return records
}

/** RFC 4180 character by character, slow and obvious, written from its text. */
function slowly(text: string): ReadRecord[] | 'fault' {
  const records: ReadRecord[] = []
  let line = 1
  let at = 0
  const atLineEnd = (): number => (text[at] === '\n' ? 1 : text[at] === '\r' && text[at + 1] === '\n' ? 2 : 0)
  while (at < text.length) {
    if (atLineEnd() > 0) {
      at += atLineEnd()
      line++
      continue
    }
    const begun = line
    const cells: string[] = []
    for (;;) {
      let cell = ''
      if (text[at] === '"') {
        at++
        for (;;) {
          if (at >= text.length) return 'fault'
          if (text[at] === '"' && text[at + 1] === '"') {
            cell += '"'
            at += 2
          } else if (text[at] === '"') {
            at++
            break
          } else {
            if (text[at] === '\n') line++
            cell += text[at++]
          }
        }
        if (text[at] === '\r' && at + 1 === text.length) at++
        if (at < text.length && text[at] !== ',' && atLineEnd() === 0) return 'fault'
      } else {
        while (at < text.length && text[at] !== ',' && atLineEnd() === 0) {
          if (text[at] === '"') return 'fault'
          cell += text[at++]
        }
        // A carriage return at the very end belongs to a line end that is not there.
        if (at >= text.length && cell.endsWith('\r')) cell = cell.slice(0, -1)
      }
      cells.push(cell)
      if (at >= text.length) break
      if (text[at] === ',') {
        at++
        if (at >= text.length) {
          cells.push('')
          break
        }
        continue
      }
      at += atLineEnd()
      line++
      break
    }
    records.push({ line: begun, cells })
  }
  return records
}

const anySizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 })

describe('records of a CSV', () => {
  test('written by the rules are read as they were meant, however the bytes arrive and wherever blocks are cut', async () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '中', '😀', '"', ',', '\n', '\r', ' ', '1'), maxLength: 6 })
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
    const written = (c: string): string => (/[",\n\r]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)
    await fc.assert(
      fc.asyncProperty(
        table,
        anySizes,
        fc.integer({ min: 1, max: 40 }),
        fc.constantFrom('\n', '\r\n'),
        async (rows, sizes, block, end) => {
          const text = rows.map((cells) => cells.map(written).join(',') + end).join('')
          const found = await read(text, sizes, block)
          expect(found).not.toBe('fault')
          expect((found as ReadRecord[]).map((r) => r.cells)).toEqual(rows)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('agree with the reader that goes character by character on any text, faults and lines too', async () => {
    const anyText = fc.string({ unit: fc.constantFrom('a', '中', '"', ',', '\n', '\r\n', '\r', ' '), maxLength: 30 })
    await fc.assert(
      fc.asyncProperty(anyText, anySizes, fc.integer({ min: 1, max: 40 }), async (text, sizes, block) => {
        expect(await read(text, sizes, block)).toEqual(slowly(text))
      }),
      { numRuns: 2000 },
    )
  })

  test('of a line without end are refused with its number while little is held', async () => {
    let given = 0
    async function* endless(): AsyncIterable<Uint8Array> {
      yield Buffer.from('a,b\n1,2\n')
      const chunk = Buffer.alloc(64 * 1024, 'x')
      for (; given < 1024 * 1024 * 1024; given += chunk.length) yield chunk
    }
    const cut = cutRecords(endless(), { ...syntax, blockBytes: 256 * 1024, mostRecordBytes: 1024 * 1024 })
    await expect(
      (async () => {
        for await (const block of cut) expect(block.firstLine).toBe(1)
      })(),
    ).rejects.toMatchObject({ issue: { code: 'CSV_SYNTAX', row: 3, fault: 'CSV_MAX_RECORD_SIZE' } })
    expect(given).toBeLessThan(2 * 1024 * 1024)
  })

  test('that end with a carriage return alone', () => {
    const bytes = Buffer.from('a,b\r1,2\r')
    const scanner = createFieldScanner(bytes, 1, { ...syntax, newline: 0x0d })
    scanner.next()
    scanner.next()
    expect([scanner.line, fieldText(bytes, scanner, 1, 0x22)]).toEqual([2, '2'])
  })
})
