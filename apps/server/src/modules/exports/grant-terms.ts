import { sql } from 'kysely'
import type { CedarValue, CivilDate } from '@fadu/domain'
import type { MaskRule } from '@fadu/privacy'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { RowCondition } from '../../platform/release/batch-rows.ts'

/** What a grant allows of its dataset, in one place for whoever makes a file of it. */
export interface GrantTerms {
  readonly id: string
  readonly case: string
  readonly delivered: boolean
  readonly fields: readonly string[]
  /** Masks beyond those of the grades, by item. */
  readonly masks: Readonly<Record<string, MaskRule>>
  /** Rows that it covers; all of them when there is no condition. */
  readonly rowFilter: readonly RowCondition[]
  /** Thousandths of the rows that may be withheld to mark a file; 0 where it must be complete. */
  readonly withheldPerMille: number
  /** As the rules see it. */
  readonly facts: Readonly<Record<string, CedarValue>>
}

/** What the rules see where there is no grant. */
export const noGrant: GrantTerms['facts'] = { status: 'none', course: '', fields: [], purposes: [], application: '' }

const grants = (tx: Db | Tx) =>
  tx
    .selectFrom('data_grant')
    .innerJoin('procedure_case', 'procedure_case.id', 'data_grant.case_id')
    .selectAll('data_grant')
    .select(sql<string | null>`procedure_case.form ->> 'mode'`.as('mode'))

type GrantRow = Awaited<ReturnType<ReturnType<typeof grants>['executeTakeFirstOrThrow']>>

/** A grant as it stands now: asked anew for each decision, so that a revoked one is refused on the next call. */
export async function readGrantTerms(tx: Db | Tx, id: string, today: CivilDate): Promise<GrantTerms> {
  return toTerms(await grants(tx).where('data_grant.id', '=', id).executeTakeFirstOrThrow(), today)
}

/**
 * The grant that speaks for a file. Of several of one application on one entry the one that fits best: active, for this
 * purpose and for batches, before one that lacks some of it, before the newest.
 */
export async function findGrantTerms(
  tx: Db | Tx,
  use: { readonly application: string; readonly entry: string; readonly purpose: string },
  today: CivilDate,
): Promise<GrantTerms | undefined> {
  const active = sql<boolean>`data_grant.status = 'active' and data_grant.valid_until >= ${today}::date`
  const purpose = sql<boolean>`${use.purpose} = any(data_grant.purposes)`
  const row = await grants(tx)
    .where('data_grant.application_id', '=', use.application)
    .where('data_grant.entry_id', '=', use.entry)
    .orderBy(sql`(${active})`, 'desc')
    .orderBy(sql`(${purpose})`, 'desc')
    .orderBy(sql`coalesce(procedure_case.form ->> 'mode' = 'batch', false)`, 'desc')
    .orderBy('data_grant.issued_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? undefined : toTerms(row, today)
}

function toTerms(row: GrantRow, today: CivilDate): GrantTerms {
  return {
    id: row.id,
    case: row.case_id,
    delivered: row.delivered_at !== null,
    fields: row.fields,
    masks: {},
    rowFilter: [],
    withheldPerMille: row.withheld_per_mille,
    facts: {
      status: row.status === 'active' && row.valid_until < today ? 'expired' : row.status,
      course: row.course,
      fields: row.fields,
      purposes: row.purposes,
      application: row.application_id,
      ...(row.mode === null ? {} : { mode: row.mode }),
    },
  }
}
