import type { CivilDate } from '@fadu/domain'

type Instant = Date

/** What is removed after its term, once two persons agreed. */
export interface RetentionOrderTable {
  id: string
  kind: 'useRecords' | 'systemLogs'
  /** What is of an earlier day is removed. */
  before: CivilDate
  term_days: number
  asked_by: string
  asked_at: Instant
  agreed_by: string | null
  agreed_at: Instant | null
  ended_at: Instant | null
  /** Day up to which it was carried out. */
  through: CivilDate | null
}

/** What is kept beyond its term. */
export interface RetentionHoldTable {
  id: string
  scope: 'dataset' | 'grant' | 'organization' | 'platform'
  scope_id: string | null
  reason: string
  matter: string
  placed_by: string
  placed_at: Instant
  lifted_by: string | null
  lifted_at: Instant | null
}

export interface RetentionTables {
  retention_order: RetentionOrderTable
  retention_hold: RetentionHoldTable
}
