import type { Ground } from '../citation/index.ts'
import type { Needed } from '../policy/index.ts'
import type { IssueText } from '../shared/index.ts'

/** Why an act on a case is refused. Text is in `refusal.zh-cn.ts`; a code here without one there does not compile. */
export type RefusalReason =
  | { readonly code: 'ACT_FORBIDDEN' }
  | { readonly code: 'ACT_NOT_PERMITTED' }
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
      readonly fields: readonly { readonly field: string; readonly label: string; readonly fault: string }[]
    }
  | { readonly code: 'ACT_BASIS_MISSING' }
  | { readonly code: 'ACT_BASIS_UNKNOWN'; readonly instrument: string }
  | { readonly code: 'ACT_BASIS_NOT_IN_FORCE'; readonly instrument: string; readonly on: string }
  | { readonly code: 'ACT_BASIS_RANK'; readonly given: string; readonly accepted: readonly string[] }
  | { readonly code: 'ACT_COURSE_CLOSED'; readonly offer?: string }
  | { readonly code: 'ACT_EFFECT_PENDING'; readonly effect: string }
  | { readonly code: 'ACT_PARTY_VACANT'; readonly party: string }
  | { readonly code: 'ACT_PERIOD_FIXED'; readonly period: string }

/** A refused act: why, on which clauses, and what would make it lawful. It has no effect and is recorded. */
export interface Refusal {
  readonly reason: RefusalReason
  readonly grounds: readonly Ground[]
  readonly needed: readonly Needed[]
}

export type RefusalText = IssueText<RefusalReason>
