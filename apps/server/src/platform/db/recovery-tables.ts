import type { ColumnType } from 'kysely'
import type { CivilDate } from '@fadu/domain'

type Instant = ColumnType<Date, Date, Date>
type Day = ColumnType<CivilDate, string, string>

/** What is backed up: an information system, or a dataset of the platform. */
export type RecoverySubjectKind = 'system' | 'dataset'

interface OfSubject {
  id: string
  subject_kind: RecoverySubjectKind
  subject_id: string
  account_id: string
  entered_at: Instant
}
/** How often, on what, where and how long; the last one entered holds. */
export interface RecoveryPlanTable extends OfSubject {
  interval_days: number
  medium: string
  place: string
  retention_days: number
  responsible: string
}
export interface RecoveryBackupTable extends OfSubject {
  taken_at: Instant
  reference: string
  checksum: string | null
}
export interface RecoveryTestTable extends OfSubject {
  backup_id: string | null
  tested_on: Day
  result: 'passed' | 'failed'
  tested_by: string
  findings: string | null
}

export interface RecoveryTables {
  recovery_plan: RecoveryPlanTable
  recovery_backup: RecoveryBackupTable
  recovery_test: RecoveryTestTable
}
