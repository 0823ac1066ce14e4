import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// Workspace packages are resolved to their sources; the server under test is the built program (`npx tsc -b` first).
const conditions = ['fadu-source']

export default defineConfig({
  root: fileURLToPath(new URL('../../', import.meta.url)),
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    dir: fileURLToPath(new URL('./', import.meta.url)),
    include: ['**/*.test.ts'],
    globalSetup: ['e2e/walk/seed-once.ts'],
    testTimeout: 600_000,
    hookTimeout: 300_000,
    pool: 'forks',
    // Servers and databases of their own each. A server that starts, or whose moment to be killed is waited for, leaves a core idle.
    maxWorkers: 2,
  },
})
