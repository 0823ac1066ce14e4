import { addDays, CodedError, workingDays, type CivilDate, type WorkingDays } from '../shared/index.ts'
import type { CalendarIssue, ProvisionalReason } from './calendar-issue.ts'
import type { DayRange, HolidayCalendar } from './holiday-calendar.ts'

/** A date that was counted. Only one that is not provisional may be shown as final. */
export type CountedDate =
  | { readonly date: CivilDate; readonly provisional: false }
  | { readonly date: CivilDate; readonly provisional: true; readonly reasons: readonly ProvisionalReason[] }

/**
 * Adds working days to a civil date. Weekends and public holidays are skipped; worked weekends (调休) count. O(1).
 *
 * @param from - Day of the triggering event, Asia/Shanghai; not itself counted.
 * @param days - Working days, integer >= 0. With 0 the result is `from`, working day or not.
 * @returns The last day of the period; provisional when the count meets a day that is not settled.
 * @throws {CodedError} `CAL_DATE_OUT_OF_RANGE` when the count leaves 2000-01-01 to 2100-12-31.
 * @see the law base, "Counting rules", since no clause defines counting; periods: NB-15-2, WZ-13-2, WZ-26-2
 * @example addWorkingDays(civil('2025-09-30'), workingDays(1), cn).date // '2025-10-09', after the eight-day holiday
 */
export function addWorkingDays(from: CivilDate, days: WorkingDays, calendar: HolidayCalendar): CountedDate {
  const before = calendar.workingDaysThrough(from)
  const date = days === 0 ? from : calendar.nthWorkingDay(before + days)
  return counted(date, { first: addDays(from, 1), last: date }, calendar)
}

/**
 * Counts the working days after `from` up to and including `to`. O(1).
 *
 * @throws {CodedError} `CAL_RANGE_REVERSED` when `to` is before `from`; `CAL_DATE_OUT_OF_RANGE` outside 2000 to 2100.
 * @example workingDaysBetween(civil('2026-02-09'), civil('2026-02-14'), cn) // 5, the Saturday is worked
 */
export function workingDaysBetween(from: CivilDate, to: CivilDate, calendar: HolidayCalendar): WorkingDays {
  if (to < from) throw new CodedError<CalendarIssue>({ code: 'CAL_RANGE_REVERSED', from, to })
  return workingDays(calendar.workingDaysThrough(to) - calendar.workingDaysThrough(from))
}

/** The first working day after `date`. */
export function nextWorkingDay(date: CivilDate, calendar: HolidayCalendar): CountedDate {
  return addWorkingDays(date, workingDays(1), calendar)
}

/**
 * `date` itself when it is a working day, otherwise the next one. Unlike `addWorkingDays`, whether `date` is worked
 * matters here, so that an unsettled `date` alone makes the result provisional.
 *
 * @see readings 3 (立即 on a day off) and 4 (a period in months or years that ends on a day off)
 */
export function rollForward(date: CivilDate, calendar: HolidayCalendar): CountedDate {
  const dayBefore = calendar.workingDaysThrough(date) - (calendar.dayStatus(date).working ? 1 : 0)
  const rolled = calendar.nthWorkingDay(dayBefore + 1)
  return counted(rolled, { first: date, last: rolled }, calendar)
}

function counted(date: CivilDate, range: DayRange, calendar: HolidayCalendar): CountedDate {
  const reasons = calendar.openReasons(range)
  return reasons.length === 0 ? { date, provisional: false } : { date, provisional: true, reasons }
}
