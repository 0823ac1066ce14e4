import { sql, type RawBuilder } from 'kysely'
import { civilDateOf, shanghaiTimeOf } from '@fadu/domain'
import type { Tx } from '../db/open-database.ts'

/** What one use took under a grant. */
export interface GrantUse {
  readonly grant: string
  /** Keys asked for; 0 where rows are not asked for by key. */
  readonly asked: number
  readonly rows: number
  /** Set where a quota limits the grant: whether it has room is settled when the use is counted, see `overQuota`. */
  readonly limited?: true
}

/** The quota of a grant that a use would go beyond; the one that is not renewed goes first. */
export type OverQuota = 'day' | 'total'

/**
 * What a use would take too much of, of uses in the order in which they are to be counted.
 *
 * INVARIANT (a quota is never exceeded): whoever counts a use under a grant with a quota asks here first, in the transaction that
 * counts it; the row of the grant is held until then, so that of uses that arrive together, in whichever process, those that
 * still fit are counted and no others.
 */
export async function overQuota(
  tx: Tx,
  uses: readonly { readonly at: Date; readonly use: GrantUse }[],
): Promise<readonly (OverQuota | undefined)[]> {
  const grants = [...new Set(uses.map(({ use }) => use.grant))].toSorted()
  const { rows: quotas } = await sql<{ id: string; day: number | null; total: number | null }>`
    select id, quota_per_day as day, quota_total as total from data_grant
    where id = any(${grants}::uuid[]) order by id for no key update`.execute(tx)
  const days = [...new Set(uses.map(({ at }) => civilDateOf(at)))]
  const { rows: taken } = await sql<{ grant: string; day: string | null; rows: string | number }>`
    select grant_id as grant, day::text as day, sum(rows) as rows from grant_usage
    where grant_id = any(${grants}::uuid[]) and day = any(${days}::date[]) group by grant_id, day
    union all
    select grant_id, null, sum(rows) from grant_usage
    where grant_id = any(${quotas.filter((q) => q.total !== null).map((q) => q.id)}::uuid[]) group by grant_id`.execute(
    tx,
  )
  const counted = new Map(taken.map((row) => [`${row.grant} ${row.day ?? 'total'}`, Number(row.rows)]))
  const limits = new Map(quotas.map((quota) => [quota.id, quota]))
  return uses.map(({ at, use: { grant, rows } }) => {
    const { day, total } = limits.get(grant)!
    const [ofDay, inAll] = [`${grant} ${civilDateOf(at)}`, `${grant} total`]
    const takenOf = (name: string): number => counted.get(name) ?? 0
    if (total !== null && takenOf(inAll) + rows > total) return 'total'
    if (day !== null && takenOf(ofDay) + rows > day) return 'day'
    for (const name of [ofDay, inAll]) counted.set(name, takenOf(name) + rows)
    return undefined
  })
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
