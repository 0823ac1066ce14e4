import type { Tx } from '../../platform/db/open-database.ts'
import { dropStaging } from '../aggregate/index.ts'

/**
 * Erases results that were made from a destroyed dataset or for it and wait outside any dataset. A result that was released is
 * an entry of its own, which is destroyed by a course of its own.
 */
export async function forgetResults(
  tx: Tx,
  { id, entry }: { readonly id: string; readonly entry: string },
  now: Date,
): Promise<void> {
  const made = tx.selectFrom('processing_input').select('job_id').where('dataset_id', '=', id)
  const jobs = await tx
    .selectFrom('processing_job')
    .select(['id', 'staging'])
    .where((eb) => eb.or([eb('entry_id', '=', entry), eb('id', 'in', made)]))
    .where('state', 'not in', ['released', 'discarded', 'failed'])
    .forUpdate()
    .execute()
  for (const job of jobs) {
    if (job.staging !== null) await dropStaging(tx, job.staging)
    await tx
      .updateTable('processing_job')
      .set({ state: 'discarded', staging: null, finished_at: now })
      .where('id', '=', job.id)
      .execute()
  }
}
