import {
  civilDateOf,
  type CedarValue,
  type CivilDate,
  type Decision,
  type Regime,
  type TerritoryCode,
} from '@fadu/domain'
import type { Law } from '@fadu/law-files'
import { decidedAs, organizationOf, principalFacts, type Principal } from '../auth/principal.ts'
import type { Db, Tx } from '../db/open-database.ts'
import type { TerritoryTree } from '../territory/territory-tree.ts'
import { createFactNumbers } from './fact-numbers.ts'
import { standingRegime, type PackVersion, type StandingTexts } from './pack-archive.ts'

/** What an act is done to, as the rules see it. */
export interface Resource {
  readonly type: 'Platform' | 'Territory' | 'Organization' | 'CatalogEntry' | 'Dataset' | 'Case'
  readonly id: string
  /** Whose law governs it; absent for the platform itself. */
  readonly territory?: TerritoryCode
  readonly facts: Readonly<Record<string, CedarValue>>
  /** The regime that decides where it is not that of the territory today: a case goes on under the text it began with. */
  readonly regime?: Regime
}

export const platformResource: Resource = { type: 'Platform', id: 'platform', facts: {} }

export interface Asked {
  readonly action: string
  readonly principal: Principal
  readonly resource: Resource
  /** Facts beside principal and resource; `today` and `reach` are added here. */
  readonly context?: Readonly<Record<string, CedarValue>>
  /** Facts of the context that many calls have in common. Held by the caller and given again, they cost nothing to compare. */
  readonly standing?: Readonly<Record<string, CedarValue>>
}

/** The one place where a decision is made, on the server as in every process of it. */
export interface Gate {
  today(): CivilDate
  now(): Date
  regimeFor(territory: TerritoryCode | undefined): Regime
  /**
   * The regime of a case: the one in force when the text it began with is part of that; otherwise the same with that text in
   * the place of what followed it. Read once a text; `assertOpenCasesGoOn` has read those of open cases.
   *
   * @throws {PackTextError} when the text was not kept or does not stand beside the packs of today.
   */
  regimeOfCase(tx: Db | Tx, territory: TerritoryCode, began: PackVersion): Promise<Regime>
  decide(asked: Asked): Decision
}

export function createGate(deps: {
  readonly law: Law
  readonly texts: StandingTexts
  readonly territories: () => TerritoryTree
  readonly now: () => Date
}): Gate {
  const regimes = new Map<string, Regime>()
  const regimeFor = (territory: TerritoryCode | undefined): Regime => {
    if (territory === undefined) return deps.law.book.platform
    const today = civilDateOf(deps.now())
    const tree = deps.territories()
    const place = `${territory}/${today}/${tree.all().length}`
    return remembered(regimes, place, () => deps.law.book.regimeOf(tree.path(territory), today))
  }
  // A decision is a function of the regime's rules and of the facts it is asked with, and of nothing else; asked again with
  // the same facts it is the same. Whatever could change it (a grant, a suspension, an entry, the day) is among the facts.
  const decisions = new Map<string, Decision>()
  const numbers = createFactNumbers()
  return {
    now: deps.now,
    today: () => civilDateOf(deps.now()),
    regimeFor,
    regimeOfCase: async (tx, territory, began) => {
      const inForce = regimeFor(territory)
      if (inForce.packs.some((p) => p.id === began.pack && p.version === began.version)) return inForce
      const standing = await deps.texts.lawOf(tx, began)
      const today = civilDateOf(deps.now())
      const place = `${territory}/${began.pack}@${began.version} ${inForce.name}/${today}`
      return remembered(regimes, place, () =>
        standingRegime(standing, inForce, deps.territories().path(territory), today),
      )
    },
    decide: ({ action, principal, resource, context, standing = noFacts }) => {
      const from = organizationOf(principal)?.territory
      const reach =
        from === undefined || resource.territory === undefined
          ? 'own'
          : deps.territories().reach(from, resource.territory)
      const regime = resource.regime ?? regimeFor(resource.territory)
      const today = civilDateOf(deps.now())
      const facts = [decidedAs(principal), resource.facts, standing].map((f) => numbers.of(f)).join(' ')
      const asked = JSON.stringify([action, resource.type, resource.id, reach, today, context])
      return remembered(decisions, `${regime.name} ${facts} ${asked}`, () =>
        regime.decider.decide({
          action,
          principal: principalFacts(principal),
          resource: { type: resource.type, id: resource.id, facts: resource.facts },
          context: { today, reach, ...standing, ...context },
        }),
      )
    },
  }
}

const noFacts = {}

/** Entries kept; when full, all are forgotten at once, which costs a moment of thinking and no bookkeeping. */
const mostRemembered = 20_000

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key)
  if (found !== undefined) return found
  const made = make()
  if (known.size >= mostRemembered) known.clear()
  known.set(key, made)
  return made
}
