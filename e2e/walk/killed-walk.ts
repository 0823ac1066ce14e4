import { expect } from 'vitest'
import { demoSteps, runWalk } from '../../apps/cli/src/demo/run-walk.ts'
import { readDemoAccounts } from '../../apps/cli/src/demo-accounts.ts'
import { createKiller, type KillPoint } from './kill-points.ts'
import type { ServerProcess } from './server-process.ts'
import { expectNothingDoubled, expectWholeLog } from './what-a-run-left.ts'
import { createWitness } from './witness.ts'

export type KillPlan = ReadonlyMap<string, KillPoint>

const stepNames = demoSteps.map((s) => s.name)
/** Steps whose act changes something: there a lost answer is the case that could double it. */
const acts = stepNames.filter((name) => /draft|submit|approve|publish|aggregate|request|lookup/.test(name))
const moments: readonly KillPoint[] = [8, 40, 'before', 20, 120, 5, 70]

/** Every step is hit once: every second act after it was done, with its answer lost, all others on their way. */
export function everyStep(): KillPlan {
  return new Map(
    stepNames.map((name, i): [string, KillPoint] => [
      name,
      acts.indexOf(name) % 2 === 0 ? 'answer-lost' : moments[i % moments.length]!,
    ]),
  )
}

/** Every act is hit once, the other way than in `everyStep`. */
export function everyActOtherwise(): KillPlan {
  return new Map(
    acts.map((name, i): [string, KillPoint] => [name, i % 2 === 1 ? 'answer-lost' : moments[i % moments.length]!]),
  )
}

/**
 * Walks while the server is killed as planned and started again on what it left; then nothing is doubled and nothing lost.
 *
 * @param runs - Runs on this server with this one.
 */
export async function walkWhileKilled(server: ServerProcess, plan: KillPlan, runs = 1): Promise<void> {
  const { url, dataFolder } = server
  const accounts = await readDemoAccounts(dataFolder)
  const killer = createKiller(server)
  const witness = createWitness()
  const began = performance.now()
  const state = await runWalk({
    url,
    accounts,
    fetch: killer.fetch,
    onStep: (step) => {
      const point = plan.get(step.name)
      if (point !== undefined) killer.arm(step.name, point)
    },
    onUnreachable: async () => {
      await killer.isUp()
      return true
    },
    onReport: async (_, report) => {
      await killer.settled()
      await witness.see(url, report)
    },
  })
  expect(state.done).toEqual(stepNames)
  expect(killer.kills).toHaveLength(plan.size)
  await expectNothingDoubled(url, accounts, state, runs)
  await expectWholeLog(url, accounts, state, witness)
  const seconds = ((performance.now() - began) / 1000).toFixed(0)
  console.log(
    `${plan.size} kills in ${seconds} s: ${killer.kills.join(', ')}; answered before its kill came: ${killer.answered.join(', ') || 'none'}`,
  )
}
