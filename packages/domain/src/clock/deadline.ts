import { civilDateOf, endOfCivilDay, firstSupportedDay, type CivilDate, type ClauseId } from '../shared/index.ts'
import type { HolidayCalendar, ProvisionalReason } from '../calendar/index.ts'
import type { ClockIssue } from './clock-issue.ts'
import { clockState, type ClockPhase, type ClockState } from './clock-state.ts'
import { hoursState, startHours, stopHours, type HourLedger, type HourTerms } from './hour-ledger.ts'
import { appendEntry, startClock, type ClockLedger, type ClockTerms, type LedgerEntry } from './ledger.ts'

/** The deadline of a duty in a case: in days with suspensions and extensions, or in hours. `unit` tells which. */
export type Deadline = ClockLedger | HourLedger
export type DeadlineTerms = ClockTerms | HourTerms

export type DeadlineResult =
  { readonly ok: true; readonly deadline: Deadline } | { readonly ok: false; readonly issue: ClockIssue }

/** What may happen to a deadline that has started. */
export type DeadlineEvent =
  | { readonly kind: 'suspended'; readonly cites: readonly ClauseId[]; readonly reason: string }
  | { readonly kind: 'resumed' }
  | { readonly kind: 'stopped'; readonly by: string }

/** How a deadline stands at an instant, alike for days and hours. */
export interface DeadlineStanding {
  readonly state: 'running' | 'suspended' | 'finished'
  /** Last civil day in time; null while suspended, and when it ended suspended. */
  readonly due: CivilDate | null
  /** Last instant in time, epoch milliseconds; for hours alone, null otherwise. */
  readonly dueAt: number | null
  /** First civil day on which the owner may have to be warned; null unless it runs. */
  readonly warnOn: CivilDate | null
  /** Null unless it runs. */
  readonly phase: ClockPhase | null
  /** Working days left, or full hours; null unless it runs. */
  readonly left: number | null
  /** Ran out and not, or later, acted upon. */
  readonly late: boolean
  /** Working days past the due day, or full hours past the due instant; null while suspended. */
  readonly overdueBy: number | null
  readonly provisional: boolean
  readonly reasons: readonly ProvisionalReason[]
}

export function isInHours(deadline: Deadline): deadline is HourLedger {
  return deadline.unit === 'hour'
}

/**
 * Starts a deadline at an instant.
 *
 * @param now - Instant of the event, epoch milliseconds.
 * @param on - Day of the event when only the day is known. In hours such a deadline runs from the end of that day, but not
 *   from later than `now`: which hour of the day it was nobody may hold against its owner.
 */
export function openDeadline(terms: DeadlineTerms, now: number, on: CivilDate = civilDateOf(now)): DeadlineResult {
  if (terms.unit !== 'hour') return asDeadline(startClock(terms, on))
  // A day before the first one is refused by startHours(), as it is by startClock().
  const at = on < firstSupportedDay ? Number.NEGATIVE_INFINITY : Math.min(now, endOfCivilDay(on))
  return asDeadline(startHours(terms, at))
}

/**
 * Records what happened at an instant. The entry is never dated before the last one: an act that comes before the event
 * it follows counts as done on the day of that event.
 *
 * @returns `CLK_HOURS_RUN_ON` where a deadline in hours was to rest.
 */
export function recordEvent(deadline: Deadline, event: DeadlineEvent, now: number): DeadlineResult {
  if (!isInHours(deadline)) return asDeadline(appendEntry(deadline, entryOf(deadline, event, now)))
  if (event.kind !== 'stopped') return { ok: false, issue: { code: 'CLK_HOURS_RUN_ON', period: deadline.period } }
  return asDeadline(stopHours(deadline, Math.max(now, deadline.entries[0]?.at ?? now), event.by))
}

/** How a deadline stands at the instant `now`, epoch milliseconds; errors as `clockState` and `hourClockState`. */
export function deadlineStanding(deadline: Deadline, now: number, calendar: HolidayCalendar): DeadlineStanding {
  if (isInHours(deadline)) return hourStanding(deadline, now)
  return dayStanding(deadline, clockState(deadline, civilDateOf(now), calendar), calendar)
}

function asDeadline(result: { ok: true; ledger: Deadline } | { ok: false; issue: ClockIssue }): DeadlineResult {
  return result.ok ? { ok: true, deadline: result.ledger } : result
}

function entryOf({ entries }: ClockLedger, event: DeadlineEvent, now: number): LedgerEntry {
  const today = civilDateOf(now)
  const last = entries.at(-1)?.on ?? today
  return { ...event, on: today < last ? last : today }
}

const hourMs = 3_600_000

function hourStanding(ledger: HourLedger, now: number): DeadlineStanding {
  const state = hoursState(ledger, now)
  const { dueAt } = state
  const startedAt = ledger.entries[0]!.at
  const running = state.kind === 'running'
  return {
    state: state.kind,
    due: civilDateOf(dueAt),
    dueAt,
    warnOn: running ? civilDateOf(Math.max(startedAt, dueAt - ledger.warnHours * hourMs)) : null,
    phase: running ? state.phase : null,
    left: running ? Math.floor(state.leftMs / hourMs) : null,
    late: running ? state.phase === 'overdue' : state.late,
    overdueBy: Math.floor(state.overdueByMs / hourMs),
    provisional: false,
    reasons: [],
  }
}

function dayStanding(ledger: ClockLedger, state: ClockState, calendar: HolidayCalendar): DeadlineStanding {
  const { provisional, reasons } = state
  const none = { due: null, dueAt: null, warnOn: null, phase: null, left: null } as const
  if (state.kind === 'suspended') {
    return { ...none, state: 'suspended', late: false, overdueBy: null, provisional, reasons }
  }
  const { due, overdueBy } = state
  if (state.kind === 'finished') {
    return { ...none, state: 'finished', due, late: state.late, overdueBy, provisional, reasons }
  }
  const { phase, left } = state
  const warnOn = warningDay(ledger, state.due, calendar)
  return {
    ...none,
    state: 'running',
    due,
    warnOn,
    phase,
    left,
    late: phase === 'overdue',
    overdueBy,
    provisional,
    reasons,
  }
}

/** The first day on which no more than `warnDays` working days are left, or the day of the event when that comes later. */
function warningDay({ warnDays, entries }: ClockLedger, due: CivilDate, calendar: HolidayCalendar): CivilDate {
  const n = calendar.workingDaysThrough(due) - warnDays
  const day = n < 1 ? firstSupportedDay : calendar.nthWorkingDay(n)
  const start = entries[0]!.on
  return day < start ? start : day
}
