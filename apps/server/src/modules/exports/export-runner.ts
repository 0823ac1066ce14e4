import { randomUUID } from 'node:crypto'
import { randomDataKey, unwrapKey, wrapKey, wrappedKekVersion, type KeyStore } from '@fadu/smcrypto'
import { toHex } from '@fadu/audit-log'
import { readApplication } from '../../platform/auth/authenticate.ts'
import type { EvidenceLog } from '../../platform/log/evidence-log.ts'
import { isProcessAlive } from '../../platform/process-alive.ts'
import { Problem, Refused } from '../../platform/problem/index.ts'
import { repeatUntilStopped } from '../../platform/repeat-until-stopped.ts'
import type { Telemetry } from '../../platform/telemetry/telemetry.ts'
import { tracedPass } from '../../platform/telemetry/traced.ts'
import type { ExportRow } from './export-row.ts'
import { produceFile, type ExportDeps, type Produced } from './produce.ts'
import { fileKeyBytes } from './export-files.ts'
import { markScheme } from './mark-keys.ts'

/** Writes the files of exports that wait, one at a time in this process, and removes those whose time is over. */
export interface ExportRunner {
  start(onFault: (incident: string, error: unknown) => void): void
  /** There is work. */
  wake(): void
  /** Resolves when nothing is under way and nothing waits. */
  idle(): Promise<void>
  /** Removes files whose time is over, and what nobody needs any more. */
  sweep(): Promise<void>
  /** What is being written is begun anew at the next start. */
  stop(): Promise<void>
}

export interface RunnerDeps extends ExportDeps {
  readonly log: EvidenceLog
  readonly keyStore: KeyStore
  readonly telemetry?: Telemetry | undefined
  readonly now: () => Date
}

const lookEveryMs = 2_000
const sweepEveryMs = 60_000
const mostAttempts = 4
/** How often the count of rows is told while a file is written. */
const tellEveryMs = 500

/** The export was discarded, or its dataset destroyed, while its file was written. */
class ExportGone extends Error {}
class Stopping extends Error {}

const binding = (id: string) => ({ keyId: `export/${id}`, purpose: 'export-file' })

/** Key of the file of an export, wrapped by the key-encryption key that it names. */
export async function openFileKey(keyStore: KeyStore, id: string, wrapped: Uint8Array): Promise<Uint8Array> {
  const bytes = new Uint8Array(wrapped)
  return unwrapKey(await keyStore.kek(wrappedKekVersion(bytes)), binding(id), bytes)
}

export function createExportRunner(deps: RunnerDeps): ExportRunner {
  const { db, files, log, keyStore, now } = deps
  const worker = `${process.pid}:${randomUUID()}`
  const produce = tracedPass('export', produceFile, deps.telemetry)
  let report: (incident: string, error: unknown) => void = () => undefined
  let stopLooking: (() => Promise<void>) | undefined
  let isStopped = false
  let looking: Promise<void> = Promise.resolve()

  const own = (id: string) =>
    db.updateTable('export_job').where('id', '=', id).where('state', '=', 'writing').where('worker', '=', worker)

  const take = async (): Promise<ExportRow | undefined> => {
    const next = await db
      .selectFrom('export_job')
      .select('id')
      .where('state', '=', 'waiting')
      .where('folder', '=', files.folder)
      .where('expires_at', '>', now())
      .orderBy('created_at')
      .limit(1)
      .executeTakeFirst()
    if (next === undefined) return undefined
    return db
      .updateTable('export_job')
      .set((eb) => ({
        state: 'writing',
        worker,
        attempts: eb('attempts', '+', 1),
        started_at: now(),
        rows_done: 0,
        rows_withheld: 0,
      }))
      .where('id', '=', next.id)
      .where('state', '=', 'waiting')
      .returningAll()
      .executeTakeFirst()
  }

  const progress = (id: string): ((rows: number) => Promise<void>) => {
    let told = performance.now()
    return async (rows) => {
      if (isStopped) throw new Stopping()
      // Others of this process have their turn between two pages.
      await new Promise((resolve) => setImmediate(resolve))
      if (performance.now() - told < tellEveryMs) return
      told = performance.now()
      const kept = await own(id).set({ rows_done: rows }).executeTakeFirst()
      if (kept.numUpdatedRows === 0n) throw new ExportGone()
    }
  }

  /** Ready and recorded in one transaction; the record says what the file holds, never a value of it. */
  const settle = async (job: ExportRow, produced: Produced, wrapped: Uint8Array): Promise<boolean> => {
    const { bytes, sm3, sha256, masked, maskedByGrade, rows, withheld } = produced
    const at = now()
    return db.transaction().execute(async (tx) => {
      const entry = await log.append(tx, at, {
        kind: 'act',
        action: 'data.export',
        actor: { type: 'Application', id: job.application_id, organization: job.organization_id },
        subject: { type: 'Dataset', id: job.dataset_code },
        dataset: job.dataset_id,
        grant: job.grant_id,
        grounds: [],
        outcome: 'done',
        detail: {
          export: job.id,
          fields: job.fields,
          masked,
          rows,
          withheld,
          bytes,
          sm3: toHex(sm3),
          sha256: toHex(sha256),
          marks: markScheme,
        },
      })
      const settled = await tx
        .updateTable('export_job')
        .set({
          state: 'ready',
          worker: null,
          rows_done: rows,
          rows_withheld: withheld,
          masked: [...masked],
          masked_by_grade: [...maskedByGrade],
          bytes,
          sm3,
          sha256,
          file_key: wrapped,
          receipt: entry.id,
          finished_at: at,
        })
        .where('id', '=', job.id)
        .where('state', '=', 'writing')
        .where('worker', '=', worker)
        .executeTakeFirst()
      if (settled.numUpdatedRows === 0n) throw new ExportGone()
      return true
    })
  }

  /** @returns Whether it waits for another attempt. */
  const fail = async (job: ExportRow, error: unknown): Promise<boolean> => {
    await files.remove(job.id)
    if (error instanceof ExportGone) return false
    const begunAnew = { state: 'waiting', worker: null } as const
    if (error instanceof Stopping) {
      await own(job.id)
        .set((eb) => ({ ...begunAnew, attempts: eb('attempts', '-', 1) }))
        .execute()
      return true
    }
    const settled = error instanceof Refused || error instanceof Problem
    if (!settled) report(randomUUID(), error)
    if (!settled && job.attempts < mostAttempts) {
      await own(job.id).set(begunAnew).execute()
      return true
    }
    const code = settled ? error.reason.code : 'INTERNAL'
    await own(job.id)
      .set({ state: 'failed', worker: null, problem: JSON.stringify({ code }), finished_at: now() })
      .execute()
    return false
  }

  /** @returns Whether it waits for another attempt. */
  const write = async (job: ExportRow): Promise<boolean> => {
    const raw = randomDataKey()
    // INVARIANT (a counter is used once): each writing of a file has a key of its own.
    if (raw.length !== fileKeyBytes) throw new Error('a data key is no longer as long as a file key')
    try {
      const principal = await readApplication(db, job.application_id)
      if (principal === undefined) throw new Problem({ code: 'AUTH_TOKEN_INVALID' })
      const produced = await produce(deps, job, principal, raw, progress(job.id))
      await settle(job, produced, wrapKey(await keyStore.kek(), binding(job.id), raw))
      return false
    } catch (error) {
      return await fail(job, error)
    } finally {
      raw.fill(0)
    }
  }

  /**
   * What a process that is gone had under way waits again, and what this one had and could not say that it broke off, since
   * the database was away: nothing of its own is under way when it looks.
   */
  const takeUpAgain = async (): Promise<void> => {
    const open = await db
      .selectFrom('export_job')
      .select(['id', 'worker'])
      .where('state', '=', 'writing')
      .where('folder', '=', files.folder)
      .execute()
    for (const { id, worker: by } of open) {
      if (by !== null && by !== worker && isAlive(by)) continue
      await db
        .updateTable('export_job')
        .set({ state: 'waiting', worker: null })
        .where('id', '=', id)
        .where('state', '=', 'writing')
        .where('worker', 'is not distinct from', by)
        .execute()
    }
  }

  const look = async (): Promise<void> => {
    if (isStopped) return
    await takeUpAgain()
    for (;;) {
      const job = isStopped ? undefined : await take()
      if (job === undefined) return
      // Attempts one upon the other would all fall into one outage.
      if (await write(job)) return
    }
  }
  const wake = (): void => {
    looking = looking.then(look).catch((error: unknown) => report('look', error))
  }

  const sweep = async (): Promise<void> => {
    // INVARIANT (gone after its time): the key goes first; without it the bytes on the disk say nothing.
    await db
      .updateTable('export_job')
      .set({ state: 'expired', file_key: null })
      .where('state', 'in', ['waiting', 'ready'])
      .where('folder', '=', files.folder)
      .where('expires_at', '<=', now())
      .execute()
    const present = await files.ids()
    if (present.length === 0) return
    const kept = await db
      .selectFrom('export_job')
      .select('id')
      .where('id', 'in', [...present])
      .where('state', 'in', ['writing', 'ready'])
      .execute()
    const keep = new Set(kept.map((k) => k.id))
    for (const id of present) if (!keep.has(id)) await files.remove(id)
  }

  return {
    start: (onFault) => {
      report = onFault
      let swept = -Infinity
      stopLooking = repeatUntilStopped(async () => {
        if (performance.now() - swept > sweepEveryMs) {
          swept = performance.now()
          await sweep().catch((error: unknown) => report('sweep', error))
        }
        wake()
        await looking
      }, lookEveryMs)
    },
    wake,
    idle: async () => {
      wake()
      await looking
    },
    sweep,
    stop: async () => {
      isStopped = true
      await stopLooking?.()
      await looking
    },
  }
}

function isAlive(worker: string): boolean {
  const pid = Number(worker.split(':')[0])
  // This process has one runner: another name under its number is that of a process that had the number before.
  return pid !== process.pid && isProcessAlive(pid)
}
