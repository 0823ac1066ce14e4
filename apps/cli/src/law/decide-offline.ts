import { queryFaults, type CivilDate, type DecisionQuery, type Ground, type RuleFault } from '@fadu/domain'
import { cedar, loadLaw } from '@fadu/law-files'
import { FactsInvalid, type DecisionFacts } from './decision-facts.ts'
import { nearNames } from './near-names.ts'
import { pathOf } from './territory-path.ts'

/** A decision with all that settles it, as a server answers it too. */
export interface DecisionAnswer {
  readonly effect: 'allow' | 'deny'
  /** True when no rule spoke: silence means no. */
  readonly bySilence: boolean
  /** The packs that were asked, nearest first, with their versions. */
  readonly regime: string
  /** True when a draft is among them: the result is a draft result. */
  readonly draft: boolean
  readonly grounds: readonly Ground[]
  readonly needed: readonly { readonly clause: string; readonly text: string }[]
  readonly faults: readonly RuleFault[]
}

/** The law declares no such act. */
export class ActUnknown extends Error {
  readonly code = 'ACT_UNKNOWN'
  readonly act: string
  /** Acts that somebody may have meant. */
  readonly near: readonly string[]

  constructor(act: string, near: readonly string[]) {
    super(`ACT_UNKNOWN ${act}`)
    this.name = 'ActUnknown'
    this.act = act
    this.near = near
  }
}

/**
 * Decides an act with the packs of a folder, under the law that holds in the territory on a day.
 *
 * @throws {ActUnknown} when no pack and not the platform declares the act; {FactsInvalid} when its facts do not fit.
 */
export async function decideOffline(p: {
  readonly packs: string
  readonly territory: string
  readonly on: CivilDate
  readonly act: string
  readonly facts: DecisionFacts
}): Promise<DecisionAnswer> {
  const { book } = await loadLaw(p.packs)
  const acts = book.actions.map((action) => action.id)
  if (!acts.includes(p.act)) throw new ActUnknown(p.act, nearNames(p.act, acts))
  const query = { action: p.act, ...p.facts } as DecisionQuery
  const unfit = queryFaults(cedar, book.actions, query)
  if (unfit.length > 0) throw new FactsInvalid(unfit)
  const regime = book.regimeOf(pathOf(p.territory), p.on)
  const { because, needed, ...decision } = regime.decider.decide(query)
  return {
    ...decision,
    regime: regime.name,
    draft: regime.draft,
    grounds: because,
    needed: needed.map(({ clause, text }) => ({ clause, text })),
  }
}
