import type { Db } from '../db/open-database.ts'
import { createGrouped } from '../grouped.ts'
import type { EvidenceLog, LogEntry, NewEntry } from './evidence-log.ts'

/** Entries written together at most; a long queue is cut so that one write stays short. */
const groupSize = 500

/**
 * Group commit for the records of accesses: calls that arrive while one write is under way share the next. None is
 * answered before its own record is on disk.
 */
export interface AccessRecorder {
  /** By which keys it read and what counts as taken is written with the entry, by the same statement. */
  record(entry: NewEntry): Promise<LogEntry>
}

export function createAccessRecorder(deps: { readonly db: Db; readonly log: EvidenceLog }): AccessRecorder {
  // One instant for the group would blur the order of the calls; each keeps its own.
  const write = createGrouped<NewEntry, LogEntry>({
    most: groupSize,
    run: (group) => deps.log.appendAll(deps.db, group),
  })
  return { record: write }
}
