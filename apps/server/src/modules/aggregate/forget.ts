import type { Tx } from '../../platform/db/open-database.ts'

/**
 * Erases what uploads and corrections of a destroyed dataset keep beside its rows: names of files, reports with masked values,
 * prepared values, and by which keys it was asked for. What is under way ends; its files go with the next sweep of uploads.
 */
export async function forgetBatches(tx: Tx, { id }: { readonly id: string }, now: Date): Promise<void> {
  const jobs = tx.selectFrom('aggregation_job').select('id').where('dataset_id', '=', id)
  await tx.deleteFrom('aggregation_job_fault').where('job_id', 'in', jobs).execute()
  await tx
    .updateTable('aggregation_job')
    .set({ state: 'cancelled', finished_at: now, worker: null })
    .where('dataset_id', '=', id)
    .where('finished_at', 'is', null)
    .execute()
  await tx
    .updateTable('aggregation_job')
    .set({ file_name: '', content_hash: null, declared_hash: null })
    .where('dataset_id', '=', id)
    .execute()
  const corrections = tx.selectFrom('correction').select('id').where('dataset_id', '=', id)
  await tx.updateTable('correction_line').set({ sealed: null }).where('correction_id', 'in', corrections).execute()
  await tx
    .updateTable('correction')
    .set({ state: 'discarded', settled_at: now })
    .where('dataset_id', '=', id)
    .where('state', '=', 'prepared')
    .execute()
  await tx.deleteFrom('access_key').where('dataset_id', '=', id).execute()
}
