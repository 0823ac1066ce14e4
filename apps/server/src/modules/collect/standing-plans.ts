import type { FormData } from '@fadu/domain'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/open-database.ts'

/** An open collection plan with the content it has now. */
export interface StandingPlan {
  readonly id: string
  readonly form: FormData
}

/** The open plans of an organisation; a revised one as it was revised last. */
export async function readStandingPlans(tx: Db | Tx, organization: string): Promise<readonly StandingPlan[]> {
  const rows = await tx
    .selectFrom('procedure_case')
    .select(['id', 'form'])
    .where('procedure', '=', 'collect.plan')
    .where('subject_type', '=', 'organization')
    .where('subject_id', '=', organization)
    .where('is_open', '=', true)
    .orderBy('id')
    .execute()
  const revised = await lastRevisions(
    tx,
    rows.map((row) => row.id),
  )
  return rows.map(({ id, form }) => ({ id, form: revised.get(id) ?? form }))
}

/** What each plan was last revised to: the latest act that entered its items again. */
export async function lastRevisions(tx: Db | Tx, plans: readonly string[]): Promise<ReadonlyMap<string, FormData>> {
  if (plans.length === 0) return new Map()
  const entered = await tx
    .selectFrom('case_entry')
    .select(['case_id', 'form'])
    .where('case_id', 'in', [...plans])
    .where(sql<boolean>`jsonb_exists(form, 'items')`)
    .orderBy('version')
    .execute()
  return new Map(entered.map(({ case_id, form }) => [case_id, form]))
}
