import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeyStore } from '@fadu/smcrypto'
import { finishRestored, forgetDeadRows, type Finished } from './finish-restored.ts'
import type { Replayed } from './modules/destroy/index.ts'
import { BackupError } from './platform/backup/backup-fault.ts'
import { syncFolder } from './platform/backup/durable-files.ts'
import { restoreBackup, type Restored, type RestoreOptions } from './platform/backup/restore-backup.ts'
import { lockFolder } from './platform/db/folder-lock.ts'
import { migrationsFolder, readMigrations } from './platform/db/migrate.ts'
import { openDatabase } from './platform/db/open-database.ts'
import { openKeysOf, type Unlock } from './platform/keys/found-keys.ts'
import { keepSeenLog, readLogHead, readSeenLog, seenIn, seenLogPath, type SeenLog } from './platform/log/seen-log.ts'

export interface RestoredPlatform extends Restored {
  readonly replayed: Replayed
  /** What a server that starts on it has seen of its log. */
  readonly seen: SeenLog | undefined
}

/** Statements of a restore grow with the data. */
const patience = { statementTimeoutMs: 24 * 60 * 60 * 1000 }

/** Where a backup is restored to: the folder has the keys already, and no database. */
export interface RestoreTarget {
  readonly dataFolder: string
  readonly databaseUrl: string | undefined
  /** Has custodians open keys that are split among them. */
  readonly unlock?: Unlock
}

/**
 * Restores a backup into an empty database, which is there afterwards whole and checked, or is not: on PostgreSQL by one
 * transaction, on the embedded engine beside the place where it belongs, to which it is moved at the end. Its log is compared with
 * what a server of this folder has seen, too.
 */
export async function restorePlatform(
  target: RestoreTarget,
  options: RestoreOptions,
  now: () => Date,
): Promise<RestoredPlatform> {
  const { dataFolder, databaseUrl } = target
  const { store } = await openKeysOf(dataFolder, target.unlock)
  const seen = (await readSeenLog(dataFolder)) === undefined ? [] : [seenLogPath(dataFolder)]
  const compared = { ...options, witnessed: [...(options.witnessed ?? []), ...seen] }
  if (databaseUrl !== undefined) {
    const restored = await restoreInto({ url: databaseUrl, dataFolder }, store, compared, now)
    await keepSeenLog(dataFolder, restored.seen)
    return restored
  }
  const lock = await lockFolder(dataFolder)
  try {
    const place = join(dataFolder, 'pglite')
    if (await holdsSomething(place)) throw new BackupError({ code: 'BACKUP_TARGET_NOT_EMPTY', found: place })
    const restoring = join(dataFolder, 'restoring')
    await rm(restoring, { recursive: true, force: true })
    await mkdir(restoring, { mode: 0o700 })
    try {
      const restored = await restoreInto({ url: undefined, dataFolder: restoring }, store, compared, now)
      await rm(place, { recursive: true, force: true })
      await rename(join(restoring, 'pglite'), place)
      await syncFolder(dataFolder)
      await keepSeenLog(dataFolder, restored.seen)
      return restored
    } finally {
      await rm(restoring, { recursive: true, force: true })
    }
  } finally {
    await lock.release()
  }
}

export async function restoreInto(
  database: { readonly url: string | undefined; readonly dataFolder: string },
  keyStore: KeyStore,
  options: RestoreOptions,
  now: () => Date,
): Promise<RestoredPlatform> {
  const migrations = await readMigrations(migrationsFolder)
  const { db, engine, close } = await openDatabase({ ...database, patience })
  try {
    let finished: Finished | undefined
    const restored = await restoreBackup(
      {
        db,
        keyStore,
        migrations,
        finish: async (tx, so, destroyed) => {
          const { id, installation, takenAt } = so.manifest
          const { size, witnessed } = so.log
          const { history } = await readLogHead(tx, engine)
          finished = await finishRestored(tx, {
            ...{ db, keyStore, installation, destroyed, now, history, witnessed, schema: migrations.length },
            told: {
              action: 'platform.restore',
              subject: { type: 'Backup', id },
              detail: { takenAt, logSize: size },
            },
          })
        },
      },
      options,
    )
    const { replayed } = finished!
    await forgetDeadRows(db, replayed)
    return { ...restored, replayed, seen: await seenIn(db, engine) }
  } finally {
    await close()
  }
}

async function holdsSomething(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.length > 0
}
