import { setTimeout as after } from 'node:timers/promises'
import { headOf } from '../walk/crash/whole-log.ts'
import { seededRandom, type SeededRandom } from '../walk/seeded-random.ts'
import { createDriver, type Told } from './driver/driver.ts'
import type { Fault } from './injected/fault.ts'
import { settle, type Settled } from './ledger/settle.ts'
import type { World } from './world/world.ts'

export interface Stormed {
  /** How often each fault was injected, by its name. */
  readonly injected: ReadonlyMap<string, number>
  /** Faults that cannot be had here, and why. */
  readonly skipped: ReadonlyMap<string, string>
  readonly told: Told
  /** Acts, files and jobs that were acknowledged, and accesses that were answered. */
  readonly acknowledged: number
  readonly seconds: number
  readonly settled: Settled
}

/** Sends work, and injects every fault so many times in an order of chance; ends with the comparison. */
export async function storm(p: {
  readonly world: World
  readonly faults: readonly Fault[]
  readonly rounds: number
  readonly random: SeededRandom
  readonly seed: number
  readonly isFull: boolean
}): Promise<Stormed> {
  const { world, random, isFull } = p
  const began = performance.now()
  // What is sent does not depend on when the fault before was over.
  const driver = await createDriver({ world, random: seededRandom(random.below(1_000_000)), seed: p.seed })
  const skipped = new Map(p.faults.flatMap((f): [string, string][] => named(f.name, f.cannot?.(world))))
  const possible = p.faults.filter((f) => !skipped.has(f.name))
  const plan = shuffled(Array.from({ length: p.rounds }, () => possible).flat(), random)
  const injected = new Map(possible.map((f) => [f.name, 0]))
  const heads = [await headOf(world.servers[0]!.url)]

  let isOver = false
  let failed: Error | undefined
  const working = driver
    .run(() => isOver)
    .catch((error: unknown) => {
      failed = error instanceof Error ? error : new Error(String(error))
    })
  try {
    for (const fault of plan) {
      await after(random.below(1_500))
      if (failed !== undefined) throw failed
      console.log(`${((performance.now() - began) / 1000).toFixed(0)} s: ${fault.name}`)
      await fault.inject({ world, driver, random, isFull })
      injected.set(fault.name, injected.get(fault.name)! + 1)
    }
  } finally {
    isOver = true
  }
  await working
  if (failed !== undefined) throw failed
  heads.push(await headOf(world.servers[0]!.url))
  const { opened, withdrawn, files, jobs, accesses } = driver.ledger
  const acknowledged =
    [opened, withdrawn].reduce((n, acts) => n + [...acts.values()].filter((a) => a !== undefined).length, 0) +
    [...files.values()].filter((f) => f.receipt !== undefined).length +
    [...jobs.values()].filter((j) => j.job !== undefined).length +
    accesses.length
  const settled = await settle(world, driver.ledger, heads)
  const seconds = Math.round((performance.now() - began) / 1000)
  return { injected, skipped, told: driver.told, acknowledged, seconds, settled }
}

const named = (name: string, reason: string | undefined): [string, string][] =>
  reason === undefined ? [] : [[name, reason]]

function shuffled<T>(items: readonly T[], random: SeededRandom): readonly T[] {
  const left = [...items]
  return items.map(() => left.splice(random.below(left.length), 1)[0]!)
}
