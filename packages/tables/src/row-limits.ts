import { TableError } from './table-issue.ts'
import type { TableLimits, TableRow } from './table.ts'

/** Passes rows on while they are within the limits. */
export function createRowGuard(limits: TableLimits): (row: TableRow) => TableRow {
  let rows = 0
  return (row) => {
    if (++rows > limits.rows) throw new TableError({ code: 'TABLE_ROWS', row: row.number, most: limits.rows })
    const { cells, number } = row
    if (cells.length > limits.columns) {
      throw new TableError({ code: 'TABLE_COLUMNS', row: number, column: cells.length, most: limits.columns })
    }
    for (let i = 0; i < cells.length; i++) {
      if (cells[i]!.length > limits.cellLength) {
        throw new TableError({ code: 'TABLE_CELL', row: number, column: i + 1, most: limits.cellLength })
      }
    }
    return row
  }
}

/** The cells without the blanks at their end. */
export function withoutBlankEnd(cells: readonly string[]): readonly string[] {
  let length = cells.length
  while (length > 0 && cells[length - 1]!.trim() === '') length--
  return length === cells.length ? cells : cells.slice(0, length)
}
