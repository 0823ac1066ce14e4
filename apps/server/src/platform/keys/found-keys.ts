import { access } from 'node:fs/promises'
import { join } from 'node:path'
import {
  KeyStoreError,
  masterKeyOf,
  openFileKeyStore,
  openSplitKeyStore,
  readKeyCustody,
  recogniseShare,
  type KeyShare,
  type KeyStore,
  type SplitKeys,
} from '@fadu/smcrypto'

/** Keys that are open in this process. */
export interface OpenKeys {
  readonly store: KeyStore
  /** Reads them again where they are kept, with what was added since. */
  readonly reopen: () => Promise<KeyStore>
}

/** Keys that are there and split among custodians. */
export interface LockedKeys {
  readonly folder: string
  readonly split: SplitKeys
}

/** How locked keys come open: by shares that custodians hand in, wherever they do. */
export type Unlock = (locked: LockedKeys) => Promise<OpenKeys>

export function keysFolder(dataFolder: string): string {
  return join(dataFolder, 'keys')
}

/** The keys of a data folder, open or locked. @throws {KeyStoreError} */
export async function findKeys(dataFolder: string): Promise<OpenKeys | LockedKeys | undefined> {
  const folder = keysFolder(dataFolder)
  if (!(await exists(folder))) return undefined
  const { split } = await readKeyCustody(folder)
  if (split !== undefined) return { folder, split }
  const reopen = () => openFileKeyStore(folder, { create: false })
  return { store: await reopen(), reopen }
}

/** Opens what was found. @throws {KeyStoreError} `KEYSTORE_LOCKED` where nobody can be asked for shares. */
export async function unlocked(found: OpenKeys | LockedKeys, unlock: Unlock | undefined): Promise<OpenKeys> {
  if ('store' in found) return found
  if (unlock === undefined) throw new KeyStoreError({ code: 'KEYSTORE_LOCKED', path: found.folder })
  return unlock(found)
}

/** Keys of a data folder that has some. @throws {KeyStoreError} */
export async function openKeysOf(dataFolder: string, unlock: Unlock | undefined): Promise<OpenKeys> {
  const found = await findKeys(dataFolder)
  if (found === undefined) throw new KeyStoreError({ code: 'KEYSTORE_MISSING', path: keysFolder(dataFolder) })
  return unlocked(found, unlock)
}

/**
 * Opens locked keys by shares that were recognised. The master key stays in the memory of this process, so that a key added to
 * the folder later can be read; one that was split anew since cannot.
 *
 * @throws {KeyStoreError}, {SmcryptoError} `SHARES_TOO_FEW`
 */
export async function openByShares({ folder, split }: LockedKeys, shares: readonly KeyShare[]): Promise<OpenKeys> {
  const master = masterKeyOf(split, shares)
  const reopen = async (): Promise<KeyStore> => {
    const now = (await readKeyCustody(folder)).split
    if (now?.keyId !== split.keyId) throw new KeyStoreError({ code: 'KEYSTORE_LOCKED', path: folder })
    return openSplitKeyStore(folder, now, master)
  }
  return { store: await openSplitKeyStore(folder, split, master), reopen }
}

/** The same by their words. @throws {SmcryptoError} `SHARE_…` */
export function openByWords(locked: LockedKeys, words: readonly string[]): Promise<OpenKeys> {
  return openByShares(
    locked,
    words.map((text) => recogniseShare(locked.split, text)),
  )
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
