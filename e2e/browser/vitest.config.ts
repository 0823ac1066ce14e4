import { defineConfig } from 'vitest/config'

// Needs apps/server/dist, apps/web/dist and Debian's chromium; see harness.ts.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    // Nothing here is judged by the clock: a story fails for what it sees, on a machine of any load.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 30_000 } },
    fileParallelism: false,
    sequence: { concurrent: false },
  },
})
