// A key store in a folder of its own: key-set.json, and kek-N.json for each KEK added later. Folder 0700, files 0600.
//
// INVARIANT (a key file is written once): no file is ever rewritten or replaced. A file appears complete and durable
// under its name or not at all, and only if the name was free: written under a temporary name, synced, then link(2),
// which unlike rename(2) fails when the name is taken. So of two processes that create at once, one wins and the other
// is told.
import { randomBytes, randomUUID } from 'node:crypto'
import { constants, link, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { HIERARCHY_KEY_BYTES } from './data-key.ts'
import { KeyStoreError } from './errors.ts'
import { KeyFileRefused, kekText, keySetText, parseKek, parseKeySet } from './key-file.ts'
import { generateKeySet, keyStoreOf } from './key-store.ts'
import type { KeySet, KeyStore } from './key-store.ts'

const KEY_SET_FILE = 'key-set.json'
const KEK_FILE = /^kek-([1-9][0-9]*)\.json$/
const MOST_BYTES = 64 * 1024
const DIR_MODE = 0o700
const FILE_MODE = 0o600
const isPosix = process.platform !== 'win32'

export interface FileKeyStoreOptions {
  /** True makes new keys and refuses when there are some; false never makes any. */
  readonly create: boolean
}

/**
 * Opens, or creates, the key store of a folder. Reads everything once; later changes to the files are not seen.
 *
 * Keys are in the files in the clear: what protects them is the folder's mode and the disk. Back the folder up apart
 * from the database; without it nothing sealed can ever be opened again.
 *
 * @param dir - A folder for nothing else; with `create` it is made if missing, with its parents.
 * @throws {KeyStoreError}
 *   `KEYSTORE_MISSING` no key set here (`create: false`);
 *   `KEYSTORE_EXISTS` a key set or part of one is here (`create: true`), also when another process was faster;
 *   `KEYSTORE_PERMISSIONS` group or others may read, write or enter (POSIX only);
 *   `KEYSTORE_UNREADABLE`, `KEYSTORE_UNWRITABLE` with the system's error name;
 *   `KEYSTORE_CORRUPT` truncated, edited, or a KEK version missing.
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
  const keys = await readKeySet(dir)
  const version = keys.keks.length + 1
  await publish(dir, `kek-${version}.json`, kekText(keys.rootSecret, version, randomBytes(HIERARCHY_KEY_BYTES)))
  return keyStoreOf(await readKeySet(dir))
}

async function createKeySet(dir: string): Promise<void> {
  const made = await writing(dir, () => mkdir(dir, { recursive: true, mode: DIR_MODE }))
  if (made !== undefined) await writing(dir, () => syncDir(dirname(dir)))
  await requirePrivateDir(dir)
  await requireNoKeys(dir)
  await publish(dir, KEY_SET_FILE, keySetText(generateKeySet()))
}

/** A lone kek-N.json means a key set was lost; new keys beside it would hide that. */
async function requireNoKeys(dir: string): Promise<void> {
  const found = (await namesIn(dir)).find((name) => name === KEY_SET_FILE || KEK_FILE.test(name))
  if (found !== undefined) throw new KeyStoreError({ code: 'KEYSTORE_EXISTS', path: join(dir, found) })
}

async function readKeySet(dir: string): Promise<KeySet> {
  await requirePrivateDir(dir)
  const keys = await parsing(join(dir, KEY_SET_FILE), parseKeySet)
  const keks = [...keys.keks]
  for (const version of await laterKekVersions(dir)) {
    keks.push(await parsing(join(dir, `kek-${version}.json`), (text) => parseKek(text, keys.rootSecret, version)))
  }
  return { ...keys, keks }
}

/** 2, 3, …: a gap means that a KEK was lost, and with it whatever it wrapped. */
async function laterKekVersions(dir: string): Promise<readonly number[]> {
  const versions = (await namesIn(dir))
    .map((name) => Number(KEK_FILE.exec(name)?.[1] ?? 0))
    .filter((version) => version > 0)
    .sort((a, b) => a - b)
  const hasGap = versions.some((version, position) => version !== position + 2)
  if (hasGap) throw new KeyStoreError({ code: 'KEYSTORE_CORRUPT', path: dir, fault: 'versions' })
  return versions
}

async function parsing<T>(path: string, parse: (text: string) => T): Promise<T> {
  const text = await readPrivateFile(path)
  try {
    return parse(text)
  } catch (error) {
    if (!(error instanceof KeyFileRefused)) throw error
    throw new KeyStoreError({ code: 'KEYSTORE_CORRUPT', path, fault: error.fault })
  }
}

/** Mode and size are those of the opened file, so it cannot be exchanged between check and use. */
async function readPrivateFile(path: string): Promise<string> {
  const file = await reading(path, () => open(path, 'r'))
  try {
    const { mode, size } = await reading(path, () => file.stat())
    requirePrivate(path, mode, FILE_MODE)
    if (size > MOST_BYTES) throw new KeyStoreError({ code: 'KEYSTORE_CORRUPT', path, fault: 'too-large' })
    return await reading(path, () => file.readFile('utf8'))
  } finally {
    await file.close()
  }
}

async function requirePrivateDir(dir: string): Promise<void> {
  const { mode } = await reading(dir, () => stat(dir))
  requirePrivate(dir, mode, DIR_MODE)
}

function requirePrivate(path: string, mode: number, expected: number): void {
  if (!isPosix || (mode & 0o077) === 0) return
  throw new KeyStoreError({ code: 'KEYSTORE_PERMISSIONS', path, mode: octal(mode), expected: octal(expected) })
}

function octal(mode: number): string {
  return (mode & 0o777).toString(8).padStart(4, '0')
}

function namesIn(dir: string): Promise<readonly string[]> {
  return reading(dir, () => readdir(dir))
}

/** Makes a complete, durable file appear under a name that was free (INVARIANT: a key file is written once). */
async function publish(dir: string, name: string, text: string): Promise<void> {
  const path = join(dir, name)
  const temporary = join(dir, `.${name}.${randomUUID()}.tmp`)
  try {
    await writing(path, () => writeDurably(temporary, text))
    await claim(temporary, path)
  } finally {
    await rm(temporary, { force: true })
  }
  await writing(dir, () => syncDir(dir))
}

/** The name or `KEYSTORE_EXISTS`; the file system decides which of two processes gets it. */
async function claim(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path)
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === 'EEXIST') throw new KeyStoreError({ code: 'KEYSTORE_EXISTS', path })
    throw new KeyStoreError({ code: 'KEYSTORE_UNWRITABLE', path, errno })
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, constants.O_CREAT | constants.O_EXCL | constants.O_WRONLY, FILE_MODE)
  await syncAndClose(file, () => file.writeFile(text, 'utf8'))
}

/** Makes the folder's names durable. Windows has no such call and does it by itself. */
async function syncDir(dir: string): Promise<void> {
  if (!isPosix) return
  const folder = await open(dir, constants.O_RDONLY)
  await syncAndClose(folder, async () => {})
}

async function syncAndClose(file: FileHandle, write: () => Promise<void>): Promise<void> {
  try {
    await write()
    await file.sync()
  } finally {
    await file.close()
  }
}

async function reading<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    const errno = errnoOf(error)
    if (errno === 'ENOENT') throw new KeyStoreError({ code: 'KEYSTORE_MISSING', path })
    throw new KeyStoreError({ code: 'KEYSTORE_UNREADABLE', path, errno })
  }
}

async function writing<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (error) {
    throw new KeyStoreError({ code: 'KEYSTORE_UNWRITABLE', path, errno: errnoOf(error) })
  }
}

/** Only the name is kept: messages of the system are not ours to vouch for. */
function errnoOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : 'UNKNOWN'
}
