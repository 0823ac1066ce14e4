import { sql } from 'kysely'
import type { CivilDate } from '@fadu/domain'
import type { Db } from '../../platform/db/open-database.ts'
import { idBefore, toPage, type Page } from '../../platform/http/page.ts'

/** Days of Asia/Shanghai, both included. */
export interface Period {
  readonly from: CivilDate
  readonly to: CivilDate
}

/** How a grant was used: who, which items, what for, when, how much; never a value. */
export interface GrantUsage {
  readonly period: Period
  readonly totals: Counts
  readonly days: readonly (Counts & { readonly day: CivilDate })[]
  /** How many calls asked for an item, by item. */
  readonly items: readonly { readonly item: string; readonly calls: number; readonly lastAt: string }[]
  /** Purposes and matters as they were given, the latest first; the first 200. */
  readonly matters: readonly {
    readonly purpose: string
    readonly matter: string
    readonly calls: number
    readonly rows: number
    readonly lastAt: string
  }[]
  readonly mattersInAll: number
  /** Calls of the period that were refused, by the rule that refused them. */
  readonly refused: readonly { readonly rule: string; readonly calls: number }[]
  readonly reviews: readonly {
    readonly case: string
    readonly open: boolean
    readonly since: CivilDate
    readonly through: CivilDate
    readonly grounds: readonly string[]
  }[]
}

interface Counts {
  readonly calls: number
  /** Keys asked for, and those that gave no row. */
  readonly asked: number
  readonly missed: number
  readonly rows: number
  readonly offHoursRows: number
}

/** One line for each grant on an entry. */
export interface EntryUsageLine extends Counts {
  readonly grant: string
  readonly applicant: { readonly id: string; readonly name: string }
  readonly application: { readonly id: string; readonly name: string }
  readonly purposes: readonly string[]
  readonly lastDay: CivilDate | null
}

const mostMatters = 200

interface CountRow {
  readonly calls: string | number
  readonly asked: string | number
  readonly missed: string | number
  readonly rows: string | number
  readonly off_hours_rows: string | number
}

const sums = sql`coalesce(sum(u.calls), 0) as calls, coalesce(sum(u.asked), 0) as asked, coalesce(sum(u.missed), 0) as missed,
  coalesce(sum(u.rows), 0) as rows, coalesce(sum(u.off_hours_rows), 0) as off_hours_rows`

function counts(row: CountRow): Counts {
  return {
    calls: Number(row.calls),
    asked: Number(row.asked),
    missed: Number(row.missed),
    rows: Number(row.rows),
    offHoursRows: Number(row.off_hours_rows),
  }
}

/** Amounts by day from their counters, items and matters from the log, which has every access. */
export async function grantUsage(db: Db, grant: string, period: Period): Promise<GrantUsage> {
  const { from, to } = period
  const logged = sql`l.grant_id = ${grant}::uuid and l.recorded_at >= (${from} || 'T00:00:00+08:00')::timestamptz
    and l.recorded_at < ((${to}::date + 1)::text || 'T00:00:00+08:00')::timestamptz`
  const days = await sql<CountRow & { day: CivilDate }>`
    select u.day, ${sums} from grant_usage u
    where u.grant_id = ${grant}::uuid and u.day between ${from}::date and ${to}::date group by u.day order by u.day`.execute(
    db,
  )
  const items = await sql<{ item: string; calls: string | number; last: Date | string }>`
    select item, count(*) as calls, max(l.recorded_at) as last from log_entry l
    cross join lateral jsonb_array_elements_text(l.body::jsonb -> 'detail' -> 'fields') item
    where ${logged} and l.kind = 'access' group by item order by count(*) desc, item`.execute(db)
  const matters = await sql<{
    purpose: string | null
    matter: string | null
    calls: string | number
    rows: string | number
    last: Date | string
    in_all: string | number
  }>`
    select *, count(*) over () as in_all from (
      select d ->> 'purpose' as purpose, d ->> 'matter' as matter, count(*) as calls,
        sum((d ->> 'rows')::bigint) as rows, max(recorded_at) as last
      from (select l.recorded_at, l.body::jsonb -> 'detail' as d from log_entry l where ${logged} and l.kind = 'access') uses
      group by 1, 2) by_matter
    order by last desc, purpose, matter limit ${mostMatters}`.execute(db)
  const refused = await sql<{ rule: string; calls: string | number }>`
    select rule, count(*) as calls from log_entry l
    cross join lateral jsonb_array_elements_text(l.body::jsonb -> 'grounds') rule
    where ${logged} and l.kind = 'refusal' and l.action like 'data.%' group by rule order by rule`.execute(db)
  const reviews = await db
    .selectFrom('grant_review')
    .innerJoin('procedure_case', 'procedure_case.id', 'grant_review.case_id')
    .selectAll('grant_review')
    .select('procedure_case.is_open')
    .where('grant_id', '=', grant)
    .orderBy('through', 'desc')
    .limit(100)
    .execute()
  const byDay = days.rows.map((row) => ({ day: row.day, ...counts(row) }))
  const total = (of: (day: Counts) => number): number => byDay.reduce((sum, day) => sum + of(day), 0)
  return {
    period,
    totals: {
      calls: total((d) => d.calls),
      asked: total((d) => d.asked),
      missed: total((d) => d.missed),
      rows: total((d) => d.rows),
      offHoursRows: total((d) => d.offHoursRows),
    },
    days: byDay,
    items: items.rows.map((r) => ({ item: r.item, calls: Number(r.calls), lastAt: instant(r.last) })),
    matters: matters.rows.map((r) => ({
      purpose: r.purpose ?? '',
      matter: r.matter ?? '',
      calls: Number(r.calls),
      rows: Number(r.rows ?? 0),
      lastAt: instant(r.last),
    })),
    mattersInAll: Number(matters.rows[0]?.in_all ?? 0),
    refused: refused.rows.map((r) => ({ rule: r.rule, calls: Number(r.calls) })),
    reviews: reviews.map((r) => ({
      case: r.case_id,
      open: r.is_open,
      since: r.since,
      through: r.through,
      grounds: r.grounds,
    })),
  }
}

/** How an entry was used under each of its grants, the newest grant first. */
export async function entryUsage(
  db: Db,
  entry: string,
  { from, to }: Period,
  { limit, cursor }: { readonly limit: number; readonly cursor: string | undefined },
): Promise<Page<EntryUsageLine>> {
  const before = idBefore(cursor)
  const { rows } = await sql<
    CountRow & {
      id: string
      applicant_id: string
      applicant: string
      application_id: string
      application: string
      purposes: string[]
      last: CivilDate | null
    }
  >`
    select g.id, g.applicant_id, o.name as applicant, g.application_id, a.name as application, g.purposes, t.*
    from data_grant g
    join organization o on o.id = g.applicant_id
    join application a on a.id = g.application_id
    cross join lateral (
      select ${sums}, max(u.day) as last from grant_usage u
      where u.grant_id = g.id and u.day between ${from}::date and ${to}::date) t
    where g.entry_id = ${entry}::uuid and g.id < ${before}::uuid
    order by g.id desc limit ${limit + 1}`.execute(db)
  return toPage(
    rows,
    limit,
    (row) => [row.id],
    (row) => ({
      grant: row.id,
      applicant: { id: row.applicant_id, name: row.applicant },
      application: { id: row.application_id, name: row.application },
      purposes: row.purposes,
      lastDay: row.last,
      ...counts(row),
    }),
  )
}

function instant(at: Date | string): string {
  return new Date(at).toISOString()
}
