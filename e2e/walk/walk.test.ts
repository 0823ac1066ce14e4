import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { demoSteps, runWalk } from '../../apps/cli/src/demo/run-walk.ts'
import { readDemoAccounts, type DemoAccounts } from '../../apps/cli/src/demo-accounts.ts'
import { startServerProcess, type ServerProcess } from './server-process.ts'
import { expectNothingDoubled, expectWholeLog } from './what-a-run-left.ts'
import { createWitness } from './witness.ts'

let server: ServerProcess
let accounts: DemoAccounts

beforeAll(async () => {
  server = await startServerProcess({ seeded: inject('seededFolder') })
  accounts = await readDemoAccounts(server.dataFolder)
})
afterAll(() => server.remove())

test('the walk holds on a fresh server with the embedded database, and once more on the same server', async () => {
  for (const runs of [1, 2]) {
    const witness = createWitness()
    const state = await runWalk({ url: server.url, accounts, onReport: (_, report) => witness.see(server.url, report) })
    expect(state.done).toEqual(demoSteps.map((s) => s.name))
    await expectNothingDoubled(server.url, accounts, state, runs)
    await expectWholeLog(server.url, accounts, state, witness)
  }
})
