import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, inject, test } from 'vitest'
import pg from 'pg'
import { demoSteps, runWalk } from '../../apps/cli/src/demo/run-walk.ts'
import { readDemoAccounts } from '../../apps/cli/src/demo-accounts.ts'
import { everyActOtherwise, walkWhileKilled } from './killed-walk.ts'
import { startServerProcess, type ServerProcess } from './server-process.ts'
import { expectNothingDoubled, expectWholeLog } from './what-a-run-left.ts'
import { createWitness } from './witness.ts'

/** Each test makes a database of its own on the server of this run. */
const superuserUrl = inject('walkPostgresUrl')

describe('on PostgreSQL', () => {
  const made: string[] = []
  let server: ServerProcess

  beforeEach(async () => {
    const name = `fadu_walk_${randomBytes(4).toString('hex')}`
    await asSuperuser(`create database ${name}`)
    made.push(name)
    const url = new URL(superuserUrl)
    url.pathname = `/${name}`
    server = await startServerProcess({ env: { DATABASE_URL: url.href } })
  })
  afterEach(() => server.remove())
  afterAll(async () => {
    for (const name of made) await asSuperuser(`drop database if exists ${name} with (force)`)
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

async function asSuperuser(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
