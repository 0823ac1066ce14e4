import { afterAll, afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import { demoSteps, runWalk } from '../../apps/cli/src/demo/run-walk.ts'
import { readDemoAccounts } from '../../apps/cli/src/demo-accounts.ts'
import { everyActOtherwise, walkWhileKilled } from './killed-walk.ts'
import { startServerProcess, type ServerProcess } from './server-process.ts'
import { makeDatabase, type TemporaryDatabase } from './temporary-database.ts'
import { expectNothingDoubled, expectWholeLog } from './what-a-run-left.ts'
import { createWitness } from './witness.ts'

/** Each test makes a database of its own on the server of this run. */
const superuserUrl = inject('walkPostgresUrl')

describe('on PostgreSQL', () => {
  const made: TemporaryDatabase[] = []
  let server: ServerProcess

  beforeEach(async () => {
    const database = await makeDatabase(superuserUrl)
    made.push(database)
    server = await startServerProcess({ env: { DATABASE_URL: database.url } })
  })
  afterEach(() => server.remove())
  afterAll(async () => {
    for (const database of made) await database.drop()
  })

  test('the walk holds, and holds again while the server is killed in every act', async () => {
    const accounts = await readDemoAccounts(server.dataFolder)
    const witness = createWitness()
    const state = await runWalk({ url: server.url, accounts, onReport: (_, report) => witness.see(server.url, report) })
    expect(state.done).toEqual(demoSteps.map((s) => s.name))
    await expectNothingDoubled(server.url, accounts, state, 1)
    await expectWholeLog(server.url, accounts, state, witness)
    await walkWhileKilled(server, everyActOtherwise(), 2)
  })
})
