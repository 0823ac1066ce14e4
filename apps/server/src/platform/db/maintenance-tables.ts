type Instant = Date

export interface MaintenanceWindowTable {
  id: string
  begins_at: Instant
  ends_at: Instant
  notice: string
  announced_by: string
  announced_at: Instant
  ended_by: string | null
  ended_at: Instant | null
}

/** Times in which the gateway is closed. */
export interface MaintenanceTables {
  maintenance_window: MaintenanceWindowTable
}
