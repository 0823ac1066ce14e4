import { randomBytes } from 'node:crypto'
import { createClient, FaduUnreachable, type ApplicationClient, type FaduClient } from '@fadu/sdk'
import type { DemoAccounts } from '../demo-accounts.ts'
import { proofSteps } from './proof-steps.ts'
import { WalkBroken, type StepReport, type Walk, type WalkState, type WalkStep } from './step.ts'
import { wuzhongSteps } from './wuzhong-steps.ts'
import { yinzhouSteps } from './yinzhou-steps.ts'

export const demoSteps: readonly WalkStep[] = [...wuzhongSteps, ...yinzhouSteps, ...proofSteps]

export interface WalkOptions {
  readonly url: string
  readonly accounts: DemoAccounts
  /** Taken up where it stopped; a new run when left out. */
  readonly state?: WalkState
  readonly onStep?: (step: WalkStep) => void
  readonly onReport?: (step: WalkStep, report: StepReport, state: WalkState) => void | Promise<void>
  /** No answer came: waits until the server answers again. @returns Whether to take the step again. */
  readonly onUnreachable?: (step: WalkStep, error: FaduUnreachable) => Promise<boolean>
  readonly fetch?: typeof globalThis.fetch
}

/** A new run: a name that no earlier one has, and the last day of what it asks for. */
export function newWalk(now: Date): WalkState {
  // Civil days are those of Asia/Shanghai, eight hours ahead.
  const until = new Date(now.getTime() + 365 * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)
  return { runId: randomBytes(4).toString('hex'), done: [], facts: { until } }
}

/**
 * Takes every step that is not done yet, in order. Each goes under a key of its own (`run/step`), so that one whose answer
 * was lost is taken again without being done twice.
 *
 * @throws {WalkBroken} when an expectation does not hold, {FaduUnreachable} when `onUnreachable` gives up
 */
export async function runWalk(options: WalkOptions): Promise<WalkState> {
  let state = options.state ?? newWalk(new Date())
  const people = createPeople(options)
  const walk: Walk = {
    runId: state.runId,
    ...people,
    fact: (name) => {
      const value = state.facts[name]
      if (value === undefined) throw new WalkBroken(`an earlier step to have kept «${name}»`, 'nothing')
      return value
    },
  }
  for (const step of demoSteps.filter((s) => !state.done.includes(s.name))) {
    options.onStep?.(step)
    const report = await takeStep(step, walk, options)
    state = { runId: state.runId, done: [...state.done, step.name], facts: { ...state.facts, ...report.keep } }
    await options.onReport?.(step, report, state)
  }
  return state
}

async function takeStep(step: WalkStep, walk: Walk, options: WalkOptions): Promise<StepReport> {
  for (;;) {
    try {
      return await step.run(walk, `demo/${walk.runId}/${step.name}`)
    } catch (error) {
      if (!(error instanceof FaduUnreachable)) throw error
      if ((await options.onUnreachable?.(step, error)) !== true) throw error
    }
  }
}

function createPeople({
  url,
  accounts,
  fetch,
}: WalkOptions): Pick<Walk, 'visitor' | 'as' | 'application' | 'applicationId'> {
  const visitor = createClient({ baseUrl: url, ...(fetch === undefined ? {} : { fetch }) })
  const signedIn = new Map<string, FaduClient>()
  const applications = new Map<string, ApplicationClient>()
  const applicationOf = (key: string): DemoAccounts['applications'][number] => {
    const found = accounts.applications.find((a) => a.key === key)
    if (found === undefined) throw new WalkBroken(`the application ${key} among the demonstration accounts`, 'none')
    return found
  }
  return {
    visitor,
    as: async (login) => {
      const known = signedIn.get(login)
      if (known !== undefined) return known
      const client = await visitor.signIn({ login, password: accounts.password })
      signedIn.set(login, client)
      return client
    },
    application: (key) => {
      const known = applications.get(key)
      if (known !== undefined) return known
      const client = visitor.asApplication(applicationOf(key))
      applications.set(key, client)
      return client
    },
    applicationId: (key) => applicationOf(key).id,
  }
}
