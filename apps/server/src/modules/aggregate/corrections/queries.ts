import { sql } from 'kysely'
import type { Consent, CorrectionState } from '../../../platform/db/quality-tables.ts'
import type { Db, Tx } from '../../../platform/db/open-database.ts'
import type { BatchMode } from '../../../platform/db/tables.ts'
import { notFound } from '../../../platform/problem/index.ts'
import { formatReference } from './reference.ts'

/** A correction without its values. */
export interface CorrectionView {
  readonly id: string
  readonly reference: string
  readonly state: CorrectionState
  readonly items: readonly string[]
  readonly lines: number
  readonly preparedBy: { readonly id: string; readonly name: string }
  readonly preparedAt: string
  readonly case: string | null
  readonly batch: number | null
  readonly consent: ConsentView | null
}

export interface ConsentView {
  readonly by: Consent
  readonly organization: { readonly id: string; readonly name: string } | null
}

/** Where a version of a value comes from. */
export interface BatchOrigin {
  readonly mode: BatchMode
  readonly at: Date
  readonly file: string
  readonly case: string | null
  readonly consent: ConsentView | null
}

export async function correctionsOf(db: Db | Tx, dataset: string, id?: string): Promise<readonly CorrectionView[]> {
  const rows = await db
    .selectFrom('correction')
    .innerJoin('organization as preparer', 'preparer.id', 'correction.organization_id')
    .leftJoin('organization as consenter', 'consenter.id', 'correction.consent_by')
    .leftJoin('batch', 'batch.id', 'correction.batch_id')
    .selectAll('correction')
    .select(['preparer.name as preparer_name', 'consenter.name as consenter_name', 'batch.number'])
    .where('correction.dataset_id', '=', dataset)
    .$if(id !== undefined, (qb) => qb.where('correction.id', '=', id!))
    .orderBy('correction.id', 'desc')
    .limit(200)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    reference: formatReference({ id: row.id, digest: new Uint8Array(row.digest) }),
    state: row.state,
    items: row.items,
    lines: row.lines,
    preparedBy: { id: row.organization_id, name: row.preparer_name },
    preparedAt: row.prepared_at.toISOString(),
    case: row.case_id,
    batch: row.number,
    consent: consentOf(row),
  }))
}

export async function readCorrection(db: Db | Tx, dataset: string, id: string): Promise<CorrectionView> {
  const [found] = await correctionsOf(db, dataset, id)
  if (found === undefined) throw notFound('更正内容')
  return found
}

/** Origins of batches by number. */
export async function originsOf(
  db: Db,
  dataset: string,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, BatchOrigin>> {
  if (numbers.length === 0) return new Map()
  const rows = await db
    .selectFrom('batch')
    .leftJoin('correction', 'correction.batch_id', 'batch.id')
    .leftJoin('organization as consenter', 'consenter.id', 'correction.consent_by')
    .select(['batch.number', 'batch.mode', 'batch.created_at', 'batch.file_name', 'batch.case_id'])
    .select(['correction.consent', 'correction.consent_by', 'consenter.name as consenter_name'])
    .where('batch.dataset_id', '=', dataset)
    .where(sql<boolean>`batch.number = any(${[...numbers]}::integer[])`)
    .execute()
  return new Map(
    rows.map((row) => [
      row.number,
      { mode: row.mode, at: row.created_at, file: row.file_name, case: row.case_id, consent: consentOf(row) },
    ]),
  )
}

function consentOf(row: {
  readonly consent: Consent | null
  readonly consent_by: string | null
  readonly consenter_name: string | null
}): ConsentView | null {
  if (row.consent === null) return null
  const organization = row.consent_by === null ? null : { id: row.consent_by, name: row.consenter_name ?? '' }
  return { by: row.consent, organization }
}
