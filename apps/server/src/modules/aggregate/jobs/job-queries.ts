import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/open-database.ts'
import type { JobState } from '../../../platform/db/tables.ts'
import { notFound } from '../../../platform/problem/index.ts'
import type { JobProblem, JobRow } from './job-view.ts'

const jobRows = (tx: Db | Tx) =>
  tx
    .selectFrom('aggregation_job')
    .innerJoin('dataset', 'dataset.id', 'aggregation_job.dataset_id')
    .leftJoin('batch', 'batch.id', 'aggregation_job.batch_id')
    .selectAll('aggregation_job')
    .select(['dataset.code as dataset_code', 'batch.number as batch_number'])

/** @throws {Problem} `NOT_FOUND` */
export async function readJob(tx: Db | Tx, id: string): Promise<JobRow> {
  const row = await jobRows(tx).where('aggregation_job.id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound('上传')
  return row
}

/** Jobs of a dataset, latest first. */
export function pageOfJobs(
  db: Db,
  datasetId: string,
  { limit, before }: { readonly limit: number; readonly before?: string },
): Promise<readonly JobRow[]> {
  return jobRows(db)
    .where('aggregation_job.dataset_id', '=', datasetId)
    .$if(before !== undefined, (qb) => qb.where('aggregation_job.id', '<', before!))
    .orderBy('aggregation_job.id', 'desc')
    .limit(limit)
    .execute()
}

/** Jobs that wait for bytes in this data folder. */
export function uploadingJobs(db: Db, folder: string): Promise<readonly JobRow[]> {
  return jobRows(db)
    .where('aggregation_job.folder', '=', folder)
    .where('aggregation_job.state', '=', 'uploading')
    .orderBy('aggregation_job.id')
    .execute()
}

export interface JobChange {
  readonly state?: JobState
  readonly worker?: string | null
  readonly attempts?: number
  readonly not_before?: Date | null
  readonly received_bytes?: number
  readonly read_bytes?: number
  readonly rows_seen?: number
  readonly rows_good?: number
  readonly quarantined?: number
  readonly content_hash?: Uint8Array | null
  readonly problem?: JobProblem | null
  readonly batch_id?: string
  readonly started_at?: Date | null
  readonly finished_at?: Date
}

/**
 * Changes a job that still is in one of these states, and with its worker.
 *
 * @returns Whether it was; somebody else may have cancelled it or taken it meanwhile.
 */
export async function changeJob(
  tx: Db | Tx,
  id: string,
  from: { readonly states: readonly JobState[]; readonly worker?: string },
  change: JobChange,
  at: Date,
): Promise<boolean> {
  const { problem, ...plain } = change
  const kept = problem === undefined ? {} : { problem: problem === null ? null : JSON.stringify(problem) }
  const changed = await tx
    .updateTable('aggregation_job')
    .set((eb) => ({ ...plain, ...kept, updated_at: at, version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .where('state', 'in', [...from.states])
    .$if(from.worker !== undefined, (qb) => qb.where('worker', '=', from.worker!))
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

/**
 * Of each dataset the first job that waits in this data folder, unless it rests before another attempt: none overtakes it.
 *
 * @param longestMs - No job rests longer: one that does was put to rest by a clock that ran ahead.
 */
export async function waitingJobs(
  db: Db,
  folder: string,
  at: Date,
  longestMs: number,
): Promise<readonly { readonly id: string; readonly dataset_id: string }[]> {
  const { rows } = await sql<{ id: string; dataset_id: string }>`
    select id, dataset_id from (
      select distinct on (dataset_id) id, dataset_id, not_before from aggregation_job
      where folder = ${folder} and state = 'received' and finished_at is null
      order by dataset_id, id
    ) first
    where not_before is null or not_before <= ${at} or not_before > ${new Date(at.getTime() + longestMs)}
    order by id`.execute(db)
  return rows
}
