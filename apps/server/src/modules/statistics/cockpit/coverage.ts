import { sql } from 'kysely'
import type { CivilDate } from '@fadu/domain'
import type { Db } from '../../../platform/db/open-database.ts'
import { trendOfStanding, type Trend, type Windows } from './windows.ts'

export interface Coverage {
  readonly agencies: number
  /** Those that have a published entry. */
  readonly covered: number
  readonly trend: Trend
}

/**
 * Since when each agency has had one of the entries that are published today. Of an entry that was withdrawn since nothing is
 * said, so that the line ends at today's figure.
 */
export async function coverageIn(db: Db, within: readonly string[], windows: Windows): Promise<Coverage> {
  const { rows } = await sql<{ since: CivilDate | null }>`
    select (
      select (min(coalesce(v.published_at, e.published_at, e.created_at)) at time zone 'Asia/Shanghai')::date::text
      from catalog_entry e left join catalog_version v on v.entry_id = e.id
      where e.provider_id = o.id and e.state = 'published') as since
    from organization o
    where o.territory_code = any(${[...within]}::text[]) and o.kinds @> '{agency}'`.execute(db)
  const since = rows.flatMap((row) => (row.since === null ? [] : [row.since]))
  return {
    agencies: rows.length,
    covered: since.length,
    trend: trendOfStanding(windows, (day) => since.filter((first) => first <= day).length),
  }
}
