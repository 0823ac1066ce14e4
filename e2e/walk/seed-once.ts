import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startTempPostgres } from '@fadu/testkit/postgres'
import { freePort, startServerChild } from '../../apps/cli/src/demo/server-child.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Data folder of a stopped server that founded the demonstration city; copied, never used itself. */
    readonly seededFolder: string
    /** Superuser URL of a PostgreSQL: TEST_DATABASE_URL, or one that lives as long as the run. */
    readonly walkPostgresUrl: string
  }
}

/** Founds the demonstration city once for all tests, and sees to a real PostgreSQL. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'fadu-walk-seed-'))
  const server = await startServerChild({ dataFolder: folder, port: await freePort(), env: { FADU_SEED: 'demo' } })
  await server.stop()
  project.provide('seededFolder', folder)
  const external = process.env['TEST_DATABASE_URL']
  const postgres = external === undefined ? await startTempPostgres() : { url: external, stop: () => Promise.resolve() }
  project.provide('walkPostgresUrl', postgres.url)
  return async () => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
