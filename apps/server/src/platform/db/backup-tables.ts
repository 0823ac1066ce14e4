import type { Generated } from 'kysely'

type Instant = Date

export interface BackupRunTable {
  id: string
  kind: 'backup' | 'drill'
  state: 'asked' | 'approved' | 'done' | 'failed'
  is_full: Generated<boolean>
  /** Null: by schedule. */
  asked_by: string | null
  asked_at: Instant
  approved_by: string | null
  approved_at: Instant | null
  ended_at: Instant | null
  /** Name of its folder. */
  backup_id: string | null
  base_id: string | null
  row_total: number | null
  bytes: number | null
  /** Entries of the evidence log that it covers. */
  log_size: number | null
  fault: string | null
  receipt: string | null
}

/** Backups and drills. */
export interface BackupTables {
  backup_run: BackupRunTable
}
