import { indexEntry } from '../catalog/index.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { EvidenceLog } from '../../platform/log/evidence-log.ts'
import type { Dataset, DatasetStore } from '../../platform/release/dataset-store.ts'
import { eraseRowsAt } from '../../platform/release/erase-rows.ts'
import type { Forget } from './effects.ts'
import { eraseDataset, forgetEvidence } from './forget.ts'

/** What had been destroyed, as it is known outside the database that was restored. */
export interface Destroyed {
  readonly datasets: readonly { readonly dataset: string; readonly code: string; readonly certificate: string }[]
  /** Dataset, batch and line. */
  readonly rows: readonly (readonly [string, number, number])[]
}

export interface Replayed {
  /** Codes of datasets that had come back. */
  readonly datasets: readonly string[]
  /** Rows that had come back. */
  readonly rows: number
}

/** Destroys again what came back with a backup that is older than its destruction. Each is told in the log. */
export async function replayDestruction(
  tx: Tx,
  destroyed: Destroyed,
  deps: {
    readonly datasets: DatasetStore
    readonly log: EvidenceLog
    readonly forget: readonly Forget[]
    readonly rowsDeleted: Forget
    readonly now: Date
  },
): Promise<Replayed> {
  const { datasets, log, now } = deps
  const record = (action: string, dataset: Dataset, detail: Readonly<Record<string, unknown>>) =>
    log.append(tx, now, {
      kind: 'key',
      action,
      actor: { type: 'System', id: 'system' },
      subject: { type: 'Dataset', id: dataset.code },
      dataset: dataset.id,
      grounds: [],
      outcome: 'done',
      detail: { ...detail, afterRestore: true },
    })
  const again: string[] = []
  for (const { dataset: id, certificate } of destroyed.datasets) {
    const dataset = await datasets.byId(tx, id)
    if (dataset === undefined || dataset.custody === 'destroyed') continue
    await tx
      .updateTable('dataset')
      .set({ custody: 'destroyed', custody_at: now, row_count: 0 })
      .where('id', '=', id)
      .execute()
    const erased = await eraseDataset(tx, dataset, now)
    for (const erase of deps.forget) await erase(tx, dataset, now)
    await record('dataset.destroy', dataset, { ...erased, keys: [...erased.keys], certificate })
    await indexEntry(tx, dataset.entry)
    again.push(dataset.code)
  }
  let rows = 0
  for (const [id, places] of placesByDataset(destroyed.rows)) {
    const dataset = await datasets.byId(tx, id)
    if (dataset === undefined || dataset.custody === 'destroyed') continue
    const erased = await eraseRowsAt(tx, dataset, places)
    const gone = erased.current + erased.superseded
    if (gone === 0) continue
    await tx
      .updateTable('dataset')
      .set((eb) => ({ row_count: eb('row_count', '-', erased.current) }))
      .where('id', '=', id)
      .execute()
    await forgetEvidence(tx, dataset.entry)
    await deps.rowsDeleted(tx, dataset, now)
    await record('value.delete', dataset, { ...erased })
    await indexEntry(tx, dataset.entry)
    rows += gone
  }
  return { datasets: again, rows }
}

function placesByDataset(rows: Destroyed['rows']): ReadonlyMap<string, { batch: number; line: number }[]> {
  const places = new Map<string, { batch: number; line: number }[]>()
  for (const [dataset, batch, line] of rows) {
    const known = places.get(dataset) ?? []
    known.push({ batch, line })
    places.set(dataset, known)
  }
  return places
}
