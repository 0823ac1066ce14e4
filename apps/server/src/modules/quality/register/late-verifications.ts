import { sql } from 'kysely'
import { isCivilDate, type CivilDate, type ClauseId, type Regime } from '@fadu/domain'
import type { Db } from '../../../platform/db/open-database.ts'
import { decodeCursor, toPage, type Page } from '../../../platform/http/page.ts'
import { guardGrounds } from '../../../platform/law/guard-clauses.ts'
import { Problem } from '../../../platform/problem/index.ts'

/** A verification that was not completed within the time of its notice: for the authority to look into. */
export interface LateVerification {
  readonly case: string
  readonly dataset: { readonly code: string; readonly name: string }
  readonly provider: { readonly id: string; readonly name: string }
  readonly due: string
  /** Clauses under which it may be found against the provider; none where the regime has no such ground. */
  readonly grounds: readonly ClauseId[]
}

interface Row {
  readonly clock_id: string
  readonly case_id: string
  readonly due_on: CivilDate
  readonly code: string
  readonly name: string
  readonly provider_id: string
  readonly provider_name: string
}

/** By due day. The clause is the one the regime binds to the guard `verification.overdue`. */
export async function lateVerifications(
  db: Db,
  territories: readonly string[],
  regime: Regime,
  query: { readonly today: CivilDate; readonly limit: number; readonly cursor: string | undefined },
): Promise<Page<LateVerification>> {
  const [day, after] =
    query.cursor === undefined
      ? ['0001-01-01', '00000000-0000-0000-0000-000000000000']
      : decodeCursor(query.cursor, ['text', 'id'])
  if (!isCivilDate(day)) throw new Problem({ code: 'CURSOR_INVALID' })
  const grounds = [...new Set(guardGrounds(regime, 'verification.overdue').map((g) => g.clause))]
  const { rows } = await sql<Row>`
    select k.id as clock_id, k.case_id, k.due_on, e.code, e.name, o.id as provider_id, o.name as provider_name
    from case_clock k
    join procedure_case c on c.id = k.case_id
    join catalog_entry e on e.id = case when c.subject_type = 'catalogEntry' then c.subject_id::uuid end
    join organization o on o.id = k.owner_id
    where k.state = 'running' and k.due_on < ${query.today}::date and c.procedure = 'verification.notice'
      and c.territory_code = any(${[...territories]}::text[]) and (k.due_on, k.id) > (${day}::date, ${after!}::uuid)
    order by k.due_on, k.id limit ${query.limit + 1}`.execute(db)
  return toPage(
    rows,
    query.limit,
    (row) => [row.due_on, row.clock_id],
    (row) => ({
      case: row.case_id,
      dataset: { code: row.code, name: row.name },
      provider: { id: row.provider_id, name: row.provider_name },
      due: row.due_on,
      grounds,
    }),
  )
}
