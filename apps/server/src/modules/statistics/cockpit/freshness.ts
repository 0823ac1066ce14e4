import { sql } from 'kysely'
import type { CivilDate } from '@fadu/domain'
import type { Db } from '../../../platform/db/open-database.ts'
import { sumOf, trendOf, type Trend, type Windows } from './windows.ts'

/** How many updates were missed: entries by the day on which they were to be updated and were not. */
export async function missedUpdatesIn(db: Db, within: readonly string[], windows: Windows): Promise<Trend> {
  const { rows } = await sql<{ day: CivilDate; missed: number | string }>`
    select u.due_on::text as day, count(*) as missed
    from update_overdue u join catalog_entry e on e.id = u.entry_id
    where e.territory_code = any(${[...within]}::text[])
      and u.due_on between ${windows.before.from}::date and ${windows.window.to}::date
    group by u.due_on`.execute(db)
  return trendOf(windows, rows, (some) => sumOf(some, (row) => Number(row.missed)))
}
