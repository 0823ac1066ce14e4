import { dirname } from 'node:path'
import { sql } from 'kysely'
import { fromBase64, type NoteVerifier } from '@fadu/audit-log'
import {
  createDataKey,
  createSealer,
  KeyStoreError,
  unwrapKey,
  wrappedKekVersion,
  type KeyStore,
  type Sealer,
} from '@fadu/smcrypto'
import { wholeRowsOf } from '../db/copy-format.ts'
import { rawConnection, unhurried } from '../db/dialect.ts'
import { applyMigrations, type Migration } from '../db/migrate.ts'
import type { Db, Tx } from '../db/open-database.ts'
import { logSigners, noteVerifiers } from '../log/log-signers.ts'
import { BackupError } from './backup-fault.ts'
import { checkRestoredLog, readKeptCheckpoint, type WitnessedLog } from './restored-log.ts'
import { destroyedPath, openDestroyed, type DestroyedList } from './destroyed-list.ts'
import { openManifest, readManifest, type Manifest, type Piece } from './manifest.ts'
import { openPiece, type PieceFiles } from './pieces.ts'
import { pieceBinding } from './write-backup.ts'
import { pieceFilesOf, readPiece, requireFiles } from './verify-backup.ts'
import { quoted, requireEmpty, run, setKeysAside, setTriggersAside } from './tables.ts'

export interface RestoreOptions {
  /** Folder of the backup. */
  readonly path: string
  /** Files of checkpoints that were kept elsewhere; without one nobody can say what came after the backup. */
  readonly witnessed?: readonly string[]
  /** File of the list of what was destroyed; the one beside the backup when not said. */
  readonly destroyed?: string
}

export interface Restored {
  readonly manifest: Manifest
  readonly rows: number
  readonly tables: number
  readonly log: {
    readonly size: number
    readonly root: string | null
    /** Undefined when no checkpoint was given. */
    readonly witnessed: WitnessedLog | undefined
  }
  /** Destructions are known up to this size of the log. */
  readonly destroyedUpTo: number
}

/**
 * Loads a backup into an empty database, in one transaction: all of it, checked, or nothing.
 *
 * INVARIANT (nothing destroyed comes back): `finish` destroys again, in the same transaction, what the list names.
 *
 * INVARIANT (evidence rows are committed to): nothing that is loaded is noted as changed, all that `finish` changes is.
 *
 * @param deps.finish - What else is done before anybody sees the database.
 * @throws {BackupError} {EnvelopeTampered} {WrappedKeyTampered}
 */
export async function restoreBackup(
  deps: {
    readonly db: Db
    readonly keyStore: KeyStore
    readonly migrations: readonly Migration[]
    readonly finish: (tx: Tx, restored: Restored, destroyed: DestroyedList) => Promise<void>
  },
  options: RestoreOptions,
): Promise<Restored> {
  const { db, keyStore, migrations } = deps
  const { path } = options
  const { manifest, verifiers } = await openOwn(path, keyStore)
  requireKnown(manifest, migrations)
  await requireKeks(manifest, keyStore)
  await requireFiles(path, manifest)
  const destroyed = await openDestroyed(options.destroyed ?? destroyedPath(dirname(path)), {
    installation: manifest.installation,
    takenAt: manifest.takenAt,
    verifiers,
  })
  const kept = await Promise.all(
    (options.witnessed ?? []).map((file) => readKeptCheckpoint(file, manifest.installation, verifiers)),
  )
  const files = pieceFilesOf(path, manifest)
  try {
    return await db.transaction().execute(async (tx) => {
      await unhurried(tx)
      await requireEmpty(tx)
      await makeTables(tx, manifest, migrations)
      const putKeysBack = await setKeysAside(tx)
      const putTriggersBack = await setTriggersAside(tx)
      const sealers = await sealersOf(manifest, keyStore)
      for (const table of manifest.tables) {
        const load = { path, manifest, files, sealers }
        const rows = await loadTable(tx, table, piecesOf(load, table))
        if (rows !== table.rows) {
          throw new BackupError({ code: 'BACKUP_ROWS_DIFFER', table: table.name, expected: table.rows, found: rows })
        }
      }
      await putKeysBack()
      await putTriggersBack()
      await setSequences(tx, manifest)
      // What follows is this program's, and knows the tables of its own schema.
      await applyMigrations(tx, migrations.slice(manifest.migration.number), () => undefined)
      const restored: Restored = {
        manifest,
        tables: manifest.tables.length,
        rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0),
        log: {
          size: manifest.log.size,
          root: manifest.log.root,
          witnessed: await checkRestoredLog(tx, manifest.log, kept),
        },
        destroyedUpTo: destroyed.logSize,
      }
      await deps.finish(tx, restored, destroyed)
      return restored
    })
  } finally {
    await files.close()
  }
}

/** The manifest, when it is of the installation whose keys these are. */
async function openOwn(
  path: string,
  keyStore: KeyStore,
): Promise<{ readonly manifest: Manifest; readonly verifiers: readonly NoteVerifier[] }> {
  const { manifest: said } = await readManifest(path)
  if (said.keys !== (await keyStore.fingerprint())) {
    throw new BackupError({ code: 'BACKUP_FOREIGN', installation: said.installation })
  }
  const verifiers = await verifiersOf(keyStore, said.installation)
  return { manifest: await openManifest(path, () => Promise.resolve(verifiers)), verifiers }
}

/** Verifiers of what an installation with these keys signs. */
export async function verifiersOf(keyStore: KeyStore, installation: string): Promise<readonly NoteVerifier[]> {
  return noteVerifiers((await logSigners(keyStore, `fadu/${installation}`)).verifierKeys)
}

function requireKnown({ migration }: Manifest, migrations: readonly Migration[]): void {
  if (migration.number > migrations.length) {
    throw new BackupError({ code: 'BACKUP_NEWER', found: migration.number, known: migrations.length })
  }
  const changed = migrations.find(({ checksum }, i) => i < migration.number && checksum !== migration.checksums[i])
  if (changed !== undefined) throw new BackupError({ code: 'BACKUP_MIGRATION_CHANGED', migration: changed.name })
}

async function requireKeks({ keks }: Manifest, keyStore: KeyStore): Promise<void> {
  for (const version of keks) {
    try {
      await keyStore.kek(version)
    } catch (error) {
      if (error instanceof KeyStoreError) throw new BackupError({ code: 'BACKUP_KEK_MISSING', version })
      throw error
    }
  }
}

/** The schema as it was when the backup was taken; it is brought up to this program once the rows are in it. */
async function makeTables(tx: Tx, manifest: Manifest, migrations: readonly Migration[]): Promise<void> {
  await sql`create table schema_migration (
    number integer primary key, name text not null, checksum text not null,
    applied_at timestamptz not null default now())`.execute(tx)
  await run(
    tx,
    migrations.slice(0, manifest.migration.number).map((migration) => migration.sql),
  )
  // Rows that a migration brings are in the backup, as they were when it was taken.
  const made = manifest.tables.filter((table) => table.definition === undefined)
  await run(tx, [`truncate ${made.map((table) => quoted(table.name)).join(', ')}`])
  for (const { name, definition } of manifest.tables) {
    if (definition === undefined) continue
    const table = quoted(name)
    await run(tx, [
      `create table ${table} (${definition.columns.join(', ')})`,
      ...definition.constraints.map((c) => `alter table ${table} add constraint ${quoted(c.name)} ${c.text}`),
      ...definition.indexes,
    ])
  }
}

function sealersOf(manifest: Manifest, keyStore: KeyStore): Promise<readonly Sealer[]> {
  return Promise.all(
    manifest.files.map(async ({ backup, key }) => {
      const wrapped = fromBase64(key)
      const binding = { keyId: pieceBinding.keyId(backup), purpose: pieceBinding.purpose }
      const raw = unwrapKey(await keyStore.kek(wrappedKekVersion(wrapped)), binding, wrapped)
      const sealer = createSealer(createDataKey(raw, 1), pieceBinding.keyId(backup))
      raw.fill(0)
      return sealer
    }),
  )
}

interface Load {
  readonly path: string
  readonly manifest: Manifest
  readonly files: PieceFiles
  readonly sealers: readonly Sealer[]
}

/** Pieces that are read ahead of the one that is loaded. */
const readAhead = 2

/** The rows of a table, piece by piece. */
async function* piecesOf({ path, manifest, files, sealers }: Load, table: Table): AsyncIterable<Uint8Array> {
  const open = async (piece: Piece): Promise<Uint8Array> =>
    openPiece(sealers[piece[0]]!, piece, await readPiece(files, path, manifest, table.name, piece))
  const ahead: Promise<Uint8Array>[] = []
  for (const piece of table.pieces) {
    const opening = open(piece)
    // Its failure is met when its turn comes.
    opening.catch(() => undefined)
    ahead.push(opening)
    if (ahead.length > readAhead) yield await ahead.shift()!
  }
  for (const opening of ahead) yield await opening
}

type Table = Manifest['tables'][number]

function loadTable(tx: Tx, table: Table, pieces: AsyncIterable<Uint8Array>): Promise<number> {
  if (table.pieces.length === 0) return Promise.resolve(0)
  return rawConnection(tx, (connection) =>
    connection.copyIn(quoted(table.name), table.columns.map(quoted), wholeRowsOf(pieces)),
  )
}

async function setSequences(tx: Tx, { sequences }: Manifest): Promise<void> {
  for (const { table, column, last, isCalled } of sequences) {
    await sql`select setval(pg_get_serial_sequence(${quoted(table)}, ${column}), ${last}::bigint, ${isCalled})`.execute(
      tx,
    )
  }
}
