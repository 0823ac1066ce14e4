import { sql } from 'kysely'
import type { Tx } from '../../platform/db/open-database.ts'

/** An organisation that received data of a dataset, on a grant or in a recorded access. */
export interface Recipient {
  readonly organization: string
  readonly grants: number
  readonly accesses: number
  readonly lastAccessAt: Date | null
}

/** Everybody beside the provider to whom rows of the dataset were sent, but for people who read what is about themselves: that is theirs. */
export async function readRecipients(
  tx: Tx,
  { entry, dataset, provider }: { readonly entry: string; readonly dataset: string; readonly provider: string },
): Promise<readonly Recipient[]> {
  const { rows } = await sql<{ id: string; grants: number; accesses: number; last: Date | string | null }>`
    with delivered as (
      select applicant_id as id, count(*)::integer as grants from data_grant
      where entry_id = ${entry} and delivered_at is not null group by applicant_id
    ), accessed as (
      select organization_id as id, count(*)::integer as accesses, max(recorded_at) as last from log_entry
      where dataset_id = ${dataset} and kind = 'access' and action <> 'record.read' and organization_id is not null
      group by organization_id
    )
    select coalesce(d.id, a.id) as id, coalesce(d.grants, 0) as grants, coalesce(a.accesses, 0) as accesses, a.last
    from delivered d full join accessed a on a.id = d.id
    where coalesce(d.id, a.id) <> ${provider} order by 1`.execute(tx)
  return rows.map((row) => ({
    organization: row.id,
    grants: row.grants,
    accesses: row.accesses,
    lastAccessAt: row.last === null ? null : new Date(row.last),
  }))
}

/** Copies whose deletion was recorded in a case. */
export async function recordedCopies(tx: Tx, caseId: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('case_entry')
    .select('form')
    .where('case_id', '=', caseId)
    .where('act', '=', 'recordCopy')
    .execute()
  return rows.flatMap(({ form }) => {
    const { copy } = form as { copy?: unknown }
    return typeof copy === 'string' ? [copy.trim()] : []
  })
}

/** Whether a disposer stands on a list that holds in one of these territories on a day. */
export async function isDesignated(
  tx: Tx,
  disposer: string,
  territories: readonly string[],
  today: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('procedure_case')
    .select('id')
    .where('procedure', '=', 'media.disposer')
    .where('is_open', '=', sql.lit(true))
    .where('territory_code', 'in', [...territories])
    .where(sql`form ->> 'disposer'`, '=', disposer.trim())
    .where(sql`form ->> 'until'`, '>=', today)
    .executeTakeFirst()
  return row !== undefined
}

/** A hand-over to the archives that is due and not done. */
export async function openHandover(tx: Tx, entryId: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('procedure_case')
    .select('id')
    .where('procedure', '=', 'archive.handover')
    .where('subject_type', '=', 'catalogEntry')
    .where('subject_id', '=', entryId)
    .where('is_open', '=', sql.lit(true))
    .executeTakeFirst()
  return row?.id
}

/** The sealing of an entry's dataset that is still to last, beside a case. */
export async function openSealing(
  tx: Tx,
  entryId: string,
  beside: string,
): Promise<{ readonly id: string; readonly openedBy: string } | undefined> {
  const row = await tx
    .selectFrom('procedure_case')
    .select(['id', 'opened_by'])
    .where('procedure', '=', 'data.sealing')
    .where('subject_id', '=', entryId)
    .where('is_open', '=', sql.lit(true))
    .where('id', '!=', beside)
    .executeTakeFirst()
  return row === undefined ? undefined : { id: row.id, openedBy: row.opened_by }
}
