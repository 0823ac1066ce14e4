import { sql, type RawBuilder } from 'kysely'
import { isCivilDate } from '@fadu/domain'
import type { FieldProblem } from '../problem/index.ts'
import { plainColumn, sqlTypes, type Column, type Layout } from './layout.ts'

/** One condition on rows, as data: of a grant on the rows it reaches, of a call on those it asks for. */
export type RowCondition =
  | { readonly item: string; readonly test: 'oneOf'; readonly values: readonly string[] }
  /** Both ends belong to it; at least one is given. */
  | { readonly item: string; readonly test: 'between'; readonly from: string | null; readonly to: string | null }
  /** Codes of divisions that begin so: 330212 is a district with all that lies in it. */
  | { readonly item: string; readonly test: 'within'; readonly values: readonly string[] }
  /** Rows without a value; they meet no other condition. */
  | { readonly item: string; readonly test: 'absent' }

/** Why a condition cannot be asked of a dataset; undefined when it can. */
export function conditionFault(layout: Layout, condition: RowCondition): string | undefined {
  const column = layout.find((c) => c.code === condition.item)
  if (column === undefined) return `an item of the entry; «${condition.item}» is none`
  // Sealed values are not compared in the database; a filter on one would be none.
  if (column.sealed) return `an item that is not stored sealed; «${condition.item}» is`
  if (condition.test === 'absent') return undefined
  if (condition.test === 'within') {
    if (column.type !== 'text') return 'an item of type text that holds codes of divisions'
    return filled(condition.values, (v) => /^\d{2,12}$/.test(v))
      ? undefined
      : 'the first 2 to 12 digits of division codes'
  }
  if (condition.test === 'oneOf') {
    return filled(condition.values, (v) => fits(column.type, v)) ? undefined : `values of type ${column.type}`
  }
  if (column.type === 'boolean') return 'a test other than between: the item is true or false'
  const ends = [condition.from, condition.to].filter((v) => v !== null)
  return filled(ends, (v) => fits(column.type, v)) ? undefined : `from, to or both, of type ${column.type}`
}

/**
 * Faults of conditions, each under its place in the list.
 *
 * @param list - Field of the request in which they stand, e.g. `body.where`.
 */
export function conditionFaults(
  layout: Layout,
  conditions: readonly RowCondition[],
  list: string,
): readonly FieldProblem[] {
  return conditions.flatMap((condition, i) => {
    const expected = conditionFault(layout, condition)
    return expected === undefined ? [] : [{ field: `${list}.${i}`, expected }]
  })
}

function filled(values: readonly string[], fit: (value: string) => boolean): boolean {
  return values.length > 0 && values.every(fit)
}

/** Whether a text is a value of a type, as the database takes it. */
export function fits(type: Column['type'], value: string): boolean {
  switch (type) {
    case 'text':
      return value !== '' && !/[\0\p{Cs}]/u.test(value)
    case 'integer':
      return /^-?\d{1,18}$/.test(value)
    case 'decimal':
      return /^-?\d{1,30}(\.\d{1,15})?$/.test(value)
    case 'date':
      return isCivilDate(value)
    case 'boolean':
      return value === 'true' || value === 'false'
  }
}

/**
 * The conditions as SQL on the plain columns of a dataset; values travel as parameters. Texts are compared by code point, so
 * that both engines and every locale agree.
 *
 * @throws {Error} when a condition does not fit the layout: `conditionFault` is asked first.
 */
export function rowCondition(layout: Layout, conditions: readonly RowCondition[]): RawBuilder<unknown> {
  return conditions.length === 0
    ? sql`true`
    : sql.join(
        conditions.map((condition) => oneCondition(layout, condition)),
        sql` and `,
      )
}

function oneCondition(layout: Layout, condition: RowCondition): RawBuilder<unknown> {
  const fault = conditionFault(layout, condition)
  if (fault !== undefined) throw new Error(`a row filter does not fit its dataset: expected ${fault}`)
  const { code, type } = layout.find((c) => c.code === condition.item)!
  const column = sql.ref(plainColumn(code))
  const as = sql.raw(sqlTypes[type])
  if (condition.test === 'absent') return sql`${column} is null`
  if (condition.test === 'oneOf') return sql`${column} = any(${[...condition.values]}::text[]::${as}[])`
  if (condition.test === 'within') {
    return sql`${column} like any(${condition.values.map((prefix) => `${prefix}%`)}::text[])`
  }
  const ordered = type === 'text' ? sql`${column} collate "C"` : column
  const ends = [
    ...(condition.from === null ? [] : [sql`${ordered} >= ${condition.from}::text::${as}`]),
    ...(condition.to === null ? [] : [sql`${ordered} <= ${condition.to}::text::${as}`]),
  ]
  return sql`(${sql.join(ends, sql` and `)})`
}
