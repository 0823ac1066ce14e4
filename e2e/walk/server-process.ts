import { access, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { freePort, startServerChild, type ServerChild } from '../../apps/cli/src/demo/server-child.ts'

/** A server of the built program on a folder of its own, which can be killed and started again at the same address. */
export interface ServerProcess {
  readonly url: string
  readonly dataFolder: string
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

/** @param p.seeded - Folder to begin with, copied; an empty one founds the city itself. */
export async function startServerProcess(p: {
  readonly seeded?: string
  readonly env?: Readonly<Record<string, string>>
}): Promise<ServerProcess> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'fadu-walk-'))
  // Whoever holds the folder that was copied does not hold the copy.
  if (p.seeded !== undefined)
    await cp(p.seeded, dataFolder, { recursive: true, filter: (path) => basename(path) !== 'lock' })
  const port = await freePort()
  const start = (): Promise<ServerChild> => startServerChild({ dataFolder, port, env: { FADU_SEED: 'demo', ...p.env } })
  let child = await start().catch(async (error: unknown) => {
    await rm(dataFolder, { recursive: true, force: true })
    throw error
  })
  return {
    url: child.url,
    dataFolder,
    kill: () => child.kill(),
    restart: async () => {
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
