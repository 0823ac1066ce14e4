import { defineConfig } from 'vitest/config'

// Workspace packages are resolved to their sources, so a test never runs against a stale build.
const conditions = ['fadu-source']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'apps/server/test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    globalSetup: ['apps/server/test/support/global-setup.ts'],
  },
})
