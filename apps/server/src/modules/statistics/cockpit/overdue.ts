import { sql } from 'kysely'
import type { Db } from '../../../platform/db/open-database.ts'
import { isLate } from '../../cases/index.ts'

/** What an organisation owes and has not done in time, with the clauses that set the time. */
export interface OverdueLine {
  readonly organization: { readonly id: string; readonly name: string }
  readonly count: number
  /** Of clocks in which the platform or an authority reads a text that sets no time, the clause they rest on; none may be there. */
  readonly clauses: readonly { readonly clause: string; readonly count: number }[]
}

export interface Overdue {
  readonly total: number
  /** Among them replies to requests for data. */
  readonly replies: number
  readonly byAgency: readonly OverdueLine[]
}

/** The period in which a request for data is to be answered, as packs call it. */
export const replyPeriod = 'share.reply'

/** Clocks that are late now in cases of the territories, by who owes; most first. */
export async function overdueIn(db: Db, within: readonly string[], at: Date): Promise<Overdue> {
  const { rows } = await sql<OverdueRow>`
    select organization.id, organization.name, case_clock.ledger -> 'cites' as cites, count(*) as clocks,
      count(*) filter (where case_clock.period = ${replyPeriod}) as replies
    from case_clock
    join procedure_case on procedure_case.id = case_clock.case_id
    join organization on organization.id = case_clock.owner_id
    where case_clock.state = 'running' and procedure_case.territory_code = any(${[...within]}::text[]) and ${isLate(at)}
    group by organization.id, organization.name, case_clock.ledger -> 'cites'`.execute(db)
  const lines = new Map<string, { name: string; count: number; clauses: Map<string, number> }>()
  for (const row of rows) {
    const line = lines.get(row.id) ?? { name: row.name, count: 0, clauses: new Map<string, number>() }
    line.count += Number(row.clocks)
    for (const clause of row.cites) line.clauses.set(clause, (line.clauses.get(clause) ?? 0) + Number(row.clocks))
    lines.set(row.id, line)
  }
  const sum = (of: (row: OverdueRow) => number | string): number =>
    rows.reduce((total, row) => total + Number(of(row)), 0)
  return {
    total: sum((row) => row.clocks),
    replies: sum((row) => row.replies),
    byAgency: [...lines]
      .map(([id, { name, count, clauses }]) => ({ organization: { id, name }, count, clauses: mostFirst(clauses) }))
      .toSorted((a, b) => b.count - a.count || a.organization.name.localeCompare(b.organization.name, 'zh-CN')),
  }
}

interface OverdueRow {
  readonly id: string
  readonly name: string
  readonly cites: readonly string[]
  readonly clocks: number | string
  readonly replies: number | string
}

/** Clauses with how often each was counted, most first. */
export function mostFirst(
  counts: ReadonlyMap<string, number>,
): readonly { readonly clause: string; readonly count: number }[] {
  return [...counts]
    .map(([clause, count]) => ({ clause, count }))
    .toSorted((a, b) => b.count - a.count || (a.clause < b.clause ? -1 : 1))
}
