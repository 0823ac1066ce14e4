import { afterEach, inject, test } from 'vitest'
import { startServerProcess, type ServerProcess } from '../server-process.ts'
import { makeDatabase, type TemporaryDatabase } from '../temporary-database.ts'
import { crashSeed, crashTimeout, killAtRandom, killsOnPostgres } from './kill-at-random.ts'

let server: ServerProcess | undefined
let database: TemporaryDatabase | undefined
afterEach(async () => {
  await server?.remove()
  await database?.drop()
})

test(
  `on PostgreSQL, killed at ${killsOnPostgres} random moments of aggregation and of replacing keys: every file once, every row opens, each is found once`,
  async () => {
    database = await makeDatabase(inject('walkPostgresUrl'))
    const { url } = database
    server = await startServerProcess({ env: { DATABASE_URL: url } })
    await killAtRandom({ server, url, moments: killsOnPostgres, seed: crashSeed })
  },
  crashTimeout,
)
