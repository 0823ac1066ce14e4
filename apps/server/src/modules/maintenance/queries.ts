import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { MaintenanceWindow } from '../../platform/http/maintenance.ts'

/** Windows that are announced and not over, first the one that begins first. */
export async function openWindows(db: Db | Tx, now: Date): Promise<readonly MaintenanceWindow[]> {
  const rows = await db
    .selectFrom('maintenance_window')
    .select(['id', 'begins_at', 'ends_at', 'notice'])
    .where('ended_at', 'is', null)
    .where('ends_at', '>', now)
    .orderBy('begins_at')
    .execute()
  return rows.map((row) => ({ id: row.id, begins: row.begins_at, ends: row.ends_at, notice: row.notice }))
}
