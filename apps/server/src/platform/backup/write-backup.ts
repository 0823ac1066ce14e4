import { mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { fromBase64, toBase64, toHex, type NoteSigner, type NoteVerifier } from '@fadu/audit-log'
import { createDataKey, createSealer, randomDataKey, wrapKey, wrappedKekVersion, type KeyStore } from '@fadu/smcrypto'
import { rawConnection, unhurried } from '../db/dialect.ts'
import type { Migration } from '../db/migrate.ts'
import type { Db, Tx } from '../db/open-database.ts'
import { writeFlushed, syncFolder } from './durable-files.ts'
import { BackupError } from './backup-fault.ts'
import { backupFiles, backupHeading, openManifest, signText, type Manifest, type Piece } from './manifest.ts'
import { Cutter, PieceWriter, type KnownPieces } from './pieces.ts'
import { definitionOf, quoted, sequencesOf, tablesToKeep } from './tables.ts'

/** Advisory lock: of all processes one takes a backup at a time. */
const backupLock = 71_004_003

export const pieceBinding = { purpose: 'backup-key', keyId: (backup: string) => `backup/${backup}` } as const

/** Everything a backup is taken of and signed with. */
export interface BackupSource {
  readonly db: Db
  readonly engine: Manifest['engine']
  readonly keyStore: KeyStore
  readonly migrations: readonly Migration[]
  readonly signers: readonly NoteSigner[]
  readonly verifiers: readonly NoteVerifier[]
  readonly now: () => Date
}

export interface BackupDone {
  readonly id: string
  readonly base: string | null
  readonly takenAt: Date
  readonly tables: number
  readonly rows: number
  /** Bytes written; what an earlier backup has already is not written again. */
  readonly bytes: number
  readonly logSize: number
}

/**
 * Writes a backup into a folder of backups: one snapshot of the whole database, sealed, signed. It is there whole or not at all.
 *
 * @param options.full - Does not go on from an earlier backup.
 * @throws {BackupError} `BACKUP_UNDER_WAY`, `BACKUP_TABLE_UNKNOWN`, `BACKUP_TABLE_MISSING`
 */
export async function writeBackup(
  source: BackupSource,
  folder: string,
  options: { readonly full?: boolean } = {},
): Promise<BackupDone> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return source.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const { rows: lock } = await sql<{
        got: boolean
      }>`select pg_try_advisory_xact_lock(${backupLock}) as got`.execute(tx)
      if (lock[0]?.got !== true) throw new BackupError({ code: 'BACKUP_UNDER_WAY' })
      await unhurried(tx)
      // A scan that joins another one would begin in the middle: no piece would be found again.
      await sql`set local synchronize_seqscans = off`.execute(tx)
      await removeUnfinished(folder)
      const before = options.full === true ? undefined : await newestBackup(folder, source)
      const id = uuidv7()
      const part = join(folder, `${id}${unfinished}`)
      await mkdir(part, { mode: 0o700 })
      try {
        const written = await writeInto(tx, source, part, { id, before })
        await rename(part, join(folder, id))
        await syncFolder(folder)
        return written
      } catch (error) {
        await rm(part, { recursive: true, force: true })
        throw error
      }
    })
}

const unfinished = '.part'

/** Whoever left these died over them: the lock is held, nobody else writes here. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.endsWith(unfinished)) await rm(join(folder, name), { recursive: true, force: true })
  }
}

/** Backups of a folder that are whole, oldest first, by their ids, which are in the order of time. */
export async function backupIds(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  return names.filter((name) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(name)).toSorted()
}

/** The newest backup of this installation; one that is not to be trusted is not built on. */
async function newestBackup(
  folder: string,
  { keyStore, verifiers }: Pick<BackupSource, 'keyStore' | 'verifiers'>,
): Promise<Manifest | undefined> {
  const fingerprint = await keyStore.fingerprint()
  for (const id of (await backupIds(folder)).toReversed()) {
    try {
      const manifest = await openManifest(join(folder, id), () => Promise.resolve(verifiers))
      if (manifest.id === id && manifest.keys === fingerprint && (await filesAreThere(folder, manifest)))
        return manifest
    } catch (error) {
      if (!(error instanceof BackupError)) throw error
    }
  }
  return undefined
}

async function filesAreThere(folder: string, { files }: Manifest): Promise<boolean> {
  const sizes = await Promise.all(
    files.map(async ({ backup, bytes }) => {
      const file = await open(join(folder, backup, backupFiles.data), 'r').catch(() => undefined)
      if (file === undefined) return false
      const { size } = await file.stat()
      await file.close()
      return size === bytes
    }),
  )
  return sizes.every(Boolean)
}

async function writeInto(
  tx: Tx,
  source: BackupSource,
  part: string,
  { id, before }: { readonly id: string; readonly before: Manifest | undefined },
): Promise<BackupDone> {
  const { keyStore, migrations, signers, engine, now } = source
  const takenAt = now()
  const kek = await keyStore.kek()
  const raw = randomDataKey()
  const key = toBase64(wrapKey(kek, { keyId: pieceBinding.keyId(id), purpose: pieceBinding.purpose }, raw))
  const sealer = createSealer(createDataKey(raw, 1), pieceBinding.keyId(id))
  raw.fill(0)
  const file = await open(join(part, backupFiles.data), 'wx', 0o600)
  const tables: Manifest['tables'] = []
  let bytes: number
  try {
    const nameKey = await keyStore.secret('backup-pieces')
    const writer = new PieceWriter({ file, sealer, nameKey, known: piecesOf(before) })
    for (const { name, columns, isDataset } of await tablesToKeep(tx, migrations)) {
      const kept: Promise<Piece>[] = []
      const cutter = new Cutter(async (rows) => void kept.push((await writer.add(rows)).kept))
      const rows = await rawConnection(tx, (connection) =>
        connection.copyOut(quoted(name), columns.map(quoted), (piece) => cutter.add(piece)),
      )
      await cutter.end()
      const pieces = await Promise.all(kept)
      const definition = isDataset ? { definition: await definitionOf(tx, name) } : {}
      tables.push({ name, columns: [...columns], rows, ...definition, pieces })
    }
    await file.datasync()
    bytes = writer.bytes
  } finally {
    await file.close()
  }
  const { installation, log, keks, applied } = await readHead(tx)
  const stored = compacted({ backup: id, bytes, key }, before?.files ?? [], tables)
  const wrapping = stored.files.map((stands) => wrappedKekVersion(fromBase64(stands.key)) ?? 0)
  const manifest: Manifest = {
    format: backupHeading,
    id,
    installation,
    keys: await keyStore.fingerprint(),
    keks: [...new Set([...keks, ...wrapping])].toSorted((a, b) => a - b),
    takenAt: takenAt.toISOString(),
    engine,
    base: before?.id ?? null,
    migration: { number: applied.length, checksums: [...applied] },
    log,
    ...stored,
    sequences: (await sequencesOf(tx)).map((s) => ({ ...s })),
  }
  const { text, note } = await signText(backupHeading, manifest, signers)
  await writeFlushed(join(part, backupFiles.manifest), text)
  await writeFlushed(join(part, backupFiles.note), note)
  await syncFolder(part)
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  return { id, base: manifest.base, takenAt, tables: tables.length, rows, bytes, logSize: log.size }
}

/** Pieces of the earlier backup, their files one number further: the first is the new backup's own. */
function piecesOf(before: Manifest | undefined): KnownPieces {
  const pieces = (before?.tables ?? []).flatMap((table) => table.pieces)
  return new Map(
    pieces.map(([file, at, length, size, name, digest]) => [name, [file + 1, at, length, size, name, digest]]),
  )
}

/** Names the files that pieces are in, and no others: an earlier backup that nothing is needed of any more may go. */
function compacted(
  own: Manifest['files'][number],
  earlier: Manifest['files'],
  tables: Manifest['tables'],
): Pick<Manifest, 'files' | 'tables'> {
  const all = [own, ...earlier]
  const used = new Set(tables.flatMap((table) => table.pieces.map(([file]) => file)))
  const files = all.filter((_, i) => i === 0 || used.has(i))
  const place = new Map(all.map((file, i) => [i, files.indexOf(file)]))
  return {
    files,
    tables: tables.map((table) => ({
      ...table,
      pieces: table.pieces.map(([file, ...rest]) => [place.get(file)!, ...rest]),
    })),
  }
}

interface Head {
  readonly installation: string
  readonly log: Manifest['log']
  /** Versions of the key-encryption key that wrap something in the database. */
  readonly keks: readonly number[]
  /** Checksums of the migrations that were applied. */
  readonly applied: readonly string[]
}

async function readHead(tx: Tx): Promise<Head> {
  const { id } = await tx.selectFrom('installation').select('id').executeTakeFirstOrThrow()
  const checkpoint = await tx
    .selectFrom('log_checkpoint')
    .select(['tree_size', 'root', 'note'])
    .orderBy('tree_size', 'desc')
    .limit(1)
    .executeTakeFirst()
  const { pending } = await tx
    .selectFrom('log_pending')
    .select((eb) => eb.fn.countAll().as('pending'))
    .executeTakeFirstOrThrow()
  const { rows: wrapped } = await sql<{ wrapped: Uint8Array }>`
    select wrapped_key as wrapped from dataset_key where wrapped_key is not null
    union all select totp_secret from account where totp_secret is not null
    union all select sealed_secret from data_source`.execute(tx)
  const { rows: applied } = await sql<{ checksum: string }>`
    select checksum from schema_migration order by number`.execute(tx)
  return {
    installation: id,
    log: {
      size: checkpoint?.tree_size ?? 0,
      root: checkpoint === undefined ? null : toHex(new Uint8Array(checkpoint.root)),
      pending: Number(pending),
      checkpoint: checkpoint?.note ?? null,
    },
    keks: [...new Set(wrapped.map((row) => wrappedKekVersion(new Uint8Array(row.wrapped)) ?? 0))],
    applied: applied.map((row) => row.checksum),
  }
}
