import { open } from 'node:fs/promises'
import { openCsv } from './csv/read-csv.ts'
import { sniffFormat } from './sniff.ts'
import { TableError } from './table-issue.ts'
import { defaultLimits, type Table, type TableLimits } from './table.ts'
import { openXlsx } from './xlsx/read-xlsx.ts'

/**
 * Opens a file as a table, by what is in it and not by its name: an .xlsx workbook, or CSV in UTF-8, UTF-16 with byte order
 * mark, or GB18030. Macros, links to other files and formulas are left alone; nothing in a file is ever executed or fetched.
 *
 * @param path - A regular file; workbooks are read from several places.
 * @returns The sheets, whose rows are read as streams. Close it when done.
 * @throws {TableError} when it is something else, damaged, or beyond the limits. Rows that are read later throw it too.
 */
export async function openTable(path: string, limits: Partial<TableLimits> = {}): Promise<Table> {
  const within = { ...defaultLimits, ...limits }
  const { head, size } = await look(path)
  if (size === 0) throw new TableError({ code: 'TABLE_EMPTY' })
  if (size > within.bytes) throw new TableError({ code: 'TABLE_TOO_LARGE', mostBytes: within.bytes })
  const format = sniffFormat(head)
  if (format === 'xlsx') return openXlsx(path, within)
  if (format === 'parquet') throw new TableError({ code: 'TABLE_KIND', kind: 'parquet' })
  return openCsv(path, head, within)
}

const headBytes = 512 * 1024
async function look(path: string): Promise<{ head: Uint8Array; size: number }> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const head = Buffer.alloc(Math.min(size, headBytes))
    await file.read(head, 0, head.length, 0)
    return { head, size }
  } finally {
    await file.close()
  }
}
