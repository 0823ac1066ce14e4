import { defineConfig } from 'vitest/config'

// Needs apps/server/dist, apps/web/dist and Debian's chromium; see harness.ts.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 240_000,
    fileParallelism: false,
    sequence: { concurrent: false },
  },
})
