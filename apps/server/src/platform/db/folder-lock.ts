import { link, open, readFile, rename, rm, stat, unlink, utimes, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { isProcessAlive } from '../process-alive.ts'
import { DatabaseError } from './connection.ts'

const heartbeatMs = 2_000
/** A holder on another host (a shared volume) is given up after this long without a heartbeat. */
const abandonedMs = 30_000

interface Holder {
  readonly id: string
  readonly pid: number
  readonly host: string
  /** Kernel start time of the process where the system tells it, so that a reused pid is not mistaken for the holder. */
  readonly started: string
}

export interface FolderLock {
  release(): Promise<void>
}

/**
 * Takes a data folder for this process alone. PGlite itself takes no lock, and two processes on one folder lose rows
 * without a word; so the lock is ours.
 *
 * @throws {DatabaseError} `DB_FOLDER_IN_USE` naming the holder.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, 'lock')
  const me: Holder = { id: randomUUID(), pid: process.pid, host: hostname(), started: processStart(process.pid) }
  const draft = join(folder, `.lock-${me.id}`)
  await writeFile(draft, JSON.stringify(me), { flag: 'wx' })
  try {
    if (!(await tryLink(draft, path))) {
      await takeOverIfAbandoned(folder, path)
      if (!(await tryLink(draft, path))) throw inUse(folder, await readHolder(path))
    }
  } finally {
    await rm(draft, { force: true })
  }
  const beat = setInterval(() => void utimes(path, new Date(), new Date()).catch(() => undefined), heartbeatMs)
  beat.unref()
  return {
    release: async () => {
      clearInterval(beat)
      const holder = await readHolder(path)
      if (holder?.id === me.id) await unlink(path)
    },
  }
}

/** `link` fails when the target exists, in one step of the kernel: of two processes exactly one gets the lock. */
async function tryLink(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

/** Only one process may clear an abandoned lock; otherwise the second would remove the fresh lock of the first. */
async function takeOverIfAbandoned(folder: string, path: string): Promise<void> {
  const guard = join(folder, 'lock.takeover')
  try {
    await (await open(guard, 'wx')).close()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    const age =
      Date.now() -
      (await stat(guard).then(
        (s) => s.mtimeMs,
        () => Date.now(),
      ))
    if (age > abandonedMs) await rm(guard, { force: true })
    throw inUse(folder, await readHolder(path))
  }
  try {
    const holder = await readHolder(path)
    if (holder !== undefined && (await isAlive(holder, path))) throw inUse(folder, holder)
    await rename(path, join(folder, 'lock.abandoned')).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error
    })
  } finally {
    await rm(guard, { force: true })
  }
}

async function isAlive(holder: Holder, path: string): Promise<boolean> {
  if (holder.host !== hostname()) {
    const { mtimeMs } = await stat(path)
    return Date.now() - mtimeMs < abandonedMs
  }
  return isProcessAlive(holder.pid) && holder.started === processStart(holder.pid)
}

async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Holder
  } catch {
    // Gone since, or half written by a dying process: either way it names no living holder.
    return undefined
  }
}

/** Field 22 of /proc/PID/stat; empty where there is no /proc, and then the pid alone decides. */
function processStart(pid: number): string {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

function inUse(folder: string, holder: Holder | undefined): DatabaseError {
  const who = holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}`
  return new DatabaseError({ code: 'DB_FOLDER_IN_USE', folder, holder: who })
}
