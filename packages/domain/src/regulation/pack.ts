import type { Clause, Standing } from '../citation/index.ts'
import type { CivilDate, ClauseId, PackId, TerritoryCode } from '../shared/index.ts'
import type { CaseFile } from '../cases/case-file.ts'
import type { PolicySource } from '../policy/policy-source.ts'
import type { ProcedureDefinition } from '../procedure/definition.ts'
import type { Rank } from './rank.ts'

/** The generic concept's word in one regime, with the clause that uses it. */
export interface Term {
  readonly text: string
  readonly cites: readonly ClauseId[]
}

export type PeriodUnit = 'workingDay' | 'calendarDay' | 'month' | 'year' | 'hour'

/** A length of time a regime fixes, as it stands from one day on. Old values stay: cases opened under them still run. */
export interface PeriodValue {
  readonly name: string
  readonly unit: PeriodUnit
  readonly length: number
  /** The text leaves the time to each notice (限期): there is no length until an act sets one, and `length` is 0. */
  readonly entered?: true
  /** `policy` when the text sets no number and the authority's own reading fills it. */
  readonly basis: Standing
  readonly cites: readonly ClauseId[]
  /** What the text leaves open and how it is read here, in Chinese. */
  readonly reading?: string
  /** Working days before the due day on which the owner is warned. */
  readonly warnDays: number
  /** First day the value holds; absent for a draft. */
  readonly from?: CivilDate
}

/** Most of something that the platform allows, as it stands from one day on. Fewer is stricter. */
export interface LimitValue {
  /** Known to the platform: `verification.perDay`. */
  readonly name: string
  /** What is counted and how many of it are meant, 1 or more. */
  readonly most: number
  /** `policy` when the text sets no number and the authority's own reading fills it. */
  readonly basis: Standing
  /** Of a term of keeping: fewer than this no pack may set. More is stricter then. */
  readonly least?: number
  readonly cites: readonly ClauseId[]
  /** What would make it lawful to go on once it is reached, in Chinese and in English. */
  readonly needed: string
  readonly neededEn: string
  /** What the text leaves open and how it is read here, in Chinese. */
  readonly reading?: string
  /** First day the value holds; absent for a draft. */
  readonly from?: CivilDate
}

export type FieldType = ColumnType | 'items' | 'rows'

/** What a column of a field of type `rows` may be: everything that is not a list of its own kind. */
export type ColumnType =
  'text' | 'longText' | 'choice' | 'date' | 'integer' | 'boolean' | 'texts' | 'basis' | 'organization'

export interface FormField {
  readonly name: string
  readonly label: string
  readonly type: FieldType
  readonly required: boolean
  readonly cites: readonly ClauseId[]
  readonly help?: string
  /** What is entered serves the act alone and is stored nowhere: the number of a person whose data goes. */
  readonly confidential?: boolean
  /** Values a `choice` accepts: generic keys; their words come from the terms of the regime. */
  readonly options?: readonly string[]
  /** Of a `basis`: the ranks that suffice; any registered instrument where it does not say. */
  readonly ranks?: readonly Rank[]
  /** Of a text or a list of texts: what it must not name, each on the clauses that forbid it. */
  readonly excludes?: readonly ExcludedWords[]
  /** Required only when another field has one of these values. */
  readonly requiredWhen?: { readonly field: string; readonly is: readonly string[] }
  /** Of a choice or a yes-or-no: what a new record starts with, unless one of these other fields has one of these values. */
  readonly default?: FieldDefault
  /** Of `rows`: what each row says. A condition of a column asks another column of the same row. */
  readonly columns?: readonly FormField[]
}

/** What a text must not name. Full and half width, blanks and case make no difference. */
export interface ExcludedWords {
  /** Texts that are one of these and say nothing else. */
  readonly whole: readonly string[]
  /** Texts in which one of these stands. */
  readonly within: readonly string[]
  readonly cites: readonly ClauseId[]
}

export interface FieldDefault {
  readonly value: string | boolean
  readonly unless: Readonly<Record<string, readonly (string | boolean)[]>>
}

export interface FormDefinition {
  readonly name: string
  readonly title: string
  readonly fields: readonly FormField[]
}

/** A law or document that a refusal may rest on. Named by the packs' texts, extensible by the authority. */
export interface Instrument {
  readonly id: string
  readonly title: string
  readonly rank: Rank
  readonly inForceFrom: CivilDate
  readonly repealedOn?: CivilDate
}

/** A clause that the platform's own code keeps, by the name of what keeps it. */
export interface GuardBinding {
  readonly guard: string
  readonly cites: readonly ClauseId[]
  /** What of the clause it keeps, where that needs saying. */
  readonly note?: string
}

/**
 * A duty of which an organisation keeps proof (职责台账): done again in each cycle, or once and kept current. It becomes a
 * procedure of its own on the course that the platform's pack gives to duties.
 */
export interface DutyDefinition {
  readonly name: string
  readonly title: string
  readonly cites: readonly ClauseId[]
  readonly owedBy: 'agency' | 'authority'
  /** Period after which it is due again. */
  readonly cycle?: string
  readonly form: string
  /** Role that records it. */
  readonly role: string
}

/** A national or regional standard: what the authorities below do not set anew, and what a code list of an item may name. */
export interface Standard {
  /** Without its year: `GB/T 2261.1`. */
  readonly code: string
  readonly title: string
  readonly version: string
  readonly rank: 'national' | 'regional'
  /** What it standardises, in the words a draft would use. */
  readonly subjects: readonly string[]
  /** First day on which it holds no more. */
  readonly retiredOn?: CivilDate
  /** Code → meaning, where the list is short. */
  readonly values?: Readonly<Record<string, string>>
}

/** Classification and grading rules that hold where no authority has entered its own. */
export interface PackGrading {
  readonly title: string
  readonly version: string
  /** The standards and provisions it follows, in Chinese. */
  readonly source: string
  readonly cites: readonly ClauseId[]
  /** The rule set as it is written; read by the package that grades by it. */
  readonly ruleSet: Readonly<Record<string, unknown>>
}

/** One regulation as data. Immutable once loaded; a later version of the text is another pack. */
export interface Pack {
  readonly id: PackId
  /** Changes with every change of the folder's content; cases run on under the version they began with. */
  readonly version: string
  readonly prefix: string
  readonly title: string
  /** Short name people cite, e.g. 宁波规定. */
  readonly source: string
  readonly titleEn: string
  /** Territory whose acts it governs, with everything below it; `*` for the platform's own rules. */
  readonly territory: TerritoryCode | '*'
  readonly rank: Rank
  readonly standing: Standing
  readonly inForceFrom?: CivilDate
  /** First day on which it holds no more. */
  readonly repealedOn?: CivilDate
  readonly buildsOn: readonly PackId[]
  /** The earlier text whose place this one takes; cases opened under it run on under it. */
  readonly replaces?: PackId
  /** Clauses on the pack as a whole: its scope and its entry into force. */
  readonly cites: readonly ClauseId[]
  readonly clauses: ReadonlyMap<ClauseId, Clause>
  readonly terms: ReadonlyMap<string, Term>
  readonly periods: ReadonlyMap<string, readonly PeriodValue[]>
  readonly limits: ReadonlyMap<string, readonly LimitValue[]>
  readonly forms: ReadonlyMap<string, FormDefinition>
  readonly instruments: readonly Instrument[]
  readonly policies: readonly PolicySource[]
  readonly guards: readonly GuardBinding[]
  readonly standards: readonly Standard[]
  readonly duties: readonly DutyDefinition[]
  readonly grading?: PackGrading
  readonly procedures: ReadonlyMap<string, ProcedureDefinition>
  /** What the law means, as cases a lawyer can read; `runCase` tells whether they hold. */
  readonly cases: readonly PackCase[]
  /** Where its parts stand, for faults that only show when packs stand side by side. */
  readonly locate: Locate
  /** Clauses of other packs that its terms, values and forms cite; whether they exist is asked when packs are composed. */
  readonly foreignCites: readonly (Location & { readonly cite: string; readonly place: string })[]
}

export interface Location {
  readonly file: string
  /** 1-based; 0 when the file as a whole is meant. */
  readonly line: number
}

export type PackPart =
  | 'pack'
  | 'clauses'
  | 'instruments'
  | 'guards'
  | 'standards'
  | 'limits'
  | 'grading'
  | `procedure ${string}`
  | `form ${string}`
  | `period ${string}`

export type Locate = (part: PackPart, path?: readonly (string | number)[]) => Location

export interface PackCase extends CaseFile, Location {}
