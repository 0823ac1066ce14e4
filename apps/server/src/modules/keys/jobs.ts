import { sql } from 'kysely'
import { unhurried } from '../../platform/db/dialect.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { EvidenceLog } from '../../platform/log/evidence-log.ts'
import type { Dataset, DatasetStore } from '../../platform/release/dataset-store.ts'
import type { Layout } from '../../platform/release/layout.ts'
import { hasOldEnvelope, resealQuarantine, resealRows, type ResealedPage } from '../../platform/release/reseal-rows.ts'

export interface KeyJobs {
  /**
   * Does one page of one rotation that nobody else works on. Each page is a transaction of its own: a process that dies leaves
   * whole pages behind and the place where the next one begins.
   *
   * @returns What was done; undefined when nothing waits.
   */
  rotateOnce(): Promise<RotationStep | undefined>
  /** Pages until nothing waits or the signal comes; drops keys of memory that were destroyed elsewhere. */
  work(signal: AbortSignal): Promise<{ readonly resealed: number; readonly ended: number }>
}

export interface RotationStep {
  readonly dataset: string
  readonly resealed: number
  readonly ended: boolean
}

/** Rows of one transaction: a tenth of a second of work, so that a batch that waits for the dataset waits no longer. */
const pageSize = 500

interface Rotation {
  readonly dataset_id: string
  readonly version: number
  readonly phase: 'rows' | 'quarantine' | 'check'
  readonly at_batch: number
  readonly at_line: number
}

export function createKeyJobs(deps: {
  readonly db: Db
  readonly datasets: DatasetStore
  readonly log: EvidenceLog
  readonly now: () => Date
}): KeyJobs {
  const { db, datasets, log, now } = deps

  const rotateOnce = (): Promise<RotationStep | undefined> =>
    db.transaction().execute(async (tx) => {
      const rotation = await claim(tx)
      if (rotation === undefined) return undefined
      const row = await tx
        .selectFrom('dataset')
        .selectAll()
        .where('id', '=', rotation.dataset_id)
        .executeTakeFirstOrThrow()
      const dataset = datasets.fromRow(row)
      if (rotation.phase === 'check') return finish(tx, rotation, dataset)
      const keyring = await datasets.keyringOf(tx, dataset)
      const after = { batch: rotation.at_batch, line: Number(rotation.at_line) }
      const reseal = rotation.phase === 'rows' ? resealRows : resealQuarantine
      const page = await reseal(tx, dataset, keyring, { after, limit: pageSize, retired: row.retired as Layout })
      await recordTampered(tx, rotation, dataset, page.tampered)
      await advance(tx, rotation, page)
      return { dataset: dataset.code, resealed: page.resealed, ended: false }
    })

  const recordTampered = async (
    tx: Tx,
    rotation: Rotation,
    dataset: Dataset,
    places: readonly string[],
  ): Promise<void> => {
    for (const place of places) {
      const { numInsertedOrUpdatedRows } = await tx
        .insertInto('key_rotation_fault')
        .values({ dataset_id: dataset.id, version: rotation.version, place, found_at: now() })
        .onConflict((c) => c.doNothing())
        .executeTakeFirst()
      if (numInsertedOrUpdatedRows === 0n) continue
      await log.append(tx, now(), {
        ...recordOf(dataset),
        action: 'key.rotate',
        outcome: 'refused',
        reason: 'DATA_TAMPERED',
        detail: { row: place, version: rotation.version },
      })
    }
  }

  /**
   * The old key goes when no row is sealed under it. Rows that did not open keep it: then the rotation halts and says so, and
   * is begun again when they were put right.
   */
  const finish = async (tx: Tx, rotation: Rotation, dataset: Dataset): Promise<RotationStep> => {
    const faults = await tx
      .selectFrom('key_rotation_fault')
      .select('place')
      .where('dataset_id', '=', dataset.id)
      .where('version', '=', rotation.version)
      .execute()
    const places = faults.map((f) => f.place)
    await unhurried(tx)
    if (await hasOldEnvelope(tx, dataset, places)) {
      await place(tx, rotation, { phase: 'rows', at_batch: -1, at_line: -1 })
      return { dataset: dataset.code, resealed: 0, ended: false }
    }
    const halted = places.length > 0
    await tx
      .updateTable('key_rotation')
      .set({ state: halted ? 'halted' : 'done', ended_at: halted ? null : now() })
      .where('dataset_id', '=', dataset.id)
      .where('version', '=', rotation.version)
      .execute()
    if (!halted) await retireBelow(tx, dataset, rotation.version)
    await log.append(tx, now(), {
      ...recordOf(dataset),
      action: 'key.rotate',
      outcome: halted ? 'refused' : 'done',
      ...(halted ? { reason: 'DATA_TAMPERED' } : {}),
      detail: { version: rotation.version, state: halted ? 'halted' : 'done', tampered: places.length },
    })
    return { dataset: dataset.code, resealed: 0, ended: true }
  }

  const retireBelow = async (tx: Tx, dataset: Dataset, version: number): Promise<void> => {
    await tx
      .updateTable('dataset_key')
      .set({ state: 'retired', wrapped_key: null, ended_at: now() })
      .where('dataset_id', '=', dataset.id)
      .where('version', '<', version)
      .where('state', '=', 'retiring')
      .execute()
    await tx.updateTable('dataset').set({ oldest_key: version }).where('id', '=', dataset.id).execute()
  }

  return {
    rotateOnce,
    work: async (signal) => {
      await datasets.cabinet.sweep(db)
      let resealed = 0
      let ended = 0
      while (!signal.aborted) {
        const step = await rotateOnce()
        if (step === undefined) break
        resealed += step.resealed
        if (step.ended) ended++
        // Whoever waits for the dataset or the processor goes first.
        await new Promise((resolve) => setImmediate(resolve))
      }
      return { resealed, ended }
    },
  }
}

/**
 * One rotation for this transaction, with its dataset, which stands still for a page: no batch is stored, no layout changes,
 * nothing is destroyed meanwhile. What another process works on, or a batch that is being loaded, is passed over.
 */
async function claim(tx: Tx): Promise<Rotation | undefined> {
  const { rows } = await sql<Rotation>`
    select r.dataset_id, r.version, r.phase, r.at_batch, r.at_line
    from key_rotation r join dataset d on d.id = r.dataset_id where r.state = 'running'
    order by r.begun_at, r.dataset_id limit 1 for update of r, d skip locked`.execute(tx)
  return rows[0]
}

async function advance(tx: Tx, rotation: Rotation, page: ResealedPage): Promise<void> {
  if (page.last !== undefined) {
    await place(
      tx,
      rotation,
      { phase: rotation.phase, at_batch: page.last.batch, at_line: page.last.line },
      page.resealed,
    )
    return
  }
  await place(tx, rotation, { phase: rotation.phase === 'rows' ? 'quarantine' : 'check', at_batch: -1, at_line: -1 })
}

async function place(
  tx: Tx,
  rotation: Rotation,
  to: Pick<Rotation, 'phase' | 'at_batch' | 'at_line'>,
  resealed = 0,
): Promise<void> {
  await tx
    .updateTable('key_rotation')
    .set((eb) => ({ ...to, resealed: eb('resealed', '+', resealed) }))
    .where('dataset_id', '=', rotation.dataset_id)
    .where('version', '=', rotation.version)
    .execute()
}

function recordOf(dataset: Dataset) {
  return {
    kind: 'key',
    actor: { type: 'System', id: 'system' },
    subject: { type: 'Dataset', id: dataset.code },
    dataset: dataset.id,
    grounds: [],
  } as const
}
