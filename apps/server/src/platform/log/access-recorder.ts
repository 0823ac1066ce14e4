import type { Db } from '../db/open-database.ts'
import { writeAccessKeys, type AccessKeys } from './access-keys.ts'
import type { EntryBody, EvidenceLog, LogEntry } from './evidence-log.ts'

/** Entries written together at most; a long queue is cut so that one write stays short. */
const groupSize = 500

/**
 * Group commit for the records of accesses: calls that arrive while one write is under way share the next. None is
 * answered before its own record is on disk.
 */
export interface AccessRecorder {
  /** @param keys - By which keys it read; written with the entry, in one more statement for the whole group. */
  record(at: Date, body: EntryBody, keys?: AccessKeys): Promise<LogEntry>
}

interface Waiting {
  readonly at: Date
  readonly body: EntryBody
  readonly keys: AccessKeys | undefined
  readonly resolve: (entry: LogEntry) => void
  readonly reject: (error: unknown) => void
}

export function createAccessRecorder(deps: { readonly db: Db; readonly log: EvidenceLog }): AccessRecorder {
  const queue: Waiting[] = []
  let writing = false

  const drain = async (): Promise<void> => {
    writing = true
    while (queue.length > 0) {
      const group = queue.splice(0, groupSize)
      try {
        const entries = await deps.db.transaction().execute(async (tx) => {
          // One instant for the group would blur the order of the calls; each keeps its own.
          const written = await deps.log.appendAll(tx, group)
          await writeAccessKeys(
            tx,
            group.map(({ at, keys }, i) => ({ entry: written[i]!.id, at, keys })),
          )
          return written
        })
        group.forEach((waiting, i) => waiting.resolve(entries[i]!))
      } catch (error) {
        for (const waiting of group) waiting.reject(error)
      }
    }
    writing = false
  }

  return {
    record: (at, body, keys) =>
      new Promise((resolve, reject) => {
        queue.push({ at, body, keys, resolve, reject })
        if (!writing) void drain()
      }),
  }
}
