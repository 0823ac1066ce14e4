import { Problem } from '../problem/index.ts'
import type { Keyring } from './dataset-keys.ts'
import { plainColumn, type Column } from './layout.ts'
import { openSealed } from './sealed-values.ts'
import type { Place } from './version-chain.ts'

export type CellValue = string | number | boolean | null
export type Row = Readonly<Record<string, CellValue>>

/** Where a row stands, and which batch took its place. Of a prepared correction: which row it is about, where it says so. */
export interface RowPlace {
  readonly batch: number | null
  readonly line: number | null
  readonly supersededBy: number | null
  /** Of a row of a page: what it was sorted by. */
  readonly sortedBy?: string | null
}

export interface FoundRow {
  readonly row: Row
  readonly place: RowPlace
}

export interface StoredRow extends Place {
  readonly superseded_by_batch: number | null
  /** Null in rows from before its first sealed item. */
  readonly sealed?: Uint8Array | null
  readonly [column: string]: unknown
}

/** More rows than this in one answer are refused rather than cut: an answer is whole or none. */
export const mostRows = 10_000

export function requireFewRows(rows: readonly unknown[]): void {
  if (rows.length <= mostRows) return
  const faults = [{ field: 'body.values', expected: `keys of at most ${mostRows} rows; ask with fewer` }]
  throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}

/** Columns of the table that must be read for these items. */
export function wantedColumns(columns: readonly Column[]): readonly string[] {
  return [
    'batch',
    'line',
    'superseded_by_batch',
    ...columns.filter((c) => !c.sealed).map((c) => plainColumn(c.code)),
    ...(columns.some((c) => c.sealed) ? ['sealed'] : []),
  ]
}

/**
 * Opens what is sealed of rows.
 *
 * @throws {EnvelopeTampered} for the first whose tag does not fit.
 */
export function openRows(
  keyring: Keyring,
  columns: readonly Column[],
  rows: readonly StoredRow[],
): readonly FoundRow[] {
  const opened = openSealed(keyring.openAll, rows)
  const wanted = columns.map(({ code, sealed }) => ({ code, sealed, plain: plainColumn(code) }))
  return rows.map((row, i) => {
    const cells: Record<string, CellValue> = {}
    for (const { code, sealed, plain } of wanted) {
      cells[code] = sealed ? (opened[i]![code] ?? null) : ((row[plain] ?? null) as CellValue)
    }
    return { row: cells, place: placeOf(row) }
  })
}

/** Where a stored row stands. */
export function placeOf({ batch, line, superseded_by_batch: supersededBy }: StoredRow): RowPlace {
  return { batch, line: Number(line), supersededBy }
}
