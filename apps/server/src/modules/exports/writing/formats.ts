import { csvRecord, writeParquet, writeXlsx, type ParquetColumn } from '@fadu/tables'
import type { ExportFormat } from '../../../platform/db/tables.ts'
import type { Column } from '../../../platform/release/layout.ts'
import { csvPage } from './csv-page.ts'
import type { MarkedPage } from './marked-rows.ts'

export interface FileColumn {
  readonly code: string
  readonly type: Column['type'] | 'reference'
  readonly masked: boolean
}

/** Rows come some at a time; a file is made of bytes as they come. */
export type FileWriter = (
  columns: readonly FileColumn[],
  pages: AsyncIterable<MarkedPage>,
  total: number,
) => AsyncIterable<Uint8Array>

export const writers: Readonly<Record<ExportFormat, FileWriter>> = {
  csv: csvFile,
  jsonl: jsonLinesFile,
  xlsx: (columns, pages, total) => writeXlsx(sheetsOf(columns, pages, total)),
  parquet: (columns, pages) => writeParquet(columns.map(parquetColumn), cellsOf(pages)),
}

export const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
}

async function* csvFile(columns: readonly FileColumn[], pages: AsyncIterable<MarkedPage>) {
  const texts = columns.map((c) => c.type === 'text' || c.masked)
  yield utf8(
    csvRecord(
      columns.map((c) => c.code),
      [],
      -1,
    ),
  )
  for await (const page of pages) {
    const { bytes } = page
    if (bytes !== undefined) yield csvPage({ ...page, bytes }, texts)
    else
      yield utf8(
        page
          .rows()
          .map(({ cells, quoted }) => csvRecord(cells, texts, quoted))
          .join(''),
      )
  }
}

/** Values as texts, so that a decimal keeps its digits; booleans as such. */
async function* jsonLinesFile(columns: readonly FileColumn[], pages: AsyncIterable<MarkedPage>) {
  const names = columns.map((c) => JSON.stringify(c.code))
  const isBoolean = columns.map((c) => c.type === 'boolean' && !c.masked)
  for await (const page of pages) {
    let text = ''
    for (const { cells } of page.rows()) {
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

function sheetsOf(columns: readonly FileColumn[], pages: AsyncIterable<MarkedPage>, total: number) {
  const all = oneByOne(pages)[Symbol.asyncIterator]()
  const sheets = Math.max(1, Math.ceil(total / sheetRows))
  return Array.from({ length: sheets }, (_, i) => ({
    name: sheets === 1 ? 'data' : `data-${i + 1}`,
    columns: columns.map((c) => ({ title: c.code })),
    rows: i + 1 === sheets ? upTo(all, Infinity) : upTo(all, sheetRows),
  }))
}

async function* oneByOne(pages: AsyncIterable<MarkedPage>): AsyncGenerator<readonly string[]> {
  for await (const page of pages) for (const { cells } of page.rows()) yield cells.map((cell) => cell ?? '')
}

/** The next rows of what other sheets read on from. */
async function* upTo<T>(rows: AsyncIterator<T>, most: number): AsyncGenerator<T> {
  for (let i = 0; i < most; i++) {
    const next = await rows.next()
    if (next.done === true) return
    yield next.value
  }
}

async function* cellsOf(pages: AsyncIterable<MarkedPage>) {
  for await (const page of pages) yield page.rows().map((row) => row.cells)
}

function parquetColumn({ code, type, masked }: FileColumn): ParquetColumn {
  const plain = type === 'integer' || type === 'date' || type === 'boolean' ? type : 'text'
  return { name: code, type: masked ? 'text' : plain }
}

function utf8(text: string): Uint8Array {
  return Buffer.from(text, 'utf8')
}
