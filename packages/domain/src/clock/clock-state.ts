import { workingDays, type CivilDate, type WorkingDays } from '../shared/index.ts'
import { workingDaysBetween, type HolidayCalendar, type ProvisionalReason } from '../calendar/index.ts'
import type { ClockLedger } from './ledger.ts'
import { dueOf, leftWhenSuspended, mergeReasons, replay, type Count, type Replay } from './replay.ts'

export type ClockPhase = 'onTime' | 'warning' | 'overdue'

interface Certainty {
  /** True while a notice that is not known yet can still change the result. Such a date is never shown as final. */
  readonly provisional: boolean
  readonly reasons: readonly ProvisionalReason[]
}

export interface RunningClock extends Certainty {
  readonly kind: 'running'
  readonly due: CivilDate
  /** Working days after today up to and including the due day, whatever the unit; 0 on the due day and after it. */
  readonly left: WorkingDays
  /** `overdue` from the day after the due day, be it a day off; `warning` from `warnDays` working days before. */
  readonly phase: ClockPhase
  /** Working days after the due day up to and including today. */
  readonly overdueBy: WorkingDays
}

/** Has no due day: it depends on when the clock goes on. */
export interface SuspendedClock extends Certainty {
  readonly kind: 'suspended'
  readonly since: CivilDate
  /** What is counted from the day after the resumption, in `leftUnit`. */
  readonly left: number
  /** Calendar days for periods in calendar days, months and years. */
  readonly leftUnit: 'workingDay' | 'calendarDay'
}

export interface FinishedClock extends Certainty {
  readonly kind: 'finished'
  readonly on: CivilDate
  /** Null when it ended while suspended: then no due day was running and it cannot be late. */
  readonly due: CivilDate | null
  /** After the due day, also where only days off lie between and `overdueBy` is 0. Stays so (reading 12). */
  readonly late: boolean
  /** Working days after the due day up to and including the day of the act. */
  readonly overdueBy: WorkingDays
}

export type ClockState = RunningClock | SuspendedClock | FinishedClock

/**
 * How a deadline stands at the end of the entries made up to `today`. Entries dated later are not seen yet, so that the
 * state of any earlier day can be asked for. O(entries), whatever the length of the period.
 *
 * Counting: the day of the event is not counted. The day of a suspension is not used up, the day of the resumption is not
 * counted either, counting goes on with the next (working) day. In months and years the days from the suspension through
 * the resumption are added at the end. A suspension or an extension after the due day has no effect: what has run out
 * stays run out. The law base has no rule on suspension; this is the project's, and like the rule on the first day it
 * never costs the owner a broken day.
 *
 * @param today - Civil day in Asia/Shanghai; the caller's, never the machine's.
 * @throws {CodedError} `CLK_NOT_STARTED` for a ledger not made by startClock(), `CAL_DATE_OUT_OF_RANGE` beyond 2000 to 2100.
 */
export function clockState(ledger: ClockLedger, today: CivilDate, calendar: HolidayCalendar): ClockState {
  return stateOf(replay(ledger, today, calendar), today, calendar)
}

/** The state that a replay ends in; for who has the replay already. */
export function stateOf({ count, stopped }: Replay, today: CivilDate, calendar: HolidayCalendar): ClockState {
  if (stopped !== undefined) return finished(count, stopped.on, calendar)
  if (count.suspendedSince !== undefined) return suspended(count, count.suspendedSince)
  return running(count, today, calendar)
}

function running(count: Count, today: CivilDate, calendar: HolidayCalendar): RunningClock {
  const { due, certainty } = dueWithCertainty(count, calendar)
  const left = lateness(today, due, calendar)
  const phase = today > due ? 'overdue' : left <= count.terms.warnDays ? 'warning' : 'onTime'
  return { kind: 'running', due, left, phase, overdueBy: lateness(due, today, calendar), ...certainty }
}

function suspended(count: Count, since: CivilDate): SuspendedClock {
  const left = leftWhenSuspended(count, since)
  const leftUnit = count.terms.unit === 'workingDay' ? 'workingDay' : 'calendarDay'
  return { kind: 'suspended', since, left, leftUnit, provisional: count.reasons.length > 0, reasons: count.reasons }
}

function finished(count: Count, on: CivilDate, calendar: HolidayCalendar): FinishedClock {
  if (count.suspendedSince !== undefined) {
    const { reasons } = count
    const inTime = { due: null, late: false, overdueBy: workingDays(0) } as const
    return { kind: 'finished', on, ...inTime, provisional: reasons.length > 0, reasons }
  }
  const { due, certainty } = dueWithCertainty(count, calendar)
  return { kind: 'finished', on, due, late: on > due, overdueBy: lateness(due, on, calendar), ...certainty }
}

function dueWithCertainty(count: Count, calendar: HolidayCalendar): { due: CivilDate; certainty: Certainty } {
  const counted = dueOf(count, calendar)
  const reasons = mergeReasons(count.reasons, counted.provisional ? counted.reasons : [])
  return { due: counted.date, certainty: { provisional: reasons.length > 0, reasons } }
}

/** Working days after one day through another; 0 when the other does not lie later. */
function lateness(from: CivilDate, to: CivilDate, calendar: HolidayCalendar): WorkingDays {
  return to <= from ? workingDays(0) : workingDaysBetween(from, to, calendar)
}
