import type { ColumnType } from 'kysely'
import type { CivilDate } from '@fadu/domain'

type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>
type Instant = ColumnType<Date, Date, Date>
type Json<T> = ColumnType<T, string, string>

export type CorrectionState = 'prepared' | 'applied' | 'discarded'
/** Who agreed that a stored value changes. */
export type Consent = 'provider' | 'collectedPerson'

export interface CorrectionTable {
  id: string
  dataset_id: string
  digest: Bytes
  key_version: number
  items: string[]
  lines: number
  state: CorrectionState
  organization_id: string
  account_id: string
  prepared_at: Instant
  batch_id: string | null
  case_id: string | null
  consent: Consent | null
  consent_by: string | null
  settled_at: Instant | null
}
export interface CorrectionLineTable {
  correction_id: string
  line: number
  items: string[]
  /** Gone once the values stand in a row version. */
  sealed: Bytes | null
  target_batch: number | null
  target_line: number | null
}
export interface AccessKeyTable {
  dataset_id: string
  digest: Bytes
  entry_id: string
  day: string
}
export interface QualityAnnouncementTable {
  id: string
  dataset_id: string
  entry_id: string
  provider_id: string
  territory_code: string
  case_id: string
  batch: number | null
  items: string[]
  announced_at: Instant
}
export interface QualityRecipientTable {
  announcement_id: string
  organization_id: string
  actor: string
  grant_id: string | null
  accesses: number
  last_access_at: Instant
  acknowledged_at: Instant | null
  acknowledged_by: string | null
}
export interface UpdateDueTable {
  entry_id: string
  provider_id: string
  territory_code: string
  cycle: string
  /** Day by which the entry is to be updated next. */
  due_on: CivilDate
}
export interface UpdateOverdueTable {
  entry_id: string
  due_on: string
  provider_id: string
  authority_id: string | null
  told_at: Instant
}
export interface QualityRuleSetTable {
  id: string
  dataset_id: string
  version: number
  rules: Json<unknown>
  organization_id: string
  account_id: string
  entered_at: Instant
}
export interface QualityRunTable {
  id: string
  dataset_id: string
  rule_set_id: string
  stage: 'inProcess' | 'afterwards'
  batch: number | null
  row_count: number
  broken_rows: number
  score: string | null
  results: Json<unknown>
  ran_at: Instant
}

export interface QualityRuleIssueTable {
  case_id: string
  dataset_id: string
  rule: string
  run_id: string
}

/** What keeps the quality of stored data: corrections, who received what, announcements, rules and their runs. */
export interface QualityTables {
  correction: CorrectionTable
  correction_line: CorrectionLineTable
  access_key: AccessKeyTable
  quality_announcement: QualityAnnouncementTable
  quality_recipient: QualityRecipientTable
  update_due: UpdateDueTable
  update_overdue: UpdateOverdueTable
  quality_rule_set: QualityRuleSetTable
  quality_run: QualityRunTable
  quality_rule_issue: QualityRuleIssueTable
}
