import type { Db } from '../db/open-database.ts'
import { createGrouped } from '../grouped.ts'
import type { AccessKeys } from './access-keys.ts'
import type { EntryBody, EvidenceLog, LogEntry } from './evidence-log.ts'

/** Entries written together at most; a long queue is cut so that one write stays short. */
const groupSize = 500

/**
 * Group commit for the records of accesses: calls that arrive while one write is under way share the next. None is
 * answered before its own record is on disk.
 */
export interface AccessRecorder {
  /** @param keys - By which keys it read; written with the entry, by the same statement. */
  record(at: Date, body: EntryBody, keys?: AccessKeys): Promise<LogEntry>
}

export function createAccessRecorder(deps: { readonly db: Db; readonly log: EvidenceLog }): AccessRecorder {
  // One instant for the group would blur the order of the calls; each keeps its own.
  const write = createGrouped<{ readonly at: Date; readonly body: EntryBody; readonly keys?: AccessKeys }, LogEntry>({
    most: groupSize,
    run: (group) => deps.log.appendAll(deps.db, group),
  })
  return { record: (at, body, keys) => write({ at, body, ...(keys === undefined ? {} : { keys }) }) }
}
