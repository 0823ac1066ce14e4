import { setTimeout } from 'node:timers/promises'
import { sql } from 'kysely'
import { toHex, type NoteVerifier } from '@fadu/audit-log'
import { finishRestored, forgetDeadRows } from './finish-restored.ts'
import type { Replayed } from './modules/destroy/index.ts'
import { BackupError } from './platform/backup/backup-fault.ts'
import { destroyedPath, newestDestroyed } from './platform/backup/destroyed-list.ts'
import { verifiersOf } from './platform/backup/restore-backup.ts'
import {
  checkRestoredLog,
  openOwnCheckpoint,
  readKeptCheckpoint,
  type WitnessedLog,
} from './platform/backup/restored-log.ts'
import { unhurried } from './platform/db/dialect.ts'
import { lockFolder } from './platform/db/folder-lock.ts'
import { migrateIn, migrationsFolder, readMigrations } from './platform/db/migrate.ts'
import { openDatabase, type Db, type OpenDatabase, type Tx } from './platform/db/open-database.ts'
import { findInstalledKeys } from './platform/installation.ts'
import { openKeysOf, unlocked } from './platform/keys/found-keys.ts'
import { keepSeenLog, readLogHead, readSeenLog, seenIn, seenLogPath, type LogHead } from './platform/log/seen-log.ts'
import type { RestoreTarget } from './restore-platform.ts'

export interface RecoverOptions {
  /** Files of checkpoints that were kept elsewhere, beside what this folder's server has seen. */
  readonly witnessed: readonly string[]
  /** File of the list of what was destroyed, beside the one of this folder. */
  readonly destroyed?: string
}

export interface RecoveredPlatform {
  /** When the last entry was recorded that the database has. */
  readonly point: string
  readonly log: {
    readonly size: number
    readonly root: string | null
    /** Entries that were recorded and had no place in the log yet; they get theirs when a server starts. */
    readonly pending: number
    /** Undefined where there is no checkpoint to compare with. */
    readonly witnessed: WitnessedLog | undefined
  }
  readonly replayed: Replayed
  /** Destructions are known up to this size of the log. */
  readonly destroyedUpTo: number
  /** The entry that tells of it. */
  readonly receipt: string
}

/** Statements grow with the data. One connection: nobody else is to be there. */
const patience = { statementTimeoutMs: 24 * 60 * 60 * 1000, maxConnections: 1 }
/** So long may a session take to end. */
const endsWithinMs = 3000
/** The list of what was destroyed is renewed at least so often; one that is older than this before the point is not the newest. */
const listRenewedWithinMs = 2 * 60 * 1000

/**
 * Makes a platform of a database that was put back to an earlier moment by other means than a backup of the platform, such as
 * PostgreSQL's recovery to a point in time: what `restorePlatform` does, on a database that is there already. In one transaction;
 * where anything is wrong nothing is changed.
 *
 * INVARIANT (nothing destroyed comes back), INVARIANT (what was seen stays).
 *
 * @throws {BackupError} {SeenLogError} {InstallationError} {DatabaseError} {KeyStoreError}
 */
export async function recoverPlatform(
  target: RestoreTarget,
  options: RecoverOptions,
  now: () => Date,
): Promise<RecoveredPlatform> {
  const { dataFolder, databaseUrl } = target
  const lock = databaseUrl === undefined ? await lockFolder(dataFolder) : undefined
  try {
    const database = await openDatabase({ url: databaseUrl, dataFolder, patience })
    try {
      return await recoverIn(database, target, options, now)
    } finally {
      await database.close()
    }
  } finally {
    await lock?.release()
  }
}

async function recoverIn(
  { db, engine }: OpenDatabase,
  { dataFolder, unlock }: RestoreTarget,
  options: RecoverOptions,
  now: () => Date,
): Promise<RecoveredPlatform> {
  const head = await readLogHead(db, engine)
  if (head.isRecovering) throw new BackupError({ code: 'RECOVERY_UNDER_WAY' })
  if (!head.isFounded) throw new BackupError({ code: 'RECOVERY_TARGET_EMPTY' })
  if (engine === 'postgres') await requireAlone(db)
  const found = await findInstalledKeys(db, dataFolder)
  const { store: keyStore } = found === undefined ? await openKeysOf(dataFolder, unlock) : await unlocked(found, unlock)
  const { id: installation } = await db.selectFrom('installation').select('id').executeTakeFirstOrThrow()
  const verifiers = await verifiersOf(keyStore, installation)
  const seen = await readSeenLog(dataFolder)
  const files = [...options.witnessed, ...(seen === undefined ? [] : [seenLogPath(dataFolder)])]
  const kept = await Promise.all(files.map((path) => readKeptCheckpoint(path, installation, verifiers)))
  const migrations = await readMigrations(migrationsFolder)
  const recovered = await db.transaction().execute(async (tx) => {
    await unhurried(tx)
    const { history, newest } = await readLogHead(tx, engine)
    const log = await signedLog(newest, installation, verifiers)
    const witnessed = await checkRestoredLog(tx, log, kept)
    const { point, pending } = await lastEntry(tx)
    const lists = [destroyedPath(dataFolder), ...(options.destroyed === undefined ? [] : [options.destroyed])]
    const takenAt = new Date(point.getTime() - listRenewedWithinMs).toISOString()
    const destroyed = await newestDestroyed(lists, { installation, takenAt, verifiers })
    await migrateIn(tx, migrations, () => undefined)
    // One that was ended after the point would be open again.
    await tx.updateTable('session').set({ revoked_at: now() }).where('revoked_at', 'is', null).execute()
    const { replayed, entry } = await finishRestored(tx, {
      ...{ db, keyStore, installation, destroyed, now, history, witnessed, schema: migrations.length },
      told: {
        action: 'platform.recover',
        detail: { point: point.toISOString(), logSize: log.size, pending, destroyedUpTo: destroyed.logSize },
      },
    })
    return {
      point: point.toISOString(),
      log: { ...log, pending, witnessed },
      replayed,
      destroyedUpTo: destroyed.logSize,
      receipt: entry.id,
    }
  })
  await forgetDeadRows(db, recovered.replayed)
  await keepSeenLog(dataFolder, await seenIn(db, engine))
  return recovered
}

/** Size and root of the log as the newest checkpoint has them, which this installation signed. */
async function signedLog(
  newest: LogHead['newest'],
  installation: string,
  verifiers: readonly NoteVerifier[],
): Promise<{ readonly size: number; readonly root: string | null }> {
  if (newest === undefined) return { size: 0, root: null }
  const stored = toHex(newest.root)
  const signed = await openOwnCheckpoint(newest.note, installation, verifiers).catch(() => undefined)
  if (signed === undefined || signed.size !== newest.size || toHex(signed.root) !== stored) {
    const expected = signed === undefined ? '' : toHex(signed.root)
    throw new BackupError({ code: 'BACKUP_LOG_ALTERED', size: newest.size, expected, computed: stored })
  }
  return { size: newest.size, root: stored }
}

/** To which moment the database was put back, as the last entry of its log says, and how many entries have no place yet. */
async function lastEntry(tx: Tx): Promise<{ readonly point: Date; readonly pending: number }> {
  const { rows } = await sql<{ at: Date | null; pending: number | string }>`
    select (select count(*) from log_pending) as pending, recorded_at as at
    from (select) as one left join log_entry on id = coalesce(
      (select entry_id from log_pending order by seq desc limit 1),
      (select entry_id from log_leaf order by leaf_index desc limit 1))`.execute(tx)
  const { at, pending } = rows[0]!
  return { point: at === null ? new Date(0) : new Date(at), pending: Number(pending) }
}

/** A server that works on it meanwhile would serve what is to be destroyed again. Sessions that are about to end may. */
async function requireAlone(db: Db): Promise<void> {
  const patientUntil = performance.now() + endsWithinMs
  for (;;) {
    const { rows } = await sql<{ n: number }>`
      select count(*)::integer as n from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'
        and application_name <> 'fadu-watch'`.execute(db)
    const sessions = rows[0]!.n
    if (sessions === 0) return
    if (performance.now() > patientUntil) throw new BackupError({ code: 'RECOVERY_IN_USE', sessions })
    await setTimeout(endsWithinMs / 10)
  }
}
