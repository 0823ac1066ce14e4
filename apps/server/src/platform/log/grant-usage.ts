import { sql, type RawBuilder } from 'kysely'
import { shanghaiTimeOf } from '@fadu/domain'

/** What one use took under a grant. */
export interface GrantUse {
  readonly grant: string
  /** Keys asked for; 0 where rows are not asked for by key. */
  readonly asked: number
  readonly rows: number
}

/** Office hours as the platform reads them, by the clock of Asia/Shanghai; whether a day is a working day is asked of the calendar. */
const opensAt = 7
const closesAt = 20

interface Counted {
  readonly grant: string
  readonly day: string
  readonly calls: number
  readonly asked: number
  /** Keys that gave no row. */
  readonly missed: number
  readonly rows: number
  readonly offHours: number
}

/**
 * The part of a statement that counts uses with their entries: one row for each grant and day, however many uses there are.
 * Rows are written in one order everywhere, so that two processes that count the same grants wait but never for each other.
 */
export function countGrantUses(uses: readonly { readonly at: Date; readonly use: GrantUse }[]): RawBuilder<unknown> {
  const counted = countUses(uses)
  const column = <T>(value: (one: Counted) => T): T[] => counted.map(value)
  return sql`
    insert into grant_usage as u (grant_id, day, calls, asked, missed, rows, off_hours_rows)
    select * from unnest(
      ${column((c) => c.grant)}::uuid[], ${column((c) => c.day)}::date[], ${column((c) => c.calls)}::integer[],
      ${column((c) => c.asked)}::bigint[], ${column((c) => c.missed)}::bigint[],
      ${column((c) => c.rows)}::bigint[], ${column((c) => c.offHours)}::bigint[])
    on conflict on constraint grant_usage_pk do update set calls = u.calls + excluded.calls,
      asked = u.asked + excluded.asked, missed = u.missed + excluded.missed, rows = u.rows + excluded.rows,
      off_hours_rows = u.off_hours_rows + excluded.off_hours_rows`
}

/** Sums by grant and civil day, ordered by both. */
export function countUses(uses: readonly { readonly at: Date; readonly use: GrantUse }[]): readonly Counted[] {
  const sums = new Map<string, Counted>()
  for (const { at, use } of uses) {
    const time = shanghaiTimeOf(at)
    const day = time.slice(0, 10)
    const hour = Number(time.slice(11, 13))
    const offHours = hour < opensAt || hour >= closesAt ? use.rows : 0
    const name = `${use.grant} ${day}`
    const sum = sums.get(name) ?? { grant: use.grant, day, calls: 0, asked: 0, missed: 0, rows: 0, offHours: 0 }
    sums.set(name, {
      ...sum,
      calls: sum.calls + 1,
      asked: sum.asked + use.asked,
      missed: sum.missed + Math.max(use.asked - use.rows, 0),
      rows: sum.rows + use.rows,
      offHours: sum.offHours + offHours,
    })
  }
  return [...sums].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, sum]) => sum)
}
