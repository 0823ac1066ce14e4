// A key store in a folder of its own: key-set.json, and kek-N.json and signing-N.json for each key added later.
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { HIERARCHY_KEY_BYTES } from './data-key.ts'
import { KeyStoreError } from './errors.ts'
import { KEY_SET_FILE, keySetOf, kindOf, later, type KeyFiles } from './key-files.ts'
import { kekText, keySetText, signingText } from './key-file.ts'
import { generateKeySet, generateSigningKeys, keyStoreOf } from './key-store.ts'
import type { KeySet, KeyStore } from './key-store.ts'
import { makePrivateDir, namesIn, publish, readPrivateFile, requirePrivateDir } from './private-folder.ts'
import { isSplitFile } from './split-file.ts'

export interface FileKeyStoreOptions {
  /** True makes new keys and refuses when there are some; false never makes any. */
  readonly create: boolean
}

/**
 * Opens, or creates, the key store of a folder. Reads everything once; later changes to the files are not seen.
 *
 * Keys are in the files in the clear: what protects them is the folder's mode and the disk (or split them, see
 * `splitFileKeys`). Back the folder up apart from the database; without it nothing sealed can ever be opened again.
 *
 * @param dir - A folder for nothing else; with `create` it is made if missing, with its parents.
 * @throws {KeyStoreError}
 *   `KEYSTORE_MISSING` no key set here (`create: false`);
 *   `KEYSTORE_LOCKED` the keys are here, split among custodians;
 *   `KEYSTORE_EXISTS` a key set or part of one is here (`create: true`), also when another process was faster;
 *   `KEYSTORE_PERMISSIONS` group or others may read, write or enter (POSIX only);
 *   `KEYSTORE_UNREADABLE`, `KEYSTORE_UNWRITABLE` with the system's error name;
 *   `KEYSTORE_CORRUPT` truncated, edited, or a version missing.
 */
export async function openFileKeyStore(dir: string, options: FileKeyStoreOptions): Promise<KeyStore> {
  if (options.create) await createKeySet(dir)
  return keyStoreOf(await readKeySet(dir))
}

/**
 * Adds a KEK version, which then wraps new data keys; the earlier ones stay. Open the store again to use it.
 *
 * @returns The store with the new version.
 * @throws {KeyStoreError} as `openFileKeyStore`; `KEYSTORE_EXISTS` when another process added the same version.
 */
export async function addFileKek(dir: string): Promise<KeyStore> {
  const [name, text] = newKek(await readKeySet(dir))
  await publish(dir, name, text)
  return keyStoreOf(await readKeySet(dir))
}

/**
 * Adds a version of the log's signing keys, which then signs; earlier ones stay, for what they signed. As `addFileKek`.
 *
 * @throws {KeyStoreError}
 */
export async function addFileSigningKeys(dir: string): Promise<KeyStore> {
  const [name, text] = newSigningKeys(await readKeySet(dir))
  await publish(dir, name, text)
  return keyStoreOf(await readKeySet(dir))
}

/** File of the next KEK. Of this package only. */
export function newKek({ keks, rootSecret }: KeySet): readonly [name: string, text: string] {
  const version = keks.length + 1
  return [`kek-${version}.json`, kekText(rootSecret, version, randomBytes(HIERARCHY_KEY_BYTES))]
}

/** File of the next signing keys. Of this package only. */
export function newSigningKeys({ signing, rootSecret }: KeySet): readonly [name: string, text: string] {
  const version = signing.length + 1
  return [`signing-${version}.json`, signingText(rootSecret, version, generateSigningKeys())]
}

async function createKeySet(dir: string): Promise<void> {
  await makePrivateDir(dir)
  await requireNoKeys(dir)
  await publish(dir, KEY_SET_FILE, keySetText(generateKeySet()))
}

/** A lone kek-N.json means a key set was lost; new keys beside it would hide that. */
async function requireNoKeys(dir: string): Promise<void> {
  const found = (await namesIn(dir)).find((name) => kindOf(name) !== undefined || isSplitFile(name))
  if (found !== undefined) throw new KeyStoreError({ code: 'KEYSTORE_EXISTS', path: join(dir, found) })
}

async function readKeySet(dir: string): Promise<KeySet> {
  return keySetOf(dir, await readClearFiles(dir))
}

/** The key files of a folder by name, in the clear. Of this package only. */
export async function readClearFiles(dir: string): Promise<KeyFiles> {
  await requirePrivateDir(dir)
  const names = await namesIn(dir)
  if (!names.includes(KEY_SET_FILE) && names.some(isSplitFile))
    throw new KeyStoreError({ code: 'KEYSTORE_LOCKED', path: dir })
  const files = new Map<string, string>()
  for (const name of [KEY_SET_FILE, ...names.filter(later)]) files.set(name, await readPrivateFile(join(dir, name)))
  return files
}
