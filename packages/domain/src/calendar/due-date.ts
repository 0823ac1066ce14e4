import { addDays, civilDateOf, CodedError, workingDays, type CivilDate } from '../shared/index.ts'
import type { CalendarIssue, ProvisionalReason } from './calendar-issue.ts'
import { stepsToDue, type DayStep } from './day-steps.ts'
import type { DayRange, HolidayCalendar } from './holiday-calendar.ts'
import { calendarEnd, type Period } from './period.ts'
import { addWorkingDays, rollForward, type CountedDate } from './working-days.ts'

export interface DueDateInput {
  /** Day of the event that starts the period, Asia/Shanghai; not itself counted. */
  readonly event: CivilDate
  readonly period: Period
  readonly calendar: HolidayCalendar
}

/** A due date with the count behind it, fit to be printed, stored and checked by hand. */
export interface DueDateDerivation {
  readonly event: CivilDate
  readonly period: Period
  /** The act is in time until 24:00 of this day, Asia/Shanghai (`endOfCivilDay`). */
  readonly due: CivilDate
  readonly provisional: boolean
  /** Why it is provisional; empty when it is final. */
  readonly reasons: readonly ProvisionalReason[]
  readonly steps: readonly DayStep[]
  /** Holiday notices on which the count rests. */
  readonly papers: readonly string[]
}

export interface DueInstant {
  /** Epoch milliseconds; an act at this very instant is still in time. */
  readonly dueAt: number
  /** Civil day in Asia/Shanghai in which `dueAt` lies. */
  readonly dueOn: CivilDate
}

/**
 * The last day on which an act is in time. O(1): meant for worklists and for counting all open cases again.
 *
 * - Working days: the day of the event does not count, day 1 is the next working day. Length 0 is 立即: the day of the
 *   event when it is a working day, otherwise the next one (reading 3).
 * - Months and years: the corresponding day, or the last day of a month that lacks it; on a day off, the next working
 *   day (reading 4). Calendar days end by the same rule: 民法典 art. 203 has one rule for days, months and years.
 *
 * @throws {CodedError} `CAL_PERIOD_INVALID` when the length is not whole, negative, or 0 for a unit other than working
 * days; `CAL_DATE_OUT_OF_RANGE` when the count leaves 2000-01-01 to 2100-12-31.
 * @example dueDate({ event: civil('2026-02-09'), period: { unit: 'workingDay', length: 5 }, calendar }) // WZ-26-2: 2026-02-14
 */
export function dueDate(input: DueDateInput): CountedDate {
  const { event, calendar } = input
  const period = checkPeriod(input.period)
  if (period.unit !== 'workingDay') return rollForward(calendarEnd(event, period), calendar)
  if (period.length === 0) return rollForward(event, calendar)
  return addWorkingDays(event, workingDays(period.length), calendar)
}

/**
 * `dueDate` with the printable derivation: which day was counted as what, which was left out and by which notice. Its
 * cost grows with the number of days shown. Errors as `dueDate`.
 */
export function deriveDueDate(input: DueDateInput): DueDateDerivation {
  const { event, period, calendar } = input
  const counted = dueDate(input)
  return {
    event,
    period,
    due: counted.date,
    provisional: counted.provisional,
    reasons: counted.provisional ? counted.reasons : [],
    steps: stepsTo(counted.date, input),
    papers: calendar.papersFor(restsOn(counted.date, input)),
  }
}

/**
 * A period in hours runs from the event itself through nights and days off, and ends to the millisecond (as 民法典 art.
 * 201 has it: 按照小时计算期间的，自法律规定或者当事人约定的时间开始计算). The 24 hours of an incident report are such a period.
 *
 * @param p.event - Instant of the event, epoch milliseconds or `Date`.
 * @param p.hours - Integer >= 1.
 * @throws {CodedError} `CAL_PERIOD_INVALID`, `CAL_DATE_OUT_OF_RANGE`
 */
export function deriveDueInstant(p: { readonly event: Date | number; readonly hours: number }): DueInstant {
  if (!Number.isSafeInteger(p.hours) || p.hours < 1) throw periodInvalid({ unit: 'hour', length: p.hours })
  const dueAt = Number(p.event) + p.hours * 3_600_000
  return { dueAt, dueOn: civilDateOf(dueAt) }
}

function checkPeriod(period: Period): Period {
  const least = period.unit === 'workingDay' ? 0 : 1
  if (!Number.isSafeInteger(period.length) || period.length < least) throw periodInvalid(period)
  return period
}

function periodInvalid({ unit, length }: { unit: string; length: number }): CodedError<CalendarIssue> {
  return new CodedError({ code: 'CAL_PERIOD_INVALID', unit, length })
}

/** The days whose state, worked or free, decided the due day. */
function restsOn(due: CivilDate, { event, period }: DueDateInput): DayRange {
  if (period.unit !== 'workingDay') return { first: calendarEnd(event, period), last: due }
  return { first: period.length === 0 ? event : addDays(event, 1), last: due }
}

function stepsTo(due: CivilDate, { event, period, calendar }: DueDateInput): readonly DayStep[] {
  const { unit, length } = period
  const end = unit !== 'workingDay' ? calendarEnd(event, period) : length === 0 ? event : due
  return stepsToDue({ anchor: event, role: 'event', unit, from: 1, end, due, calendar })
}
