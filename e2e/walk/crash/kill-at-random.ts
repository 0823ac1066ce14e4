import { setTimeout as after } from 'node:timers/promises'
import { expect } from 'vitest'
import { readDemoAccounts } from '../../../apps/cli/src/demo-accounts.ts'
import { seededRandom } from '../seeded-random.ts'
import type { ServerProcess } from '../server-process.ts'
import { applicationWithGrant, expectFoundOnce, namesOf } from './looked-up.ts'
import { openStock } from './residents.ts'
import { signIn } from './steadfast.ts'
import { copyOf, expectNothingLiesAbout, lookAtRows, type LeftBehind } from './what-lies-there.ts'
import { expectWholeLog, headOf } from './whole-log.ts'
import { createWork } from './work.ts'

/** How often the server is killed in all; more of them for a night, fewer for a look. A third falls on PostgreSQL. */
const kills = Number(process.env['FADU_CRASHES'] ?? 50)
export const killsOnPostgres = Math.round(kills / 3)
export const killsOnEmbedded = kills - killsOnPostgres
export const crashSeed = Number(process.env['FADU_CRASH_SEED'] ?? Date.now() % 1_000_000)
/** ms; a slow machine needs its time for each. */
export const crashTimeout = 300_000 + kills * 20_000
const dataset = 'WZ-RESIDENTS'

/**
 * Kills a server at random moments of aggregation and of replacing keys, and sees after each that every file is there once,
 * every row opens, and each is found once.
 *
 * @param p.url - Of its PostgreSQL; undefined on the embedded database.
 */
export async function killAtRandom(p: {
  readonly server: ServerProcess
  readonly url: string | undefined
  readonly moments: number
  readonly seed: number
}): Promise<void> {
  const { server, url, moments, seed } = p
  console.log(`FADU_CRASH_SEED=${seed}`)
  const random = seededRandom(seed + (url === undefined ? 0 : 1))
  const accounts = await readDemoAccounts(server.dataFolder)
  const steward = await signIn(server.url, accounts, 'wuzhong.police.steward')
  const security = await signIn(server.url, accounts, 'platform.security')
  const application = await applicationWithGrant(server.url, accounts, dataset)
  const work = createWork({ dataset, steward, security, stock: await openStock(seed), random })

  let isOver = false
  const end = (): void => void (isOver = true)
  const working = work.run(() => isOver)
  // Work that fails ends the killing; why is told below, where it is waited for.
  working.then(end, end)
  const seen: LeftBehind[] = []
  const heads = [await headOf(server.url)]
  // What is under way when a server is killed does not depend on when the one before was.
  const chance = seededRandom(random.below(1_000_000))
  // A server lives at most as long as one takes to start, so that a slow machine gets as far as a fast one.
  let longestMs = 2_000
  while (seen.length < moments && !isOver) {
    await after(chance.below(longestMs))
    await server.kill()
    const began = performance.now()
    seen.push(await restartAndLook(server, url))
    longestMs = Math.min(6_000, Math.max(1_000, performance.now() - began))
    await expectFoundOnce(application, dataset, work)
    heads.push(await headOf(server.url))
  }
  end()
  await working
  console.log(
    `${url === undefined ? 'the embedded database' : 'PostgreSQL'}: ${work.stored.length} files, ${work.refused.length} refused, ${work.rotations()} keys;`,
    tally(seen),
  )

  await expectFoundOnce(application, dataset, work)
  await expectWholeLog(server.url, accounts, { dataset, work, heads })
  await expectNothingLiesAbout(server.dataFolder)
  await server.stop()
  const left = await lookAtRows({ url, dataFolder: server.dataFolder }, dataset)
  expect(left.underWay).toBe('nothing')
  expect(left.current).toEqual(namesOf(work.truth().now))
  // Of few moments none may fall into a rotation by chance; of thirty some do.
  if (moments >= 30) {
    const found = new Set(seen.map((s) => s.underWay))
    expect(found.has('both') || (found.has('aggregation') && found.has('rotation')), tally(seen)).toBe(true)
    expect(
      seen.some((s) => s.isMidway),
      'a kill in the middle of a rotation',
    ).toBe(true)
  }
}

/** Looks at all rows that the killed server left, and starts the next one on them. */
async function restartAndLook(server: ServerProcess, url: string | undefined): Promise<LeftBehind> {
  if (url !== undefined) {
    const left = await lookAtRows({ url, dataFolder: server.dataFolder }, dataset)
    await server.restart()
    return left
  }
  const copy = await copyOf(server.dataFolder)
  try {
    const [left] = await Promise.all([lookAtRows({ url, dataFolder: copy.dataFolder }, dataset), server.restart()])
    return left
  } finally {
    await copy.remove()
  }
}

function tally(seen: readonly LeftBehind[]): string {
  const parts = (['nothing', 'aggregation', 'rotation', 'both'] as const).map(
    (what) => `${what} ${seen.filter((s) => s.underWay === what).length}`,
  )
  return `${parts.join(', ')}; ${seen.filter((s) => s.isMidway).length} midway`
}
