import { sql, type Selectable } from 'kysely'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { ProcessingInputTable, ProcessingJobTable } from '../../platform/db/tables.ts'
import type { PlanFacts } from './plan-facts.ts'
import type { ProcessingPlan } from './plan.ts'
import type { RiskFinding } from './risk.ts'

/** A job as it is stored. */
export type Job = Omit<Selectable<ProcessingJobTable>, 'plan' | 'facts' | 'findings' | 'assessed'> & {
  readonly plan: ProcessingPlan
  readonly facts: PlanFacts
  readonly findings: readonly RiskFinding[]
  readonly assessed: PlanFacts | null
}
export type JobInput = Selectable<ProcessingInputTable>

// What is stored was checked before it was written.
export const toJob = (row: Selectable<ProcessingJobTable>): Job => row as unknown as Job

export async function jobOfCase(tx: Db | Tx, caseId: string): Promise<Job | undefined> {
  const row = await tx.selectFrom('processing_job').selectAll().where('case_id', '=', caseId).executeTakeFirst()
  return row === undefined ? undefined : toJob(row)
}

export async function jobById(tx: Db | Tx, id: string): Promise<Job | undefined> {
  const row = await tx.selectFrom('processing_job').selectAll().where('id', '=', id).executeTakeFirst()
  return row === undefined ? undefined : toJob(row)
}

export function inputsOf(tx: Db | Tx, jobId: string): Promise<JobInput[]> {
  return tx.selectFrom('processing_input').selectAll().where('job_id', '=', jobId).orderBy('position').execute()
}

/** An entry is blocked while any case holds its result; asked anew whenever one is added or lifted. */
export async function settleRisk(tx: Tx, entryId: string): Promise<void> {
  await sql`update catalog_entry set derived_risk =
      case when exists (select 1 from derived_hold h where h.entry_id = ${entryId} and h.lifted_at is null)
      then 'blocked' else 'none' end
    where id = ${entryId}`.execute(tx)
}
