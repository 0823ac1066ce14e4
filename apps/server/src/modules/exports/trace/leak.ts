import { readFile } from 'node:fs/promises'
import {
  fromFormulaSafe,
  needsQuotation,
  openParquet,
  openTable,
  readFlatObject,
  readQuotedRecords,
  sniffFormat,
  TableError,
} from '@fadu/tables'

/** A file that is to be traced, as far as it is looked at. */
export interface Leak {
  /** As the file names them. */
  readonly columns: readonly string[]
  readonly rows: readonly LeakedRow[]
}

export interface LeakedRow {
  /** By column; null where there is nothing. */
  readonly cells: readonly (string | null)[]
  /** The column of the only cell that stands in quotation marks without need. */
  readonly quoted?: number
}

/** Rows that are looked at: more say nothing that these do not. */
export const mostLeakedRows = 20_000

/**
 * Reads a file with a header: CSV with commas, JSON Lines, the first sheet of a workbook, or Parquet.
 *
 * @throws {TableError} when it is none of them.
 */
export async function readLeak(path: string): Promise<Leak> {
  const bytes = await readFile(path)
  switch (sniffFormat(bytes)) {
    case 'csv':
      return csvLeak(decode(bytes))
    case 'jsonl':
      return jsonLinesLeak(decode(bytes))
    case 'xlsx':
      return workbookLeak(path)
    case 'parquet':
      return parquetLeak(path)
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // What a spreadsheet program of this country saves; it decodes any bytes, and what it makes of wrong ones matches nothing.
    return new TextDecoder('gb18030').decode(bytes)
  }
}

export function csvLeak(text: string): Leak {
  let columns: readonly string[] | undefined
  const rows: LeakedRow[] = []
  for (const record of readQuotedRecords(text)) {
    if (columns === undefined) {
      columns = record.map((c) => c.text.trim())
      continue
    }
    const needless = record.flatMap((c, i) => (c.quoted && !needsQuotation(c.text) ? [i] : []))
    const cells = record.map((c) => (c.text === '' && !c.quoted ? null : fromFormulaSafe(c.text)))
    rows.push({ cells, ...(needless.length === 1 ? { quoted: needless[0]! } : {}) })
    if (rows.length === mostLeakedRows) break
  }
  return { columns: requireColumns(columns), rows }
}

/** Lines that are no flat objects are passed over. */
function jsonLinesLeak(text: string): Leak {
  const objects = text.split('\n', mostLeakedRows).flatMap((line) => {
    const read = readFlatObject(line)
    return read.ok ? [read.cells] : []
  })
  const columns = [...new Set(objects.flatMap((o) => [...o.keys()]))]
  return {
    columns: requireColumns(columns),
    rows: objects.map((o) => ({ cells: columns.map((c) => o.get(c) ?? null) })),
  }
}

async function workbookLeak(path: string): Promise<Leak> {
  const table = await openTable(path)
  try {
    let columns: readonly string[] | undefined
    const rows: LeakedRow[] = []
    for await (const { cells } of table.sheets[0]?.rows() ?? []) {
      if (columns === undefined) columns = cells.map((c) => c.trim())
      else rows.push({ cells: columns.map((_, i) => cells[i] || null) })
      if (rows.length === mostLeakedRows) break
    }
    return { columns: requireColumns(columns), rows }
  } finally {
    await table.close()
  }
}

async function parquetLeak(path: string): Promise<Leak> {
  const table = await openParquet(path)
  try {
    const rows: LeakedRow[] = []
    for await (const page of table.rows()) {
      rows.push(...page.map((cells) => ({ cells })))
      if (rows.length >= mostLeakedRows) break
    }
    return { columns: requireColumns(table.columns), rows: rows.slice(0, mostLeakedRows) }
  } finally {
    await table.close()
  }
}

function requireColumns(columns: readonly string[] | undefined): readonly string[] {
  if (columns === undefined || columns.length === 0) throw new TableError({ code: 'TABLE_EMPTY' })
  return columns
}
