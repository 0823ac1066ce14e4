import { access, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { freePort, startServerChild, type ServerChild } from '../../apps/cli/src/demo/server-child.ts'

/** A server of the built program on a folder of its own, which can be killed and started again at the same address. */
export interface ServerProcess {
  readonly url: string
  readonly dataFolder: string
  /** Of the process that runs, or ran last. */
  readonly pid: number
  /** What its processes said on their error streams, the end of each. */
  said(): string
  /** Waits until the process that runs ends by itself. @returns its exit code; null when a signal ended it. */
  ended(): Promise<number | null>
  /** SIGKILL: nothing is finished, nothing is written any more. */
  kill(): Promise<void>
  /** Starts again on the same folder and port, whatever the killed process left behind. */
  restart(): Promise<void>
  /** Starts another process on the same folder beside the one that runs. */
  startSecond(): Promise<void>
  /** Whether a lock of an earlier process lies in the folder. */
  hasLock(): Promise<boolean>
  /** Ends the process as asked and leaves the folder. */
  stop(): Promise<void>
  /** Ends the process as asked and removes the folder. */
  remove(): Promise<void>
}

/**
 * Whoever holds the folder that was copied does not hold the copy, nor has the copy its files. What is being written into it has
 * another name in the next moment.
 */
function isOfEveryFolder(path: string): boolean {
  return !/^(lock|folder-id|log-seen\.json\.\d+|destroyed\.json\.new)$/.test(basename(path))
}

/**
 * @param p.seeded - Folder to begin with, copied; an empty one founds the city itself.
 * @param p.within - Where its data folder is made; where temporary files are kept when not said.
 * @param p.withinMs - How long a start may take.
 */
export async function startServerProcess(p: {
  readonly seeded?: string
  readonly within?: string
  readonly withinMs?: number
  readonly env?: Readonly<Record<string, string>>
}): Promise<ServerProcess> {
  const dataFolder = await mkdtemp(join(p.within ?? tmpdir(), 'fadu-walk-'))
  if (p.seeded !== undefined) await cp(p.seeded, dataFolder, { recursive: true, filter: isOfEveryFolder })
  const port = await freePort()
  const patience = p.withinMs === undefined ? {} : { withinMs: p.withinMs }
  const start = (): Promise<ServerChild> =>
    startServerChild({ dataFolder, port, env: { FADU_SEED: 'demo', ...p.env }, ...patience })
  let child = await start().catch(async (error: unknown) => {
    await rm(dataFolder, { recursive: true, force: true })
    throw error
  })
  let before = ''
  return {
    url: child.url,
    dataFolder,
    get pid() {
      return child.pid
    },
    said: () => before + child.said(),
    ended: () => child.ended(),
    kill: () => child.kill(),
    restart: async () => {
      before += child.said()
      child = await start()
    },
    startSecond: async () => {
      const second = await startServerChild({
        dataFolder,
        port: await freePort(),
        env: { FADU_SEED: 'demo', ...p.env },
      })
      await second.stop()
    },
    hasLock: () =>
      access(join(dataFolder, 'lock')).then(
        () => true,
        () => false,
      ),
    stop: () => child.stop(),
    remove: async () => {
      await child.stop()
      await rm(dataFolder, { recursive: true, force: true })
    },
  }
}
