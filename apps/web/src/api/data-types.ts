/** Shapes of the HTTP API about what becomes of data: where it comes from, who uses it, what is wrong with it; see apps/server/openapi.json. */
import type { CivilDate } from '@fadu/domain'
import type { Named } from './types.ts'

export interface NamedEntry extends Named {
  readonly code: string
}

export interface LineageNode {
  readonly entry: NamedEntry
  readonly agency: Named
  /** Steps from the entry asked about: negative towards its sources, positive towards what was made of it. */
  readonly distance: number
  readonly fields: readonly { readonly code: string; readonly name: string }[]
  readonly systems: readonly { readonly id: string | null; readonly code: string | null; readonly name: string }[]
  /** Newest first, the last ones only. */
  readonly batches: readonly { readonly number: number; readonly stored: number; readonly at: string }[]
  /** Null for whom the grants are no business. */
  readonly releases:
    readonly { readonly grant: string; readonly applicant: Named; readonly lastAccess: string | null }[] | null
}

export type MappingKind = 'copied' | 'grouped' | 'summed' | 'counted' | 'joined' | 'filtered'

export interface LineageEdge {
  readonly job: string
  readonly from: { readonly entry: string; readonly field: string }
  /** Null where a field decided which rows came along and went into none. */
  readonly to: { readonly entry: string; readonly field: string | null }
  readonly how: MappingKind
}

export interface Lineage {
  readonly nodes: readonly LineageNode[]
  readonly edges: readonly LineageEdge[]
  /** Entries on the way that the reader may not see. */
  readonly hidden: number
  /** Whether there is more beyond the depth that was asked for. */
  readonly more: boolean
}

export interface EntryUse {
  readonly grant: string
  readonly applicant: Named
  readonly application: Named
  readonly purposes: readonly string[]
  readonly lastDay: CivilDate | null
  readonly calls: number
  readonly asked: number
  readonly missed: number
  readonly rows: number
  readonly offHoursRows: number
}

/** A problem of data; see `ProblemRecord` of the API. */
export interface DataProblem {
  readonly case: string
  readonly procedure: string
  readonly open: boolean
  readonly openedAt: string
  readonly dataset: { readonly entry: string; readonly code: string; readonly name: string }
  /** Codes of the items it is about; none where it is about the whole. */
  readonly items: readonly string[]
  /** The agency that the data comes from. */
  readonly source: Named
  readonly responsible: { readonly stewards: readonly string[]; readonly department: string | null }
}

export const exportStates = ['waiting', 'writing', 'ready', 'failed', 'expired', 'discarded'] as const
export type ExportState = (typeof exportStates)[number]
export type ExportFormat = 'csv' | 'jsonl' | 'xlsx' | 'parquet'

/** A file of granted rows, as those see it who answer for it. */
export interface ExportRecord {
  readonly id: string
  readonly dataset: { readonly code: string; readonly name: string; readonly entry: string }
  readonly grant: string
  readonly purpose: string
  readonly matter: string
  readonly application: Named
  /** Whose application asked. */
  readonly applicant: Named
  readonly provider: Named
  readonly format: ExportFormat
  readonly fields: readonly string[]
  readonly state: ExportState
  readonly rows: { readonly done: number; readonly total: number; readonly withheld: number }
  readonly rowsPerSecond: number | null
  readonly bytes: number | null
  readonly createdAt: string
  readonly finishedAt: string | null
  readonly firstFetchedAt: string | null
  /** From then on there is no file. */
  readonly expiresAt: string
  readonly approval: { readonly id: string; readonly approvedAt: string } | null
  /** Code of what went wrong. */
  readonly problem: string | null
  /** Of the file; null before it is written. */
  readonly receipt: string | null
}

export type UpdatePhase = 'overdue' | 'all'

export interface EntryUpdate {
  readonly entry: NamedEntry
  readonly provider: Named
  readonly cycle: string
  readonly lastBatchAt: string | null
  readonly due: CivilDate
  readonly overdue: boolean
}

export interface ReceivedAnnouncement {
  readonly id: string
  readonly dataset: { readonly code: string; readonly name: string }
  readonly provider: Named
  readonly items: readonly string[]
  readonly at: string
  /** How often the old value was read under the rights of the reader's organisation. */
  readonly accesses: number
  readonly lastAccessAt: string
  readonly acknowledgedAt: string | null
}

export interface IssuedAnnouncement {
  readonly id: string
  readonly dataset: { readonly code: string; readonly name: string }
  readonly case: string
  readonly items: readonly string[]
  readonly at: string
  readonly recipients: readonly { readonly organization: Named; readonly acknowledgedAt: string | null }[]
}
