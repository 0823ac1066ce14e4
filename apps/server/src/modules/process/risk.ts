import type { Ground } from '@fadu/domain'
import { system } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import { settledBy, type EvidenceLog } from '../../platform/log/evidence-log.ts'
import { datasetFacts } from '../aggregate/index.ts'
import type { Entry } from '../catalog/index.ts'
import type { Dataset } from '../../platform/release/dataset-store.ts'
import type { InputDeps } from './inputs.ts'
import type { PlanFacts } from './plan-facts.ts'

/** What the rules said of a job: which of them wanted an assessment, and why. */
export interface RiskFinding {
  readonly at: string
  readonly facts: PlanFacts
  readonly grounds: readonly Ground[]
  readonly needed: readonly string[]
}

/**
 * Asks the rules whether a job may go on, with what is known of it. The numbers stand in the rules, which are policy of the
 * pack; a rule that fails to evaluate stops the job as well.
 *
 * @returns Undefined when it may; otherwise what it must be assessed for. That is on record before this returns.
 */
export async function findRisk(
  tx: Db | Tx,
  deps: InputDeps & { readonly log: EvidenceLog },
  job: {
    readonly id: string
    readonly caseId: string
    readonly output: { readonly dataset: Dataset; readonly entry: Entry }
    readonly facts: PlanFacts
    /** Facts that an assessment has settled; anything beyond them is asked anew. */
    readonly assessed: PlanFacts | null
  },
): Promise<RiskFinding | undefined> {
  const { gate, territories, log } = deps
  const { dataset, entry } = job.output
  const { resource, context } = datasetFacts(dataset, entry, territories())
  const plan = { ...job.facts, assessed: job.assessed !== null && within(job.facts, job.assessed) }
  const decision = gate.decide({
    action: 'processing.proceed',
    principal: system,
    resource,
    context: { ...context, plan },
  })
  if (decision.effect === 'allow') return undefined
  await log.append(tx, gate.now(), {
    kind: 'system',
    action: 'processing.proceed',
    actor: { type: 'System', id: 'system' },
    subject: { type: 'Dataset', id: dataset.code },
    territory: entry.territory,
    case: job.caseId,
    dataset: dataset.id,
    ...settledBy(decision.because),
    outcome: 'refused',
    reason: 'ACT_FORBIDDEN',
    detail: { job: job.id, ...job.facts },
  })
  return {
    at: gate.now().toISOString(),
    facts: job.facts,
    grounds: decision.because,
    needed: decision.needed.map((n) => n.text),
  }
}

/** Whether what was assessed covers this: not more agencies, grades or combinations, and no smaller group. */
function within(facts: PlanFacts, assessed: PlanFacts): boolean {
  return (
    facts.agencies <= assessed.agencies &&
    facts.grade <= assessed.grade &&
    (!facts.aboutPersons || assessed.aboutPersons) &&
    facts.singlesOut.every((id) => assessed.singlesOut.includes(id)) &&
    (facts.smallestGroup === 0 || (assessed.smallestGroup > 0 && facts.smallestGroup >= assessed.smallestGroup))
  )
}
