import { sql } from 'kysely'
import type { CedarValue, CivilDate } from '@fadu/domain'
import type { Db } from '../../platform/db/open-database.ts'

/** The grant that speaks for a call, as the rules see it and as the record names it. */
export interface GrantFacts {
  readonly id: string | undefined
  readonly case: string | undefined
  readonly delivered: boolean
  readonly facts: Readonly<Record<string, CedarValue>>
}

interface GrantRow {
  id: string
  case_id: string
  application_id: string
  course: string
  fields: string[]
  purposes: string[]
  valid_until: CivilDate
  status: string
  delivered_at: Date | null
}

/**
 * Of several grants of one application on one entry the one that fits the call best speaks: active and of this purpose
 * before active before the newest. Read at every call, so that a revoked grant is refused on the next.
 */
export async function readGrant(
  db: Db,
  call: { readonly application: string; readonly entry: string; readonly purpose: string; readonly today: CivilDate },
): Promise<GrantFacts> {
  const { rows } = await sql<GrantRow>`
    select id, case_id, application_id, course, fields, purposes, valid_until, status, delivered_at
    from data_grant
    where application_id = ${call.application} and entry_id = ${call.entry}
    order by (status = 'active' and valid_until >= ${call.today} and ${call.purpose} = any(purposes)) desc,
             (status = 'active' and valid_until >= ${call.today}) desc, issued_at desc
    limit 1`.execute(db)
  const [row] = rows
  if (row === undefined) return { id: undefined, case: undefined, delivered: false, facts: noGrant }
  return {
    id: row.id,
    case: row.case_id,
    delivered: row.delivered_at !== null,
    facts: {
      status: row.status === 'active' && row.valid_until < call.today ? 'expired' : row.status,
      course: row.course,
      fields: row.fields,
      purposes: row.purposes,
      application: row.application_id,
    },
  }
}

const noGrant = { status: 'none', course: '', fields: [], purposes: [], application: '' }
