import type { Tx } from '../../platform/db/open-database.ts'

/** With a destroyed dataset go the checksums of its rows; a comparison under way ends. Counts of earlier ones stay. */
export async function forgetChecksums(tx: Tx, { id }: { readonly id: string }, now: Date): Promise<void> {
  const batches = tx.selectFrom('batch').select('id').where('dataset_id', '=', id)
  await tx.deleteFrom('batch_checksum_page').where('batch_id', 'in', batches).execute()
  await tx.deleteFrom('batch_checksum').where('dataset_id', '=', id).execute()
  await tx.deleteFrom('erased_row').where('dataset_id', '=', id).execute()
  await tx
    .updateTable('checksum_comparison')
    .set({ state: 'ended', ended_at: now })
    .where('dataset_id', '=', id)
    .where('state', '=', 'running')
    .execute()
}
