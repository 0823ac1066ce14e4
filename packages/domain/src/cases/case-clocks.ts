import {
  deadlineStanding,
  openDeadline,
  recordEvent,
  type Deadline,
  type DeadlineEvent,
  type DeadlineResult,
  type DeadlineStanding,
  type DeadlineTerms,
} from '../clock/index.ts'
import type { HolidayCalendar } from '../calendar/index.ts'
import type { ClockCommand } from '../procedure/index.ts'
import type { Regime } from '../regulation/index.ts'
import { civilDateOf } from '../shared/index.ts'

type StartCommand = Extract<ClockCommand, { kind: 'start' }>

/** The clocks of one case while it is told: the last one of each period. */
export type CaseClocks = ReadonlyMap<string, Deadline>

/** Carries out what a procedure said about clocks at the instant `now`, as the server does in its tables. */
export function runClocks(
  clocks: CaseClocks,
  commands: readonly ClockCommand[],
  { regime, now }: { readonly regime: Regime; readonly now: number },
): CaseClocks {
  const next = new Map(clocks)
  for (const command of commands) {
    const deadline = next.get(command.period)
    if (command.kind === 'start') next.set(command.period, required(startedBy(command, regime, now)))
    // Told from a state in the middle, the case has no clocks to stop.
    else if (deadline !== undefined) next.set(command.period, required(recordEvent(deadline, eventOf(command), now)))
  }
  return next
}

export function clocksAt(
  clocks: CaseClocks,
  now: number,
  calendar: HolidayCalendar,
): ReadonlyMap<string, DeadlineStanding> {
  return new Map([...clocks].map(([period, deadline]) => [period, deadlineStanding(deadline, now, calendar)]))
}

/**
 * The deadline that a procedure starts, under the value the period has on the day of the act: what the regime says of it is
 * copied, so that a case runs on under the values it began with. A day or length that the act itself set prevails.
 *
 * @param now - Instant of the act, epoch milliseconds.
 * @throws {Error} when the period has no value on that day, which the check of the law book rules out.
 */
export function startedBy(command: StartCommand, regime: Regime, now: number): DeadlineResult {
  return openDeadline(termsOf(command, regime, now), now, command.on)
}

/** What a procedure said about a clock that has started, as an event of it. */
export function eventOf(command: Exclude<ClockCommand, StartCommand>): DeadlineEvent {
  switch (command.kind) {
    case 'suspend':
      return { kind: 'suspended', cites: command.cites, reason: command.reason }
    case 'resume':
      return { kind: 'resumed' }
    case 'stop':
      return { kind: 'stopped', by: command.by }
  }
}

function termsOf(command: StartCommand, regime: Regime, now: number): DeadlineTerms {
  const today = civilDateOf(now)
  const value = regime.period(command.period, today)
  if (value === undefined) throw new Error(`no period ${command.period} on ${today}`)
  const { unit, basis, reading } = value
  const terms = {
    period: command.period,
    length: command.length ?? value.length,
    basis,
    cites: value.cites.length > 0 ? value.cites : command.cites,
    ...(reading === undefined ? {} : { reading }),
  }
  // The pack writes one number to warn by; it is in hours where the period is.
  return unit === 'hour' ? { ...terms, unit, warnHours: value.warnDays } : { ...terms, unit, warnDays: value.warnDays }
}

function required(result: DeadlineResult): Deadline {
  if (result.ok) return result.deadline
  throw new Error(`clock ledger: ${result.issue.code}`)
}
