import type { Tx } from '../db/open-database.ts'
import { notFound } from '../problem/index.ts'
import type { Dataset, DatasetStore } from './dataset-store.ts'

/** The dataset of an entry with who sealed it, locked until the act is done: a batch on its way is over or not yet begun. */
export interface HeldDataset extends Dataset {
  readonly custodyCase: string | null
  readonly custodyBy: string | null
}

export async function lockDataset(tx: Tx, datasets: DatasetStore, entryId: string): Promise<HeldDataset> {
  const row = await tx.selectFrom('dataset').selectAll().where('entry_id', '=', entryId).forUpdate().executeTakeFirst()
  if (row === undefined) throw notFound('数据集')
  return { ...datasets.fromRow(row), custodyCase: row.custody_case, custodyBy: row.custody_by }
}
