import type { ColumnType } from 'kysely'
import type { CivilDate } from '@fadu/domain'

type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>
type Instant = ColumnType<Date, Date, Date>

/** `suspended` by a case about the organisation. */
export type PermitStatus = 'active' | 'suspended' | 'revoked'

export interface VerificationPermitTable {
  id: string
  case_id: string
  entry_id: string
  applicant_id: string
  application_id: string
  course: string
  key_items: string[]
  items: string[]
  purposes: string[]
  valid_until: CivilDate
  total: number
  per_day: number
  per_matter: number
  used: ColumnType<number, number | undefined, number>
  status: PermitStatus
  /** By what the calls of the organisation on the entry showed; beside its status. */
  cut_off: ColumnType<boolean, boolean | undefined, boolean>
  suspended_by: ColumnType<string | null, string | null | undefined, string | null>
  issued_by: string
  issued_at: Instant
}
export interface VerificationSpentTable {
  permit_id: string
  measure: 'perDay' | 'perMatter'
  mark: Bytes
  used: number
}
export interface VerificationSightingTable {
  entry_id: string
  applicant_id: string
  measure: string
  grouped: Bytes
  member: Bytes
  seen_on: CivilDate
}

export interface OperationApprovalTable {
  id: string
  organization_id: string
  dataset_id: string
  operation: string
  items: string[]
  most_rows: number
  purpose: string
  asked_by: string
  asked_at: Instant
  approved_by: ColumnType<string | null, string | null | undefined, string>
  approved_at: ColumnType<Date | null, Date | null | undefined, Date>
  valid_until: ColumnType<CivilDate | null, CivilDate | null | undefined, CivilDate>
  used_by: ColumnType<string | null, string | null | undefined, string>
  used_at: ColumnType<Date | null, Date | null | undefined, Date>
}
export interface OperationReviewTable {
  organization_id: string
  day: CivilDate
  operations: number
  flagged: number
  receipts: Bytes
  conclusion: string
  reviewed_by: string
  reviewed_at: Instant
}

/** Verification of data that is not shared, and the watch over what takes data away. */
export interface VerificationTables {
  verification_permit: VerificationPermitTable
  verification_spent: VerificationSpentTable
  verification_sighting: VerificationSightingTable
  operation_approval: OperationApprovalTable
  operation_review: OperationReviewTable
}
