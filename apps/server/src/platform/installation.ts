import { randomUUID } from 'node:crypto'
import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { openFileKeyStore, type KeyStore } from '@fadu/smcrypto'
import type { Db } from './db/open-database.ts'

export type InstallationFault =
  | { readonly code: 'KEYS_MISSING'; readonly folder: string }
  | { readonly code: 'KEYS_FOREIGN'; readonly folder: string }

export class InstallationError extends Error {
  readonly fault: InstallationFault
  constructor(fault: InstallationFault) {
    super(`${fault.code} ${fault.folder}`)
    this.name = 'InstallationError'
    this.fault = fault
  }
}

export interface Installation {
  readonly id: string
  readonly keyStore: KeyStore
}

/**
 * Checks, before anything is changed, that the keys belong to the database. Sealed rows without their keys are lost, and
 * new keys over old data would hide that; so neither is passed over.
 */
export async function openKeys(db: Db, dataFolder: string): Promise<KeyStore | undefined> {
  const folder = keysFolder(dataFolder)
  const fingerprint = await recordedFingerprint(db)
  if (fingerprint === undefined) return (await exists(folder)) ? openFileKeyStore(folder, { create: false }) : undefined
  if (!(await exists(folder))) throw new InstallationError({ code: 'KEYS_MISSING', folder })
  const keyStore = await openFileKeyStore(folder, { create: false })
  if ((await keyStore.fingerprint()) !== fingerprint) throw new InstallationError({ code: 'KEYS_FOREIGN', folder })
  return keyStore
}

/** Reads what this installation is, or founds it: keys first, then the row that names them. */
export async function openInstallation(db: Db, dataFolder: string, keys: KeyStore | undefined): Promise<Installation> {
  const keyStore = keys ?? (await openFileKeyStore(keysFolder(dataFolder), { create: true }))
  const fingerprint = await keyStore.fingerprint()
  await db
    .insertInto('installation')
    .values({ id: randomUUID(), key_fingerprint: fingerprint, seeded_at: null })
    .onConflict((c) => c.doNothing())
    .execute()
  const row = await db.selectFrom('installation').selectAll().executeTakeFirstOrThrow()
  // Another process may have founded it a moment ago, with keys of its own.
  if (row.key_fingerprint !== fingerprint)
    throw new InstallationError({ code: 'KEYS_FOREIGN', folder: keysFolder(dataFolder) })
  return { id: row.id, keyStore }
}

function keysFolder(dataFolder: string): string {
  return join(dataFolder, 'keys')
}

async function recordedFingerprint(db: Db): Promise<string | undefined> {
  const { rows: table } = await sql<{
    found: boolean
  }>`select to_regclass('installation') is not null as found`.execute(db)
  if (table[0]?.found !== true) return undefined
  const { rows } = await sql<{ key_fingerprint: string }>`select key_fingerprint from installation`.execute(db)
  return rows[0]?.key_fingerprint
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
