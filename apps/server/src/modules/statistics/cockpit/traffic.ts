import { sql } from 'kysely'
import type { CivilDate } from '@fadu/domain'
import type { Db } from '../../../platform/db/open-database.ts'
import type { RefusedOnDay } from './refusals.ts'
import { everyDay, sumOf, trendOf, type Trend, type Windows } from './windows.ts'

export interface UsedOnDay {
  readonly day: CivilDate
  readonly calls: number
  readonly rows: number
}

export interface TrafficDay extends UsedOnDay {
  readonly refused: number
}

export interface Traffic {
  readonly calls: number
  readonly rows: number
  readonly refused: number
  readonly days: readonly TrafficDay[]
  /** Of the calls. */
  readonly trend: Trend
}

/** Uses of grants on data of the territories, by day. */
export async function usesIn(
  db: Db,
  within: readonly string[],
  { window, before }: Windows,
): Promise<readonly UsedOnDay[]> {
  const { rows } = await sql<{ day: CivilDate; calls: number | string; rows: number | string }>`
    select u.day::text as day, sum(u.calls) as calls, sum(u.rows) as rows
    from grant_usage u
    join data_grant g on g.id = u.grant_id
    join catalog_entry e on e.id = g.entry_id
    where u.day between ${before.from}::date and ${window.to}::date and e.territory_code = any(${[...within]}::text[])
    group by u.day`.execute(db)
  return rows.map(({ day, calls, rows }) => ({ day, calls: Number(calls), rows: Number(rows) }))
}

/** What was used and what was refused, day by day; days on which nothing was are there. */
export function trafficOf(windows: Windows, uses: readonly UsedOnDay[], refused: readonly RefusedOnDay[]): Traffic {
  const used = new Map(uses.map((use) => [use.day, use]))
  const refusedOn = new Map<CivilDate, number>()
  for (const { day, count } of refused) refusedOn.set(day, (refusedOn.get(day) ?? 0) + count)
  const days = everyDay(windows.window).map((day) => ({
    day,
    calls: used.get(day)?.calls ?? 0,
    rows: used.get(day)?.rows ?? 0,
    refused: refusedOn.get(day) ?? 0,
  }))
  return {
    calls: sumOf(days, (day) => day.calls),
    rows: sumOf(days, (day) => day.rows),
    refused: sumOf(days, (day) => day.refused),
    days,
    trend: trendOf(windows, uses, (some) => sumOf(some, (use) => use.calls)),
  }
}
