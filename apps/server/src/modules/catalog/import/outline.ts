import { createTableScan, detectedIn, type TableFinding } from '@fadu/privacy'
import { openTable, outlineTable, readHeader, sheetOf, type HeadedSheet, type OutlinedColumn } from '@fadu/tables'
import type { CivilDate } from '@fadu/domain'
import type { ItemInput } from '../entry.ts'

/** Rows that are looked at: enough to see what a column is, few enough to answer at once. */
const sampledRows = 5000
const longestName = 100

export interface OutlinedItem extends Pick<OutlinedColumn, 'header' | 'filled' | 'distinct' | 'codeLike'> {
  readonly item: ItemInput
}

export interface OutlineView {
  readonly rows: number
  readonly sheet: string
  readonly items: readonly OutlinedItem[]
}

/** Proposes items for a data file. @throws {TableError} when it cannot be read as a table. */
export type OutlineReader = (path: string, territory: string, sheet?: string) => Promise<OutlineView>

/** Which grade each item would be suggested under the rules in force, by its code. */
export type GradesOf = (
  territory: string,
  items: readonly ItemInput[],
  found: TableFinding,
) => Promise<ReadonlyMap<string, number>>

export function createOutlineReader(deps: {
  readonly today: () => CivilDate
  readonly gradesOf: GradesOf
}): OutlineReader {
  return async (path, territory, sheetName) => {
    const table = await openTable(path)
    try {
      const headed = await readHeader(sheetOf(table, sheetName))
      const outline = await outlineTable(headed, sampledRows)
      const found = await scan(headed, outline.columns, deps.today())
      const items = outline.columns.map((column, i) => proposedItem(column, detectedIn(found.columns[i]!)[0] ?? null))
      const grades = await deps.gradesOf(territory, items, found)
      return {
        rows: outline.rows,
        sheet: outline.sheet,
        items: outline.columns.map(({ header, filled, distinct, codeLike }, i) => {
          const item = items[i]!
          return { header, filled, distinct, codeLike, item: { ...item, grade: grades.get(item.code) ?? item.grade } }
        }),
      }
    } finally {
      await table.close()
    }
  }
}

async function scan(headed: HeadedSheet, columns: readonly OutlinedColumn[], asOf: CivilDate): Promise<TableFinding> {
  const places = columns.map((column) => headed.columns.indexOf(column.header))
  const found = createTableScan(columns, { asOf })
  let rows = 0
  for await (const row of headed.rows()) {
    if (rows++ >= sampledRows) break
    found.add(places.map((at) => row.cells[at] ?? ''))
  }
  return found.finish()
}

/** Before rules of grading are asked an item has the lowest grade; they raise it. */
function proposedItem(column: OutlinedColumn, category: ItemInput['category']): ItemInput {
  const identifier = category === 'residentId' || category === 'creditCode' ? category : null
  return {
    code: column.code,
    name: [...column.header].slice(0, longestName).join(''),
    type: identifier === null ? column.type : 'text',
    maxLength: identifier !== null && column.maxLength === null ? 20 : column.maxLength,
    nullable: column.nullable,
    identifier,
    mask: category === null ? 'none' : (masks[category] ?? 'none'),
    grade: 1,
    meaning: null,
    codeList: null,
    category,
  }
}

/** How values of a category are shown in part. */
const masks: Partial<Record<NonNullable<ItemInput['category']>, ItemInput['mask']>> = {
  residentId: 'resident-id',
  creditCode: 'credit-code',
  mobileNumber: 'phone',
  landlineNumber: 'phone',
  personName: 'name',
  address: 'address',
  birthDate: 'date',
}
