import type { ClauseId, PackId } from '../shared/index.ts'

/** How a clause binds on the platform: refused or driven here, evidenced here, or only readable here. */
export type Executability = 'yes' | 'evidence' | 'no'

/** One paragraph or item of a regulation, with what the platform makes of it. One row of a pack's `clauses.csv`. */
export interface Clause {
  readonly id: ClauseId
  readonly pack: PackId
  readonly article: string
  /** Complete text of the clause in Chinese. */
  readonly text: string
  readonly actor: readonly string[]
  readonly kind: string
  readonly lifecycle: string
  /** Time rules of the clause in words; empty when it sets none. */
  readonly deadline: string
  readonly executable: Executability
  readonly capability: string
  /** One sentence of observable behaviour that proves the clause. */
  readonly acceptance: string
}

/** What a pack's words are worth: binding law, a draft applied on trial, or policy of the platform's operator. */
export type Standing = 'law' | 'draft' | 'policy'

/** Why something was permitted or refused: the rule that settled it and the clause it stands on. */
export interface Ground {
  readonly clause: ClauseId
  readonly pack: PackId
  /** Short name of the regulation, as people cite it. */
  readonly source: string
  readonly standing: Standing
  readonly text: string
  /** Policy, procedure or form that settled it: `WZ-27`, `share.request/approve`. */
  readonly rule: string
}

/** Each clause once, also where several rules of it settled something; the last one stands for it. */
export function uniqueGrounds(grounds: readonly Ground[]): readonly Ground[] {
  return [...new Map(grounds.map((g) => [g.clause, g])).values()]
}
