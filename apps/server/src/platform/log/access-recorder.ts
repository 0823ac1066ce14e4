import type { Db, Tx } from '../db/open-database.ts'
import type { Telemetry } from '../telemetry/telemetry.ts'
import { tracedGrouped } from '../telemetry/traced.ts'
import type { EvidenceLog, LogEntry, NewEntry } from './evidence-log.ts'
import { overQuota, type OverQuota } from './grant-usage.ts'

/** Entries written together at most; a long queue is cut so that one write stays short. */
const groupSize = 500

/** What became of a record: written, or not because what it gives would go beyond the quota of its grant. */
export type Recorded = { readonly entry: LogEntry } | { readonly over: OverQuota }

/**
 * Group commit for the records of accesses: calls that arrive while one write is under way share the next. None is
 * answered before its own record is on disk.
 */
export interface AccessRecorder {
  /** By which keys it read and what counts as taken is written with the entry, by the same statement. */
  record(entry: NewEntry): Promise<Recorded>
}

export function createAccessRecorder(deps: {
  readonly db: Db
  readonly log: EvidenceLog
  readonly telemetry?: Telemetry | undefined
}): AccessRecorder {
  const { db, log, telemetry } = deps
  // One instant for the group would blur the order of the calls; each keeps its own.
  const grouped = (run: (group: readonly NewEntry[]) => Promise<readonly Recorded[]>) =>
    tracedGrouped<NewEntry, Recorded>('record', { most: groupSize, run }, telemetry)
  const write = grouped(async (group) => (await log.appendAll(db, group)).map((entry) => ({ entry })))
  const writeLimited = grouped((group) => db.transaction().execute((tx) => writeWhatFits(tx, log, group)))
  return { record: (entry) => (entry.use?.limited === true ? writeLimited(entry) : write(entry)) }
}

async function writeWhatFits(tx: Tx, log: EvidenceLog, group: readonly NewEntry[]): Promise<readonly Recorded[]> {
  const over = await overQuota(
    tx,
    group.map(({ at, use }) => ({ at, use: use! })),
  )
  const fitting = group.filter((_, i) => over[i] === undefined)
  const written = fitting.length === 0 ? [] : [...(await log.appendAll(tx, fitting))]
  return over.map((beyond) => (beyond === undefined ? { entry: written.shift()! } : { over: beyond }))
}
