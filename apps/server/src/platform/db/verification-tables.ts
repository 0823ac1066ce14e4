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

/** Verification of data that is not shared, and the watch over what takes data away. */
export interface VerificationTables {
  verification_permit: VerificationPermitTable
  verification_spent: VerificationSpentTable
  verification_sighting: VerificationSightingTable
}
