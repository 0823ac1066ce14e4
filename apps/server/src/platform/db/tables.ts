import type { ColumnType, Generated } from 'kysely'
import type { CivilDate, HolidayNotice } from '@fadu/domain'

/** Rows as the two drivers give them. Generated schema for review: apps/server/schema.sql. */

/** Written as JSON text, read as a parsed value. */
export type Json<T> = ColumnType<T, string, string>
type Bytes = ColumnType<Uint8Array, Uint8Array, Uint8Array>
type Instant = ColumnType<Date, Date, Date>

export interface InstallationTable {
  id: string
  key_fingerprint: string
  created_at: Generated<Instant>
  seeded_at: Instant | null
  one_row: Generated<boolean>
}
export interface TerritoryTable {
  code: string
  name: string
  level: 'region' | 'city' | 'county'
  parent_code: string | null
}
export type OrganizationKind =
  'authority' | 'agency' | 'supervisor' | 'government' | 'contractor' | 'developer' | 'platformOperator' | 'person'
export interface OrganizationTable {
  id: string
  code: string
  name: string
  territory_code: string
  kinds: OrganizationKind[]
  created_at: Generated<Instant>
}
export interface AccountTable {
  id: string
  organization_id: string
  login: string
  name: string
  password_hash: string
  totp_secret: Bytes | null
  totp_confirmed: Generated<boolean>
  totp_last_step: number | null
  roles: Generated<string[]>
  status: Generated<'active' | 'closed'>
  failed_attempts: Generated<number>
  locked_until: Instant | null
  created_at: Generated<Instant>
}
export interface SessionTable {
  token_hash: Bytes
  account_id: string
  created_at: Instant
  last_seen_at: Instant
  expires_at: Instant
  revoked_at: Instant | null
}
export interface ApplicationTable {
  id: string
  organization_id: string
  name: string
  status: Generated<'active' | 'suspended'>
  created_at: Generated<Instant>
}
export interface ApplicationKeyTable {
  id: string
  application_id: string
  algorithm: 'EdDSA' | 'ES256'
  public_key: Json<Record<string, string>>
  created_at: Generated<Instant>
  revoked_at: Instant | null
}
export interface AssertionUsedTable {
  id: string
  expires_at: Instant
}
export interface IdempotentAnswerTable {
  principal: string
  key: string
  request_hash: Bytes
  body: Json<unknown>
  created_at: Generated<Instant>
}
export type EntryKind = 'act' | 'refusal' | 'access' | 'key' | 'session' | 'system'
export interface LogEntryTable {
  id: string
  kind: EntryKind
  body: string
  recorded_at: Instant
  action: string
  actor: string
  organization_id: string | null
  case_id: string | null
  dataset_id: string | null
  grant_id: string | null
}
export interface LogPendingTable {
  seq: Generated<number>
  entry_id: string
}
export interface LogLeafTable {
  leaf_index: number
  entry_id: string
}
export interface LogTileTable {
  level: number
  tile_index: number
  width: number
  hashes: Bytes
}
export interface LogCheckpointTable {
  tree_size: number
  root: Bytes
  note: string
  created_at: Instant
}
export interface ProcedureCaseTable {
  id: string
  procedure: string
  pack: string
  pack_version: string
  territory_code: string
  subject_type: string
  subject_id: string
  subject_name: string
  state: string
  is_open: boolean
  parties: Json<Record<string, string>>
  owner_id: string | null
  form: Json<Record<string, unknown>>
  used: Generated<string[]>
  version: Generated<number>
  opened_by: string
  opened_at: Instant
  closed_at: Instant | null
}
export interface CasePartyTable {
  case_id: string
  organization_id: string
  party: string
}
/** What was entered with one act of a case after its opening. */
export interface CaseEntryTable {
  case_id: string
  version: number
  act: string
  form: Json<Record<string, unknown>>
  organization_id: string
  entered_by: string
  entered_at: Instant
}
export interface CaseClockTable {
  id: string
  case_id: string
  period: string
  owner_id: string
  ledger: Json<unknown>
  state: 'running' | 'suspended' | 'finished'
  due_on: CivilDate | null
  provisional: boolean
  warn_on: CivilDate | null
  due_at: Instant | null
  calendar: string
  phase_told: Generated<'onTime' | 'warning' | 'overdue'>
}
export interface HolidayNoticeTable {
  year: number
  content: Json<HolidayNotice>
  origin: 'pack' | 'entered'
  revision: Generated<number>
  entered_by: string | null
  entered_at: Instant
}
export type NotificationKind = 'warning' | 'overdue' | 'escalated' | 'redated'
export interface NotificationTable {
  id: string
  organization_id: string
  case_id: string
  clock_id: string
  kind: NotificationKind
  due_on: CivilDate
  body: Json<unknown>
  created_at: Instant
  read_at: Instant | null
}
export type EntryState = 'draft' | 'submitted' | 'amending' | 'approved' | 'published' | 'withdrawn'
export interface CatalogEntryTable {
  id: string
  code: string
  name: string
  territory_code: string
  provider_id: string
  state: EntryState
  fields: Json<Record<string, unknown>>
  version: Generated<number>
  created_at: Instant
  published_at: Instant | null
}
export type ItemType = 'text' | 'integer' | 'decimal' | 'date' | 'boolean'
export interface DataItemTable {
  entry_id: string
  position: number
  code: string
  name: string
  type: ItemType
  max_length: number | null
  nullable: boolean
  identifier: 'residentId' | 'creditCode' | 'other' | null
  sealed: boolean
  mask: string
  grade: number
}
export interface DatasetTable {
  id: string
  entry_id: string
  code: string
  table_name: string
  layout: Json<unknown>
  wrapped_key: Bytes
  key_version: number
  row_count: Generated<number>
  next_batch: Generated<number>
  created_at: Instant
}
export interface BatchTable {
  id: string
  dataset_id: string
  number: number
  content_hash: Bytes
  file_name: string
  received: number
  stored: number
  quarantined: number
  created_at: Instant
}
export interface QuarantineRowTable {
  batch_id: string
  line: number
  faults: Json<unknown>
  sealed: Bytes
}
export interface DataGrantTable {
  id: string
  case_id: string
  entry_id: string
  applicant_id: string
  application_id: string
  course: string
  fields: string[]
  purposes: string[]
  valid_until: CivilDate
  status: 'active' | 'suspended' | 'revoked'
  delivered_at: Instant | null
  issued_at: Instant
  suspended_by: ColumnType<string | null, string | null | undefined, string | null>
}

/** One row; its version changes with every addition. */
export interface LawAdditionsTable {
  version: string
  one_row: Generated<boolean>
}
export interface InstrumentTable {
  id: string
  territory_code: string
  title: string
  rank: string
  in_force: CivilDate
  repealed: CivilDate | null
  provisions: Generated<string[]>
  entered_by: string
  entered_at: Instant
  repealed_by: string | null
  repealed_at: Instant | null
}
export interface PolicyValueTable {
  seq: Generated<number>
  territory_code: string
  period: string
  length: number
  unit: string
  in_force_from: CivilDate
  entered_by: string
  entered_at: Instant
}
export interface PackTextTable {
  pack_id: string
  version: string
  files: Json<readonly (readonly [path: string, text: string])[]>
  first_seen: Instant
}

export interface Tables {
  installation: InstallationTable
  territory: TerritoryTable
  organization: OrganizationTable
  account: AccountTable
  session: SessionTable
  application: ApplicationTable
  application_key: ApplicationKeyTable
  assertion_used: AssertionUsedTable
  idempotent_answer: IdempotentAnswerTable
  log_entry: LogEntryTable
  log_pending: LogPendingTable
  log_leaf: LogLeafTable
  log_tile: LogTileTable
  log_checkpoint: LogCheckpointTable
  procedure_case: ProcedureCaseTable
  case_party: CasePartyTable
  case_clock: CaseClockTable
  case_entry: CaseEntryTable
  holiday_notice: HolidayNoticeTable
  notification: NotificationTable
  catalog_entry: CatalogEntryTable
  data_item: DataItemTable
  dataset: DatasetTable
  batch: BatchTable
  quarantine_row: QuarantineRowTable
  data_grant: DataGrantTable
  law_additions: LawAdditionsTable
  instrument: InstrumentTable
  policy_value: PolicyValueTable
  pack_text: PackTextTable
}
