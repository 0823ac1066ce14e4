import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readQuotedRecords } from './csv/read-quoted.ts'
import { csvRecord, needsQuotation } from './csv/write-records.ts'
import { fromFormulaSafe } from './formula-text.ts'
import { openParquet } from './parquet/read-parquet.ts'
import { writeParquet } from './parquet/write-parquet.ts'

const anyCell = fc.option(
  fc.oneof(
    fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n', '=', "'", '-', '汉', ' ', '\t') }),
    fc.string({ unit: 'binary' }).filter((t) => !t.startsWith('\ufeff')),
  ),
)

describe('records of a data file', () => {
  test('are read as they were written, with which cells stood in quotation marks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyCell, anyCell, anyCell), { minLength: 1, maxLength: 8 }),
        fc.nat({ max: 3 }),
        (rows, quoted) => {
          const text = rows.map((cells) => csvRecord(cells, [true, true, true], quoted)).join('')
          const read = [...readQuotedRecords(text)]
          expect(
            read.map((cells) => cells.map((c) => (c.text === '' && !c.quoted ? null : fromFormulaSafe(c.text)))),
          ).toEqual(rows)
          rows.forEach((cells, r) =>
            cells.forEach((cell, c) => {
              const isQuoted = read[r]![c]!.quoted
              expect(isQuoted).toBe(cell !== null && (c === quoted || needsQuotation(read[r]![c]!.text)))
            }),
          )
        },
      ),
    )
  })

  test('a negative number is no formula; a text that would be one is kept from running', () => {
    expect(csvRecord(['-5', '-5'], [false, true], -1)).toBe(`-5,"'-5"\r\n`)
    expect(csvRecord([null, ''], [true, true], 0)).toBe(`,""\r\n`)
    expect(() => [...readQuotedRecords('a,"b')]).toThrow('CSV_SYNTAX')
  })
})

describe('a Parquet file', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fadu-written-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const columns = [
    { name: 'text', type: 'text' },
    { name: 'number', type: 'integer' },
    { name: 'day', type: 'date' },
    { name: 'yes', type: 'boolean' },
  ] as const

  const readBack = async (pages: readonly (readonly (string | null)[])[][]) => {
    const path = join(folder, 'written.parquet')
    const chunks: Uint8Array[] = []
    const source = async function* () {
      yield* pages
    }
    for await (const chunk of writeParquet(columns, source())) chunks.push(chunk)
    await writeFile(path, Buffer.concat(chunks))
    const table = await openParquet(path)
    const read: (readonly (string | null)[])[] = []
    for await (const rows of table.rows()) read.push(...rows)
    await table.close()
    return { names: table.columns, read }
  }

  test('is read as it was written, nulls and all', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.option(fc.string()),
            fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)),
            fc.option(fc.constantFrom('1949-10-01', '2026-02-28', '2099-12-31')),
            fc.option(fc.constantFrom('true', 'false')),
          ),
          { maxLength: 20 },
        ),
        async (rows) => {
          const { names, read } = await readBack([rows])
          expect(names).toEqual(columns.map((c) => c.name))
          expect(read).toEqual(rows)
        },
      ),
      { numRuns: 30 },
    )
  })

  test('has more than one group of rows', async () => {
    const page = (from: number) =>
      Array.from({ length: 15_000 }, (_, i) => [`t${from + i}`, String(from + i), null, null])
    const { read } = await readBack([page(0), page(15_000), page(30_000)])
    expect(read).toHaveLength(45_000)
    expect(read[44_999]).toEqual(['t44999', '44999', null, null])
  })
})
