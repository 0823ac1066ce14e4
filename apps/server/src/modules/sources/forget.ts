import type { Tx } from '../../platform/db/open-database.ts'

/** Ends the sources of a destroyed dataset, with what opens them and the names of the files that were taken. */
export async function forgetSources(tx: Tx, { id }: { readonly id: string }): Promise<void> {
  const sources = tx.selectFrom('data_source').select('id').where('dataset_id', '=', id)
  await tx.deleteFrom('source_file').where('source_id', 'in', sources).execute()
  await tx
    .updateTable('data_source')
    .set({ state: 'ended', next_pull_at: null, sealed_secret: Buffer.alloc(0) })
    .where('dataset_id', '=', id)
    .execute()
}
