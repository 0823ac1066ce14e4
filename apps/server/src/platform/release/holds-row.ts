import type { Db, Tx } from '../db/open-database.ts'
import type { Dataset, DatasetStore } from './dataset-store.ts'
import { keyCondition } from './keyed-rows.ts'
import { hasCurrent } from './version-chain.ts'

/**
 * Whether a dataset holds a current row of this identifier; no value is read.
 *
 * @param value - Normalised as it is indexed.
 */
export async function holdsRow(
  tx: Db | Tx,
  datasets: DatasetStore,
  dataset: Dataset,
  { item, value }: { readonly item: string; readonly value: string },
): Promise<boolean> {
  return hasCurrent(tx, dataset, keyCondition(await datasets.keyringOf(tx, dataset), dataset, item, [value]))
}
