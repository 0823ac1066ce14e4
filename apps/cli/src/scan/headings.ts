import { categoriesOf } from '@fadu/privacy'
import type { TableSheet } from '@fadu/tables'

/** The first row of a file is data: shown as names of columns it would put values on the screen. */
export class HeaderIsData extends Error {
  /** From 1. */
  readonly column: number

  constructor(column: number) {
    super(`column ${column}`)
    this.name = 'HeaderIsData'
    this.column = column
  }
}

/** @throws {HeaderIsData} when a heading is itself a number or address of somebody. */
export function requireHeadings(columns: readonly string[]): void {
  const at = columns.findIndex((heading) => categoriesOf(heading).some((category) => values.has(category)))
  if (at !== -1) throw new HeaderIsData(at + 1)
}

// A name or an address may be taken for one of a column; numbers are not.
const values: ReadonlySet<string> = new Set([
  'residentId',
  'creditCode',
  'mobileNumber',
  'landlineNumber',
  'bankCard',
  'plateNumber',
  'email',
])

/** Cells of the first row that holds anything; none of an empty sheet. */
export async function firstRowOf(sheet: TableSheet): Promise<readonly string[]> {
  for await (const { cells } of sheet.rows()) return cells
  return []
}

/** A text of a file as it may be written to a terminal: control characters would move the cursor or hide lines. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ').trim()
}
