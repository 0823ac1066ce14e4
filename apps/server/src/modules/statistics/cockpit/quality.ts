import { sql } from 'kysely'
import type { CivilDate } from '@fadu/domain'
import type { Db } from '../../../platform/db/open-database.ts'
import { visibleWhere, type Visibility } from '../../catalog/index.ts'
import { partsOf, trendOfStanding, type Trend, type Windows } from './windows.ts'

export interface Scores {
  /** Datasets that have a score today. */
  readonly scored: number
  /** Mean of the newest score of each dataset, to one decimal, as it stood. */
  readonly trend: Trend
}

/** Datasets have a score from rules alone; one without rules is not asked for. */
export async function scoresIn(db: Db, visible: Visibility, windows: Windows): Promise<Scores> {
  const days = [...new Set([windows.before.to, ...partsOf(windows.window).map((part) => part.to)])]
  const { rows } = await sql<{ day: CivilDate; score: string | number; scored: string | number }>`
    select p.day::text as day, round(avg(r.score), 1) as score, count(*) as scored
    from unnest(${days}::date[]) p(day)
    cross join dataset
    join catalog_search on catalog_search.entry_id = dataset.entry_id
    cross join lateral (
      select q.score from quality_run q
      where q.dataset_id = dataset.id and q.score is not null
        and q.ran_at < ((p.day + 1)::text || 'T00:00:00+08:00')::timestamptz
      order by q.ran_at desc, q.id desc limit 1) r
    where dataset.id in (select dataset_id from quality_rule_set) and ${visibleWhere(visible, 'catalog_search')}
    group by p.day`.execute(db)
  const byDay = new Map(rows.map((row) => [row.day, row]))
  const scoreOn = (day: CivilDate): number | null => {
    const row = byDay.get(day)
    return row === undefined ? null : Number(row.score)
  }
  return {
    scored: Number(byDay.get(windows.window.to)?.scored ?? 0),
    trend: trendOfStanding(windows, scoreOn),
  }
}
