import { afterEach, expect, inject, test } from 'vitest'
import { readDemoAccounts } from '../../apps/cli/src/demo-accounts.ts'
import { expectBatchesWhole, rowsOnDisk } from './batches-left.ts'
import { createSender, type Delivery } from './batch-sender.ts'
import { seededRandom } from './seeded-random.ts'
import { startServerProcess, type ServerProcess } from './server-process.ts'

/** How often the server is killed; more of them for a night, fewer for a look. */
const kills = Number(process.env['FADU_BATCH_KILLS'] ?? 50)
const seed = Number(process.env['FADU_BATCH_SEED'] ?? Date.now() % 1_000_000)
const dataset = 'WZ-DIVISIONS'

let server: ServerProcess | undefined
afterEach(() => server?.remove())

test(
  `killed at ${kills} random moments of aggregation, every batch that ended is there once and nothing else is`,
  async () => {
    console.log(`FADU_BATCH_SEED=${seed}`)
    const random = seededRandom(seed)
    server = await startServerProcess({ seeded: inject('seededFolder') })
    const accounts = await readDemoAccounts(server.dataFolder)
    const sender = await createSender(server, accounts, { login: 'wuzhong.civil.steward', dataset, random })
    /** Name of the division by its code: what must be current. */
    let current = new Map<string, string>()
    const done: Delivery[] = []
    for (let round = 0; sender.kills() < kills; round++) {
      const mode = round === 0 ? 'snapshot' : (['snapshot', 'append', 'upsert'] as const)[random.below(3)]!
      const count = 500 + random.below(2_500)
      const rows = new Map<string, string>()
      if (mode !== 'append') {
        for (const [code, name] of current)
          if (random.below(4) > 0) rows.set(code, random.below(3) > 0 ? name : `${name}改`)
      }
      for (let i = 0; rows.size < count; i++) rows.set(String(900_000_000_000 + round * 10_000 + i), `村${round}号${i}`)
      const delivery = await sender.deliver({
        mode,
        rows,
        name: `round-${round}.csv`,
        mostKills: kills - sender.kills(),
      })
      expect(delivery.state, JSON.stringify(delivery)).toBe('stored')
      current = mode === 'snapshot' ? rows : new Map([...current, ...rows])
      done.push(delivery)
      console.log(`${delivery.name} ${mode} ${rows.size} rows, ${sender.kills()} kills so far`)
    }
    console.log(`${kills} kills in ${done.length} batches; found after them: ${JSON.stringify(sender.moments())}`)
    await expectBatchesWhole(server, accounts, { dataset, login: 'wuzhong.civil.steward', done, rows: current.size })
    await server.stop()
    expect(await rowsOnDisk(server.dataFolder, dataset)).toEqual([...current].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  },
  180_000 + kills * 60_000,
)
