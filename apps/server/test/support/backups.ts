import { randomUUID } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { inject } from 'vitest'
import { openFileKeyStore, sm3Hash } from '@fadu/smcrypto'
import { writeDestroyed, readDestroyed } from '../../src/platform/backup/destroyed-list.ts'
import { writeBackup, type BackupDone, type BackupSource } from '../../src/platform/backup/write-backup.ts'
import { migrationsFolder, readMigrations } from '../../src/platform/db/migrate.ts'
import { openDatabase, type Db } from '../../src/platform/db/open-database.ts'
import { checkEvidence } from '../../src/platform/log/check-evidence.ts'
import { logSigners, noteVerifiers } from '../../src/platform/log/log-signers.ts'
import { witnessVerifier } from '../../src/platform/log/witness-keys.ts'
import type { City, Engine } from './city.ts'
import { databaseUrl, execute } from './global-setup.ts'
import { named } from './tampering.ts'

/** What a backup of a city is taken of. */
export async function sourceOf(city: City, engine: Engine): Promise<BackupSource> {
  const { db } = city.services
  const keyStore = await openFileKeyStore(join(city.dataFolder, 'keys'), { create: false })
  const { id } = await db.selectFrom('installation').select('id').executeTakeFirstOrThrow()
  const { signers, verifierKeys } = await logSigners(keyStore, `fadu/${id}`)
  const migrations = await readMigrations(migrationsFolder)
  return { db, engine, keyStore, migrations, signers, verifiers: noteVerifiers(verifierKeys), now: city.now }
}

/** A backup with the list of what was destroyed beside it, as the server leaves them. */
export async function backUp(
  city: City,
  engine: Engine,
  folder: string,
  options: { readonly full?: boolean } = {},
): Promise<BackupDone> {
  const source = await sourceOf(city, engine)
  const done = await writeBackup(source, folder, options)
  await writeDestroyed(folder, await readDestroyed(source.db, city.now()), source.signers)
  return done
}

/** An empty place with the keys of a city, where a backup can be restored. */
export interface Ground {
  readonly dataFolder: string
  readonly databaseUrl: string | undefined
  /** Looks into what was restored. */
  look<T>(into: (db: Db) => Promise<T>): Promise<T>
  remove(): Promise<void>
}

export async function emptyGround(engine: Engine, keysOf?: string): Promise<Ground> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'fadu-restore-'))
  if (keysOf !== undefined) await cp(join(keysOf, 'keys'), join(dataFolder, 'keys'), { recursive: true })
  const name = `restored_${randomUUID().replaceAll('-', '')}`
  const base = inject('postgresUrl')
  if (engine === 'postgres') await execute(base, `create database ${name}`)
  const url = engine === 'postgres' ? databaseUrl(base, name) : undefined
  return {
    dataFolder,
    databaseUrl: url,
    look: async (into) => {
      const { db, close } = await openDatabase({ url, dataFolder })
      try {
        return await into(db)
      } finally {
        await close()
      }
    },
    remove: async () => {
      if (engine === 'postgres') await execute(base, `drop database if exists ${name} with (force)`)
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/** What a check of the evidence names in a database of the installation whose source that is. */
export async function foundIn(db: Db, { verifiers }: Pick<BackupSource, 'verifiers'>): Promise<readonly string[]> {
  const { id } = await db.selectFrom('installation').select('id').executeTakeFirstOrThrow()
  const found: string[] = []
  await checkEvidence(db, {
    ...{ hash: sm3Hash, origin: `fadu/${id}`, verifiers, witnessVerifier },
    onFinding: (finding) => found.push(named(finding)),
  })
  return found.toSorted()
}

/** Makes a database one of the program before there were commitments to rows, with a log that is yet to begin. */
export async function beforeCommitments(db: Db): Promise<void> {
  await sql`do $$ begin
    drop index log_entry_by_dataset, log_entry_by_organization, log_entry_by_actor, log_entry_by_action, log_entry_refusals,
      log_entry_by_subject, log_entry_by_clause, log_entry_of_checks;
    drop index access_key_by_day;
    drop function entry_subject(text), entry_clauses(text), entry_said(text);
    drop table case_document_part, case_document, case_comment, retention_order, retention_hold, watch_risk, record_disclosure, watch_alert, account_notice, log_key_revocation, evidence_bundle;
    alter table notification drop constraint notification_clock_of_deadline;
    drop function keep_evidence_change() cascade;
    drop function evidence_image(jsonb, text[]);
    drop function evidence_key(jsonb, text[]);
    drop table log_cosignature, log_witness, evidence_salt, evidence_change;
    truncate log_entry, log_leaf, log_pending, log_tile, log_checkpoint, access_key, grant_usage, call_signature;
    delete from schema_migration where number >= 30;
  end $$`.execute(db)
}

/** Rows of every table as text, sorted: two databases are the same when these are. */
export async function rowsOf(db: Db): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(db)
  const found = new Map<string, readonly string[]>()
  for (const { name } of tables) {
    const { rows } = await sql<{ line: string }>`select t::text as line from ${sql.table(name)} t`.execute(db)
    found.set(name, rows.map((row) => row.line).toSorted())
  }
  return found
}
