import { afterEach, expect, test } from 'vitest'
import { seededRandom } from '../walk/seeded-random.ts'
import {
  databaseSlow,
  diskFull,
  failOver,
  postgresKilled,
  postgresSilent,
  wayCut,
  wayStalled,
} from './injected/database-faults.ts'
import { clockBack, clockForward, poisonJob, serverKilled } from './injected/server-faults.ts'
import { surge, type SurgeSeen } from './injected/surge.ts'
import { keepResult } from './results.ts'
import { storm, type Stormed } from './storm.ts'
import { openEmbeddedWorld, openPostgresWorld, type World } from './world/world.ts'

const isFull = process.env['FADU_FAULTS'] === 'full'
const form = isFull ? 'full' : 'short'
const seed = Number(process.env['FADU_FAULTS_SEED'] ?? Date.now() % 1_000_000)

let world: World | undefined
afterEach(async () => {
  await world?.remove()
  world = undefined
})
/** What the servers said of faults that they know nothing of. */
afterEach(() => {
  const said = (world?.servers ?? []).flatMap((server) => server.said().split('\n'))
  for (const line of said) if (line.includes('request failed')) console.log(line)
})

/** Nothing acknowledged is lost, nothing is done twice, nothing is done or shown without its record, no clock is missed. */
function expectNothingWrong({ settled, told }: Stormed): void {
  expect(settled.findings).toEqual([])
  expect(settled.problems).toEqual([])
  expect(settled.fsck).toEqual([])
  expect(settled.clocksTold).toBeGreaterThan(0)
  // What passes is told as what passes, and when to come again: nobody is told of an incident.
  expect([...told.refused.keys()].filter((code) => code.startsWith('5'))).toEqual([])
  expect(told.deferredWithoutTime).toBe(0)
}

test('WZ-40-2-7 NB-11-2 on PostgreSQL, several servers, faults under traffic: nothing lost, doubled, unrecorded or missed', async () => {
  console.log(`FADU_FAULTS_SEED=${seed}`)
  world = await openPostgresWorld(isFull ? 4 : 2)
  const surges: SurgeSeen[] = []
  const stormed = await storm({
    world,
    faults: [
      serverKilled,
      postgresKilled,
      postgresSilent,
      wayStalled,
      wayCut,
      databaseSlow,
      diskFull,
      failOver,
      clockForward,
      clockBack,
      poisonJob,
      surge((seen) => surges.push(seen)),
    ],
    rounds: isFull ? 12 : 1,
    random: seededRandom(seed),
    seed,
    isFull,
  })
  await keepResult({ engine: 'PostgreSQL', form, servers: world.servers.length, seed, stormed, surges })
  expectNothingWrong(stormed)
  for (const seen of surges) {
    expect(seen.deferred).toBeGreaterThan(0)
    expect(seen.accepted).toBeGreaterThan(0)
    expect(seen.memoryAfter).toBeLessThan(seen.memoryBefore * 2 + 200)
  }
})

test('WZ-40-2-7 NB-11-2 on the embedded engine, faults under traffic: nothing lost, doubled, unrecorded or missed', async () => {
  console.log(`FADU_FAULTS_SEED=${seed}`)
  world = await openEmbeddedWorld()
  const stormed = await storm({
    world,
    faults: [serverKilled, diskFull, clockForward, clockBack],
    rounds: isFull ? 12 : 1,
    random: seededRandom(seed + 1),
    seed,
    isFull,
  })
  await keepResult({ engine: 'embedded', form, servers: 1, seed, stormed, surges: [] })
  expectNothingWrong(stormed)
})
