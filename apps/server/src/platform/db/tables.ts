import type { ColumnType, Generated } from 'kysely'
import type { CivilDate, HolidayNotice } from '@fadu/domain'
import type { FieldMask } from '@fadu/privacy'
import type { RowCondition } from '../release/row-filter.ts'
import type { ContractTables } from './contract-tables.ts'
import type { LinkTables } from './link-tables.ts'
import type { BackupTables } from './backup-tables.ts'
import type { MaintenanceTables } from './maintenance-tables.ts'
import type { DisclosureTables } from './disclosure-tables.ts'
import type { RetentionTables } from './retention-tables.ts'
import type { WatchTables } from './watch-tables.ts'
import type { QualityTables } from './quality-tables.ts'
import type { RecoveryTables } from './recovery-tables.ts'
import type { VerificationTables } from './verification-tables.ts'
import type { EvidenceTables } from './evidence-tables.ts'
import type { ChecksumTables } from './checksum-tables.ts'
import type { PaperTables } from './paper-tables.ts'

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
  /** Last day of an account that is limited in time, such as that of a contractor. */
  valid_until: ColumnType<CivilDate | null, string | undefined, string | null>
  failed_attempts: Generated<number>
  locked_until: Instant | null
  created_at: Generated<Instant>
}
export type AccountNoticeKind = 'passwordChanged' | 'factorConfirmed' | 'factorRemoved' | 'factorReset' | 'rolesChanged'
export interface AccountNoticeTable {
  id: string
  account_id: string
  kind: AccountNoticeKind
  told_at: Instant
  read_at: Instant | null
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
  signed_calls: Generated<boolean>
  created_at: Generated<Instant>
}
export interface ApplicationKeyTable {
  id: string
  application_id: string
  algorithm: 'EdDSA' | 'ES256' | 'SM2'
  public_key: Json<Record<string, string>>
  user_id: string | null
  created_at: ColumnType<Date, Date | undefined, Date>
  revoked_at: Instant | null
}
export interface AnswerKeyTable {
  generation: number
  signs_from: Instant | null
  signs_until: Instant | null
  revoked_from: Instant | null
  begun_by: string | null
}

export interface CallSignatureTable {
  id: string
  application_id: string
  nonce: string
  key_id: string
  base: Bytes
  signature: Bytes
  received_at: Instant
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
export type NotificationKind = 'warning' | 'overdue' | 'escalated' | 'redated' | 'comment' | 'document'
export interface NotificationTable {
  id: string
  organization_id: string
  case_id: string
  /** Of what is told about a deadline; null of what is told about a comment or a document. */
  clock_id: string | null
  kind: NotificationKind
  due_on: CivilDate | null
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
  /** Number of the standing version; null before the first publication. */
  published_version: Generated<number | null>
  /** Of the standing version. */
  secrecy: Generated<Secrecy>
  /** A processing record of the standing version was entered. */
  prepared: Generated<boolean>
  derived_risk: Generated<'none' | 'blocked'>
  successor_id: Generated<string | null>
}
export type Secrecy = 'unreviewed' | 'cleared' | 'restricted'
export type RevisionState = 'amending' | 'submitted' | 'approved'
/** A version as it was published; written once. */
export interface CatalogVersionTable {
  entry_id: string
  number: number
  name: string
  fields: Json<Record<string, unknown>>
  items: Json<unknown>
  origin: 'review' | 'decision'
  case_id: string | null
  published_at: Instant
}
/** The working copy of a published entry. */
export interface CatalogRevisionTable {
  entry_id: string
  state: RevisionState
  name: string
  fields: Json<Record<string, unknown>>
  items: Json<unknown>
  base: number
  case_id: string
  begun_at: Instant
}
export interface CatalogEditTable {
  entry_id: string
  version: number
  organization_id: string | null
  changed: string[]
  changed_at: Instant
}
export interface SecrecyReviewTable {
  case_id: string
  entry_id: string
  number: number
  conclusion: 'cleared' | 'restricted'
  organization_id: string
  reviewer: string
  reviewed_at: Instant
}
/** What was done to a version before it is shared or opened; written once. */
export interface PreparationRecordTable {
  case_id: string
  entry_id: string
  number: number
  steps: Json<unknown>
  /** What the platform itself knew then. */
  known: Json<unknown>
  organization_id: string
  recorded_at: Instant
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
  meaning: string | null
  code_list: string | null
  category: string | null
}
export interface DatasetTable {
  id: string
  entry_id: string
  code: string
  table_name: string
  layout: Json<unknown>
  /** Columns that the table has and the layout no longer. */
  retired: ColumnType<unknown, string | undefined, string>
  /** Counts the changes of the layout: what was prepared on another is not stored. */
  layout_version: Generated<number>
  /** Version under which new rows are sealed. */
  key_version: number
  /** Rows are sealed under versions from this one to `key_version`. */
  oldest_key: Generated<number>
  custody: Generated<Custody>
  custody_case: Generated<string | null>
  /** Account whose act it was. */
  custody_by: Generated<string | null>
  custody_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  row_count: Generated<number>
  next_batch: Generated<number>
  created_at: Instant
}
/** What became of a dataset: in use, sealed off from every reading, destroyed. */
export type Custody = 'active' | 'sealedOff' | 'destroyed'
export interface DatasetKeyTable {
  dataset_id: string
  version: number
  state: 'current' | 'retiring' | 'retired' | 'destroyed'
  wrapped_key: ColumnType<Uint8Array | null, Uint8Array | null, Uint8Array | null>
  created_at: Instant
  ended_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}
export interface KeyRotationTable {
  dataset_id: string
  version: number
  state: 'running' | 'halted' | 'done' | 'ended'
  begun_by: string
  begun_at: Instant
  ended_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  phase: Generated<'rows' | 'quarantine' | 'check'>
  at_batch: Generated<number>
  at_line: Generated<number>
  resealed: Generated<number>
}
export interface KeyRotationFaultTable {
  dataset_id: string
  version: number
  place: string
  found_at: Instant
}
export interface DestructionTable {
  case_id: string
  dataset_id: string
  certificate: string
  certificate_hash: Bytes
  log_entry_id: string
  destroyed_at: Instant
}
export interface DisposalRequestTable {
  case_id: string
  organization_id: string
  task_id: string
  grants: number
  accesses: number
  last_access_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}
export type BatchMode = 'append' | 'upsert' | 'snapshot' | 'correction' | 'deletion'
export interface BatchTable {
  id: string
  dataset_id: string
  number: number
  content_hash: Bytes
  file_name: string
  received: number
  stored: number
  quarantined: number
  mode: Generated<BatchMode>
  /** Rows of earlier batches that this one replaced or removed. */
  superseded: Generated<number>
  /** Of a correction: the case that names the consent. */
  case_id: string | null
  format: Generated<string>
  added: Generated<number>
  changed: Generated<number>
  removed: Generated<number>
  unchanged: Generated<number>
  key_items: Generated<string[]>
  /** Item of each column of the file; null where it was not kept. */
  columns: string[] | null
  principal_type: 'Account' | 'Application' | null
  principal_id: string | null
  job_id: string | null
  /** The batch whose quarantined rows these are, corrected. */
  corrects: string | null
  created_at: Instant
}
export interface DataSourceTable {
  id: string
  dataset_id: string
  account_id: string
  kind: 'postgresql' | 'mysql' | 's3' | 'sftp'
  place: Json<unknown>
  sealed_secret: Bytes
  mode: 'append' | 'upsert' | 'snapshot'
  schedule: Json<unknown>
  state: Generated<'active' | 'paused' | 'ended'>
  version: Generated<number>
  next_pull_at: Instant | null
  leased_until: Instant | null
  created_at: Instant
}
export interface SourcePullTable {
  id: string
  source_id: string
  started_at: Instant
  finished_at: Instant | null
  state: 'running' | 'done' | 'failed'
  batches: Generated<number[]>
  problem: Json<unknown> | null
}
export interface SourceFileTable {
  source_id: string
  name: string
  mark: string
  taken_at: Instant
}
export interface QuarantineRowTable {
  batch_id: string
  line: number
  faults: Json<unknown>
  sealed: Bytes
  /** The batch that brought the row corrected. */
  settled_by: string | null
}
export type JobState = 'uploading' | 'received' | 'checking' | 'storing' | 'stored' | 'refused' | 'failed' | 'cancelled'
export interface AggregationJobTable {
  id: string
  dataset_id: string
  organization_id: string
  principal_type: 'Account' | 'Application'
  principal_id: string
  state: JobState
  mode: 'append' | 'upsert' | 'snapshot'
  /** As it was said; found from the content where it was not. */
  format: string | null
  file_name: string
  options: Json<unknown>
  declared_bytes: number
  received_bytes: Generated<number>
  declared_hash: ColumnType<unknown, string | null, null>
  content_hash: Bytes | null
  folder: string
  worker: string | null
  attempts: Generated<number>
  not_before: Instant | null
  read_bytes: Generated<number>
  rows_seen: Generated<number>
  rows_good: Generated<number>
  quarantined: Generated<number>
  problem: ColumnType<unknown, string | null, string | null>
  batch_id: string | null
  /** Counts the changes of the row, so that a follower knows what it has seen. */
  version: Generated<number>
  created_at: Instant
  started_at: Instant | null
  updated_at: Instant
  finished_at: Instant | null
}
export interface AggregationJobFaultTable {
  job_id: string
  line: number
  faults: Json<unknown>
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
  modes: Generated<('interface' | 'batch')[]>
  /** Conditions on rows; all must hold. See `platform/release/row-filter.ts`. */
  row_filter: ColumnType<readonly RowCondition[], string | undefined, string>
  /** By item. */
  masks: ColumnType<Readonly<Record<string, FieldMask>>, string | undefined, string>
  volume_per_day: ColumnType<number | null, number | null | undefined, number | null>
  quota_per_day: ColumnType<number | null, number | null | undefined, number | null>
  quota_total: ColumnType<number | null, number | null | undefined, number | null>
  matter_required: Generated<boolean>
  /** Whether each call under it must be signed. */
  signed_calls: Generated<boolean>
  withheld_per_mille: Generated<number>
}

/** What of a grant a file was made by. */
export interface ExportTerms {
  readonly rowFilter: readonly RowCondition[]
  readonly masks: Readonly<Record<string, FieldMask>>
}
export type ExportFormat = 'csv' | 'jsonl' | 'xlsx' | 'parquet'
export type ExportState = 'waiting' | 'writing' | 'ready' | 'failed' | 'expired' | 'discarded'
export interface ExportJobTable {
  id: string
  dataset_id: string
  dataset_code: string
  grant_id: string
  application_id: string
  organization_id: string
  entry_version: number
  layout_version: number
  up_to_batch: number
  purpose: string
  approval: string | null
  matter: string
  fields: string[]
  conditions: Json<unknown>
  terms: ColumnType<ExportTerms, string, string>
  format: ExportFormat
  withheld_per_mille: number
  masked: Generated<string[]>
  masked_by_grade: Generated<string[]>
  state: ExportState
  /** Names the data folder in which the file lies. */
  folder: string
  worker: string | null
  attempts: Generated<number>
  rows_total: number
  rows_done: Generated<number>
  rows_withheld: Generated<number>
  bytes: number | null
  sm3: Bytes | null
  sha256: Bytes | null
  file_key: Bytes | null
  problem: ColumnType<unknown, string | null, string | null>
  receipt: string | null
  created_at: Instant
  started_at: Instant | null
  fetched_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  finished_at: Instant | null
  expires_at: Instant
}

export interface GrantSuspensionTable {
  grant_id: string
  case_id: string
}

/** The terms of a grant as they stood after each change. */
export interface GrantChangeTable {
  grant_id: string
  position: number
  kind: 'issued' | 'amended' | 'renewed' | 'reduced' | 'suspended' | 'restored' | 'ended'
  case_id: string
  terms: Json<Record<string, unknown>>
  made_at: Instant
}

/** What was taken under a grant on one day of Asia/Shanghai. */
export interface GrantUsageTable {
  grant_id: string
  day: CivilDate
  calls: number
  asked: string
  missed: string
  rows: string
  off_hours_rows: string
  items: string[] | null
}

/** A pattern of use that departed from its scenario, and the case that follows it. */
export interface GrantReviewTable {
  case_id: string
  grant_id: string
  since: CivilDate
  through: CivilDate
  grounds: string[]
  pattern: Json<Record<string, unknown>>
}

/** Day up to which the use of a grant was looked at. */
export interface GrantWatchTable {
  grant_id: string
  through: CivilDate
}

/** An entry as it is found and counted. */
export interface CatalogSearchTable {
  entry_id: string
  territory_code: string
  provider_id: string
  code: string
  state: EntryState
  level: string
  category: string | null
  share_attribute: string | null
  open_attribute: string | null
  grade: number | null
  update_cycle: string | null
  fresh_through: CivilDate | null
  system_name: string | null
  system_code: string | null
  /** What the entry is found by: its name, name and code of each item in their order, and the rest. */
  texts: unknown
  /** Number of the transaction that wrote the row last, as a text. */
  written: string
  terms_version: number
}
export interface InformationSystemTable {
  id: string
  organization_id: string
  territory_code: string
  code: string
  name: string
  funding: 'fiscalNew' | 'fiscalUpgrade' | 'purchasedService' | 'other'
  department: string
  operator: string | null
  protection_level: number | null
  live_on: CivilDate | null
  databases: string[]
  project: string | null
  status: Generated<'active' | 'closed'>
  version: Generated<number>
  registered_at: Instant
  closed_at: Instant | null
}
export interface SystemSchemaChangeTable {
  id: string
  system_id: string
  changed_on: CivilDate
  description: string
  registered_at: Instant
}
export interface SchemaChangeTaskTable {
  change_id: string
  entry_id: string
  case_id: string
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

export interface CatalogImportTable {
  id: string
  organization_id: string
  territory_code: string
  account_id: string
  file_name: string
  content_hash: Bytes
  state: 'reading' | 'ready' | 'departing' | 'failed' | 'applied' | 'discarded'
  total: Generated<number>
  done: Generated<number>
  departures: ColumnType<unknown, string | undefined, string>
  notes: ColumnType<unknown, string | undefined, string>
  fault: ColumnType<unknown, string | null | undefined, string | null>
  outcome: ColumnType<unknown, string | null | undefined, string | null>
  created_at: Instant
  touched_at: Instant
  applied_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}
export interface CatalogImportRowTable {
  import_id: string
  position: number
  line: number
  code: string
  name: string
  kind: 'new' | 'changed' | 'unchanged' | 'refused'
  target: 'none' | 'standing' | 'revision'
  entry_id: string | null
  version: number | null
  content: ColumnType<unknown, string | null, string | null>
  differences: Json<unknown>
  faults: Json<unknown>
}

/** Under what an item of a published entry is found again. */
export interface ItemKeyTable {
  entry_id: string
  item_code: string
  key: string
  code_list: string | null
}
export interface ItemKeyEntryTable {
  entry_id: string
  vocabulary: number
  version: number
  subjects: string[]
}
export interface StandardTable {
  id: string
  territory_code: string
  code: string
  title: string
  version: string
  subject: string
  in_force: CivilDate
  retired: CivilDate | null
  case_id: string
}
/** The open catalog as it was published; written once. */
export interface OpenCatalogVersionTable {
  id: string
  territory_code: string
  number: number
  year: number
  name: string
  changes: string
  priorities: string
  entries: Json<unknown>
  case_id: string
  published_at: Instant
}
export interface OpenWithdrawalTable {
  case_id: string
  entry_id: string
  withdrawn_at: Instant
  lifted_by: ColumnType<string | null, string | null | undefined, string | null>
}

export interface GradingRuleSetTable {
  id: string
  territory_code: string
  version: string
  title: string
  instrument: string
  provision: string
  content: Json<unknown>
  in_force_from: CivilDate
  entered_by: string
  entered_at: Instant
  published_at: Instant | null
  case_id: string | null
  regraded_to: Generated<string>
  regraded_at: Instant | null
}
export type SuggestionState = 'pending' | 'accepted' | 'kept' | 'overruled' | 'lapsed'
export interface GradingSuggestionTable {
  id: string
  entry_id: string
  /** '' is the entry as a whole. */
  item_code: string
  grade: number
  category: string | null
  rules: string[]
  rule_set: string
  grounds: Json<unknown>
  evidence: Json<unknown>
  confidence: number
  origin: 'description' | 'sample' | 'rules'
  made_at: Instant
  state: SuggestionState
  decided_grade: number | null
  decided_by: string | null
  decided_at: Instant | null
  reason: string | null
}
export interface GradeRecordTable {
  id: string
  entry_id: string
  item_code: string
  grade: number
  rule_set: string
  rules: string[]
  suggested: number | null
  suggestion_id: string | null
  reason: string | null
  given_by: string | null
  given_at: Instant
}
export interface ItemFindingTable {
  entry_id: string
  item_code: string
  category: string
  confidence: number
  evidence: Json<readonly string[]>
  found_at: Instant
}
export interface EntryFindingTable {
  entry_id: string
  minors: boolean
  quasi_identifiers: Json<readonly (readonly string[])[]>
  found_at: Instant
}
export type ProcessingState = 'ready' | 'running' | 'stopped' | 'done' | 'failed' | 'released' | 'discarded'
export interface ProcessingJobTable {
  id: string
  /** Null only inside the act that opens it. */
  case_id: ColumnType<string | null, string | null | undefined, string | null>
  created_by: string
  entry_id: string
  organization_id: string
  purpose: string
  plan: Json<unknown>
  facts: Json<unknown>
  findings: ColumnType<unknown, string | undefined, string>
  assessed: ColumnType<unknown, string | undefined, string>
  state: ProcessingState
  /** Where a stopped job goes on: a result that was there is not computed again. */
  resumes: Generated<'ready' | 'done'>
  run: Generated<number>
  layout_version: ColumnType<number | null, number | null | undefined, number | null>
  batch: ColumnType<number | null, number | null | undefined, number | null>
  staging: ColumnType<string | null, string | null | undefined, string | null>
  rows_read: Generated<number>
  rows_written: Generated<number>
  content_hash: ColumnType<Uint8Array | null, Uint8Array | null | undefined, Uint8Array | null>
  fault: ColumnType<unknown, string | null | undefined, string | null>
  created_at: Instant
  started_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  touched_at: ColumnType<Date | null, Date | null | undefined, Date | null>
  finished_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}
export interface ProcessingInputTable {
  job_id: string
  position: number
  name: string
  entry_id: string
  dataset_id: string
  grant_id: string | null
  last_batch: Generated<number>
  rows_read: Generated<number>
}
export type MappingKind = 'copied' | 'grouped' | 'summed' | 'counted' | 'joined' | 'filtered'
export interface ProcessingMappingTable {
  job_id: string
  position: number
  /** '' where the item only decides which rows there are. */
  output_item: string
  entry_id: string
  input_item: string
  how: MappingKind
}
export interface DerivedHoldTable {
  case_id: string
  entry_id: string
  since: Instant
  lifted_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}
export interface DataDatabaseTable {
  id: string
  territory_code: string
  kind: 'base' | 'thematic'
  code: string
  name: string
  lead_id: string
  matched_by: ColumnType<string | null, string | null | undefined, string | null>
  founded_at: Instant
  closed_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}
export interface DatabaseEntryTable {
  database_id: string
  entry_id: string
  matched_on: string
}
export interface DatabaseFieldTable {
  database_id: string
  code: string
  entry_id: string
  item: string
  name: string
  position: number
  lead: boolean
}
export interface DatabaseDifferenceTable {
  database_id: string
  code: string
  entry_id: string
  compared: number
  differing: number
  whole: boolean
  case_id: string | null
  compared_at: Instant
}
export interface AggregationTaskTable {
  case_id: string
  entry_id: string
  database_id: string
  state: 'notAggregated' | 'aggregated' | 'cancelled'
  batch_id: ColumnType<string | null, string | null | undefined, string | null>
  demanded_at: Instant
  loaded_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}
export interface Tables
  extends
    ChecksumTables,
    ContractTables,
    EvidenceTables,
    LinkTables,
    PaperTables,
    BackupTables,
    MaintenanceTables,
    WatchTables,
    RetentionTables,
    DisclosureTables,
    QualityTables,
    RecoveryTables,
    VerificationTables {
  data_database: DataDatabaseTable
  database_entry: DatabaseEntryTable
  database_field: DatabaseFieldTable
  database_difference: DatabaseDifferenceTable
  aggregation_task: AggregationTaskTable
  processing_job: ProcessingJobTable
  processing_input: ProcessingInputTable
  processing_mapping: ProcessingMappingTable
  derived_hold: DerivedHoldTable
  catalog_import: CatalogImportTable
  catalog_import_row: CatalogImportRowTable
  installation: InstallationTable
  territory: TerritoryTable
  organization: OrganizationTable
  account: AccountTable
  session: SessionTable
  application: ApplicationTable
  application_key: ApplicationKeyTable
  answer_key: AnswerKeyTable
  call_signature: CallSignatureTable
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
  account_notice: AccountNoticeTable
  notification: NotificationTable
  catalog_entry: CatalogEntryTable
  catalog_version: CatalogVersionTable
  catalog_revision: CatalogRevisionTable
  catalog_edit: CatalogEditTable
  secrecy_review: SecrecyReviewTable
  preparation_record: PreparationRecordTable
  data_item: DataItemTable
  dataset: DatasetTable
  dataset_key: DatasetKeyTable
  key_rotation: KeyRotationTable
  key_rotation_fault: KeyRotationFaultTable
  destruction: DestructionTable
  disposal_request: DisposalRequestTable
  batch: BatchTable
  quarantine_row: QuarantineRowTable
  aggregation_job: AggregationJobTable
  aggregation_job_fault: AggregationJobFaultTable
  data_grant: DataGrantTable
  export_job: ExportJobTable
  grant_suspension: GrantSuspensionTable
  grant_change: GrantChangeTable
  grant_usage: GrantUsageTable
  grant_review: GrantReviewTable
  grant_watch: GrantWatchTable
  catalog_search: CatalogSearchTable
  information_system: InformationSystemTable
  system_schema_change: SystemSchemaChangeTable
  schema_change_task: SchemaChangeTaskTable
  law_additions: LawAdditionsTable
  instrument: InstrumentTable
  grading_rule_set: GradingRuleSetTable
  grading_suggestion: GradingSuggestionTable
  grade_record: GradeRecordTable
  item_finding: ItemFindingTable
  entry_finding: EntryFindingTable
  policy_value: PolicyValueTable
  pack_text: PackTextTable
  item_key: ItemKeyTable
  item_key_entry: ItemKeyEntryTable
  standard: StandardTable
  open_catalog_version: OpenCatalogVersionTable
  open_withdrawal: OpenWithdrawalTable
  data_source: DataSourceTable
  source_pull: SourcePullTable
  source_file: SourceFileTable
}
