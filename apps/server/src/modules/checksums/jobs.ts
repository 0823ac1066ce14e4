import { setTimeout } from 'node:timers/promises'
import { toHex } from '@fadu/audit-log'
import { unhurried } from '../../platform/db/dialect.ts'
import type { FindingKind } from '../../platform/db/checksum-tables.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { EntryBody, EvidenceLog } from '../../platform/log/evidence-log.ts'
import type { DatasetStore } from '../../platform/release/dataset-store.ts'
import { rowsOfNoBatch, storedValues } from '../../platform/release/stored-values.ts'
import {
  claimBatch,
  claimComparison,
  countErased,
  erasedLines,
  evidenceOf,
  nextPage,
  retiredOf,
  type BatchToTake,
  type KeptPage,
  type LockedDataset,
  type RunningComparison,
} from './queries.ts'
import { chained, differencesOf, packMarks, unpackMarks, type MarkedRow, type MarkRow } from './row-marks.ts'

export interface ChecksumJobs {
  /**
   * Does one page: takes checksums of a batch that has none, or compares rows with theirs. Each page is a transaction of its
   * own, in which its dataset stands still; a process that dies leaves whole pages behind.
   *
   * @returns What was done; undefined when nothing waits.
   */
  stepOnce(): Promise<ChecksumStep | undefined>
  /** Pages until nothing waits or the signal comes, with a pause after each, for those who wait for the database. */
  work(signal: AbortSignal): Promise<{ readonly taken: number; readonly compared: number; readonly found: number }>
}

export interface ChecksumStep {
  readonly kind: 'taken' | 'compared'
  readonly rows: number
  readonly found: number
}

/** Rows of one transaction: some tens of milliseconds of work. */
const pageRows = 500
const pauseMs = 20
/** Findings of one comparison that are named one by one; beyond it they are counted. */
const mostNamed = 1_000

type Findings = Readonly<Record<FindingKind, readonly number[]>>

export function createChecksumJobs(deps: {
  readonly db: Db
  readonly datasets: DatasetStore
  readonly log: EvidenceLog
  readonly markRow: MarkRow
  readonly now: () => Date
}): ChecksumJobs {
  const { db, datasets, log, markRow, now } = deps

  const rowsIn = async (
    tx: Tx,
    locked: LockedDataset,
    range: Parameters<typeof storedValues>[2],
  ): Promise<readonly MarkedRow[]> => {
    const dataset = datasets.fromRow(locked)
    const keyring = await datasets.keyringOf(tx, dataset)
    const rows = await storedValues(tx, { dataset, keyring, retired: retiredOf(locked) }, range)
    return rows.map((row) => markRow(locked.id, range.batch, row))
  }

  const takePage = async (tx: Tx, batch: BatchToTake): Promise<ChecksumStep> => {
    const { dataset, number } = batch
    const own = { batch_id: batch.batch_id, dataset_id: dataset.id, number }
    if (!batch.begun) {
      const { taken } = await evidenceOf(tx, dataset.id, number)
      if (taken !== undefined) {
        await tx
          .insertInto('batch_checksum')
          .values({ ...own, state: 'lost', receipt: taken.receipt })
          .execute()
        await log.append(tx, now(), tamperedWith(dataset, 'checksums.take', { batch: number, found: 'checksums' }))
        return { kind: 'taken', rows: 0, found: 1 }
      }
      await tx
        .insertInto('batch_checksum')
        .values({ ...own, state: 'taking' })
        .execute()
    }
    const from = batch.at_line
    const rows = await rowsIn(tx, dataset, { batch: number, after: from, limit: pageRows })
    const isLast = rows.length < pageRows
    const page = { from, to: isLast ? null : rows.at(-1)!.line, marks: packMarks(rows) }
    const chain = chained(new Uint8Array(batch.chain), page)
    await tx
      .insertInto('batch_checksum_page')
      .values({ batch_id: batch.batch_id, page: batch.pages, from_line: from, to_line: page.to, marks: page.marks })
      .execute()
    const total = batch.rows + rows.length
    const receipt = isLast ? await recordTaken(tx, batch, total, chain) : undefined
    await tx
      .updateTable('batch_checksum')
      .set({
        pages: batch.pages + 1,
        at_line: page.to ?? from,
        rows: total,
        chain,
        ...(receipt === undefined ? {} : { state: 'taken', receipt }),
      })
      .where('batch_id', '=', batch.batch_id)
      .execute()
    return { kind: 'taken', rows: rows.length, found: 0 }
  }

  /** The checksum of the whole batch goes into the evidence, and whether there are as many rows as it had stored. */
  const recordTaken = async (tx: Tx, batch: BatchToTake, rows: number, chain: Uint8Array): Promise<string> => {
    const { dataset, number } = batch
    const evidence = await evidenceOf(tx, dataset.id, number)
    const stored = evidence.stored ?? batch.stored
    const { ofBatch, unplaced } = await countErased(tx, dataset.id, number)
    const gone = stored - rows - ofBatch
    const isWhole = gone >= 0 && gone <= unplaced
    const detail = { batch: number, rows, stored, checksum: toHex(chain) }
    const entry = isWhole
      ? recordOf(dataset, 'checksums.take', 'done', detail)
      : tamperedWith(dataset, 'checksums.take', detail)
    return (await log.append(tx, now(), entry)).id
  }

  const comparePage = async (tx: Tx, comparison: RunningComparison): Promise<ChecksumStep> => {
    const { dataset, at_batch: batch, at_page: page } = comparison
    const kept = await nextPage(tx, dataset.id, { batch, page })
    if (kept === undefined) return finish(tx, comparison)
    const rows = await rowsIn(tx, dataset, {
      batch: kept.batch,
      after: kept.from,
      ...(kept.to === null ? {} : { upTo: kept.to }),
      // Rows that were added within the range of a page are more than it had.
      limit: pageRows * 20,
    })
    const before = kept.batch === batch ? new Uint8Array(comparison.chain) : new Uint8Array(0)
    const chain = chained(before, kept)
    const marks = kept.state === 'lost' ? undefined : unpackMarks(kept.marks)
    const rowsFound =
      marks === undefined
        ? { altered: [], missing: [], added: [] }
        : differencesOf(marks, rows, await erasedLines(tx, dataset.id, kept))
    const stands = marks !== undefined && (!kept.isLast || (await isAsLogged(tx, dataset, kept, chain)))
    const found = { ...rowsFound, checksums: stands ? [] : [-1] }
    await note(tx, comparison, kept.batch, found)
    await tx
      .updateTable('checksum_comparison')
      .set((eb) => ({ at_batch: kept.batch, at_page: kept.page, chain, rows: eb('rows', '+', rows.length) }))
      .where('id', '=', comparison.id)
      .execute()
    return { kind: 'compared', rows: rows.length, found: countOf(found) }
  }

  /** INVARIANT (checksums are not exchanged): the evidence log names the checksum of each batch, and how many rows it is over. */
  const isAsLogged = async (tx: Tx, dataset: LockedDataset, kept: KeptPage, chain: Uint8Array): Promise<boolean> => {
    const { taken } = await evidenceOf(tx, dataset.id, kept.batch)
    return taken !== undefined && taken.rows === kept.rows && taken.checksum === toHex(chain)
  }

  const note = async (tx: Tx, { id, dataset }: RunningComparison, batch: number, found: Findings): Promise<void> => {
    const all = (Object.entries(found) as [FindingKind, readonly number[]][]).flatMap(([kind, lines]) =>
      lines.map((line) => ({ comparison_id: id, kind, batch, line })),
    )
    if (all.length === 0) return
    const { named } = await tx
      .selectFrom('checksum_finding')
      .select((eb) => eb.fn.countAll<number>().as('named'))
      .where('comparison_id', '=', id)
      .executeTakeFirstOrThrow()
    const toName = all.slice(0, Math.max(0, mostNamed - Number(named)))
    if (toName.length > 0) await tx.insertInto('checksum_finding').values(toName).execute()
    await tx
      .updateTable('checksum_comparison')
      .set((eb) => ({
        altered: eb('altered', '+', found.altered.length),
        missing: eb('missing', '+', found.missing.length),
        added: eb('added', '+', found.added.length),
        checksums: eb('checksums', '+', found.checksums.length),
      }))
      .where('id', '=', id)
      .execute()
    await log.appendAll(
      tx,
      toName.map(({ kind, line }) => ({
        at: now(),
        body: tamperedWith(dataset, 'checksums.compare', {
          comparison: id,
          batch,
          row: line === -1 ? String(batch) : `${batch}:${line}`,
          found: kind,
        }),
      })),
    )
  }

  const finish = async (tx: Tx, comparison: RunningComparison): Promise<ChecksumStep> => {
    const { id, dataset } = comparison
    await unhurried(tx)
    const strange = await rowsOfNoBatch(tx, datasets.fromRow(dataset), mostNamed)
    const batches = new Set(strange.map((row) => row.batch))
    for (const batch of batches) {
      const added = strange.filter((row) => row.batch === batch).map(({ line }) => line)
      await note(tx, comparison, batch, { altered: [], missing: [], added, checksums: [] })
    }
    const { rows, altered, missing, added, checksums } = await tx
      .selectFrom('checksum_comparison')
      .select(['rows', 'altered', 'missing', 'added', 'checksums'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const counts = {
      altered: Number(altered),
      missing: Number(missing),
      added: Number(added),
      checksums: Number(checksums),
    }
    const isSound = Object.values(counts).every((n) => n === 0)
    const entry = recordOf(dataset, 'checksums.compare', isSound ? 'done' : 'refused', {
      comparison: id,
      rows: Number(rows),
      ...counts,
    })
    const { id: receipt } = await log.append(tx, now(), entry)
    await tx
      .updateTable('checksum_comparison')
      .set({ state: 'done', ended_at: now(), receipt })
      .where('id', '=', id)
      .execute()
    return { kind: 'compared', rows: 0, found: strange.length }
  }

  const stepOnce = (): Promise<ChecksumStep | undefined> =>
    db.transaction().execute(async (tx) => {
      const batch = await claimBatch(tx)
      if (batch !== undefined) return takePage(tx, batch)
      const comparison = await claimComparison(tx)
      return comparison === undefined ? undefined : comparePage(tx, comparison)
    })

  return {
    stepOnce,
    work: async (signal) => {
      const done = { taken: 0, compared: 0, found: 0 }
      while (!signal.aborted) {
        const step = await stepOnce()
        if (step === undefined) break
        done[step.kind] += step.rows
        done.found += step.found
        // Being asked to stop is the one way in which the pause fails.
        await setTimeout(pauseMs, undefined, { signal }).catch(() => undefined)
      }
      return done
    },
  }
}

function countOf(found: Findings): number {
  return Object.values(found).reduce((sum, lines) => sum + lines.length, 0)
}

function recordOf(
  dataset: LockedDataset,
  action: string,
  outcome: 'done' | 'refused',
  detail: Readonly<Record<string, unknown>>,
): EntryBody {
  return {
    kind: 'system',
    action,
    actor: { type: 'System', id: 'system' },
    subject: { type: 'Dataset', id: dataset.code },
    dataset: dataset.id,
    grounds: [],
    outcome,
    detail,
  }
}

/** What the authority finds among what was tampered with. */
function tamperedWith(dataset: LockedDataset, action: string, detail: Readonly<Record<string, unknown>>): EntryBody {
  return { ...recordOf(dataset, action, 'refused', detail), reason: 'DATA_TAMPERED' }
}
