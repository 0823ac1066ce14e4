import {
  civilDateOf,
  type CedarValue,
  type CivilDate,
  type Decision,
  type Regime,
  type TerritoryCode,
} from '@fadu/domain'
import { organizationOf, principalFacts, type Principal } from '../auth/principal.ts'
import type { TerritoryTree } from '../territory/territory-tree.ts'
import type { Law } from './load-law.ts'

/** What an act is done to, as the rules see it. */
export interface Resource {
  readonly type: 'Platform' | 'Territory' | 'Organization' | 'CatalogEntry' | 'Dataset' | 'Case'
  readonly id: string
  /** Whose law governs it; absent for the platform itself. */
  readonly territory?: TerritoryCode
  readonly facts: Readonly<Record<string, CedarValue>>
}

export const platformResource: Resource = { type: 'Platform', id: 'platform', facts: {} }

export interface Asked {
  readonly action: string
  readonly principal: Principal
  readonly resource: Resource
  /** Facts beside principal and resource; `today` and `reach` are added here. */
  readonly context?: Readonly<Record<string, CedarValue>>
}

/** The one place where a decision is made, on the server as in every process of it. */
export interface Gate {
  today(): CivilDate
  now(): Date
  regimeFor(territory: TerritoryCode | undefined): Regime
  decide(asked: Asked): Decision
}

export function createGate(deps: {
  readonly law: Law
  readonly territories: () => TerritoryTree
  readonly now: () => Date
}): Gate {
  const regimeFor = (territory: TerritoryCode | undefined): Regime =>
    territory === undefined ? deps.law.book.platform : deps.law.book.regimeOf(deps.territories().path(territory))
  return {
    now: deps.now,
    today: () => civilDateOf(deps.now()),
    regimeFor,
    decide: ({ action, principal, resource, context }) => {
      const from = organizationOf(principal)?.territory
      const reach =
        from === undefined || resource.territory === undefined
          ? 'own'
          : deps.territories().reach(from, resource.territory)
      return regimeFor(resource.territory).decider.decide({
        action,
        principal: principalFacts(principal),
        resource: { type: resource.type, id: resource.id, facts: resource.facts },
        context: { today: civilDateOf(deps.now()), reach, ...context },
      })
    },
  }
}
