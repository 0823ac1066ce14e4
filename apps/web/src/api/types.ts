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
  readonly fields?: readonly {
    readonly field: string
    readonly label?: string
    /** Number of the row, from 1, of a fault inside rows. */
    readonly row?: number
    readonly fault: string
  }[]
  /** Published data that offers what was to be collected again. */
  readonly matches?: readonly SharedItem[]
  readonly receipt?: string
}

/** A field of a collection plan, and the item of a published entry that offers it. */
export interface SharedItem {
  readonly field: string
  readonly row: number
  readonly wanted: string
  readonly entry: { readonly id: string; readonly code: string; readonly name: string }
  readonly agency: string
  readonly item: string
  readonly because: 'sameName' | 'synonym' | 'codeList'
  readonly score: number
  /** Procedure that asks for it. */
  readonly offer: string
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
  /** `demanded`: nothing but the own account is open until one is confirmed. */
  readonly secondFactor: 'confirmed' | 'offered' | 'demanded'
  readonly unreadNotices: number
}

export interface AccountNotice {
  readonly id: string
  readonly kind: 'passwordChanged' | 'factorConfirmed' | 'factorRemoved' | 'factorReset' | 'rolesChanged'
  readonly at: string
  readonly readAt: string | null
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

/** What an organisation owes, a page of it. */
export interface Worklist extends Page<CaseSummary> {
  readonly today: CivilDate
  /** On all pages. */
  readonly total: number
  readonly overdue: number
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
  /** The alert of the platform for which it was opened. */
  readonly cause: { readonly id: string; readonly signal: string; readonly openedAt: string } | null
  readonly derivations: readonly { readonly period: string; readonly lines: readonly string[] }[]
}

export interface CaseOpened {
  readonly case: string
  readonly state: string
}

export const entryStates = ['draft', 'submitted', 'amending', 'approved', 'published', 'withdrawn'] as const
export type EntryState = (typeof entryStates)[number]

export const freshnesses = ['current', 'late', 'never', 'irregular'] as const
/** Whether data came when the update cycle of its entry says. */
export type Freshness = (typeof freshnesses)[number]

export interface EntrySummary {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly territory: string
  readonly provider: Named
  readonly state: EntryState
  /** Of the lock: counts every change. */
  readonly version: number
  readonly shareAttribute: string | null
  readonly publishedAt: string | null
}

export interface FoundEntry extends EntrySummary {
  readonly openAttribute: string | null
  readonly grade: number | null
  /** Theme. */
  readonly category: string | null
  readonly freshness: Freshness
  readonly updateCycle: string | null
  /** Names of items in which the words sought were found, the first five. */
  readonly matchedItems: readonly string[]
}

/** What the catalog can be narrowed by, in the order in which people narrow. */
export const catalogFacets = [
  'category',
  'provider',
  'level',
  'shareAttribute',
  'openAttribute',
  'grade',
  'freshness',
  'state',
] as const
export type CatalogFacet = (typeof catalogFacets)[number]

export interface FacetValue {
  readonly value: string
  readonly label: string
  readonly count: number
}

/** `system` is the name or code of an information system. */
export type CatalogFilter = Partial<Readonly<Record<CatalogFacet | 'q' | 'territory' | 'system', string>>>

/** Found entries; `total` and the counts are of all of them, not of the page. */
export interface CatalogFound extends Page<FoundEntry> {
  readonly total: number
  /** Each counted under all filters but its own. */
  readonly facets: Readonly<Record<CatalogFacet, readonly FacetValue[]>>
}

export const itemTypes = ['text', 'integer', 'decimal', 'date', 'boolean'] as const
export const identifierKinds = ['residentId', 'creditCode', 'other'] as const
export const maskKinds = ['none', 'resident-id', 'credit-code', 'phone', 'name', 'address', 'date'] as const

/** Sensitivity categories of an item, as the detectors name them. */
export const itemCategories = [
  'residentId',
  'passport',
  'travelPermit',
  'otherDocument',
  'creditCode',
  'organizationCode',
  'licence',
  'mobileNumber',
  'landlineNumber',
  'bankCard',
  'plateNumber',
  'personName',
  'address',
  'email',
  'ipAddress',
  'macAddress',
  'birthDate',
  'coordinates',
  'medical',
  'biometric',
  'religion',
  'minor',
] as const
export type ItemCategory = (typeof itemCategories)[number]

export interface ItemInput {
  readonly code: string
  readonly name: string
  readonly type: (typeof itemTypes)[number]
  readonly maxLength: number | null
  readonly nullable: boolean
  readonly identifier: (typeof identifierKinds)[number] | null
  readonly mask: (typeof maskKinds)[number]
  readonly grade: number
  readonly meaning: string | null
  /** Code of a standard code list, e.g. `GB/T 2261.1`. */
  readonly codeList: string | null
  readonly category: ItemCategory | null
}

export interface Item extends ItemInput {
  readonly sealed: boolean
}

export interface Entry extends EntrySummary {
  readonly fields: Readonly<Record<string, unknown>>
  readonly items: readonly Item[]
  readonly dataset: { readonly code: string; readonly rows: number } | null
  /** Number of the version in use. */
  readonly publishedVersion: number | null
  readonly secrecy: 'unreviewed' | 'cleared' | 'restricted'
  readonly secrecyReviews: readonly SecrecyReview[]
  /** A processing record of the version in use was entered. */
  readonly prepared: boolean
  readonly preparations: readonly {
    readonly version: number
    readonly organization: string
    readonly at: string
  }[]
  /** What took its place when it was withdrawn. */
  readonly successor: (Named & { readonly code: string }) | null
  /** What is under way, for those who may see it. */
  readonly revision: Revision | null
}

export interface SecrecyReview {
  readonly case: string
  readonly version: number
  readonly conclusion: 'cleared' | 'restricted'
  readonly organization: string
  readonly reviewer: string
  readonly at: string
}

/** The working copy of a published entry. */
export interface Revision {
  readonly state: 'amending' | 'submitted' | 'approved'
  readonly base: number
  readonly case: string
  readonly begunAt: string
  readonly name: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly items: readonly Item[]
  readonly difference: Difference
}

export interface EntryVersion {
  readonly number: number
  readonly name: string
  readonly origin: 'review' | 'decision'
  readonly case: string | null
  readonly publishedAt: string
}

/** One thing that differs, in the words of the regime. */
export interface Change {
  readonly field: string
  readonly label: string
  readonly kind: 'added' | 'removed' | 'changed'
  readonly old?: unknown
  readonly new?: unknown
  readonly oldText: string | null
  readonly newText: string | null
}

/** What makes one content of an entry into another. */
export interface Difference {
  readonly name: Change | null
  readonly fields: readonly Change[]
  readonly items: readonly {
    readonly code: string
    readonly name: string
    readonly kind: Change['kind']
    readonly changes: readonly Change[]
  }[]
  /** Codes of the items in their new order, where it changed. */
  readonly order: readonly string[] | null
}

/** A number, and the path of the list of its records. */
export interface Figure {
  readonly count: number
  /** Path of the list that counts the same; null where the reader may open none. */
  readonly records: string | null
}

interface Days {
  readonly from: CivilDate
  readonly to: CivilDate
}

/** A number over time; null where there was nothing to count it from. */
export interface Trend {
  readonly now: number | null
  readonly before: number | null
  readonly points: readonly (Days & { readonly value: number | null })[]
}

/** How a territory stands; see `Cockpit` of the API. */
export interface Cockpit {
  readonly on: CivilDate
  readonly window: Days
  readonly before: Days
  readonly coverage: Readonly<Record<'agencies' | 'covered' | 'published', Figure>> & { readonly trend: Trend }
  readonly freshness: Readonly<Record<'current' | 'late' | 'never' | 'irregular', Figure>> & { readonly trend: Trend }
  readonly response: Readonly<Record<'answered' | 'inTime' | 'late' | 'overdue', Figure>> & {
    readonly median: number | null
    readonly ninth: number | null
    readonly trend: Trend
  }
  readonly overdue: {
    readonly total: Figure
    readonly byAgency: readonly (Figure & {
      readonly organization: Named
      readonly clauses: readonly { readonly clause: string; readonly count: number }[]
    })[]
  }
  readonly quality: Readonly<Record<'problems' | 'scored', Figure>> & { readonly trend: Trend }
  readonly refusals: {
    readonly total: Figure
    readonly byClause: readonly (Figure & { readonly clause: string })[]
    readonly trend: Trend
  }
  readonly traffic: Readonly<Record<'calls' | 'rows' | 'refused', Figure>> & {
    readonly days: readonly TrafficDay[]
    readonly trend: Trend
  }
}

export interface TrafficDay {
  readonly day: CivilDate
  readonly calls: number
  readonly rows: number
  readonly refused: number
}

/** A request for data among those that were answered. */
export type AskedRequest = CaseSummary & { readonly applicant: Named | null }

/** What a published entry holds; see `DatasetLine` of the API. */
export interface DatasetLine {
  readonly code: string
  readonly entry: { readonly id: string; readonly code: string; readonly name: string }
  readonly provider: Named
  readonly rows: number
  readonly batches: number
  readonly freshness: Freshness
  readonly score: number | null
}

interface Volumes {
  readonly datasets: Figure
  readonly rows: Figure
  readonly batches: Figure
}

/** What data resources a territory has; see `StatisticOverview` of the API. */
export interface Overview extends Volumes {
  readonly on: CivilDate
  readonly agencies: Figure
  readonly systems: Figure
  readonly entries: Figure
  readonly entriesBy: Readonly<
    Record<CatalogFacet, readonly (Figure & { readonly value: string; readonly label: string })[]>
  >
  readonly byAgency: readonly (Volumes & {
    readonly organization: Named
    readonly systems: Figure
    readonly entries: Figure
    readonly published: Figure
    readonly late: Figure
  })[]
}

export const fundings = ['fiscalNew', 'fiscalUpgrade', 'purchasedService', 'other'] as const

export interface SystemInput {
  readonly code: string
  readonly name: string
  readonly funding: (typeof fundings)[number]
  /** In charge. */
  readonly department: string
  readonly operator: string | null
  /** Level of graded protection, 1 to 5. */
  readonly protectionLevel: number | null
  readonly liveOn: CivilDate | null
  readonly databases: readonly string[]
  readonly project: string | null
}

export interface InformationSystem extends SystemInput {
  readonly id: string
  readonly organization: Named
  readonly territory: string
  readonly status: 'active' | 'closed'
  readonly version: number
}

export interface InformationSystemView extends InformationSystem {
  readonly entries: readonly (Named & { readonly code: string; readonly state: EntryState })[]
  readonly schemaChanges: readonly {
    readonly id: string
    readonly changedOn: CivilDate
    readonly description: string
    readonly registeredAt: string
    readonly tasks: readonly { readonly entry: string; readonly case: string }[]
  }[]
}

export const suggestionStates = ['pending', 'accepted', 'kept', 'overruled', 'lapsed'] as const
export type SuggestionState = (typeof suggestionStates)[number]

/** A grade that the rules suggest, with what it stands on. */
export interface Suggestion {
  readonly id: string
  readonly grade: number
  /** The rules it follows: territory or pack, and version. */
  readonly ruleSet: string
  readonly grounds: readonly {
    readonly rule: string
    readonly grade: number
    readonly text: string
    readonly reason: string
  }[]
  /** What a sample of the data showed; masked. */
  readonly evidence: readonly {
    readonly category: string
    readonly confidence: number
    readonly evidence: readonly string[]
  }[]
  readonly confidence: number
  readonly origin: 'description' | 'sample' | 'rules'
  readonly madeAt: string
  readonly state: SuggestionState
  readonly decidedGrade: number | null
  readonly decidedBy: string | null
  readonly decidedAt: string | null
  readonly reason: string | null
}

export interface ListedSuggestion extends Suggestion {
  readonly entry: {
    readonly id: string
    readonly code: string
    readonly name: string
    /** Name of the agency. */
    readonly provider: string
    /** Whether decisions can change its grades now. */
    readonly open: boolean
  }
  /** Null: the entry as a whole. */
  readonly item: { readonly code: string; readonly name: string } | null
  /** In the content its agency works on. */
  readonly presentGrade: number | null
}

export interface GradedItem {
  /** Null: the entry as a whole. */
  readonly code: string | null
  readonly name: string
  readonly grade: number | null
  readonly ruleSet: string | null
  readonly pending: Suggestion | null
  readonly suggestions: readonly Suggestion[]
  readonly records: readonly {
    readonly grade: number
    readonly ruleSet: string
    readonly rules: readonly string[]
    readonly suggested: number | null
    readonly reason: string | null
    readonly givenBy: string | null
    readonly givenAt: string
  }[]
}

export interface EntryGrading {
  /** Whether decisions can change grades now: a draft, returned, or a revision under way. */
  readonly open: boolean
  readonly highest: number
  readonly items: readonly GradedItem[]
}

export const importKinds = ['new', 'changed', 'unchanged', 'refused'] as const
export type ImportKind = (typeof importKinds)[number]

export interface ImportOutcome {
  readonly mode: 'all' | 'valid'
  readonly created: number
  readonly changed: number
  readonly unchanged: number
  readonly skipped: readonly { readonly code: string; readonly because: 'refused' | 'changedSince' }[]
  /** It had been applied before. */
  readonly repeated: boolean
}

/** A catalog that was uploaded: first looked at, then applied or dropped. */
export interface CatalogImport {
  readonly id: string
  readonly organization: string
  readonly fileName: string
  /** `departing`: its columns are not those of the template; `failed`: it could not be read. */
  readonly state: 'reading' | 'ready' | 'departing' | 'failed' | 'applied' | 'discarded'
  readonly progress: { readonly done: number; readonly total: number }
  readonly createdAt: string
  readonly appliedAt: string | null
  readonly outcome: ImportOutcome | null
}

export interface ImportFault {
  readonly severity: 'error' | 'warning'
  readonly sheet: string
  /** Row of the sheet, or line of the file. */
  readonly line: number
  /** Empty where the whole row is meant. */
  readonly column: string
  readonly fault: string
  readonly text: string
  readonly options?: readonly string[]
  readonly cites: readonly string[]
  readonly needed?: string
}

export interface ImportRow {
  readonly line: number
  readonly code: string
  readonly name: string
  readonly kind: ImportKind
  readonly entry: string | null
  readonly differences: Difference | null
  readonly faults: readonly ImportFault[]
}

export interface CatalogImportDetail extends CatalogImport {
  readonly counts: Readonly<Record<ImportKind, number>>
  /** Columns that differ from the template; such a file is not imported. */
  readonly departures: readonly {
    readonly sheet: string
    /** Empty where the sheet itself is missing. */
    readonly column: string
    readonly departure: 'missing' | 'unknown'
    readonly cites: readonly string[]
  }[]
  readonly notes: readonly { readonly note: string; readonly sheet?: string }[]
  readonly fault: { readonly code: string; readonly text: string } | null
  readonly rows: Page<ImportRow>
}

/** Items that a data file suggests; nothing of the file is kept. */
export interface Outline {
  /** Rows that were looked at. */
  readonly rows: number
  readonly sheet: string
  readonly items: readonly {
    readonly item: ItemInput
    readonly header: string
    readonly filled: number
    readonly distinct: number | null
    /** Few values that repeat: probably the codes of a list. */
    readonly codeLike: boolean
  }[]
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
  readonly mode: BatchMode
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly unchanged: number
  /** Number of the batch whose quarantined rows this one brings in. */
  readonly corrects: number | null
}

export type BatchMode = 'append' | 'upsert' | 'snapshot' | 'correction' | 'deletion'

/** A batch in the history of its dataset. */
export interface RecordedBatch extends Batch {
  /** Null of batches from before receipts were kept. */
  readonly receipt: string | null
}

export const uploadModes = ['append', 'upsert', 'snapshot'] as const
export type UploadMode = (typeof uploadModes)[number]

export type UploadState =
  'uploading' | 'received' | 'checking' | 'storing' | 'stored' | 'refused' | 'failed' | 'cancelled'

/** A file on its way into a dataset, and the job that takes it in. */
export interface Upload {
  readonly id: string
  readonly state: UploadState
  readonly mode: UploadMode
  readonly fileName: string
  readonly bytes: { readonly declared: number; readonly received: number; readonly read: number }
  readonly rows: { readonly seen: number; readonly good: number; readonly quarantined: number }
  readonly rowsPerSecond: number | null
  readonly secondsRemaining: number | null
  /** Number of the batch it became. */
  readonly batch: number | null
  readonly problem: ProblemDocument | null
  readonly createdAt: string
  readonly updatedAt: string
}

/** Why a cell did not pass; never its value. */
export interface CellFault {
  readonly item: string
  readonly fault: string
  readonly why?: string
  /** Of a duplicate: the line that stands. */
  readonly line?: number
}

export interface FaultyRow {
  readonly line: number
  readonly faults: readonly CellFault[]
}

export type Cells = Readonly<Record<string, string | number | boolean | null>>

export interface QuarantinedRow extends FaultyRow {
  /** Number of the batch that brought it in, corrected. */
  readonly settledBy: number | null
  readonly values?: Cells
}

export interface QuarantinedRows {
  readonly items: readonly QuarantinedRow[]
  /** Of a reading that shows values. */
  readonly receipt: string | null
}

export interface QualityRun {
  readonly id: string
  /** Version of the rules. */
  readonly rules: number
  readonly stage: 'inProcess' | 'afterwards'
  readonly batch: number | null
  readonly rows: number
  readonly brokenRows: number
  /** 0 to 100; null where nothing was checked. */
  readonly score: number | null
  readonly results: readonly {
    readonly rule: string
    readonly title: string
    readonly checked: number
    readonly broken: number
  }[]
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
  readonly entry: { readonly id: string; readonly code: string; readonly name: string; readonly territory: string }
  readonly applicant: Named
  readonly application: Named
  readonly fields: readonly string[]
  readonly purposes: readonly string[]
  readonly modes: readonly ('interface' | 'batch')[]
  readonly quotaPerDay: number | null
  readonly quotaTotal: number | null
  readonly signedCalls: boolean
  readonly validUntil: CivilDate
  readonly status: 'active' | 'suspended' | 'revoked'
  readonly issuedAt: string
  readonly deliveredAt: string | null
}

/** A right to have claims about data that is not shared compared with it (WZ-26-3): match, mismatch or not found, never a value. */
export interface VerificationPermit {
  readonly id: string
  readonly case: string
  readonly entry: { readonly id: string; readonly code: string; readonly name: string }
  readonly applicant: Named
  readonly application: Named
  /** Items by which a person or thing is named. */
  readonly keys: readonly string[]
  /** Items that are compared. */
  readonly items: readonly string[]
  readonly purposes: readonly string[]
  readonly validUntil: CivilDate
  readonly status: 'active' | 'suspended' | 'cutOff' | 'expired' | 'revoked'
  /** Comparisons that there may be, and how many there were. */
  readonly budget: {
    readonly total: number
    readonly perDay: number
    readonly perMatter: number
    readonly used: number
  }
  readonly issuedAt: string
}

/** A grant with every change of its terms and what was taken under it. */
export interface GrantDetail extends Grant {
  readonly rowFilter: readonly {
    readonly item: string
    readonly test: 'oneOf' | 'between' | 'within'
    readonly values?: readonly string[]
    readonly from?: string | null
    readonly to?: string | null
  }[]
  readonly masks: Readonly<Record<string, { readonly kind: FieldMaskKind; readonly width?: number }>>
  readonly matterRequired: boolean
  /** Cases for which it is suspended. */
  readonly suspendedBy: readonly string[]
  readonly changes: readonly { readonly kind: GrantChangeKind; readonly case: string; readonly at: string }[]
  readonly taken: { readonly today: number; readonly total: number }
}

export type FieldMaskKind = 'full' | 'partial' | 'pseudonym' | 'band' | 'month' | 'year' | 'district' | 'surname'
export type GrantChangeKind = 'issued' | 'amended' | 'renewed' | 'reduced' | 'suspended' | 'restored' | 'ended'

export interface UseCounts {
  readonly calls: number
  readonly asked: number
  readonly missed: number
  readonly rows: number
  readonly offHoursRows: number
}

/** How a grant was used in a period; counts, never values. */
export interface GrantUsage {
  readonly period: { readonly from: CivilDate; readonly to: CivilDate }
  readonly totals: UseCounts
  readonly days: readonly (UseCounts & { readonly day: CivilDate })[]
  readonly items: readonly { readonly item: string; readonly calls: number; readonly lastAt: string }[]
  readonly matters: readonly {
    readonly purpose: string
    readonly matter: string
    readonly calls: number
    readonly rows: number
    readonly lastAt: string
  }[]
  readonly mattersInAll: number
  readonly refused: readonly { readonly rule: string; readonly calls: number }[]
  readonly reviews: readonly {
    readonly case: string
    readonly open: boolean
    readonly since: CivilDate
    readonly through: CivilDate
    readonly grounds: readonly string[]
  }[]
}

/** Of an agency: requests it has to answer, and published entries that it shares or opens. */
export interface Sharing {
  readonly toAnswer: readonly (CaseSummary & { readonly kind: 'share' | 'open'; readonly ageDays: number })[]
  readonly provided: Page<{
    readonly entry: { readonly id: string; readonly code: string; readonly name: string }
    readonly shareAttribute: string | null
    readonly openAttribute: string | null
    readonly grants: number
  }>
}

export interface Application extends Named {
  readonly organization: string
  readonly status: 'active' | 'suspended'
  /** Whether each of its calls is signed or refused. */
  readonly signedCalls: boolean
}

export interface ApplicationDetail extends Application {
  readonly owner: Organization
}

export const keyAlgorithms = ['EdDSA', 'ES256', 'SM2'] as const
export type KeyAlgorithm = (typeof keyAlgorithms)[number]

export interface ApplicationKey {
  readonly id: string
  /** Its name in signatures. */
  readonly keyId: string
  readonly algorithm: KeyAlgorithm
  readonly createdAt: string
  readonly revokedAt: string | null
}

export const keyRevocationReasons = ['compromised', 'superseded', 'unused'] as const
export type KeyRevocationReason = (typeof keyRevocationReasons)[number]

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

export interface FormColumn {
  readonly name: string
  readonly label: string
  readonly type: string
  readonly required: boolean
  readonly cites: readonly string[]
  readonly help?: string
  readonly options?: readonly { readonly value: string; readonly label: string }[]
  readonly requiredWhen?: { readonly field: string; readonly is: readonly string[] }
}

export interface FormField extends FormColumn {
  /** What a new record starts with, unless another field has one of these values. */
  readonly default?: {
    readonly value: string | boolean
    readonly unless: Readonly<Record<string, readonly (string | boolean)[]>>
  }
  /** Of a field of type `rows`: what each row says. */
  readonly columns?: readonly FormColumn[]
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

/** How many of something the platform allows. */
export interface Limit {
  readonly name: string
  readonly most: number
  readonly basis: Standing
  readonly cites: readonly string[]
  readonly reading: string | null
  readonly needed: string
  readonly neededEn: string
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
  readonly limits: readonly Limit[]
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

export type SubjectType = 'catalogEntry' | 'dataGrant' | 'organization' | 'territory'

export interface Organization extends Named {
  readonly code: string
  readonly territory: string
  readonly kinds: readonly string[]
}

export const organizationKinds = [
  'authority',
  'agency',
  'supervisor',
  'government',
  'contractor',
  'developer',
  'platformOperator',
  'person',
] as const
export type OrganizationKind = (typeof organizationKinds)[number]

export interface OrganizationFilter {
  readonly territory?: string
  readonly kind?: OrganizationKind
  readonly q?: string
  /** Whether it has a published entry; as an address and the server say it. */
  readonly publishes?: 'true' | 'false'
  /** Also those of the territories below; as an address and the server say it. */
  readonly below?: 'true' | 'false'
}

/** One organisation of several kinds counts under each. */
export interface OrganizationCounts {
  readonly total: number
  readonly kinds: Readonly<Partial<Record<string, number>>>
}

/** Somebody's account, as those who administer it see it. */
export interface Account extends Named {
  readonly organization: string
  readonly login: string
  readonly roles: readonly string[]
  readonly status: 'active' | 'closed'
  readonly secondFactor: 'confirmed' | 'none'
}

/** What the rules say of an act before it is tried. */
export interface RuleAnswer {
  readonly effect: 'allow' | 'deny'
  readonly grounds: readonly Ground[]
  readonly needed: readonly { readonly clause: string; readonly text: string }[]
}

/** What holds or held for a period, and who said so. */
export interface DatedValue {
  readonly origin: 'pack' | 'authority'
  readonly pack: string | null
  readonly territory: string
  readonly from: CivilDate | null
  readonly unit: string
  readonly length: number
  readonly entered: boolean
  readonly basis: Standing
  readonly cites: readonly string[]
  readonly reading: string | null
  readonly enteredBy: string | null
  readonly enteredAt: string | null
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
  readonly kind: 'warning' | 'overdue' | 'escalated' | 'redated' | 'comment' | 'document'
  readonly case: string
  readonly procedure: string
  readonly territory: string
  /** Of a deadline: who owes the act. */
  readonly owner: Named | null
  /** Of a comment or a document: who put it forward. */
  readonly by: Named | null
  /** Of a deadline, as its due day and what it rests on. */
  readonly period: string | null
  readonly due: CivilDate | null
  /** Of a due day that moved: the one before. */
  readonly from: CivilDate | null
  readonly papers: readonly string[]
  readonly basis: Standing | null
  readonly cites: readonly string[]
  readonly provisional: boolean
  readonly at: string
  readonly readAt: string | null
}

/** What somebody did that concerns my organisation. */
export interface Happening {
  readonly id: string
  readonly kind: 'act' | 'refusal' | 'batch'
  readonly at: string
  readonly action: string
  /** Null for the platform itself. */
  readonly by: Named | null
  readonly case: Pick<CaseSummary, 'id' | 'procedure' | 'title' | 'territory' | 'subject'> | null
  readonly batch: {
    readonly entry: string
    readonly code: string
    readonly name: string
    readonly number: number
  } | null
  readonly grounds: readonly string[]
  readonly cites: readonly string[]
  readonly receipt: string | null
}

/** Who put a comment or a document to a case, and whether it was withdrawn. */
export interface Paper {
  readonly id: string
  readonly organization: Named
  /** Name of the person. */
  readonly author: string
  readonly at: string
  readonly withdrawn: { readonly at: string; readonly by: string } | null
  readonly withdrawable: boolean
}

export interface CaseComment extends Paper {
  /** Null when it was withdrawn. */
  readonly text: string | null
}

export interface CaseDocument extends Paper {
  readonly name: string
  readonly mediaType: string
  readonly bytes: number
  readonly sm3: string
  /** An image, which the page may show. */
  readonly shown: boolean
}

export interface CaseDocuments {
  readonly items: readonly CaseDocument[]
  readonly mayAdd: boolean
}

export interface CaseComments {
  readonly items: readonly CaseComment[]
  readonly mayComment: boolean
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

/** What the evidence is searched by; names and values as the API has them. */
export type AuditQuestion = Readonly<Record<string, string>>

/** Whom it is asked about; the value goes out in a body and is kept nowhere. */
export interface PersonQuestion {
  readonly identifier: 'residentId' | 'creditCode'
  readonly value: string
  readonly reason: string
  readonly matter: string
  readonly unkeyed: boolean
}

/** What was disclosed to the person who is signed in; no value of it. */
export interface Disclosure {
  readonly id: string
  readonly case: string
  readonly dataset: Coded
  readonly provider: { readonly id: string; readonly name: string }
  readonly item: Coded
  readonly disclosedAt: string
  readonly validUntil: CivilDate
  readonly state: 'open' | 'ended'
  readonly proof: { readonly identifier: OwnIdentifier; readonly until: CivilDate } | null
}

export interface Coded {
  readonly code: string
  readonly name: string
}

export type OwnIdentifier = 'residentId' | 'creditCode'

/** The rows about the person, in clear. */
export interface OwnRecord {
  readonly items: readonly Coded[]
  readonly rows: readonly Readonly<Record<string, string | number | boolean | null>>[]
  readonly receipt: string
}

/** The number goes out in a body and is kept nowhere. */
export interface OwnAccessQuestion {
  readonly identifier: OwnIdentifier
  readonly value: string
}

/** An access to the data of the person; `by` is null while a rule delays telling who asked. */
export interface ToldAccess {
  readonly receipt: string
  readonly at: string
  readonly action: string
  readonly dataset: Coded | null
  readonly by: {
    readonly organization: { readonly id: string; readonly name: string } | null
    readonly application: string | null
    readonly purpose: string | null
    readonly matter: string | null
    readonly items: readonly Coded[]
    readonly self: boolean
  } | null
}

export interface Proof {
  readonly entry: string
  readonly leafIndex: number
  readonly leafHash: string
  readonly treeSize: number
  readonly path: readonly string[]
  readonly checkpoint: string
}
