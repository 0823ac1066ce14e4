import { toHex } from '@fadu/audit-log'
import type { Db } from '../../platform/db/open-database.ts'
import { notFound } from '../../platform/problem/index.ts'
import type { DatasetStore } from '../../platform/release/dataset-store.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import type { ActFacts } from '../../platform/acts/acts.ts'
import { datasetFacts } from '../aggregate/index.ts'
import { readEntry } from '../catalog/index.ts'
import { disposalsOf, type Disposal } from './certificate.ts'

export interface DestructionView {
  readonly case: string
  readonly destroyedAt: string
  /** The document as it was made; its SM3 is `hash`. */
  readonly certificate: string
  readonly hash: string
  /** Entry of the log that holds the hash; its proof is at `/log/entries/:id/proof`. */
  readonly logEntry: string
  /** How those who received the data have answered until now. */
  readonly recipients: readonly Disposal[]
}

export interface DestroyService {
  facts(code: string): Promise<ActFacts & { readonly dataset: string }>
  destruction(datasetId: string): Promise<DestructionView>
}

export function createDestroyService(deps: {
  readonly db: Db
  readonly datasets: DatasetStore
  readonly territories: () => TerritoryTree
}): DestroyService {
  const { db, datasets, territories } = deps
  return {
    facts: async (code) => {
      const dataset = await datasets.byCode(db, code)
      if (dataset === undefined) throw notFound('数据集')
      return { ...datasetFacts(dataset, await readEntry(db, dataset.entry), territories()), dataset: dataset.id }
    },
    destruction: async (datasetId) => {
      const row = await db.selectFrom('destruction').selectAll().where('dataset_id', '=', datasetId).executeTakeFirst()
      if (row === undefined) throw notFound('销毁凭证')
      return {
        case: row.case_id,
        destroyedAt: new Date(row.destroyed_at).toISOString(),
        certificate: row.certificate,
        hash: toHex(new Uint8Array(row.certificate_hash)),
        logEntry: row.log_entry_id,
        recipients: await disposalsOf(db, row.case_id),
      }
    },
  }
}
