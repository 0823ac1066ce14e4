import { sql } from 'kysely'
import type { CivilDate } from '@fadu/domain'
import type { AccountPrincipal } from '../../../platform/auth/principal.ts'
import type { Db } from '../../../platform/db/open-database.ts'
import type { CalendarSource } from '../../../platform/law/calendar-source.ts'
import type { TerritoryTree } from '../../../platform/territory/territory-tree.ts'
import { visibilityIn, type CatalogSearch, type FacetCount } from '../../catalog/index.ts'
import { problemCourses } from '../../quality/index.ts'
import { figuresOf, type Figure } from '../figure.ts'
import { coverageIn } from './coverage.ts'
import { missedUpdatesIn } from './freshness.ts'
import { overdueIn, replyPeriod } from './overdue.ts'
import { scoresIn } from './quality.ts'
import { refusalsIn } from './refusals.ts'
import { responseIn } from './response.ts'
import { trafficOf, usesIn, type TrafficDay } from './traffic.ts'
import { windowsUntil, type Trend, type Windows } from './windows.ts'

/** A number and the list of its records; null where the reader may open none. */
export interface CockpitFigure {
  readonly count: number
  readonly records: string | null
}

interface ClauseFigure extends CockpitFigure {
  readonly clause: string
}

/** How a territory and everything below it stands: how much is done, how fast, what is late, what is refused and why. */
export interface Cockpit extends Windows {
  readonly territory: string
  readonly on: CivilDate
  readonly coverage: {
    readonly agencies: CockpitFigure
    readonly covered: CockpitFigure
    readonly published: CockpitFigure
    /** Agencies with a published entry. */
    readonly trend: Trend
  }
  readonly freshness: {
    readonly current: CockpitFigure
    readonly late: CockpitFigure
    readonly never: CockpitFigure
    readonly irregular: CockpitFigure
    /** Updates that were missed. */
    readonly trend: Trend
  }
  readonly response: {
    readonly answered: CockpitFigure
    readonly inTime: CockpitFigure
    readonly late: CockpitFigure
    /** Not answered, and the time is over. */
    readonly overdue: CockpitFigure
    readonly median: number | null
    readonly ninth: number | null
    /** Of the median. */
    readonly trend: Trend
  }
  readonly overdue: {
    readonly total: CockpitFigure
    readonly byAgency: readonly (CockpitFigure & {
      readonly organization: { readonly id: string; readonly name: string }
      readonly clauses: readonly { readonly clause: string; readonly count: number }[]
    })[]
  }
  readonly quality: {
    readonly problems: CockpitFigure
    readonly scored: CockpitFigure
    /** Mean score. */
    readonly trend: Trend
  }
  readonly refusals: {
    readonly total: CockpitFigure
    readonly byClause: readonly ClauseFigure[]
    readonly trend: Trend
  }
  readonly traffic: {
    readonly calls: CockpitFigure
    readonly rows: CockpitFigure
    readonly refused: CockpitFigure
    readonly days: readonly TrafficDay[]
    /** Calls. */
    readonly trend: Trend
  }
}

export interface CockpitAsked {
  readonly territory: string
  readonly days: number
  /** Whether the reader may open the list of requests. */
  readonly opensRequests: boolean
}

/** Counted over what the reader may see; a fixed number of questions to the database, whatever the territory holds. */
export async function cockpitOf(
  deps: {
    readonly db: Db
    readonly search: CatalogSearch
    readonly calendar: CalendarSource
    readonly territories: () => TerritoryTree
    readonly today: () => CivilDate
    readonly now: () => Date
  },
  principal: AccountPrincipal,
  { territory, days, opensRequests }: CockpitAsked,
): Promise<Cockpit> {
  const { db, search, calendar, territories, today, now } = deps
  const within = [...territories().within(territory)]
  const on = today()
  const windows = windowsUntil(on, days)
  const [published, coverage, missed, response, overdue, problems, scores, refusals, uses] = await Promise.all([
    search.count(principal, { territory, state: 'published' }),
    coverageIn(db, within, windows),
    missedUpdatesIn(db, within, windows),
    responseIn(db, within, windows, calendar.now().calendar),
    overdueIn(db, within, now()),
    openProblemsIn(db, within),
    scoresIn(db, visibilityIn(principal, territory, territories()), windows),
    refusalsIn(db, within, windows),
    usesIn(db, within, windows),
  ])
  const figure = figuresOf(territory)
  const entries = (more: Record<string, string>, count: number): Figure =>
    figure('catalog-entries', { state: 'published', ...more }, count)
  const agencies = (more: Record<string, string>, count: number): Figure =>
    figure('organizations', { kind: 'agency', below: 'true', ...more }, count)
  const clocks = (more: Record<string, string>, count: number): Figure =>
    figure('supervision/clocks', { phase: 'overdue', ...more }, count)
  const answered = (more: Record<string, string>, count: number): CockpitFigure => {
    const { from, to } = windows.window
    const listed = figure('supervision/sharing', { answeredFrom: from, answeredTo: to, ...more }, count)
    return opensRequests ? listed : unlisted(count)
  }
  const fresh = (value: string): Figure => entries({ freshness: value }, countOf(published.facets.freshness, value))
  const traffic = trafficOf(windows, uses, refusals.ofCalls)
  return {
    territory,
    on,
    ...windows,
    coverage: {
      agencies: agencies({}, coverage.agencies),
      covered: agencies({ publishes: 'true' }, coverage.covered),
      published: entries({}, published.total),
      trend: coverage.trend,
    },
    freshness: {
      current: fresh('current'),
      late: fresh('late'),
      never: fresh('never'),
      irregular: fresh('irregular'),
      trend: missed,
    },
    response: {
      answered: answered({}, response.answered),
      inTime: answered({ late: 'false' }, response.inTime),
      late: answered({ late: 'true' }, response.late),
      overdue: clocks({ period: replyPeriod }, overdue.replies),
      median: response.median,
      ninth: response.ninth,
      trend: response.trend,
    },
    overdue: {
      total: clocks({}, overdue.total),
      byAgency: overdue.byAgency.map(({ organization, count, clauses }) => ({
        organization,
        ...clocks({ owner: organization.id }, count),
        clauses,
      })),
    },
    quality: {
      problems: figure('supervision/problems', { open: 'true' }, problems),
      scored: figure('statistics/datasets', { scored: 'true' }, scores.scored),
      trend: scores.trend,
    },
    refusals: {
      total: unlisted(refusals.total),
      byClause: refusals.byClause.map(({ clause, count }) => ({ clause, ...unlisted(count) })),
      trend: refusals.trend,
    },
    traffic: {
      calls: unlisted(traffic.calls),
      rows: unlisted(traffic.rows),
      refused: unlisted(traffic.refused),
      days: traffic.days,
      trend: traffic.trend,
    },
  }
}

/** Its records are entries of the log, which the audit administrator alone reads. */
function unlisted(count: number): CockpitFigure {
  return { count, records: null }
}

function countOf(counts: readonly FacetCount[], value: string): number {
  return counts.find((one) => one.value === value)?.count ?? 0
}

async function openProblemsIn(db: Db, within: readonly string[]): Promise<number> {
  const { rows } = await sql<{ problems: number | string }>`
    select count(*) as problems from procedure_case
    where procedure = any(${problemCourses}::text[]) and subject_type = 'catalogEntry' and is_open
      and territory_code = any(${[...within]}::text[])`.execute(db)
  return Number(rows[0]!.problems)
}
