import { readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { z } from 'zod'
import { parseCheckpoint, parseNote, rootAt, toHex } from '@fadu/audit-log'
import { sm3Hash } from '@fadu/smcrypto'
import { syncFolder, writeFlushed } from '../backup/durable-files.ts'
import type { Db, OpenDatabase, Tx } from '../db/open-database.ts'
import { tileReader } from './evidence-log.ts'

/**
 * What a server has seen of the log, kept in its data folder: a database cannot tell of itself that it was put back to an
 * earlier moment, since all that it knows was put back with it.
 */
export interface SeenLog {
  /** The newest signed checkpoint. */
  readonly note: string
  readonly size: number
  readonly root: Uint8Array
  /** Entries of the recoveries that the log told of by then. */
  readonly recoveries: readonly string[]
}

/** Why a server does not go on with a database. Nothing was changed. */
export type SeenLogFault =
  /** The database holds fewer entries than this server has seen, and no recovery tells of it. */
  | { readonly code: 'EVIDENCE_ROLLED_BACK'; readonly seen: number; readonly found: number; readonly path: string }
  /** The entries up to a size are others than this server has seen. */
  | {
      readonly code: 'EVIDENCE_FORKED'
      readonly size: number
      readonly seen: string
      readonly computed: string
      readonly path: string
    }
  /** The database went on by another history since its log last told of one, and this server has seen nothing of the log. */
  | { readonly code: 'EVIDENCE_UNCONFIRMED'; readonly history: string; readonly path: string }
  | { readonly code: 'EVIDENCE_SEEN_INVALID'; readonly path: string }
  /** PostgreSQL still recovers, or stands at the end of it and was not told to go on. */
  | { readonly code: 'EVIDENCE_RECOVERING' }

export class SeenLogError extends Error {
  readonly fault: SeenLogFault

  constructor(fault: SeenLogFault) {
    super(`${fault.code} ${JSON.stringify(fault)}`)
    this.name = 'SeenLogError'
    this.fault = fault
  }
}

/** A recovery that the log tells of, with the entries that somebody had seen and that it does not have. */
export interface ToldRecovery {
  readonly entry: string
  readonly missing: { readonly from: number; readonly to: number } | undefined
}

/** What the database says of its log. */
export interface FoundLog {
  readonly size: number
  /** Root at the size that was seen; undefined where the log does not reach it. */
  readonly rootAtSeen: Uint8Array | undefined
  readonly recoveries: readonly ToldRecovery[]
  /** The history by which it goes on; undefined on the embedded engine, which knows none. */
  readonly history: string | undefined
  /** Histories of which the log tells. */
  readonly histories: readonly string[]
}

export const recoveryActions = ['platform.restore', 'platform.recover'] as const
export const historyAction = 'platform.history'

export function seenLogPath(dataFolder: string): string {
  return join(dataFolder, 'log-seen.json')
}

const seenFile = z.strictObject({ note: z.string(), recoveries: z.array(z.uuid()) })

/** @throws {SeenLogError} `EVIDENCE_SEEN_INVALID` */
export async function readSeenLog(dataFolder: string): Promise<SeenLog | undefined> {
  const path = seenLogPath(dataFolder)
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  try {
    const { note, recoveries } = seenFile.parse(JSON.parse(text))
    return { recoveries, ...seenOf(note) }
  } catch {
    // Whatever it is, it is not what a server has written.
    throw new SeenLogError({ code: 'EVIDENCE_SEEN_INVALID', path })
  }
}

/** The note of a checkpoint, as it is served or as a server keeps it. @throws {ZodError} {SyntaxError} */
export function noteIn(text: string): string {
  return text.startsWith('{') ? seenFile.parse(JSON.parse(text)).note : text
}

/** @throws {LogError} when it is no checkpoint. */
export function seenOf(note: string): Pick<SeenLog, 'note' | 'size' | 'root'> {
  const { size, root } = parseCheckpoint(parseNote(note).text)
  return { note, size, root }
}

/** Keeps what was seen, in place of what was seen before. */
export async function writeSeenLog(dataFolder: string, { note, recoveries }: SeenLog): Promise<void> {
  const path = seenLogPath(dataFolder)
  // Several processes may share a folder; the name of the file under way is of this one.
  const whole = `${path}.${process.pid}`
  await rm(whole, { force: true })
  await writeFlushed(whole, JSON.stringify({ note, recoveries }))
  await rename(whole, path)
  await syncFolder(dataFolder)
}

/** Keeps what there is to see of a log that came back, in place of what was seen of the one before. */
export async function keepSeenLog(dataFolder: string, seen: SeenLog | undefined): Promise<void> {
  if (seen !== undefined) return writeSeenLog(dataFolder, seen)
  await rm(seenLogPath(dataFolder), { force: true })
}

/** What there is to see of the log of a database; undefined before its first checkpoint. */
export async function seenIn(db: Db | Tx, engine: OpenDatabase['engine']): Promise<SeenLog | undefined> {
  const { newest } = await readLogHead(db, engine)
  if (newest === undefined) return undefined
  const { recoveries } = await toldByLog(db)
  return { ...newest, recoveries: recoveries.map(({ entry }) => entry) }
}

/**
 * Whether a server may go on with the log that it found. A fail-over that lost nothing finds all that was seen; a database that
 * was put back to an earlier moment does not, unless its log tells which entries are missing.
 */
export function judgeLog(seen: SeenLog | undefined, found: FoundLog, path: string): SeenLogFault | undefined {
  const { history, histories } = found
  if (seen === undefined) {
    const isTold = history === undefined || histories.length === 0 || histories.includes(history)
    return isTold ? undefined : { code: 'EVIDENCE_UNCONFIRMED', history, path }
  }
  const isToldMissing = found.recoveries.some(
    ({ entry, missing }) =>
      missing !== undefined && !seen.recoveries.includes(entry) && missing.from < seen.size && seen.size <= missing.to,
  )
  if (isToldMissing) return undefined
  if (found.rootAtSeen === undefined) {
    return { code: 'EVIDENCE_ROLLED_BACK', seen: seen.size, found: found.size, path }
  }
  const [was, is] = [toHex(seen.root), toHex(found.rootAtSeen)]
  return was === is ? undefined : { code: 'EVIDENCE_FORKED', size: seen.size, seen: was, computed: is, path }
}

/**
 * What the database says of its log, an empty database nothing.
 *
 * @throws {SeenLogError} `EVIDENCE_RECOVERING`
 */
export async function findLog(
  db: Db | Tx,
  engine: OpenDatabase['engine'],
  seen: SeenLog | undefined,
): Promise<FoundLog> {
  const head = await readLogHead(db, engine)
  if (head.isRecovering) throw new SeenLogError({ code: 'EVIDENCE_RECOVERING' })
  const { history, newest } = head
  if (!head.isFounded) return { size: 0, rootAtSeen: undefined, recoveries: [], history, histories: [] }
  const size = newest?.size ?? 0
  const reaches = seen !== undefined && seen.size <= size
  return {
    ...{ size, history, ...(await toldByLog(db)) },
    rootAtSeen: reaches ? await rootAt(sm3Hash, tileReader(db), seen.size) : undefined,
  }
}

/** Where the log of a database ends, and by what history the database goes on. */
export interface LogHead {
  /** Whether there is a log at all. */
  readonly isFounded: boolean
  /** PostgreSQL still recovers; it has no history of its own yet. */
  readonly isRecovering: boolean
  /**
   * The cluster of PostgreSQL and its timeline; undefined on the embedded engine, which knows none. Every end of a recovery begins
   * a new timeline, that of a standby as that of a base backup; nothing else does.
   */
  readonly history: string | undefined
  /** The newest signed checkpoint. */
  readonly newest: { readonly size: number; readonly root: Uint8Array; readonly note: string } | undefined
}

/** In one statement: what it says is of one database, also when connections are led to another. */
export async function readLogHead(db: Db | Tx, engine: OpenDatabase['engine']): Promise<LogHead> {
  const isFounded = await hasLog(db)
  // The name of the file that is written now begins with the timeline; the control file learns of it a checkpoint later.
  const history =
    engine === 'pglite'
      ? sql`false as recovering, null as cluster, null as file`
      : sql`pg_is_in_recovery() as recovering, (select system_identifier::text from pg_control_system()) as cluster,
          case when pg_is_in_recovery() then null else pg_walfile_name(pg_current_wal_lsn()) end as file`
  const newest = isFounded
    ? sql`(select tree_size, root, note from log_checkpoint order by tree_size desc limit 1)`
    : sql`(select null::bigint as tree_size, null::bytea as root, null as note where false)`
  const { rows } = await sql<{
    recovering: boolean
    cluster: string | null
    file: string | null
    tree_size: number | string | null
    root: Uint8Array | null
    note: string | null
  }>`select ${history}, c.tree_size, c.root, c.note from (select) as one left join ${newest} as c on true`.execute(db)
  const { recovering, cluster, file, tree_size, root, note } = rows[0]!
  return {
    isFounded,
    isRecovering: recovering,
    history: cluster === null || file === null ? undefined : `${cluster}/${Number.parseInt(file.slice(0, 8), 16)}`,
    newest:
      tree_size === null || root === null || note === null
        ? undefined
        : { size: Number(tree_size), root: new Uint8Array(root), note },
  }
}

const told = z.object({
  detail: z
    .object({
      history: z.string().optional(),
      missing: z.object({ from: z.number(), to: z.number() }).optional(),
    })
    .optional(),
})

async function toldByLog(db: Db | Tx): Promise<Pick<FoundLog, 'recoveries' | 'histories'>> {
  const rows = await db
    .selectFrom('log_entry')
    .select(['id', 'action', 'body'])
    .where('action', 'in', [...recoveryActions, historyAction])
    .where('kind', '=', 'system')
    .execute()
  const entries = rows.map(({ id, action, body }) => ({ id, action, detail: told.parse(JSON.parse(body)).detail }))
  return {
    recoveries: entries
      .filter(({ action }) => action !== historyAction)
      .map(({ id, detail }) => ({ entry: id, missing: detail?.missing })),
    histories: entries.flatMap(({ detail }) => detail?.history ?? []),
  }
}

async function hasLog(db: Db | Tx): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select to_regclass('log_checkpoint') is not null as found`.execute(db)
  return rows[0]?.found === true
}
