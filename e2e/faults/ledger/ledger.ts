/** What the driver was told, written down when it was told. */
export interface Ledger {
  /** Cases that it asked to be opened, by the mark in their form; with `id` and `receipt` once that was acknowledged. */
  readonly opened: Map<string, Acknowledged | undefined>
  /** Cases that it asked to be withdrawn, by their id. */
  readonly withdrawn: Map<string, { readonly receipt: string } | undefined>
  /** Files that it sent at once, by name: the people in them, and the receipt once they were stored. */
  readonly files: Map<string, SentFile>
  /** Files that it left to a job, by name: the job once it was taken. */
  readonly jobs: Map<string, SentJob>
  /** Answers of the gateway. */
  readonly accesses: Access[]
}

export interface Acknowledged {
  readonly id: string
  readonly receipt: string
}

export interface SentFile {
  readonly people: readonly string[]
  receipt?: string
}

export interface SentJob {
  readonly people: readonly string[]
  /** Once all its bytes were acknowledged. */
  job?: string
  /** It must fail, and be told to have failed. */
  readonly isPoison?: boolean
}

export interface Access {
  readonly receipt: string | undefined
  readonly rows: number
}

export function emptyLedger(): Ledger {
  return { opened: new Map(), withdrawn: new Map(), files: new Map(), jobs: new Map(), accesses: [] }
}

/** What database and log hold when all is over. */
export interface Found {
  readonly cases: readonly { readonly id: string; readonly mark: string; readonly state: string }[]
  readonly entries: readonly FoundEntry[]
  readonly batches: readonly FoundBatch[]
  readonly jobs: readonly { readonly id: string; readonly state: string; readonly problem: string | null }[]
  /** Numbers of everybody who is current. */
  readonly people: ReadonlySet<string>
  readonly clocks: readonly FoundClock[]
}

export interface FoundBatch {
  /** Code of its dataset. */
  readonly dataset: string
  readonly number: number
  readonly file: string
  readonly job: string | null
}

/** One entry of the log, as far as it is compared. */
export interface FoundEntry {
  readonly id: string
  readonly action: string
  readonly outcome: string
  readonly case?: string
  readonly subject?: { readonly id: string }
  readonly detail?: Readonly<Record<string, unknown>>
}

export interface FoundClock {
  readonly id: string
  readonly case: string
  readonly period: string
  readonly state: string
  readonly dueOn: string | null
  /** Notifications to its owner that it is overdue. */
  readonly told: number
}

export type Finding = {
  readonly kind: 'lost' | 'doubled' | 'unrecorded' | 'missed'
  readonly what: string
}
