import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import {
  KeyStoreError,
  openFileKeyStore,
  unwrapKey,
  wrappedKekVersion,
  WrappedKeyTampered,
  type KeyStore,
} from '@fadu/smcrypto'
import type { Db } from './db/open-database.ts'
import { findKeys, keysFolder, type LockedKeys, type OpenKeys } from './keys/found-keys.ts'
import { createReloadingKeyStore, type ReloadingKeyStore } from './keys/reloading-key-store.ts'

export type InstallationFault =
  | { readonly code: 'KEYS_MISSING'; readonly folder: string }
  | { readonly code: 'KEYS_FOREIGN'; readonly folder: string }
  | { readonly code: 'KEYS_KEK_MISSING'; readonly folder: string; readonly version: number; readonly keys: number }

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
  readonly keyStore: ReloadingKeyStore
}

/**
 * Checks, before anything is changed, that the keys belong to the database, open or locked. Sealed rows without their keys are
 * lost, and new keys over old data would hide that; so neither is passed over.
 */
export async function findInstalledKeys(db: Db, dataFolder: string): Promise<OpenKeys | LockedKeys | undefined> {
  const recorded = await recordedFingerprint(db)
  const found = await findKeys(dataFolder)
  if (recorded === undefined) return found
  const folder = keysFolder(dataFolder)
  if (found === undefined) throw new InstallationError({ code: 'KEYS_MISSING', folder })
  // Of locked keys it is what their file says; it is compared again once they are open.
  const fingerprint = 'store' in found ? await found.store.fingerprint() : found.split.fingerprint
  if (fingerprint !== recorded) throw new InstallationError({ code: 'KEYS_FOREIGN', folder })
  return found
}

/** Reads what this installation is, or founds it: keys first, then the row that names them. */
export async function openInstallation(db: Db, dataFolder: string, keys: OpenKeys | undefined): Promise<Installation> {
  const { store: keyStore, reopen } = keys ?? (await createKeys(dataFolder))
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
  const folder = keysFolder(dataFolder)
  await requireKeks(db, keyStore, folder)
  return {
    id: row.id,
    keyStore: createReloadingKeyStore(keyStore, reopen),
  }
}

/**
 * Every wrapped key names the key-encryption key it needs. That one is missing, or is another than the one that wrapped it, is
 * told at the start and not by the first lookup that fails.
 *
 * @throws {InstallationError} KEYS_KEK_MISSING, KEYS_FOREIGN
 */
async function requireKeks(db: Db, keyStore: KeyStore, folder: string): Promise<void> {
  const rows = await db
    .selectFrom('dataset_key')
    .select(['dataset_id', 'wrapped_key'])
    .where('wrapped_key', 'is not', null)
    .orderBy('dataset_id')
    .execute()
  const byVersion = new Map<number, { readonly dataset: string; readonly wrapped: Uint8Array; keys: number }>()
  for (const { dataset_id: dataset, wrapped_key } of rows) {
    const wrapped = new Uint8Array(wrapped_key!)
    const version = wrappedKekVersion(wrapped) ?? 0
    const known = byVersion.get(version)
    if (known === undefined) byVersion.set(version, { dataset, wrapped, keys: 1 })
    else known.keys++
  }
  for (const [version, { dataset, wrapped, keys }] of byVersion) {
    try {
      unwrapKey(await keyStore.kek(version), { keyId: `dataset/${dataset}`, purpose: 'data-key' }, wrapped)
    } catch (error) {
      if (error instanceof KeyStoreError)
        throw new InstallationError({ code: 'KEYS_KEK_MISSING', folder, version, keys })
      if (error instanceof WrappedKeyTampered) throw new InstallationError({ code: 'KEYS_FOREIGN', folder })
      throw error
    }
  }
}

async function createKeys(dataFolder: string): Promise<OpenKeys> {
  const folder = keysFolder(dataFolder)
  const store = await openFileKeyStore(folder, { create: true })
  return { store, reopen: () => openFileKeyStore(folder, { create: false }) }
}

async function recordedFingerprint(db: Db): Promise<string | undefined> {
  const { rows: table } = await sql<{
    found: boolean
  }>`select to_regclass('installation') is not null as found`.execute(db)
  if (table[0]?.found !== true) return undefined
  const { rows } = await sql<{ key_fingerprint: string }>`select key_fingerprint from installation`.execute(db)
  return rows[0]?.key_fingerprint
}
