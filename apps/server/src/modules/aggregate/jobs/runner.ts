import { randomUUID } from 'node:crypto'
import { civilDateOf } from '@fadu/domain'
import type { Acts } from '../../../platform/acts/acts.ts'
import { readAccount, readApplication } from '../../../platform/auth/authenticate.ts'
import {
  DatabaseError,
  isFullState,
  isPassingFault,
  isPassingState,
  sqlState,
  type Db,
} from '../../../platform/db/open-database.ts'
import { asFullStorage } from '../../../platform/full-storage.ts'
import { isProcessAlive } from '../../../platform/process-alive.ts'
import { Problem, Refused } from '../../../platform/problem/index.ts'
import { repeatUntilStopped } from '../../../platform/repeat-until-stopped.ts'
import type { Telemetry } from '../../../platform/telemetry/telemetry.ts'
import { tracedPass } from '../../../platform/telemetry/traced.ts'
import type { AggregateService } from '../service.ts'
import { changeJob, readJob, waitingJobs, type JobChange } from './job-queries.ts'
import { toJobProblem } from './job-view.ts'
import { JobGone, runJob } from './run-job.ts'
import type { UploadFiles } from './upload-files.ts'
import { uploadLimits } from './uploads.ts'

/** Does the jobs of a data folder: a few at a time, those of one dataset one after the other. */
export interface JobRunner {
  /** Looks for work from now on. What a process that is gone had under way is taken up again. */
  start(onFault: (incident: string, error: unknown) => void): void
  /** There is work. */
  wake(): void
  abort(id: string): void
  /** Resolves when nothing is under way and nothing waits that could be done now. */
  idle(): Promise<void>
  /** What is being read is left for the next start; what is being stored is finished. */
  stop(): Promise<void>
}

const atOnce = 2
const lookEveryMs = 2_000
const mostAttempts = 6
/** Before the second attempt, doubled with each further one. */
const firstPauseMs = 1_000
const longestPauseMs = firstPauseMs * 2 ** (mostAttempts - 2)

export function createJobRunner(deps: {
  readonly db: Db
  readonly acts: Acts
  readonly aggregate: AggregateService
  readonly files: UploadFiles
  readonly telemetry?: Telemetry | undefined
  readonly now: () => Date
}): JobRunner {
  const { db, files, now } = deps
  const worker = `${process.pid}:${randomUUID()}`
  const running = new Map<
    string,
    { readonly dataset: string; readonly ending: AbortController; readonly done: Promise<void> }
  >()
  let report: (incident: string, error: unknown) => void = () => undefined
  let stopLooking: (() => Promise<void>) | undefined
  let stopped = false
  let looking: Promise<void> = Promise.resolve()

  const principalOf: Parameters<typeof runJob>[0]['principalOf'] = (job) =>
    job.principal_type === 'Account'
      ? readAccount(db, job.principal_id, civilDateOf(now()))
      : readApplication(db, job.principal_id)

  const end = async (id: string, change: JobChange): Promise<void> => {
    await changeJob(db, id, { states: ['checking', 'storing'], worker }, { worker: null, ...change }, now())
  }

  const settleFault = async (id: string, fault: unknown, attempts: number): Promise<void> => {
    const error = asFullDatabase(asFullStorage(fault))
    if (error instanceof JobGone) return end(id, { state: 'received', attempts: attempts - 1 })
    if (isPassing(error) && attempts < mostAttempts) {
      const pause = firstPauseMs * 2 ** (attempts - 1)
      return end(id, { state: 'received', not_before: new Date(now().getTime() + pause) })
    }
    const finished = { finished_at: now() }
    if (error instanceof Refused) return end(id, { state: 'refused', problem: toJobProblem(error), ...finished })
    if (error instanceof Problem) {
      // A refusal is about the file; a failure is about the platform, and the same file may go through later.
      const state = error.status >= 500 ? 'failed' : 'refused'
      return end(id, { state, problem: toJobProblem(error), ...finished })
    }
    const incident = randomUUID()
    report(incident, error)
    const problem = isPassing(error)
      ? new Problem({ code: 'BUSY', retrySeconds: 60 })
      : new Problem({ code: 'INTERNAL', incident })
    await end(id, { state: 'failed', problem: toJobProblem(problem), ...finished })
  }

  const run = tracedPass('aggregation', runJob, deps.telemetry)
  const take = async (id: string, ending: AbortController): Promise<void> => {
    const before = await readJob(db, id)
    const started = { started_at: before.started_at ?? now() }
    const taken = { state: 'checking' as const, worker, attempts: before.attempts + 1, not_before: null, ...started }
    if (!(await changeJob(db, id, { states: ['received'] }, taken, now()))) return
    try {
      await run({ ...deps, principalOf }, await readJob(db, id), worker, ending.signal)
      await files.remove(id)
    } catch (error) {
      await settleFault(id, error, before.attempts + 1)
      await removeEndedFiles([id])
    }
  }

  /** A file whose job has ended is gone, unless the job can be repeated. */
  const removeEndedFiles = async (ids: readonly string[]): Promise<void> => {
    if (ids.length === 0) return
    const kept = await db
      .selectFrom('aggregation_job')
      .select('id')
      .where('id', 'in', [...ids])
      .where((eb) => eb.or([eb('finished_at', 'is', null), eb('state', '=', 'failed')]))
      .execute()
    const keep = new Set(kept.map((k) => k.id))
    for (const id of ids) if (!keep.has(id)) await files.remove(id)
  }

  /** What this process does not do any more, and what a process that is gone did, waits again. */
  const takeUpAgain = async (): Promise<void> => {
    const open = await db
      .selectFrom('aggregation_job')
      .select(['id', 'worker'])
      .where('folder', '=', files.folder)
      .where('finished_at', 'is', null)
      .where('state', 'in', ['checking', 'storing'])
      .execute()
    for (const { id, worker: by } of open) {
      const isGone = by === null || (by === worker ? !running.has(id) : !isAlive(by))
      if (!isGone) continue
      const from = { states: ['checking', 'storing'], ...(by === null ? {} : { worker: by }) } as const
      await changeJob(db, id, from, { state: 'received', worker: null }, now())
    }
  }

  const giveUpIdle = async (): Promise<void> => {
    const at = now()
    const before = new Date(at.getTime() - uploadLimits.idleMs)
    const idle = await db
      .selectFrom('aggregation_job')
      .select(['id', 'state'])
      .where('folder', '=', files.folder)
      .where('state', 'in', ['uploading', 'failed'])
      .where('updated_at', '<', before)
      .execute()
    const present = new Set(await files.ids())
    for (const { id, state } of idle) {
      if (state === 'uploading') {
        const problem = toJobProblem(new Problem({ code: 'UPLOAD_EXPIRED' }))
        await changeJob(db, id, { states: ['uploading'] }, { state: 'cancelled', problem, finished_at: at }, at)
      }
      if (present.has(id)) await files.remove(id)
    }
  }

  const look = async (): Promise<void> => {
    if (stopped) return
    await takeUpAgain()
    for (const { id, dataset_id: dataset } of await waitingJobs(db, files.folder, now(), longestPauseMs)) {
      if (stopped || running.size >= atOnce) return
      if ([...running.values()].some((r) => r.dataset === dataset)) continue
      const ending = new AbortController()
      const done = take(id, ending)
        .catch((error: unknown) => report(id, error))
        .finally(() => {
          running.delete(id)
          wake()
        })
      running.set(id, { dataset, ending, done })
    }
  }
  const wake = (): void => {
    looking = looking.then(look).catch((error: unknown) => report('look', error))
  }

  return {
    start: (onFault) => {
      report = onFault
      let housekept = -Infinity
      stopLooking = repeatUntilStopped(async () => {
        if (performance.now() - housekept > 60_000) {
          housekept = performance.now()
          await Promise.all([giveUpIdle(), files.ids().then(removeEndedFiles)]).catch((error: unknown) =>
            report('housekeeping', error),
          )
        }
        wake()
        await looking
      }, lookEveryMs)
    },
    wake,
    abort: (id) => running.get(id)?.ending.abort(),
    idle: async () => {
      for (;;) {
        wake()
        await looking
        if (running.size === 0) return
        await Promise.all([...running.values()].map((r) => r.done))
      }
    },
    stop: async () => {
      stopped = true
      await stopLooking?.()
      await looking
      for (const { ending } of running.values()) ending.abort()
      await Promise.all([...running.values()].map((r) => r.done))
    },
  }
}

function isAlive(worker: string): boolean {
  const pid = Number(worker.split(':')[0])
  // This process has one runner: another name under its number is that of a process that had the number before.
  return pid !== process.pid && isProcessAlive(pid)
}

function asFullDatabase(error: unknown): unknown {
  return isFullState(sqlState(error) ?? '') ? new Problem({ code: 'STORAGE_FULL' }) : error
}

const passingCodes = new Set(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ERR_STREAM_PREMATURE_CLOSE'])

/** A database that is away, busy or was interrupted comes back; so does space on a disk, and a layout that changed under a file. */
function isPassing(error: unknown): boolean {
  if (error instanceof Problem) return error.reason.code === 'LAYOUT_CHANGED' || error.reason.code === 'STORAGE_FULL'
  if (error instanceof DatabaseError) return isPassingFault(error)
  const state = sqlState(error)
  if (state !== undefined) return isPassingState(state)
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  // The driver names a connection that ended under a COPY only in words.
  return (
    passingCodes.has(String(code)) ||
    /^Connection terminated|^Client has encountered a connection/.test(String(message))
  )
}
