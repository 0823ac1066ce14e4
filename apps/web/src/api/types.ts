import type { CivilDate } from '@fadu/domain'

/** Shapes of the HTTP API as the workbench reads them; see apps/server/openapi.json. */

export type Standing = 'law' | 'draft' | 'policy'

export interface Ground {
  readonly clause: string
  readonly pack: string
  readonly source: string
  readonly standing: Standing
  readonly text: string
  readonly rule: string
}

export interface ActReceipt {
  readonly receipt: string
  readonly at: string
  readonly grounds: readonly Ground[]
}

export interface ProblemDocument {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly grounds: readonly Ground[]
  readonly needed: readonly { readonly clause: string; readonly text: string }[]
  readonly fields?: readonly { readonly field: string; readonly label?: string; readonly fault: string }[]
  readonly receipt?: string
}

export interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

export interface Named {
  readonly id: string
  readonly name: string
}

export interface Session {
  readonly account: { readonly id: string; readonly name: string; readonly roles: readonly string[] }
  readonly organization: Named & { readonly territory: string; readonly kinds: readonly string[] }
}

export interface Territory {
  readonly code: string
  readonly name: string
  readonly level: string
  readonly parent: string | null
}

export interface Clock {
  readonly period: string
  readonly owner: string
  readonly basis: Standing
  readonly cites: readonly string[]
  readonly reading: string | null
  readonly state: 'running' | 'suspended' | 'finished'
  readonly due: CivilDate | null
  /** Of clocks in hours alone: the last instant in time. */
  readonly dueAt: string | null
  /** Working days; full hours of a clock in hours. */
  readonly left: number | null
  readonly overdueBy: number | null
  readonly phase: 'onTime' | 'warning' | 'overdue' | null
  readonly provisional: boolean
  readonly text: string
}

export interface CaseSummary {
  readonly id: string
  readonly procedure: string
  readonly title: string
  readonly pack: string
  readonly draft: boolean
  readonly state: string
  readonly stateTitle: string
  readonly open: boolean
  readonly territory: string
  readonly subject: { readonly type: string; readonly id: string; readonly name: string }
  readonly owner: Named | null
  readonly openedAt: string
  readonly clocks: readonly Clock[]
}

export interface OfferedAction {
  readonly action: string
  readonly by: string
  readonly role: string
  readonly form: string | null
  readonly cites: readonly string[]
  readonly open: boolean
  readonly closedBecause: string | null
}

export interface CaseState {
  readonly name: string
  readonly title: string
  readonly final: boolean
}

export interface TimelineEntry {
  readonly receipt: string
  readonly at: string
  readonly action: string
  readonly outcome: string
  readonly actor: string
  readonly organization: string | null
  readonly grounds: readonly string[]
  readonly detail: Readonly<Record<string, unknown>>
}

export interface EnteredForm {
  readonly act: string
  readonly at: string
  readonly organization: Named
  readonly form: Readonly<Record<string, unknown>>
}

export interface CaseView extends CaseSummary {
  readonly version: number
  readonly form: Readonly<Record<string, unknown>>
  readonly parties: readonly { readonly party: string; readonly label: string; readonly organization: Named }[]
  readonly actions: readonly OfferedAction[]
  readonly states: readonly CaseState[]
  readonly timeline: readonly TimelineEntry[]
  /** What was entered with each act after the opening, oldest first. */
  readonly entries: readonly EnteredForm[]
  readonly derivations: readonly { readonly period: string; readonly lines: readonly string[] }[]
}

export interface CaseOpened {
  readonly case: string
  readonly state: string
}

export const entryStates = ['draft', 'submitted', 'amending', 'approved', 'published', 'withdrawn'] as const
export type EntryState = (typeof entryStates)[number]

export interface EntrySummary {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly territory: string
  readonly provider: Named
  readonly state: EntryState
  readonly version: number
  readonly shareAttribute: string | null
  readonly publishedAt: string | null
}

export const itemTypes = ['text', 'integer', 'decimal', 'date', 'boolean'] as const
export const identifierKinds = ['residentId', 'creditCode', 'other'] as const
export const maskKinds = ['none', 'resident-id', 'credit-code', 'phone', 'name', 'address', 'date'] as const

export interface ItemInput {
  readonly code: string
  readonly name: string
  readonly type: (typeof itemTypes)[number]
  readonly maxLength: number | null
  readonly nullable: boolean
  readonly identifier: (typeof identifierKinds)[number] | null
  readonly mask: (typeof maskKinds)[number]
  readonly grade: number
}

export interface Item extends ItemInput {
  readonly sealed: boolean
}

export interface Entry extends EntrySummary {
  readonly fields: Readonly<Record<string, unknown>>
  readonly items: readonly Item[]
  readonly dataset: { readonly code: string; readonly rows: number } | null
}

export interface Batch {
  readonly id: string
  readonly number: number
  readonly fileName: string
  readonly received: number
  readonly stored: number
  readonly quarantined: number
  readonly contentHash: string
  readonly at: string
}

export interface Dataset {
  readonly code: string
  readonly entry: string
  readonly name: string
  readonly rows: number
  readonly layout: readonly Item[]
  readonly batches: readonly Batch[]
}

export interface Preview {
  readonly rows: readonly Readonly<Record<string, string | number | boolean | null>>[]
  readonly receipt: string
  readonly grounds: readonly Ground[]
}

export interface Grant {
  readonly id: string
  readonly case: string
  readonly entry: { readonly id: string; readonly code: string; readonly name: string }
  readonly applicant: Named
  readonly application: Named
  readonly fields: readonly string[]
  readonly purposes: readonly string[]
  readonly validUntil: CivilDate
  readonly status: 'active' | 'suspended' | 'revoked'
  readonly issuedAt: string
  readonly deliveredAt: string | null
}

export interface Application extends Named {
  readonly organization: string
  readonly status: 'active' | 'suspended'
}

export interface Pack {
  readonly id: string
  readonly title: string
  readonly titleEn: string
  readonly source: string
  readonly territory: string
  readonly standing: Standing
  readonly rank: string
  readonly inForceFrom: string | null
  readonly version: string
  readonly clauses: number
}

export interface Clause {
  readonly id: string
  readonly pack: string
  readonly article: string
  readonly text: string
  readonly actor: readonly string[]
  readonly kind: string
  readonly lifecycle: string
  readonly deadline: string
  readonly executable: string
  readonly capability: string
}

export interface FormField {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly required: boolean
  readonly cites: readonly string[]
  readonly help?: string
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  readonly requiredWhen?: { readonly field: string; readonly is: readonly string[] }
}

export interface RegimeForm {
  readonly name: string
  readonly title: string
  readonly fields: readonly FormField[]
}

export interface Period {
  readonly name: string
  readonly unit: string
  readonly length: number
  /** Set in each notice; `length` says nothing then. */
  readonly entered: boolean
  readonly basis: Standing
  readonly cites: readonly string[]
  readonly reading: string | null
}

export interface Instrument {
  readonly id: string
  readonly title: string
  readonly rank: string
  /** What the regime calls the rank. */
  readonly rankText: string
}

export interface Regime {
  readonly territory: string
  readonly draft: boolean
  readonly packs: readonly Pack[]
  readonly terms: Readonly<Record<string, string>>
  readonly forms: readonly RegimeForm[]
  readonly procedures: readonly {
    readonly name: string
    readonly title: string
    readonly pack: string
    readonly cites: readonly string[]
    readonly subject: string
    /** Who begins it: the rule that names the party, and the role inside it. */
    readonly opener: { readonly is: string; readonly role: string }
    /** Assigned in the register of duties, not begun one by one. */
    readonly duty: boolean
  }[]
  readonly periods: readonly Period[]
  readonly instruments: readonly Instrument[]
}

export interface Worded {
  readonly name: string
  readonly label: string
}

export type Conditions = Readonly<Record<string, readonly (string | number | boolean)[]>>

/** One way an act can lead: somewhere, or nowhere when the law closes it. */
export interface ProcedureRoute {
  readonly when: Conditions | null
  readonly to: string | null
  readonly refuses: { readonly cites: readonly string[]; readonly offer: Worded | null } | null
  readonly effects: readonly { readonly name: string; readonly text: string | null; readonly built: boolean }[]
  readonly cites: readonly string[]
}

export interface ProcedureAction {
  readonly name: string
  readonly by: string
  readonly role: Worded
  readonly form: string | null
  readonly once: boolean
  readonly basis: { readonly ranks: readonly Worded[]; readonly cites: readonly string[] } | null
  readonly cites: readonly string[]
  readonly routes: readonly ProcedureRoute[]
}

export interface ProcedureClock {
  readonly period: Worded
  /** `receipt`, `entry`, or `form.<field>` for the day entered in a field. */
  readonly from: string
  /** The field in which each notice sets its own time. */
  readonly lengthField: string | null
  readonly value: Period | null
  readonly cites: readonly string[]
  readonly policy: boolean
}

export interface ProcedureState extends CaseState {
  readonly owner: string | null
  readonly clock: ProcedureClock | null
  readonly suspends: string | null
  readonly leaves: { readonly on: string; readonly to: string } | null
  readonly offers: readonly Worded[]
  readonly actions: readonly ProcedureAction[]
}

/** A course of law as it stands in one territory today. */
export interface Procedure {
  readonly name: string
  readonly title: string
  readonly pack: string
  readonly subject: SubjectType
  readonly cites: readonly string[]
  readonly parties: readonly (Worded & { readonly is: string })[]
  readonly opens: {
    readonly by: string
    readonly role: Worded
    readonly form: string | null
    readonly course: readonly ProcedureRoute[]
  }
  readonly states: readonly ProcedureState[]
}

export type SubjectType = 'catalogEntry' | 'organization' | 'territory'

export interface Organization extends Named {
  readonly code: string
  readonly territory: string
  readonly kinds: readonly string[]
}

export const clauseStatuses = ['proven', 'bound', 'pending', 'unbound', 'declaratory'] as const
/** How a clause stands: see `ClauseStatus` of the domain. */
export type ClauseStatus = (typeof clauseStatuses)[number]

export interface Binding {
  readonly kind: string
  readonly name: string
  readonly pack: string
  readonly pending: readonly string[]
}

export interface MatrixRow {
  readonly clause: Pick<Clause, 'id' | 'pack' | 'text' | 'kind' | 'lifecycle' | 'executable'> & {
    readonly acceptance: string
  }
  readonly status: ClauseStatus
  readonly bindings: readonly Binding[]
  readonly proofs: readonly string[]
  readonly missing: readonly { readonly name: string; readonly text: string }[]
}

export interface Matrix {
  readonly counts: readonly {
    readonly pack: string
    readonly clauses: number
    readonly executable: number
    readonly counts: Readonly<Record<ClauseStatus, number>>
  }[]
  readonly items: readonly MatrixRow[]
}

/** One duty of one organisation; without a case it has not been assigned. */
export interface DutyLine {
  readonly duty: string
  readonly title: string
  readonly cites: readonly string[]
  readonly organization: Named
  readonly case: string | null
  readonly state: string | null
  readonly due: CivilDate | null
  readonly overdue: boolean
}

export interface DutiesAssigned {
  readonly opened: number
  readonly remaining: number
}

export interface Notification {
  readonly id: string
  readonly kind: 'warning' | 'overdue' | 'escalated' | 'redated'
  readonly case: string
  readonly procedure: string
  readonly territory: string
  /** Who owes the act. */
  readonly owner: Named
  readonly period: string
  readonly due: CivilDate
  /** Of a due day that moved: the one before. */
  readonly from: CivilDate | null
  readonly papers: readonly string[]
  readonly basis: Standing
  readonly cites: readonly string[]
  readonly provisional: boolean
  readonly at: string
  readonly readAt: string | null
}

export interface SupervisedClock {
  readonly case: string
  readonly procedure: string
  readonly pack: string
  readonly territory: string
  readonly owner: Named
  readonly clock: Clock
}

export interface DueDate {
  readonly due: CivilDate
  readonly provisional: boolean
  readonly period: Period | null
  readonly lines: readonly string[]
  readonly papers: readonly string[]
}

export interface Evidence {
  readonly entry: string
  readonly body: string
  readonly organization: string | null
}

export interface Proof {
  readonly entry: string
  readonly leafIndex: number
  readonly leafHash: string
  readonly treeSize: number
  readonly path: readonly string[]
  readonly checkpoint: string
}
