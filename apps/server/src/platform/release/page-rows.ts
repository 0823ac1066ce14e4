import { sql, type RawBuilder } from 'kysely'
import { Problem } from '../problem/index.ts'
import { plainColumn, sqlTypes, type Column, type Layout } from './layout.ts'
import { rowCondition, type RowCondition } from './row-filter.ts'

export interface Order {
  readonly item: string
  readonly descending: boolean
}

/** The last row of the page before: where it stands, and by what it was sorted. */
export interface PagePlace {
  readonly sortedBy: string | null
  readonly batch: number
  readonly line: number
}

/** Current rows in an order, by pages. */
export interface PageSelection {
  readonly kind: 'page'
  /** What was asked for. */
  readonly where: readonly RowCondition[]
  /** What the grant reaches. */
  readonly reach: readonly RowCondition[]
  readonly order?: Order
  readonly after?: PagePlace
  /** Rows wanted; one more is read, to know whether there are more. */
  readonly limit: number
}

/** What rows are chosen and ordered by. */
export type RowQuestion = Pick<PageSelection, 'where' | 'order'>

/** Items that rows are chosen and ordered by. */
export function itemsAskedBy(question: RowQuestion): readonly string[] {
  return namedBy(question).map(({ item }) => item)
}

/**
 * Who may not see a value must not learn it by asking which rows have it, or which come first.
 *
 * @param masks - By item: those whose values are not shown as they are.
 * @throws {Problem} `REQUEST_MALFORMED`
 */
export function requireShown(question: RowQuestion, masks: ReadonlyMap<string, unknown>): void {
  const faults = namedBy(question)
    .filter(({ item }) => masks.has(item))
    .map(({ field, item }) => ({
      field,
      expected: `items whose values are shown as they are; «${item}» is masked`,
    }))
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}

/** Each item with the field of the request that names it. */
function namedBy({ where, order }: RowQuestion): readonly { readonly field: string; readonly item: string }[] {
  return [
    ...where.map(({ item }, i) => ({ field: `body.where.${i}`, item })),
    ...(order === undefined ? [] : [{ field: 'body.order.item', item: order.item }]),
  ]
}

/** What the page is sorted by, as text, for the cursor of the next. */
export function sortedBy(layout: Layout, order: Order | undefined): RawBuilder<unknown> {
  return order === undefined ? sql`null::text` : sql`${sql.ref(plainColumn(columnOf(layout, order.item).code))}::text`
}

export function pageCondition(layout: Layout, selection: PageSelection): RawBuilder<unknown> {
  const { where, reach, order, after, limit } = selection
  const conditions = [
    sql`superseded_by_batch is null`,
    rowCondition(layout, [...reach, ...where]),
    ...(after === undefined ? [] : [afterCondition(layout, order, after)]),
  ]
  return sql`where ${sql.join(conditions, sql` and `)} order by ${pageOrder(layout, order)} limit ${limit + 1}`
}

/** Absent values come last either way; rows that are equal in it stand as they were received. */
export function pageOrder(layout: Layout, order: Order | undefined): RawBuilder<unknown> {
  if (order === undefined) return sql`batch, line`
  const by = comparable(columnOf(layout, order.item))
  return order.descending ? sql`${by} desc nulls last, batch, line` : sql`${by} asc nulls last, batch, line`
}

function afterCondition(layout: Layout, order: Order | undefined, after: PagePlace): RawBuilder<unknown> {
  const later = sql`(batch, line) > (${after.batch}::integer, ${String(after.line)}::bigint)`
  if (order === undefined) return later
  const column = columnOf(layout, order.item)
  const by = comparable(column)
  if (after.sortedBy === null) return sql`(${by} is null and ${later})`
  const value = typed(column, after.sortedBy)
  const beyond = order.descending ? sql`${by} < ${value}` : sql`${by} > ${value}`
  return sql`(${beyond} or (${by} = ${value} and ${later}) or ${by} is null)`
}

function columnOf(layout: Layout, item: string): Column {
  const column = layout.find((c) => c.code === item)
  if (column === undefined || column.sealed) throw new Error('a page is chosen by a plain item of the dataset')
  return column
}

/** Texts are compared by their code points: the same order on every engine, whatever language it was set up for. */
function comparable(column: Column): RawBuilder<unknown> {
  const by = sql.ref(plainColumn(column.code))
  return column.type === 'text' ? sql`${by} collate "C"` : sql`${by}`
}

function typed(column: Column, value: string): RawBuilder<unknown> {
  return sql`${value}::${sql.raw(sqlTypes[column.type])}`
}
