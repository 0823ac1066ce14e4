import { uuidv7 } from 'uuidv7'
import { EnvelopeTampered } from '@fadu/smcrypto'
import type { Consent } from '../../../platform/db/quality-tables.ts'
import type { Tx } from '../../../platform/db/open-database.ts'
import type { AccessTracer } from '../../../platform/log/access-keys.ts'
import { Problem } from '../../../platform/problem/index.ts'
import { openCorrectionLine } from '../../../platform/release/correction-lines.ts'
import type { Dataset, DatasetStore } from '../../../platform/release/dataset-store.ts'
import { indexEntry } from '../../catalog/index.ts'
import { unknownReference, type CorrectionReference } from './reference.ts'
import { findTarget, writeVersion, type Superseded } from './row-versions.ts'

/** Who agreed to it, on which case. */
export interface Consented {
  readonly case: string
  readonly by: Consent
  /** The organisation that agreed; of a person's consent its credential stands in the case. */
  readonly organization: string | undefined
}

/** What stands since a correction was applied, and by which keys the earlier values were found. */
export interface AppliedCorrection {
  readonly dataset: Dataset
  readonly case: string
  readonly batch: number
  readonly items: readonly string[]
  readonly superseded: readonly Superseded[]
}

/** INVARIANT (originals stay): the one writer of a changed value. The earlier version stays and names what superseded it. */
export type ApplyCorrection = (
  tx: Tx,
  request: {
    readonly reference: CorrectionReference
    readonly entry: string
    readonly consent: Consented
    readonly now: Date
  },
) => Promise<AppliedCorrection>

export function createApplyCorrection(deps: {
  readonly datasets: DatasetStore
  readonly tracer: AccessTracer
  /** Told of what was corrected, in the same transaction. */
  readonly corrected: (tx: Tx, applied: AppliedCorrection, now: Date) => Promise<void>
}): ApplyCorrection {
  return async (tx, { reference, entry, consent, now }) => {
    const { dataset, retired, number } = await lockDataset(tx, deps.datasets, entry)
    // A row is found and opened under one key: not while another takes its place.
    if (dataset.oldestKey !== dataset.keyVersion) throw new Problem({ code: 'BUSY', retrySeconds: 60 })
    const correction = await takePrepared(tx, dataset, reference)
    const keys = await deps.datasets.keyringOf(tx, dataset)
    const lines = await tx
      .selectFrom('correction_line')
      .select(['line', 'sealed'])
      .where('correction_id', '=', reference.id)
      .orderBy('line')
      .execute()
    const batch = {
      id: uuidv7(),
      dataset_id: dataset.id,
      number,
      content_hash: reference.digest,
      file_name: `correction/${reference.id}`,
      received: lines.length,
      stored: lines.length,
      quarantined: 0,
      mode: 'correction' as const,
      superseded: lines.length,
      case_id: consent.case,
      created_at: now,
    }
    await tx.insertInto('batch').values(batch).execute()
    const superseded: Superseded[] = []
    try {
      for (const { line, sealed } of lines) {
        const content = openCorrectionLine(keys.current, reference.id, line, new Uint8Array(sealed!))
        requireItems(dataset, Object.keys(content.values))
        const target = await findTarget(tx, keys, dataset, content.target, line)
        const writer = { keys, dataset, retired, tracer: deps.tracer }
        const next = { batch: number, line, values: content.values }
        superseded.push(...(await writeVersion(tx, writer, target, next)))
        await tx
          .updateTable('correction_line')
          .set({ sealed: null, target_batch: target.batch, target_line: target.line })
          .where('correction_id', '=', reference.id)
          .where('line', '=', line)
          .execute()
      }
    } catch (error) {
      if (error instanceof EnvelopeTampered)
        throw new Problem({ code: 'DATA_TAMPERED', dataset: dataset.code, row: error.rowId })
      throw error
    }
    await tx
      .updateTable('correction')
      .set({
        state: 'applied',
        batch_id: batch.id,
        case_id: consent.case,
        consent: consent.by,
        consent_by: consent.organization ?? null,
        settled_at: now,
      })
      .where('id', '=', reference.id)
      .execute()
    await indexEntry(tx, dataset.entry)
    const applied = { dataset, case: consent.case, batch: number, items: correction.items, superseded }
    await deps.corrected(tx, applied, now)
    return applied
  }
}

/** One change of a dataset at a time, as with batches; the number is given out under the lock. */
async function lockDataset(
  tx: Tx,
  datasets: DatasetStore,
  entry: string,
): Promise<{ readonly dataset: Dataset; readonly retired: unknown; readonly number: number }> {
  const row = await tx
    .updateTable('dataset')
    .set((eb) => ({ next_batch: eb('next_batch', '+', 1) }))
    .where('entry_id', '=', entry)
    .returningAll()
    .executeTakeFirst()
  if (row === undefined) throw new Problem({ code: 'REQUEST_MALFORMED', faults: [unknownReference] })
  return { dataset: datasets.fromRow(row), retired: row.retired, number: row.next_batch - 1 }
}

/** The correction a form names, locked, with the content it was consented to. */
async function takePrepared(
  tx: Tx,
  dataset: Dataset,
  { id, digest }: CorrectionReference,
): Promise<{ readonly items: readonly string[] }> {
  const row = await tx
    .selectFrom('correction')
    .select(['dataset_id', 'digest', 'state', 'items', 'key_version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined || row.dataset_id !== dataset.id || !Buffer.from(row.digest).equals(Buffer.from(digest)))
    throw new Problem({ code: 'REQUEST_MALFORMED', faults: [unknownReference] })
  if (row.state !== 'prepared') throw new Problem({ code: 'STATE_CONFLICT', what: '更正内容', state: row.state })
  if (row.key_version !== dataset.keyVersion) throw new Problem({ code: 'CORRECTION_OUTDATED', dataset: dataset.code })
  return { items: row.items }
}

function requireItems(dataset: Dataset, items: readonly string[]): void {
  if (items.every((code) => dataset.layout.some((c) => c.code === code))) return
  throw new Problem({ code: 'CORRECTION_OUTDATED', dataset: dataset.code })
}
