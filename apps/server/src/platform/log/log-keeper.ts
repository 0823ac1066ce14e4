import { sql } from 'kysely'
import type { Db, OpenDatabase } from '../db/open-database.ts'
import type { EvidenceLog } from './evidence-log.ts'
import {
  findLog,
  historyAction,
  judgeLog,
  readLogHead,
  readSeenLog,
  SeenLogError,
  seenLogPath,
  seenOf,
  writeSeenLog,
  type FoundLog,
  type SeenLog,
} from './seen-log.ts'

/** Keeps what this server has seen of the log, and sees whether the log of the database still holds it. */
export interface LogKeeper {
  /**
   * Compares where there is reason to, tells the log of a history that is new, and keeps the newest checkpoint.
   *
   * @throws {SeenLogError} the server must end: whatever it writes from here on belongs to another log.
   */
  keep(): Promise<void>
}

/** Advisory lock of those who tell of a new history. */
const historyLock = 71_004_005

/**
 * Whether a server may start on this database.
 *
 * INVARIANT (what was seen stays): no server serves a log that lacks what it has seen, unless a recovery tells of it.
 *
 * @throws {SeenLogError}
 */
export async function requireSeenLog(
  { db, engine }: Pick<OpenDatabase, 'db' | 'engine'>,
  dataFolder: string,
): Promise<void> {
  await judged(db, engine, dataFolder, await readSeenLog(dataFolder))
}

async function judged(
  db: Db,
  engine: OpenDatabase['engine'],
  dataFolder: string,
  seen: SeenLog | undefined,
): Promise<FoundLog> {
  const found = await findLog(db, engine, seen)
  const fault = judgeLog(seen, found, seenLogPath(dataFolder))
  if (fault !== undefined) throw new SeenLogError(fault)
  return found
}

export function createLogKeeper(deps: {
  readonly db: Db
  readonly engine: OpenDatabase['engine']
  readonly dataFolder: string
  readonly log: EvidenceLog
  readonly now: () => Date
}): LogKeeper {
  const { db, engine, dataFolder, log, now } = deps
  let seen: SeenLog | undefined
  /** As this process has last compared it; undefined before the first time. */
  let compared: FoundLog | undefined

  const compare = async (): Promise<FoundLog> => {
    const found = await judged(db, engine, dataFolder, seen)
    const { history, histories } = found
    if (history !== undefined && !histories.includes(history)) await tellHistory(history, found.size)
    compared = found
    return found
  }

  /** Of several processes that see it one tells. */
  const tellHistory = (history: string, logSize: number): Promise<void> =>
    db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(${historyLock})`.execute(tx)
      if ((await findLog(tx, engine, undefined)).histories.includes(history)) return
      await log.append(tx, now(), {
        kind: 'system',
        action: historyAction,
        actor: { type: 'System', id: 'system' },
        grounds: [],
        outcome: 'done',
        detail: { history, logSize },
      })
    })

  const pass = async (): Promise<void> => {
    seen ??= await readSeenLog(dataFolder)
    const { isRecovering, history, newest } = await readLogHead(db, engine)
    // A standby that is about to take over is waited for.
    if (isRecovering) return
    const isBehind = seen !== undefined && (newest?.size ?? 0) < seen.size
    const isSame = compared !== undefined && compared.history === history && !isBehind
    const { recoveries } = isSame ? compared! : await compare()
    if (newest === undefined || newest.size === seen?.size) return
    seen = { ...seenOf(newest.note), recoveries: recoveries.map(({ entry }) => entry) }
    await writeSeenLog(dataFolder, seen)
  }
  let running: Promise<void> = Promise.resolve()
  return {
    // One at a time: two would write one file.
    keep: () => (running = running.then(pass, pass)),
  }
}
