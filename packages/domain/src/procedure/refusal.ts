import type { Ground } from '../citation/index.ts'
import type { Needed } from '../policy/index.ts'
import type { IssueText } from '../shared/index.ts'

/** Why an act on a case is refused. Text is in `refusal.zh-cn.ts`; a code here without one there does not compile. */
export type RefusalReason =
  | { readonly code: 'ACT_FORBIDDEN' }
  | { readonly code: 'ACT_NOT_PERMITTED' }
  /** Keys are split among custodians, and not enough of them have been here. */
  | { readonly code: 'KEYS_LOCKED'; readonly handedIn: number; readonly threshold: number }
  | { readonly code: 'ACT_RULE_FAULT'; readonly rule: string }
  | {
      readonly code: 'ACT_NOT_OFFERED'
      readonly action: string
      readonly state: string
      readonly offered: readonly string[]
    }
  | { readonly code: 'ACT_NOT_PARTY'; readonly party: string }
  | { readonly code: 'ACT_ROLE_MISSING'; readonly role: string }
  | { readonly code: 'ACT_ALREADY_USED'; readonly action: string }
  | {
      readonly code: 'ACT_FORM_INCOMPLETE'
      readonly fields: readonly RefusedField[]
    }
  | { readonly code: 'ACT_BASIS_MISSING' }
  | { readonly code: 'ACT_BASIS_UNKNOWN'; readonly instrument: string }
  | { readonly code: 'ACT_BASIS_NOT_IN_FORCE'; readonly instrument: string; readonly on: string }
  | { readonly code: 'ACT_BASIS_RANK'; readonly given: string; readonly accepted: readonly string[] }
  | { readonly code: 'ACT_COURSE_CLOSED'; readonly offer?: string }
  | { readonly code: 'ACT_EFFECT_PENDING'; readonly effect: string }
  | { readonly code: 'ACT_PARTY_VACANT'; readonly party: string }
  | { readonly code: 'ACT_LIMIT_EXCEEDED'; readonly limit: string; readonly counted: number; readonly most: number }
  | { readonly code: 'ACT_PERIOD_FIXED'; readonly period: string }
  | {
      readonly code: 'ACT_OBTAINABLE_BY_SHARING'
      readonly fields: readonly RefusedField[]
      readonly matches: readonly SharedItem[]
    }
  | {
      readonly code: 'ACT_ITEM_NOT_LISTED'
      readonly fields: readonly RefusedField[]
      readonly items: readonly string[]
    }
  | {
      readonly code: 'ACT_IDENTIFIER_MISSING'
      readonly fields: readonly RefusedField[]
      readonly items: readonly string[]
    }
  | {
      readonly code: 'ACT_STANDARD_EXISTS'
      readonly fields: readonly RefusedField[]
      readonly standards: readonly { readonly code: string; readonly title: string }[]
    }
  | {
      readonly code: 'ACT_CODE_LIST_UNKNOWN'
      readonly fields: readonly RefusedField[]
      readonly codeLists: readonly string[]
    }
  | {
      readonly code: 'ACT_OUTCOME_MISSING'
      readonly fields: readonly RefusedField[]
      readonly demands: readonly string[]
    }
  | {
      readonly code: 'ACT_GRADE_UNDECIDED'
      readonly fields: readonly RefusedField[]
      readonly items: readonly { readonly name: string; readonly grade: number | null; readonly suggested: number }[]
      /** The rules that suggest it, and their version. */
      readonly ruleSet: string
    }
  | {
      readonly code: 'ACT_GRADE_BELOW_ITEMS'
      readonly fields: readonly RefusedField[]
      readonly grade: number
      readonly highest: number
      readonly items: readonly string[]
    }
  | {
      readonly code: 'ACT_GRADE_REASON_MISSING'
      readonly fields: readonly RefusedField[]
      readonly items: readonly { readonly name: string; readonly grade: number; readonly suggested: number }[]
    }

export interface RefusedField {
  readonly field: string
  readonly label: string
  /** Number of the row, from 1, of a field inside rows. */
  readonly row?: number
  readonly fault: string
}

/** Why two items are taken for the same: equal names, names that mean the same, values of the same code list. */
export type MatchReason = 'sameName' | 'synonym' | 'codeList'

/** An item of somebody's published entry that offers what was to be collected. */
export interface SharedItem {
  /** The field of the act, `items.3.name`, and its row from 1. */
  readonly field: string
  readonly row: number
  /** What was to be collected. */
  readonly wanted: string
  readonly entry: { readonly id: string; readonly code: string; readonly name: string }
  readonly agency: string
  readonly item: string
  readonly because: MatchReason
  /** 1 for the same name, less for what is only known to mean the same. */
  readonly score: number
  /** The procedure by which it is asked for. */
  readonly offer: string
}

/** A refused act: why, on which clauses, and what would make it lawful. It has no effect and is recorded. */
export interface Refusal {
  readonly reason: RefusalReason
  readonly grounds: readonly Ground[]
  readonly needed: readonly Needed[]
}

export type RefusalText = IssueText<RefusalReason>
