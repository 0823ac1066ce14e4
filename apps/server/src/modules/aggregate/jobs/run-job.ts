import { createHash } from 'node:crypto'
import { toHex } from '@fadu/audit-log'
import type { Acts } from '../../../platform/acts/acts.ts'
import type { Principal } from '../../../platform/auth/principal.ts'
import type { Db } from '../../../platform/db/open-database.ts'
import { Problem } from '../../../platform/problem/index.ts'
import type { BatchOptions } from '../batch-options.ts'
import type { RowCounts } from '../pipeline/prepare-batch.ts'
import { keepReport } from '../quarantine/settle.ts'
import type { AggregateService, Prepared } from '../service.ts'
import { changeJob } from './job-queries.ts'
import type { JobRow } from './job-view.ts'
import type { UploadFiles } from './upload-files.ts'
import type { DeclaredHash } from './uploads.ts'

/** The job is no longer this worker's: cancelled, or taken by another. Nothing of it is stored. */
export class JobGone extends Error {
  constructor() {
    super('the job is no longer this worker’s')
    this.name = 'JobGone'
  }
}

const progressEveryMs = 500

/**
 * Does a job that this worker has taken: reads and checks its file, then stores it as whoever sent it. The state of the
 * job moves with the batch in one transaction: INVARIANT (one batch of a job): a job is `stored` if and only if its rows are.
 *
 * @throws What speaks against it; then nothing was stored.
 */
export async function runJob(
  deps: {
    readonly db: Db
    readonly acts: Acts
    readonly aggregate: AggregateService
    readonly files: UploadFiles
    readonly now: () => Date
    readonly principalOf: (job: JobRow) => Promise<Principal | undefined>
  },
  job: JobRow,
  worker: string,
  signal: AbortSignal,
): Promise<void> {
  const { db, acts, aggregate, files, now } = deps
  const { id } = job
  const sender = await deps.principalOf(job)
  if (sender === undefined) throw new Problem({ code: 'UPLOAD_SENDER_GONE' })
  if ((await files.size(id)) !== job.declared_bytes) throw new Problem({ code: 'UPLOAD_LOST' })
  const { dataset, facts } = await aggregate.byId(db, job.dataset_id)
  // The right may be gone since the upload began; decided again when it is stored.
  await acts.authorize(sender, 'dataset.aggregate', facts.resource, facts.context)

  const progress = createProgress(async (change) => {
    if (!(await changeJob(db, id, { states: ['checking'], worker }, change, now()))) throw new JobGone()
  })
  const declared = job.declared_hash as DeclaredHash | null
  const sha256 = declared?.algorithm === 'sha-256' ? createHash('sha256') : undefined
  const file = async function* (): AsyncIterable<Uint8Array> {
    for await (const chunk of files.read(id)) {
      if (signal.aborted) throw new JobGone()
      sha256?.update(chunk)
      yield chunk
      await progress.read(chunk.byteLength)
    }
  }
  const options = job.options as BatchOptions
  let prepared: Prepared | undefined
  try {
    prepared = await aggregate.prepare(dataset, file(), { options, onProgress: progress.rows })
    const { batch } = prepared
    const found = sha256 === undefined ? toHex(batch.contentHash) : sha256.digest('hex')
    if (declared !== null && declared.value !== found) {
      throw new Problem({
        code: 'CONTENT_HASH_MISMATCH',
        algorithm: declared.algorithm,
        declared: declared.value,
        found,
      })
    }
    const counts = { rows_seen: batch.received, rows_good: batch.good, quarantined: batch.quarantined }
    const change = {
      state: 'storing' as const,
      ...counts,
      read_bytes: job.declared_bytes,
      content_hash: batch.contentHash,
    }
    if (!(await changeJob(db, id, { states: ['checking'], worker }, change, now()))) throw new JobGone()
    await acts.perform(
      sender,
      aggregate.store(job.dataset_code, {
        ...prepared,
        fileName: job.file_name,
        options,
        sender,
        job: {
          id,
          settle: async (tx, { id: batchId, stored, unchanged, quarantined }) => {
            const at = now()
            const done = { rows_good: stored + unchanged, quarantined }
            const ended = { state: 'stored', worker: null, batch_id: batchId, finished_at: at, ...done } as const
            if (!(await changeJob(tx, id, { states: ['storing'], worker }, ended, at))) throw new JobGone()
          },
        },
      }),
    )
  } catch (error) {
    if (error instanceof Problem && error.reason.code === 'BATCH_QUARANTINE_EXCEEDED' && prepared !== undefined) {
      await keepReport(db, id, prepared.batch.quarantine())
    }
    throw error
  } finally {
    await prepared?.batch.discard()
  }
}

/** Writes how far a job is, now and then. */
function createProgress(
  write: (change: { read_bytes: number; rows_seen: number; rows_good: number; quarantined: number }) => Promise<void>,
): { read(bytes: number): Promise<void>; rows(counts: RowCounts): void } {
  let bytes = 0
  let counts: RowCounts = { seen: 0, good: 0, quarantined: 0 }
  let last = performance.now()
  return {
    rows: (latest) => {
      counts = latest
    },
    read: async (more) => {
      bytes += more
      if (performance.now() - last < progressEveryMs) return
      last = performance.now()
      const { seen, good, quarantined } = counts
      await write({ read_bytes: bytes, rows_seen: seen, rows_good: good, quarantined })
    },
  }
}
