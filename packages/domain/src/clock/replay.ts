import { addDays, CodedError, daysBetween, type CivilDate } from '../shared/index.ts'
import {
  calendarEnd,
  rollForward,
  workingDaysBetween,
  dueDate,
  type CountedDate,
  type DayRange,
  type HolidayCalendar,
  type ProvisionalReason,
} from '../calendar/index.ts'
import type { ClockIssue } from './clock-issue.ts'
import type { ClockLedger, ClockTerms, LedgerEntry } from './ledger.ts'

type Entry<Kind extends LedgerEntry['kind']> = Extract<LedgerEntry, { readonly kind: Kind }>

/** How far a count has come after some entries. */
export interface Count {
  readonly terms: ClockTerms
  /** Day of the event that started the clock. */
  readonly start: CivilDate
  /** Day after which counting goes on: the event, or the last resumption that had effect. */
  readonly anchor: CivilDate
  /** Length of the period with its extensions, in its unit. */
  readonly length: number
  /** Working days used up before `anchor`; only for periods in working days. */
  readonly used: number
  /** Calendar days by which suspensions moved the end; only for the other units. */
  readonly shifted: number
  /** First day of the suspension that lasts, if one does. */
  readonly suspendedSince?: CivilDate
  /** Reasons met in stretches that are behind `anchor`. */
  readonly reasons: readonly ProvisionalReason[]
}

/** One entry with the count before and after it; `effective` is false where the period had run out before it. */
export interface Turn {
  readonly entry: LedgerEntry
  readonly before: Count
  readonly after: Count
  readonly effective: boolean
}

export interface Replay {
  readonly count: Count
  readonly turns: readonly Turn[]
  readonly stopped?: Entry<'stopped'>
}

/**
 * Goes through the entries dated up to `today`; later ones have not happened yet. A start in the future is kept, since
 * without it there is no clock.
 *
 * @throws {CodedError} `CLK_NOT_STARTED` for a ledger that startClock() did not make.
 */
export function replay(ledger: ClockLedger, today: CivilDate, calendar: HolidayCalendar): Replay {
  const [first, ...rest] = ledger.entries
  if (first?.kind !== 'started') throw new CodedError<ClockIssue>({ code: 'CLK_NOT_STARTED' })
  const known = rest.filter(({ on }) => on <= today)
  const turns = known.reduce<readonly Turn[]>((done, entry) => {
    const before = done.at(-1)?.after ?? startOf(ledger, first.on)
    return [...done, turn(before, entry, calendar)]
  }, [])
  const count = turns.at(-1)?.after ?? startOf(ledger, first.on)
  const stopped = known.find((entry) => entry.kind === 'stopped')
  return stopped === undefined ? { count, turns } : { count, turns, stopped }
}

/** The due day of a count that is not suspended. */
export function dueOf(count: Count, calendar: HolidayCalendar): CountedDate {
  const { unit } = count.terms
  if (unit !== 'workingDay') return rollForward(endByCalendar(count), calendar)
  return dueDate({ event: count.anchor, period: { unit, length: count.length - count.used }, calendar })
}

/** The end of a period in calendar days, months or years with the suspensions so far, worked or not. */
export function endByCalendar({ terms, start, length, shifted }: Count): CivilDate {
  return addDays(calendarEnd(start, { unit: terms.unit, length }), shifted)
}

/**
 * What a suspended count still has when it goes on: working days, or calendar days for the other units. There the day of
 * suspension is given back whole, so that at least one day is left even if the end by the calendar has passed and only
 * the move to the next working day kept the period open.
 */
export function leftWhenSuspended(count: Count, since: CivilDate): number {
  if (count.terms.unit === 'workingDay') return count.length - count.used
  return Math.max(1, daysBetween(firstFrozen(count, since), endByCalendar(count)) + 1)
}

function startOf(terms: ClockTerms, start: CivilDate): Count {
  return { terms, start, anchor: start, length: terms.length, used: 0, shifted: 0, reasons: [] }
}

function turn(before: Count, entry: LedgerEntry, calendar: HolidayCalendar): Turn {
  const after = countAfter(before, entry, calendar)
  return after === undefined
    ? { entry, before, after: before, effective: false }
    : { entry, before, after, effective: true }
}

function countAfter(count: Count, entry: LedgerEntry, calendar: HolidayCalendar): Count | undefined {
  if (entry.kind === 'resumed') return resume(count, entry.on)
  if (entry.kind !== 'suspended' && entry.kind !== 'extended') return count
  // INVARIANT (run out stays run out): a suspension or an extension dated after the due day is kept in the ledger and
  // changes nothing. Otherwise who is late could make the lateness disappear.
  if (hasRunOut(count, entry.on, calendar)) return undefined
  return entry.kind === 'extended' ? { ...count, length: count.length + entry.by } : suspend(count, entry.on, calendar)
}

function hasRunOut(count: Count, on: CivilDate, calendar: HolidayCalendar): boolean {
  return count.suspendedSince === undefined && on > dueOf(count, calendar).date
}

/**
 * The day of suspension is not used up: on it the owner could not work to its end. Neither is the day of resumption,
 * which is treated like the day of an event; counting goes on with the next day.
 */
function suspend(count: Count, since: CivilDate, calendar: HolidayCalendar): Count {
  if (count.terms.unit !== 'workingDay') return { ...count, suspendedSince: since }
  const { first, last }: DayRange = { first: addDays(count.anchor, 1), last: addDays(since, -1) }
  const used = last < first ? 0 : workingDaysBetween(count.anchor, last, calendar)
  const reasons = mergeReasons(count.reasons, calendar.openReasons({ first, last }))
  return { ...count, used: count.used + used, suspendedSince: since, reasons }
}

function resume(count: Count, on: CivilDate): Count | undefined {
  const { suspendedSince, ...running } = count
  if (suspendedSince === undefined) return undefined
  if (count.terms.unit === 'workingDay') return { ...running, anchor: on }
  const end = addDays(on, leftWhenSuspended(count, suspendedSince))
  return { ...running, anchor: on, shifted: count.shifted + daysBetween(endByCalendar(count), end) }
}

/** The day of the event and of a resumption is not counted anyway; a suspension on it freezes from the next day. */
function firstFrozen(count: Count, since: CivilDate): CivilDate {
  return since > count.anchor ? since : addDays(count.anchor, 1)
}

export function mergeReasons(
  a: readonly ProvisionalReason[],
  b: readonly ProvisionalReason[],
): readonly ProvisionalReason[] {
  return [...a, ...b.filter((reason) => !a.some((r) => r.code === reason.code && r.year === reason.year))]
}
