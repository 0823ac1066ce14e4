import { sql } from 'kysely'
import { addDays, civilDateOf, type CivilDate, type Decision, type HolidayCalendar } from '@fadu/domain'
import type { Db, Tx } from '../../../platform/db/open-database.ts'
import type { CalendarSource } from '../../../platform/law/calendar-source.ts'
import type { Gate } from '../../../platform/law/gate.ts'
import { Refused } from '../../../platform/problem/index.ts'
import type { TerritoryTree } from '../../../platform/territory/territory-tree.ts'
import { entryFacts, entryResource, readEntry, type Entry } from '../../catalog/index.ts'
import type { CaseRuntime } from '../../cases/index.ts'
import { approverOf, authorityOf, readOrganization } from '../../org/index.ts'
import { grantFacts, readGrant } from '../grants.ts'
import { usePattern, type DayOfUse, type UsePattern } from './pattern.ts'

/** Looks by day at what is done under grants and tells what departs from the scenario they were given for. */
export interface ReviewSweeper {
  /**
   * Looks, once a day, at every grant that was used on a day that is over and was not looked at; a grant in each transaction. Safe in several
   * processes at once. @returns Cases that were opened.
   */
  sweepOnce(signal?: AbortSignal): Promise<number>
}

/** The course by which provider and authority follow a pattern; where a regime has none, nothing is opened. */
const reviewCourse = 'grant.review'
/** A working rule of the platform: a pattern is looked at over so many days. */
const daysBack = 45

export function createReviewSweeper(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly calendar: CalendarSource
  readonly runtime: CaseRuntime
  readonly territories: () => TerritoryTree
}): ReviewSweeper {
  const { db, gate, calendar, runtime, territories } = deps

  /** The last day of which every grant was looked at. */
  let swept: CivilDate | undefined

  /** @returns Whether a case was opened; undefined when no grant is left to be looked at. */
  const reviewNext = (after: string): Promise<{ readonly grant: string; readonly opened: boolean } | undefined> =>
    db.transaction().execute(async (tx) => {
      const through = addDays(gate.today(), -1)
      const id = await nextGrant(tx, after, through)
      if (id === undefined) return undefined
      const opened = await review(tx, id, through)
      await tx
        .insertInto('grant_watch')
        .values({ grant_id: id, through })
        .onConflict((c) => c.column('grant_id').doUpdateSet({ through }))
        .execute()
      return { grant: id, opened }
    })

  const review = async (tx: Tx, id: string, through: CivilDate): Promise<boolean> => {
    await countItems(tx, id, through)
    const grant = await readGrant(tx, id)
    const last = await lastReview(tx, id)
    // INVARIANT (nothing is told twice): one open review at a time, and none counts a day that another has told of.
    if (last?.open === true || grant.status === 'revoked') return false
    const since = latest([
      addDays(through, 1 - daysBack),
      civilDateOf(grant.issued_at),
      ...(last === undefined ? [] : [addDays(last.through, 1)]),
    ])
    const days = await daysOfUse(tx, id, since, through)
    const { calendar: holidays } = calendar.now()
    const working = {
      days: workingDaysIn(holidays, since, through),
      isWorkingDay: (day: CivilDate) => holidays.dayStatus(day).working,
    }
    const pattern = usePattern(days, { fields: grant.fields, volumePerDay: grant.volume_per_day }, working)
    const entry = await readEntry(tx, grant.entry_id)
    const decision = gate.decide({
      action: 'grant.keep',
      principal: { type: 'System', id: 'system' },
      resource: entryResource(entry),
      context: { entry: entryFacts(entry, territories()), grant: grantFacts(grant, gate.today()), pattern },
    })
    if (decision.effect === 'allow' || decision.bySilence) return false
    return tell(tx, { id, entry, pattern, decision, since, through })
  }

  const tell = async (
    tx: Tx,
    found: {
      readonly id: string
      readonly entry: Entry
      readonly pattern: UsePattern
      readonly decision: Decision
      readonly since: CivilDate
      readonly through: CivilDate
    },
  ): Promise<boolean> => {
    const { id, entry, pattern, decision, since, through } = found
    const authority = await authorityOf(tx, entry.territory)
    const acting = authority === undefined ? undefined : await approverOf(tx, authority)
    if (acting === undefined || gate.regimeFor(entry.territory).procedure(reviewCourse) === undefined) return false
    const office = await readOrganization(tx, authority!)
    const form = { period: `${since} — ${through}`, findings: findingsOf(decision, pattern) }
    const subject = { type: 'dataGrant', id }
    try {
      const opened = await runtime.openByRule(tx, office, acting, { procedure: reviewCourse, subject, form })
      await tx
        .insertInto('grant_review')
        .values({
          case_id: opened.case,
          grant_id: id,
          since,
          through,
          grounds: decision.because.map((g) => g.rule),
          pattern: JSON.stringify(pattern),
        })
        .execute()
      return true
    } catch (error) {
      // One grant whose regulation closes the course keeps no other from being looked at.
      if (error instanceof Refused) return false
      throw error
    }
  }

  return {
    sweepOnce: async (signal) => {
      const through = addDays(gate.today(), -1)
      if (swept === through) return 0
      let opened = 0
      let after = '00000000-0000-0000-0000-000000000000'
      while (signal?.aborted !== true) {
        const reviewed = await reviewNext(after)
        if (reviewed === undefined) {
          swept = through
          break
        }
        after = reviewed.grant
        if (reviewed.opened) opened++
      }
      return opened
    },
  }
}

/** What departs, with its clause and what is needed, and the counts: never a value. */
function findingsOf({ needed, because }: Decision, pattern: UsePattern): readonly string[] {
  const { unusedFields, ...counts } = pattern
  return [
    ...because.map((ground, i) => `${ground.rule}：${needed[i]?.text ?? ''}`),
    `统计：${Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join('，')}；未使用的数据项：${unusedFields.length === 0 ? '无' : unusedFields.join('、')}`,
  ].map((line) => line.slice(0, 400))
}

/** The next grant with a day of use that is over and was not looked at; held until it is done. */
async function nextGrant(tx: Tx, after: string, through: CivilDate): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select g.id from data_grant g
    where g.id > ${after}::uuid and exists (
      select from grant_usage u left join grant_watch w on w.grant_id = u.grant_id
      where u.grant_id = g.id and u.day <= ${through}::date and u.day > ${addDays(through, -daysBack)}::date
        and (w.through is null or u.day > w.through))
    order by g.id limit 1 for no key update of g skip locked`.execute(tx)
  return rows[0]?.id
}

/** Which items each day asked for, once it is over: read from the log, which has every access. */
async function countItems(tx: Tx, grant: string, through: CivilDate): Promise<void> {
  await sql`
    update grant_usage u set items = coalesce((
      select array_agg(distinct item) from log_entry l
      cross join lateral jsonb_array_elements_text(l.body::jsonb -> 'detail' -> 'fields') item
      where l.grant_id = u.grant_id and l.kind = 'access'
        and l.recorded_at >= (u.day::text || 'T00:00:00+08:00')::timestamptz
        and l.recorded_at < ((u.day + 1)::text || 'T00:00:00+08:00')::timestamptz), '{}')
    where u.grant_id = ${grant} and u.items is null and u.day <= ${through}::date`.execute(tx)
}

async function daysOfUse(tx: Tx, grant: string, since: CivilDate, through: CivilDate): Promise<readonly DayOfUse[]> {
  const rows = await tx
    .selectFrom('grant_usage')
    .selectAll()
    .where('grant_id', '=', grant)
    .where('day', '>=', since)
    .where('day', '<=', through)
    .orderBy('day')
    .execute()
  return rows.map((r) => ({
    day: r.day,
    asked: Number(r.asked),
    missed: Number(r.missed),
    rows: Number(r.rows),
    offHoursRows: Number(r.off_hours_rows),
    items: r.items ?? [],
  }))
}

async function lastReview(
  tx: Tx,
  grant: string,
): Promise<{ readonly through: CivilDate; readonly open: boolean } | undefined> {
  const row = await tx
    .selectFrom('grant_review')
    .innerJoin('procedure_case', 'procedure_case.id', 'grant_review.case_id')
    .select(['grant_review.through', 'procedure_case.is_open'])
    .where('grant_review.grant_id', '=', grant)
    .orderBy('grant_review.through', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? undefined : { through: row.through, open: row.is_open }
}

function workingDaysIn(calendar: HolidayCalendar, first: CivilDate, last: CivilDate): number {
  return first > last ? 0 : calendar.workingDaysThrough(last) - calendar.workingDaysThrough(addDays(first, -1))
}

function latest(days: readonly CivilDate[]): CivilDate {
  return days.reduce((a, b) => (a > b ? a : b))
}
