import { deriveDueInstant } from '../calendar/index.ts'
import type { ClockPhase } from './clock-state.ts'

/**
 * A deadline in hours, as for the report of a security incident (NB-05-6 in its default reading). It has no ledger of
 * days: it runs through nights and days off and is neither suspended nor extended. All times are epoch milliseconds.
 */
export interface HourClock {
  readonly startedAt: number
  readonly hours: number
  /** Warned when no more than this is left; 0 warns never. */
  readonly warnHours: number
  readonly stoppedAt?: number
}

export type HourClockState =
  | {
      readonly kind: 'running'
      readonly dueAt: number
      /** 0 when overdue. */
      readonly leftMs: number
      readonly phase: ClockPhase
      readonly overdueByMs: number
    }
  | {
      readonly kind: 'finished'
      readonly at: number
      readonly dueAt: number
      readonly late: boolean
      readonly overdueByMs: number
    }

/**
 * How a deadline in hours stands at the instant `now`. An act at the due instant itself is in time.
 *
 * @throws {CodedError} `CAL_PERIOD_INVALID` when `hours` is not a whole number >= 1; `CAL_DATE_OUT_OF_RANGE`
 */
export function hourClockState(clock: HourClock, now: number): HourClockState {
  const { startedAt, hours, warnHours, stoppedAt } = clock
  const { dueAt } = deriveDueInstant({ event: startedAt, hours })
  const overdueByMs = Math.max(0, (stoppedAt ?? now) - dueAt)
  if (stoppedAt !== undefined) return { kind: 'finished', at: stoppedAt, dueAt, late: overdueByMs > 0, overdueByMs }
  const leftMs = Math.max(0, dueAt - now)
  const phase = overdueByMs > 0 ? 'overdue' : leftMs <= warnHours * 3_600_000 ? 'warning' : 'onTime'
  return { kind: 'running', dueAt, leftMs, phase, overdueByMs }
}
