import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// As with the walk: packages from their sources, servers from what was built.
const conditions = ['fadu-source']

export default defineConfig({
  root: fileURLToPath(new URL('../../', import.meta.url)),
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    dir: fileURLToPath(new URL('./', import.meta.url)),
    include: ['**/*.test.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 600_000,
    pool: 'forks',
    // The machine is shared by the servers of one world at a time.
    fileParallelism: false,
  },
})
