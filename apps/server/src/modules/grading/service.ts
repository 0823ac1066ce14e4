import type { TerritoryCode } from '@fadu/domain'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db } from '../../platform/db/open-database.ts'
import type { SuggestionState } from '../../platform/db/tables.ts'
import type { Page } from '../../platform/http/page.ts'
import type { Gate } from '../../platform/law/gate.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { readEntry, type Entry } from '../catalog/index.ts'
import type { LawAdditions } from '../law/index.ts'
import { decideSuggestions, type Decided, type Decision } from './decide-suggestions.ts'
import { enterRuleSet, type EnteredRules, type RuleSetInput } from './rule-set-acts.ts'
import { rulesIn, type RulesInTerritory } from './rule-set-views.ts'
import type { GradingRules } from './standing-rules.ts'
import { entryGrading, listSuggestions, type EntryGradingView, type ListedSuggestionView } from './views.ts'

/** Rules of classification and grading, what they suggest, and what people decide. */
export interface GradingService {
  /** The rules that hold in a territory, and all versions that were entered there and above. */
  rulesIn(territory: TerritoryCode): Promise<RulesInTerritory>
  enterRules(principal: AccountPrincipal, input: RuleSetInput): Act<ActFacts, EnteredRules>
  find(entryId: string): Promise<Entry>
  ofEntry(entry: Entry): Promise<EntryGradingView>
  /** Suggestions of a territory and those below it; an agency sees those of its own entries. */
  suggestions(principal: AccountPrincipal, query: SuggestionsAsked): Promise<Page<ListedSuggestionView>>
  decide(principal: AccountPrincipal, decisions: readonly Decision[]): Act<ActFacts, readonly Decided[]>
}

export interface SuggestionsAsked {
  readonly territory: TerritoryCode
  readonly state?: SuggestionState | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

export function createGradingService(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly rules: GradingRules
  readonly additions: LawAdditions
  readonly territories: () => TerritoryTree
}): GradingService {
  const { db, gate, territories } = deps
  return {
    rulesIn: (territory) => rulesIn(deps, territory),
    enterRules: (principal, input) => enterRuleSet(deps, principal, input),
    find: (entryId) => readEntry(db, entryId),
    ofEntry: (entry) => entryGrading(db, entry),
    suggestions: (principal, { territory, ...query }) => {
      const { kinds, id } = principal.organization
      const ownOnly = kinds.includes('authority') ? {} : { provider: id }
      return listSuggestions(db, { ...query, ...ownOnly, territories: [...territories().within(territory)] })
    },
    decide: (principal, decisions) => decideSuggestions(gate, principal, decisions),
  }
}
