import { afterEach, inject, test } from 'vitest'
import { startServerProcess, type ServerProcess } from '../server-process.ts'
import { crashSeed, crashTimeout, killAtRandom, killsOnEmbedded } from './kill-at-random.ts'

let server: ServerProcess | undefined
afterEach(() => server?.remove())

test(
  `on the embedded database, killed at ${killsOnEmbedded} random moments of aggregation and of replacing keys: every file once, every row opens, each is found once`,
  async () => {
    server = await startServerProcess({ seeded: inject('seededFolder') })
    await killAtRandom({ server, url: undefined, moments: killsOnEmbedded, seed: crashSeed })
  },
  crashTimeout,
)
