import type { Transform } from '@fadu/privacy'
import type { Column } from './layout.ts'
import type { CellValue, Row } from './stored-rows.ts'

/** A row as it is shown: what a mask covers is put in its place, the rest is as it was stored. A line number stays in front. */
export function transformRow(row: Row, columns: readonly Column[], masks: ReadonlyMap<string, Transform>): Row {
  const shown = columns
    .filter((c) => Object.hasOwn(row, c.code))
    .map(({ code }): [string, CellValue] => {
      const value = row[code] ?? null
      const transform = masks.get(code)
      return [code, transform === undefined ? value : transform(value)]
    })
  return Object.fromEntries(row['#'] === undefined ? shown : [['#', row['#']], ...shown])
}
