import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Workspace packages are resolved to their sources, so a test never runs against a stale build.
const conditions = ['fadu-source']
const resolution = { resolve: { conditions }, ssr: { resolve: { conditions } } }
// One worker for each core: the default leaves one of them to the terminal.
const patient = {
  testTimeout: 180_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 30_000 } },
  pool: 'forks' as const,
  maxWorkers: availableParallelism(),
}

export default defineConfig({
  test: {
    projects: [
      {
        ...resolution,
        test: {
          ...patient,
          name: 'packages',
          include: ['packages/*/src/**/*.test.ts', 'apps/{cli,web}/src/**/*.test.{ts,tsx}'],
        },
      },
      {
        ...resolution,
        test: {
          ...patient,
          name: 'server',
          // Files of one worker share what they import and the law they read; each opens a city of its own.
          isolate: false,
          include: ['apps/server/{src,test}/**/*.test.ts'],
          globalSetup: ['apps/server/test/support/global-setup.ts'],
        },
      },
    ],
  },
})
