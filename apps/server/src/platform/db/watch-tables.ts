type Instant = Date

export interface WatchAlertTable {
  id: string
  /** Name of a signal; see `modules/watch/signals.ts`. */
  signal: string
  /** What was measured when it was opened, and the limit that it went over. */
  measured: number
  most: number
  opened_at: Instant
  escalated_at: Instant | null
  acknowledged_by: string | null
  acknowledged_at: Instant | null
  note: string | null
  closed_at: Instant | null
}

export interface WatchRiskTable {
  alert_id: string
  case_id: string
  opened_by: string
  opened_at: Instant
}

/** What is out of bounds, and the cases of risks that it led to. */
export interface WatchTables {
  watch_alert: WatchAlertTable
  watch_risk: WatchRiskTable
}
