import type { DetectorCategory } from '../detect/category.ts'

/** How much protection data needs: 1 the least, 4 the most. */
export type Grade = 1 | 2 | 3 | 4
export const grades = [1, 2, 3, 4] as const satisfies readonly Grade[]

/** A code with the word that people read. */
export interface Named {
  readonly code: string
  readonly name: string
}

/** A class of the category tree; without a parent it stands at the top. */
export interface CategoryNode extends Named {
  readonly parent?: string
}

/** What is harmed, and how badly, when the data gets out, is changed or is lost. */
export interface Impact {
  readonly object: string
  readonly degree: string
}

/** All that is given must be true. Of a list, one member suffices. */
export interface RuleCondition {
  /** What a detector found, or a person declared, of the item; of an entry: of any of its items. */
  readonly detected?: readonly DetectorCategory[]
  /** Of another item of the same entry. Only for items. */
  readonly with?: readonly DetectorCategory[]
  /** A part of the item's name or meaning; of an entry: of its name. */
  readonly named?: readonly string[]
  /** A part of the theme that the entry states. */
  readonly theme?: readonly string[]
  /** How the item's code list begins, e.g. `GB/T 2261`. Only for items. */
  readonly codeList?: readonly string[]
  /** The data concerns minors. */
  readonly minors?: true
  /** The item is one of a set of quasi-identifiers; of an entry: it has such a set. */
  readonly quasiIdentifiers?: true
  /** The dataset has at least so many rows. */
  readonly rowsFrom?: number
}

export interface GradingRule {
  readonly id: string
  /** What the rule says, for people. */
  readonly text: string
  readonly of: 'item' | 'entry'
  readonly when: RuleCondition
  /** The class it puts the data into. */
  readonly category?: string
  /** The harm from which the grade follows; without it the rule gives the grade itself. */
  readonly impact?: Impact
  readonly grade: Grade
}

/**
 * The classification and grading rules of an authority, as data. Sound only when `checkRuleSet` made it: the grade of a rule
 * with an impact is that of the matrix.
 */
export interface RuleSet {
  readonly levels: readonly { readonly grade: Grade; readonly name: string }[]
  readonly objects: readonly Named[]
  /** Least harm first. */
  readonly degrees: readonly Named[]
  /** Object → degree → grade. */
  readonly matrix: Readonly<Record<string, Readonly<Record<string, Grade>>>>
  readonly categories: readonly CategoryNode[]
  /** Findings that a detector is less sure of are not looked at; 0 to 1. */
  readonly confidence: number
  readonly rules: readonly GradingRule[]
}
