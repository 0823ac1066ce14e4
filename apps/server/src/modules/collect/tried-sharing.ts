import { matchItems, type FormData } from '@fadu/domain'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db/open-database.ts'
import { rowsOf, textIn, type PlanItem } from './plan-items.ts'

/** What closed cases of an organisation show: which entries refused to share, and which demands sharing did not meet. */
export interface TriedSharing {
  readonly refusedEntries: readonly string[]
  /** Names of demands that were settled otherwise than by sharing. */
  readonly unmetDemands: readonly string[]
}

/** Outcomes of a demand after which the data is not to be had by sharing. */
const withoutSharing = ['byCollection', 'unmet']

/** The closed cases a row names, as far as they are the organisation's own requests; others show nothing. */
export async function triedSharing(
  tx: Tx,
  organization: string,
  cases: readonly string[],
): Promise<ReadonlyMap<string, TriedSharing>> {
  if (cases.length === 0) return new Map()
  const rows = await tx
    .selectFrom('procedure_case')
    .innerJoin('case_party', 'case_party.case_id', 'procedure_case.id')
    .select(['procedure_case.id', 'procedure', 'state', 'subject_id'])
    .where(sql<string>`procedure_case.id::text`, 'in', [...cases])
    .where('case_party.party', '=', 'applicant')
    .where('case_party.organization_id', '=', organization)
    .where('is_open', '=', false)
    .execute()
  const shown = new Map<string, TriedSharing>()
  for (const { id, procedure, state, subject_id } of rows) {
    if (procedure === 'share.request' && state === 'refused') {
      shown.set(id, { refusedEntries: [subject_id], unmetDemands: [] })
    }
    if (procedure === 'demand.submit' && state === 'settled') {
      shown.set(id, { refusedEntries: [], unmetDemands: await unmetIn(tx, id) })
    }
  }
  return shown
}

/** Whether a settled demand was for this very item. */
export function isUnmet(item: PlanItem, demands: readonly string[]): boolean {
  return demands.some((name) => matchItems({ ...item, subjects: [] }, { name, subjects: [] }) !== undefined)
}

async function unmetIn(tx: Tx, caseId: string): Promise<readonly string[]> {
  const entered = await tx
    .selectFrom('case_entry')
    .select('form')
    .where('case_id', '=', caseId)
    .orderBy('version', 'desc')
    .execute()
  const outcomes = entered.flatMap(({ form }) => rowsOf(form as FormData, 'outcomes'))
  return outcomes.filter((row) => withoutSharing.includes(textIn(row, 'outcome'))).map((row) => textIn(row, 'name'))
}
