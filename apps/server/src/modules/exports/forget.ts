import { sql } from 'kysely'
import type { Tx } from '../../platform/db/open-database.ts'

/**
 * Ends the exports of a dataset of which rows were destroyed. Their keys go with this transaction; the files, unreadable from
 * then on, go with the next sweep. What a leaked file is traced by stays: it holds no value.
 */
export async function forgetExports(tx: Tx, { id }: { readonly id: string }): Promise<void> {
  await tx
    .updateTable('export_job')
    .set({ state: 'discarded', file_key: null, worker: null })
    .where('dataset_id', '=', id)
    .where('state', 'in', ['waiting', 'writing', 'ready'])
    .execute()
  // A condition holds values; masks hold none.
  await tx
    .updateTable('export_job')
    .set({ conditions: '[]', terms: sql`jsonb_set(terms, '{rowFilter}', '[]')` })
    .where('dataset_id', '=', id)
    .execute()
}

/** The same when a person's rows were deleted: a file that was written before still has them. What is asked for again is whole. */
export async function withdrawExports(tx: Tx, { id }: { readonly id: string }): Promise<void> {
  await tx
    .updateTable('export_job')
    .set({ state: 'discarded', file_key: null, worker: null })
    .where('dataset_id', '=', id)
    .where('state', 'in', ['writing', 'ready'])
    .execute()
}
