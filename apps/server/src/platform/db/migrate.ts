import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { DatabaseError } from './connection.ts'
import { rawConnection, unhurried } from './dialect.ts'
import type { Db, Tx } from './open-database.ts'

/** `migrations/0001_name.sql`, numbered without gaps; plain SQL, applied once, never edited after release. */
export interface Migration {
  readonly number: number
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

/** Those of this program. */
export const migrationsFolder = new URL('../../../migrations/', import.meta.url)

export async function readMigrations(folder: URL): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((n) => /^\d{4}_[a-z0-9_]+\.sql$/.test(n)).toSorted()
  return Promise.all(
    names.map(async (name, i) => {
      const text = await readFile(new URL(name, folder), 'utf8')
      const number = Number(name.slice(0, 4))
      if (number !== i + 1) throw new Error(`migration ${name}: expected number ${i + 1}`)
      return { number, name, sql: text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

/** Advisory lock of schema changes: of several server processes that start at once, one migrates. */
const migrationLock = 71_004_001

/**
 * Brings the schema up to this program. Each migration and its version row commit together.
 *
 * @throws {DatabaseError} `DB_NEWER_THAN_PROGRAM`, `DB_MIGRATION_CHANGED`; nothing is touched then.
 */
export async function migrate(
  db: Db,
  migrations: readonly Migration[],
  onApplied: (name: string) => void,
): Promise<void> {
  await db.transaction().execute((tx) => migrateIn(tx, migrations, onApplied))
}

/** The same in a transaction of the caller. @throws {DatabaseError} */
export async function migrateIn(
  tx: Tx,
  migrations: readonly Migration[],
  onApplied: (name: string) => void,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(tx)
  await sql`create table if not exists schema_migration (
    number integer primary key, name text not null, checksum text not null,
    applied_at timestamptz not null default now())`.execute(tx)
  const { rows: applied } = await sql<{ number: number; name: string; checksum: string }>`
    select number, name, checksum from schema_migration order by number`.execute(tx)
  const newest = applied.at(-1)?.number ?? 0
  if (newest > migrations.length) {
    throw new DatabaseError({ code: 'DB_NEWER_THAN_PROGRAM', found: newest, known: migrations.length })
  }
  const changed = applied.find((row) => migrations[row.number - 1]!.checksum !== row.checksum)
  if (changed !== undefined) throw new DatabaseError({ code: 'DB_MIGRATION_CHANGED', migration: changed.name })
  // An index over the rows of a city takes its time.
  await unhurried(tx)
  await applyMigrations(tx, migrations.slice(newest), onApplied)
}

/** Applies migrations in a transaction of the caller, each with its version row. */
export async function applyMigrations(
  tx: Tx,
  pending: readonly Migration[],
  onApplied: (name: string) => void,
): Promise<void> {
  for (const migration of pending) {
    await rawConnection(tx, (connection) => connection.script(migration.sql))
    await sql`insert into schema_migration (number, name, checksum)
      values (${migration.number}, ${migration.name}, ${migration.checksum})`.execute(tx)
    onApplied(migration.name)
  }
  if (pending.length > 0) await markChangedByMigration(tx)
}

/** Rows of evidence that a migration changed are committed to as they are when the platform starts (`beginRows`). */
async function markChangedByMigration(tx: Tx): Promise<void> {
  const { rows } = await sql<{ there: boolean }>`select to_regclass('evidence_change') is not null as there`.execute(tx)
  if (rows[0]?.there !== true) return
  await sql`update evidence_change set xid = '0' where xid = pg_current_xact_id()`.execute(tx)
}
