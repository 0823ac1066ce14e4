import { csvRecord, writeParquet, writeXlsx, type ParquetColumn } from '@fadu/tables'
import type { ExportFormat } from '../../platform/db/tables.ts'
import type { Column } from '../../platform/release/layout.ts'

/** A row as a file has it: its cells in the order of the columns, and which one stands in quotation marks without need. */
export interface MarkedRow {
  readonly cells: readonly (string | null)[]
  readonly quoted: number
}

export interface FileColumn {
  readonly code: string
  readonly type: Column['type'] | 'reference'
  readonly masked: boolean
}

/** Rows come some at a time; a file is made of bytes as they come. */
export type FileWriter = (
  columns: readonly FileColumn[],
  rows: AsyncIterable<readonly MarkedRow[]>,
  total: number,
) => AsyncIterable<Uint8Array>

export const writers: Readonly<Record<ExportFormat, FileWriter>> = {
  csv: csvFile,
  jsonl: jsonLinesFile,
  xlsx: (columns, rows, total) => writeXlsx(sheetsOf(columns, rows, total)),
  parquet: (columns, rows) => writeParquet(columns.map(parquetColumn), cellsOf(rows)),
}

export const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
}

async function* csvFile(columns: readonly FileColumn[], rows: AsyncIterable<readonly MarkedRow[]>) {
  const texts = columns.map((c) => c.type === 'text' || c.masked)
  yield utf8(
    csvRecord(
      columns.map((c) => c.code),
      [],
      -1,
    ),
  )
  for await (const page of rows) {
    yield utf8(page.map(({ cells, quoted }) => csvRecord(cells, texts, quoted)).join(''))
  }
}

/** Values as texts, so that a decimal keeps its digits; booleans as such. */
async function* jsonLinesFile(columns: readonly FileColumn[], rows: AsyncIterable<readonly MarkedRow[]>) {
  const names = columns.map((c) => JSON.stringify(c.code))
  const isBoolean = columns.map((c) => c.type === 'boolean' && !c.masked)
  for await (const page of rows) {
    let text = ''
    for (const { cells } of page) {
      const members = cells.map((cell, i) =>
        isBoolean[i] === true ? `${names[i]!}:${cell ?? 'null'}` : `${names[i]!}:${JSON.stringify(cell)}`,
      )
      text += `{${members.join(',')}}\n`
    }
    yield utf8(text)
  }
}

/** Rows a sheet holds beside its header; the format ends at 1,048,576. */
const sheetRows = 1_000_000

function sheetsOf(columns: readonly FileColumn[], rows: AsyncIterable<readonly MarkedRow[]>, total: number) {
  const all = oneByOne(rows)[Symbol.asyncIterator]()
  const sheets = Math.max(1, Math.ceil(total / sheetRows))
  return Array.from({ length: sheets }, (_, i) => ({
    name: sheets === 1 ? 'data' : `data-${i + 1}`,
    columns: columns.map((c) => ({ title: c.code })),
    rows: i + 1 === sheets ? upTo(all, Infinity) : upTo(all, sheetRows),
  }))
}

async function* oneByOne(rows: AsyncIterable<readonly MarkedRow[]>): AsyncGenerator<readonly string[]> {
  for await (const page of rows) for (const { cells } of page) yield cells.map((cell) => cell ?? '')
}

/** The next rows of what other sheets read on from. */
async function* upTo<T>(rows: AsyncIterator<T>, most: number): AsyncGenerator<T> {
  for (let i = 0; i < most; i++) {
    const next = await rows.next()
    if (next.done === true) return
    yield next.value
  }
}

async function* cellsOf(rows: AsyncIterable<readonly MarkedRow[]>) {
  for await (const page of rows) yield page.map((row) => row.cells)
}

function parquetColumn({ code, type, masked }: FileColumn): ParquetColumn {
  const plain = type === 'integer' || type === 'date' || type === 'boolean' ? type : 'text'
  return { name: code, type: masked ? 'text' : plain }
}

function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}
