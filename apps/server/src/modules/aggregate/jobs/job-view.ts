import { toHex } from '@fadu/audit-log'
import type { Ground, Needed, RefusalReason } from '@fadu/domain'
import type { Selectable } from 'kysely'
import type { AggregationJobTable, JobState } from '../../../platform/db/tables.ts'
import {
  Problem,
  problemDocument,
  Refused,
  type Language,
  type ProblemDocument,
  type ProblemReason,
} from '../../../platform/problem/index.ts'
import type { AggregationMode } from '../batch-options.ts'

export type JobRow = Selectable<AggregationJobTable> & {
  readonly dataset_code: string
  readonly batch_number: number | null
}

/** Why a job ended without a batch, as it is kept: data, not text. */
export type JobProblem =
  | { readonly kind: 'problem'; readonly reason: ProblemReason }
  | {
      readonly kind: 'refusal'
      readonly reason: RefusalReason
      readonly grounds: readonly Ground[]
      readonly needed: readonly Needed[]
      readonly receipt?: string
    }

export interface JobView {
  readonly id: string
  readonly dataset: string
  readonly state: JobState
  readonly mode: AggregationMode
  readonly format: string | null
  readonly fileName: string
  readonly sender: { readonly type: 'Account' | 'Application'; readonly id: string }
  readonly bytes: { readonly declared: number; readonly received: number; readonly read: number }
  readonly rows: { readonly seen: number; readonly good: number; readonly quarantined: number }
  /** Rows read in a second, while it is read and after. */
  readonly rowsPerSecond: number | null
  /** Until the file is read, at the pace so far. */
  readonly secondsRemaining: number | null
  /** SM3 of the bytes, hexadecimal, once it was read whole. */
  readonly contentHash: string | null
  readonly batch: number | null
  readonly problem: ProblemDocument | null
  readonly attempts: number
  /** Grows with every change. */
  readonly version: number
  readonly createdAt: string
  readonly startedAt: string | null
  readonly updatedAt: string
  readonly finishedAt: string | null
}

export const endStates: ReadonlySet<JobState> = new Set(['stored', 'refused', 'failed', 'cancelled'])

export function toJobProblem(error: Problem | Refused): JobProblem {
  if (error instanceof Problem) return { kind: 'problem', reason: error.reason }
  const { reason, grounds, needed, receipt } = error
  return { kind: 'refusal', reason, grounds, needed, ...(receipt === undefined ? {} : { receipt }) }
}

function documentOf(kept: JobProblem, language: Language): ProblemDocument {
  if (kept.kind === 'problem') return problemDocument(new Problem(kept.reason), language)
  const refused = new Refused(kept)
  refused.receipt = kept.receipt
  return problemDocument(refused, language)
}

export function toJobView(row: JobRow, language: Language): JobView {
  const pace = paceOf(row)
  return {
    id: row.id,
    dataset: row.dataset_code,
    state: row.state,
    mode: row.mode,
    format: row.format,
    fileName: row.file_name,
    sender: { type: row.principal_type, id: row.principal_id },
    bytes: { declared: row.declared_bytes, received: row.received_bytes, read: row.read_bytes },
    rows: { seen: row.rows_seen, good: row.rows_good, quarantined: row.quarantined },
    ...pace,
    contentHash: row.content_hash === null ? null : toHex(new Uint8Array(row.content_hash)),
    batch: row.batch_number,
    problem: row.problem === null ? null : documentOf(row.problem as JobProblem, language),
    attempts: row.attempts,
    version: row.version,
    createdAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  }
}

/** A clock that was set back in between gives no pace rather than a wrong one. */
function paceOf(row: JobRow): Pick<JobView, 'rowsPerSecond' | 'secondsRemaining'> {
  const seconds = row.started_at === null ? 0 : (row.updated_at.getTime() - row.started_at.getTime()) / 1000
  if (seconds <= 0 || row.read_bytes === 0) return { rowsPerSecond: null, secondsRemaining: null }
  const left = row.declared_bytes - row.read_bytes
  return {
    rowsPerSecond: Math.round(row.rows_seen / seconds),
    secondsRemaining: row.state === 'checking' ? Math.ceil((left * seconds) / row.read_bytes) : null,
  }
}
