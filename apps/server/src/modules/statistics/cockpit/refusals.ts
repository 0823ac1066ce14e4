import { sql } from 'kysely'
import type { CivilDate } from '@fadu/domain'
import type { Db } from '../../../platform/db/open-database.ts'
import { mostFirst } from './overdue.ts'
import { isIn, sumOf, trendOf, type Trend, type Windows } from './windows.ts'

/** Ways in which data is asked for under a grant. */
const gatewayActions = ['data.lookup', 'data.query', 'data.changes', 'data.export']

export interface RefusedOnDay {
  readonly day: CivilDate
  readonly count: number
}

export interface Refusals {
  readonly total: number
  /** Refusals that name the clause; one may name several. Those that no clause permits name none. */
  readonly byClause: readonly { readonly clause: string; readonly count: number }[]
  readonly trend: Trend
  /** Of calls for data, by day. */
  readonly ofCalls: readonly RefusedOnDay[]
}

/** What was refused about things of the territories. */
export async function refusalsIn(db: Db, within: readonly string[], windows: Windows): Promise<Refusals> {
  // The territory stands last in the canonical body of a refusal but for its version. It is not read as JSON, since a body may
  // hold what the database takes for no JSON (`entry_clauses`). What is refused of a dataset names the dataset instead.
  const { rows } = await sql<RefusalRow>`
    select (l.recorded_at at time zone 'Asia/Shanghai')::date::text as day, l.action = any(${gatewayActions}::text[]) as of_call,
      entry_clauses(l.body) as clauses, count(*) as refused
    from log_entry l
    left join dataset d on d.id = l.dataset_id
    left join catalog_entry e on e.id = d.entry_id
    where l.kind = 'refusal' and l.recorded_at >= (${windows.before.from} || 'T00:00:00+08:00')::timestamptz
      and l.recorded_at < ((${windows.window.to}::date + 1)::text || 'T00:00:00+08:00')::timestamptz
      and coalesce(substring(l.body from '"territory":"([0-9]{12})","v":[0-9]+[}]$'), e.territory_code)
        = any(${[...within]}::text[])
    group by 1, 2, 3`.execute(db)
  const refused = rows.map((row) => ({ ...row, count: Number(row.refused) }))
  const now = refused.filter(({ day }) => isIn(windows.window, day))
  const byClause = new Map<string, number>()
  for (const { clauses, count } of now) {
    for (const clause of new Set(clauses)) byClause.set(clause, (byClause.get(clause) ?? 0) + count)
  }
  return {
    total: sumOf(now, (row) => row.count),
    byClause: mostFirst(byClause),
    trend: trendOf(windows, refused, (some) => sumOf(some, (row) => row.count)),
    ofCalls: now.filter((row) => row.of_call).map(({ day, count }) => ({ day, count })),
  }
}

interface RefusalRow {
  readonly day: CivilDate
  readonly of_call: boolean
  readonly clauses: readonly string[] | null
  readonly refused: number | string
}
