import { Readable } from 'node:stream'
import { uuidv7 } from 'uuidv7'
import type { Act, ActFacts } from '../../../platform/acts/acts.ts'
import { organizationOf, type Principal } from '../../../platform/auth/principal.ts'
import type { Db, Tx } from '../../../platform/db/open-database.ts'
import { Problem } from '../../../platform/problem/index.ts'
import type { BatchOptions } from '../batch-options.ts'
import type { AggregateService, FoundDataset } from '../service.ts'
import { changeJob, readJob, uploadingJobs } from './job-queries.ts'
import type { JobProblem, JobRow } from './job-view.ts'
import type { UploadFiles } from './upload-files.ts'

export interface DeclaredHash {
  readonly algorithm: 'sm3' | 'sha-256'
  /** Hexadecimal, lower case. */
  readonly value: string
}

export interface BegunUpload {
  readonly id: string
  readonly dataset: string
}

export const uploadLimits = {
  /** One file; what is larger is sent in several. */
  bytes: 8 * 1024 ** 3,
  /** Of one organisation, not ended yet. */
  open: 50,
  openBytes: 64 * 1024 ** 3,
  /** Without a byte for so long an upload is given up, and a failed one can be repeated no more. */
  idleMs: 24 * 60 * 60_000,
} as const

/** Uploads of files: begun, received in parts, cancelled, repeated. */
export interface Uploads {
  begin(
    principal: Principal,
    code: string,
    given: {
      readonly fileName: string
      readonly bytes: number
      readonly options: BatchOptions
      readonly hash?: DeclaredHash
    },
  ): Act<ActFacts & { readonly found: FoundDataset }, BegunUpload>
  find(id: string): Promise<{ readonly job: JobRow; readonly found: FoundDataset }>
  /**
   * Where the next byte goes. A file that is whole and was not taken yet is taken: its sender was never answered.
   *
   * @throws {Problem} `UPLOAD_EXPIRED`, `STATE_CONFLICT` when no byte is taken any more and the file never was whole.
   */
  offset(job: JobRow): Promise<number>
  /** Takes bytes from an offset on; with the last one the job begins. */
  append(job: JobRow, offset: number, bytes: AsyncIterable<Uint8Array>): Promise<number>
  /** Takes the files whose last byte came when the process before this one died; their senders may not ask again. */
  receiveWhole(): Promise<void>
  cancel(id: string): Act<JobFacts, BegunUpload>
  /** What lies on disk of a cancelled upload. */
  discard(id: string): Promise<void>
  /** A job that failed for a reason outside the file goes on where it was. */
  repeat(id: string): Act<JobFacts, BegunUpload>
}

interface JobFacts extends ActFacts {
  readonly job: JobRow
}

export function createUploads(deps: {
  readonly db: Db
  readonly aggregate: Pick<AggregateService, 'find' | 'byId'>
  readonly files: UploadFiles
  readonly now: () => Date
  /** Called when a job waits for somebody to do it. */
  readonly onReceived: () => void
}): Uploads {
  const { db, aggregate, files, now } = deps

  const requireHere = (job: JobRow): void => {
    if (job.folder !== files.folder) throw new Problem({ code: 'UPLOAD_ELSEWHERE' })
  }

  const append = async (job: JobRow, offset: number, bytes: AsyncIterable<Uint8Array>): Promise<number> => {
    requireHere(job)
    if (job.state !== 'uploading') throw closed(job)
    const reached = await files.append(job.id, offset, bytes, job.declared_bytes)
    const isWhole = reached === job.declared_bytes
    const change = { received_bytes: reached, ...(isWhole ? { state: 'received' as const } : {}) }
    if (!(await changeJob(db, job.id, { states: ['uploading'] }, change, now()))) {
      const current = await readJob(db, job.id)
      // Two may find the file whole; the job began with the first of them.
      if (!isWhole || current.state === 'cancelled') throw closed(current)
    }
    if (isWhole) deps.onReceived()
    return reached
  }

  /**
   * INVARIANT (the last byte begins the job): bytes reach the disk before the database hears of them, so a process that is
   * killed in between leaves a whole file whose job still waits for bytes.
   */
  const receiveIfWhole = async (job: JobRow): Promise<number> => {
    const size = await files.size(job.id)
    return size === job.declared_bytes ? append(job, size, Readable.from([])) : size
  }

  const loadJob = async (tx: Tx, id: string): Promise<JobFacts> => {
    await tx.selectFrom('aggregation_job').select('id').where('id', '=', id).forUpdate().execute()
    const job = await readJob(tx, id)
    const { facts } = await aggregate.byId(tx, job.dataset_id)
    return { ...facts, job }
  }
  const ofJob = ({ job }: JobFacts): BegunUpload => ({ id: job.id, dataset: job.dataset_code })
  const trace = ({ job }: JobFacts) => ({
    subject: { type: 'Dataset', id: job.dataset_code },
    dataset: job.dataset_id,
    detail: { upload: job.id, from: job.state },
  })

  return {
    begin: (principal, code, { fileName, bytes, options, hash }) => ({
      action: 'upload.begin',
      load: async (tx) => {
        const found = await aggregate.find(code, tx)
        return { ...found.facts, found }
      },
      carryOut: async (tx, { found }) => {
        const organization = organizationOf(principal)!.id
        if (bytes > uploadLimits.bytes) throw new Problem({ code: 'REQUEST_TOO_LARGE', maxBytes: uploadLimits.bytes })
        await requireQuota(tx, organization, bytes)
        await files.requireSpace(bytes)
        const at = now()
        const id = uuidv7()
        await tx
          .insertInto('aggregation_job')
          .values({
            id,
            dataset_id: found.dataset.id,
            organization_id: organization,
            principal_type: principal.type as 'Account' | 'Application',
            principal_id: principal.id,
            state: 'uploading',
            mode: options.mode,
            format: options.format ?? null,
            file_name: fileName,
            options: JSON.stringify(options),
            declared_bytes: bytes,
            declared_hash: hash === undefined ? null : JSON.stringify(hash),
            content_hash: null,
            folder: files.folder,
            worker: null,
            not_before: null,
            problem: null,
            batch_id: null,
            created_at: at,
            started_at: null,
            updated_at: at,
            finished_at: null,
          })
          .execute()
        return { id, dataset: code }
      },
      trace: ({ found }, { id }) => ({
        subject: { type: 'Dataset', id: found.dataset.code },
        dataset: found.dataset.id,
        detail: { upload: id, mode: options.mode, bytes },
      }),
    }),
    find: async (id) => {
      const job = await readJob(db, id)
      return { job, found: await aggregate.byId(db, job.dataset_id) }
    },
    offset: async (job) => {
      // Its sender would go on from there for ever.
      if (job.state === 'cancelled') throw closed(job)
      if (job.state !== 'uploading') return job.received_bytes
      requireHere(job)
      return receiveIfWhole(job)
    },
    append,
    receiveWhole: async () => {
      const open = await uploadingJobs(db, files.folder)
      for (const job of open) await receiveIfWhole(job)
    },
    cancel: (id) => ({
      action: 'upload.cancel',
      load: (tx) => loadJob(tx, id),
      carryOut: async (tx, facts) => {
        const { job } = facts
        const at = now()
        const change = { state: 'cancelled', worker: null, finished_at: at } as const
        const open = ['uploading', 'received', 'checking', 'storing'] as const
        if (!(await changeJob(tx, id, { states: open }, change, at))) throw stateConflict(job)
        return ofJob(facts)
      },
      trace,
    }),
    discard: (id) => files.remove(id),
    repeat: (id) => ({
      action: 'upload.repeat',
      load: (tx) => loadJob(tx, id),
      carryOut: async (tx, facts) => {
        const { job } = facts
        requireHere(job)
        const isThere = (await files.size(id)) === job.declared_bytes
        if (job.state !== 'failed' || !isThere) throw stateConflict(job)
        await tx
          .updateTable('aggregation_job')
          .set((eb) => ({
            state: 'received',
            attempts: 0,
            not_before: null,
            problem: null,
            finished_at: null,
            updated_at: now(),
            version: eb('version', '+', 1),
          }))
          .where('id', '=', id)
          .execute()
        return ofJob(facts)
      },
      trace,
    }),
  }
}

/** Why no more bytes are taken: nobody went on in time, or it is at another place of its course. */
function closed(job: Pick<JobRow, 'state' | 'problem'>): Problem {
  const problem = job.problem as JobProblem | null
  const isExpired = problem?.kind === 'problem' && problem.reason.code === 'UPLOAD_EXPIRED'
  return isExpired ? new Problem({ code: 'UPLOAD_EXPIRED' }) : stateConflict(job)
}

function stateConflict(job: Pick<JobRow, 'state'>): Problem {
  return new Problem({ code: 'STATE_CONFLICT', what: '上传', state: job.state })
}

async function requireQuota(tx: Tx, organization: string, bytes: number): Promise<void> {
  // The row of the organisation is the queue: two that begin at once are counted one after the other.
  await tx.selectFrom('organization').select('id').where('id', '=', organization).forUpdate().execute()
  const open = await tx
    .selectFrom('aggregation_job')
    .select((eb) => [eb.fn.countAll<number>().as('jobs'), eb.fn.sum<number | null>('declared_bytes').as('bytes')])
    .where('organization_id', '=', organization)
    .where('finished_at', 'is', null)
    .executeTakeFirstOrThrow()
  const { jobs, bytes: used } = { jobs: Number(open.jobs), bytes: Number(open.bytes ?? 0) }
  if (jobs >= uploadLimits.open || used + bytes > uploadLimits.openBytes) {
    throw new Problem({
      code: 'UPLOAD_QUOTA',
      open: jobs,
      mostOpen: uploadLimits.open,
      mostBytes: uploadLimits.openBytes,
    })
  }
}
