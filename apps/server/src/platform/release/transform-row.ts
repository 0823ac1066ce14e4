import type { Transform } from '@fadu/privacy'
import type { Column } from './layout.ts'
import type { CellValue, Row } from './stored-rows.ts'

/** A row as it is shown: what a mask covers is put in its place, the rest is as it was stored. A line number stays in front. */
export function transformRow(row: Row, columns: readonly Column[], masks: ReadonlyMap<string, Transform>): Row {
  const shown: Record<string, CellValue> = {}
  if (row['#'] !== undefined) shown['#'] = row['#']
  for (const { code } of columns) {
    if (!Object.hasOwn(row, code)) continue
    const value = row[code] ?? null
    const transform = masks.get(code)
    shown[code] = transform === undefined ? value : transform(value)
  }
  return shown
}
