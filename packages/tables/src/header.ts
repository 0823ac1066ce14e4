import { TableError } from './table-issue.ts'
import type { MarkedCell, Table, TableRow, TableSheet } from './table.ts'
import { rowsOf } from './xlsx/reference.ts'

/** A sheet whose first row names its columns, which is how a table is handed over. */
export interface HeadedSheet {
  readonly sheet: string
  /** Row of the header, from 1. */
  readonly headerRow: number
  /** Names as written, without blanks around them; an unnamed column is the empty string, and then nothing may stand in it. */
  readonly columns: readonly string[]
  /** Rows below the header. @throws {TableError} also `HEADER_BLANK` for a value below an unnamed column. */
  rows(): AsyncIterable<TableRow>
}

/**
 * Finds the header of a sheet: its first row that holds anything. Merged cells in it are refused, since they name no
 * column; so are two columns of one name.
 *
 * @throws {TableError} `HEADER_MISSING`, `HEADER_MERGED`, `HEADER_TWICE`.
 */
export async function readHeader(sheet: TableSheet): Promise<HeadedSheet> {
  const first = await firstRow(sheet)
  if (first === undefined) throw new TableError({ code: 'HEADER_MISSING', sheet: sheet.name })
  const merged = await sheet.merged()
  const range = merged.find((r) => (rowsOf(r)?.first ?? Infinity) <= first.number)
  if (range !== undefined) throw new TableError({ code: 'HEADER_MERGED', sheet: sheet.name, range })
  const columns = first.cells.map((c) => c.trim())
  requireDistinct(sheet.name, first.number, columns)
  return {
    sheet: sheet.name,
    headerRow: first.number,
    columns,
    rows: () => rowsBelow(sheet, first.number, columns),
  }
}

/** The sheet of that name; without a name the first that is shown. @throws {TableError} `SHEET_MISSING`. */
export function sheetOf(table: Table, name?: string): TableSheet {
  const shown =
    table.sheets.find((s) => (name === undefined ? !s.hidden : s.name === name)) ??
    (name === undefined ? table.sheets[0] : undefined)
  if (shown === undefined) {
    throw new TableError({ code: 'SHEET_MISSING', sheet: name ?? '', sheets: table.sheets.map((s) => s.name) })
  }
  return shown
}

/** Marks of one column. */
export function marksOf(row: TableRow, column: number): readonly MarkedCell['mark'][] {
  return row.marks.length === 0 ? [] : row.marks.filter((m) => m.column === column).map((m) => m.mark)
}

async function firstRow(sheet: TableSheet): Promise<TableRow | undefined> {
  for await (const row of sheet.rows()) return row
  return undefined
}

function requireDistinct(sheet: string, row: number, columns: readonly string[]): void {
  const places = new Map<string, number>()
  columns.forEach((name, i) => {
    const earlier = places.get(name)
    if (name !== '' && earlier !== undefined) {
      throw new TableError({ code: 'HEADER_TWICE', sheet, row, name, columns: [earlier + 1, i + 1] })
    }
    places.set(name, i)
  })
}

async function* rowsBelow(sheet: TableSheet, headerRow: number, columns: readonly string[]): AsyncIterable<TableRow> {
  for await (const row of sheet.rows()) {
    if (row.number <= headerRow) continue
    const stray = row.cells.findIndex((cell, i) => cell.trim() !== '' && (columns[i] ?? '') === '')
    if (stray >= 0) {
      throw new TableError({ code: 'HEADER_BLANK', sheet: sheet.name, row: headerRow, column: stray + 1 })
    }
    yield row
  }
}
