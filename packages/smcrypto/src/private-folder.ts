// A folder of secrets that only its owner may enter, and how a file comes into it: folder 0700, files 0600.
//
// INVARIANT (a key file is written once): no file is ever rewritten or replaced. A file appears complete and durable
// under its name or not at all, and only if the name was free: written under a temporary name, synced, then link(2),
// which unlike rename(2) fails when the name is taken. So of two processes that create at once, one wins and the other
// is told.
import { randomUUID } from 'node:crypto'
import { constants, link, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { KeyStoreError } from './errors.ts'

/** Of one key. */
const MOST_BYTES = 64 * 1024
const DIR_MODE = 0o700
const FILE_MODE = 0o600
const isPosix = process.platform !== 'win32'

/** Mode and size are those of the opened file, so it cannot be exchanged between check and use. */
export async function readPrivateFile(path: string, mostBytes = MOST_BYTES): Promise<string> {
  const file = await reading(path, () => open(path, 'r'))
  try {
    const { mode, size } = await reading(path, () => file.stat())
    requirePrivate(path, mode, FILE_MODE)
    if (size > mostBytes) throw new KeyStoreError({ code: 'KEYSTORE_CORRUPT', path, fault: 'too-large' })
    return await reading(path, () => file.readFile('utf8'))
  } finally {
    await file.close()
  }
}

export async function requirePrivateDir(dir: string): Promise<void> {
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

export function namesIn(dir: string): Promise<readonly string[]> {
  return reading(dir, () => readdir(dir))
}

/** Makes the folder, with its parents, when it is missing. */
export async function makePrivateDir(dir: string): Promise<void> {
  const made = await writing(dir, () => mkdir(dir, { recursive: true, mode: DIR_MODE }))
  if (made !== undefined) await writing(dir, () => syncDir(dirname(dir)))
  await requirePrivateDir(dir)
}

/** Removes files, durably and in this order. What the disk keeps of their bytes is beyond us. */
export async function removeFiles(dir: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await writing(join(dir, name), () => rm(join(dir, name), { force: true }))
    await writing(dir, () => syncDir(dir))
  }
}

/** Makes a complete, durable file appear under a name that was free (INVARIANT: a key file is written once). */
export async function publish(dir: string, name: string, text: string): Promise<void> {
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
