import type { ClauseId } from '../shared/index.ts'
import { firstSupportedDay, lastSupportedDay, endOfCivilDay, shanghaiTimeOf } from '../shared/index.ts'
import type { ClockIssue } from './clock-issue.ts'
import { hourClockState, type HourClockState } from './hour-clock.ts'
import type { ClockBasis } from './ledger.ts'

/** What a regime fixes about a deadline in hours, copied into it when it starts. */
export interface HourTerms {
  /** Name of the period in the pack. */
  readonly period: string
  /** In hours. */
  readonly length: number
  readonly unit: 'hour'
  readonly basis: ClockBasis
  /** Empty only when the basis is policy. */
  readonly cites: readonly ClauseId[]
  /** What the text leaves open and how it is read. */
  readonly reading?: string
  /** Warned when no more hours than this are left; 0 warns never. */
  readonly warnHours: number
}

/** Instants are epoch milliseconds. */
export type HourEntry =
  | { readonly kind: 'started'; readonly at: number }
  | {
      readonly kind: 'stopped'
      readonly at: number
      /** The act that ended the duty. */
      readonly by: string
    }

/**
 * All that happened to one deadline in hours. `unit` tells it from a ledger in days. It runs through nights and days off
 * and knows neither suspension nor extension: hours are set where nobody may wait.
 */
// INVARIANT (ledger in order): the first entry and no other is 'started', a second one is 'stopped' and not earlier. Kept by
// startHours() and stopHours(); hoursState() relies on it.
export interface HourLedger extends HourTerms {
  readonly entries: readonly HourEntry[]
}

export type HourResult =
  { readonly ok: true; readonly ledger: HourLedger } | { readonly ok: false; readonly issue: ClockIssue }

/** @param at - Instant of the event, epoch milliseconds; the hours run from it. */
export function startHours(terms: HourTerms, at: number): HourResult {
  const issue = faultInTerms(terms) ?? faultInInstant(at)
  return issue === undefined
    ? { ok: true, ledger: { ...terms, entries: [{ kind: 'started', at }] } }
    : { ok: false, issue }
}

/** The ledger with its end, or why it cannot end. The given ledger is not changed. */
export function stopHours(ledger: HourLedger, at: number, by: string): HourResult {
  const [started, stopped] = ledger.entries
  const issue =
    faultInEnd(started, stopped, at) ?? (by.trim() === '' ? { code: 'CLK_STOP_UNNAMED' as const } : undefined)
  if (issue !== undefined) return { ok: false, issue }
  return { ok: true, ledger: { ...ledger, entries: [...ledger.entries, { kind: 'stopped', at, by }] } }
}

/** How the deadline stands at an instant. An end that lies later is not seen yet. */
export function hoursState({ entries, length, warnHours }: HourLedger, now: number): HourClockState {
  const startedAt = entries[0]!.at
  const stopped = entries.find((e) => e.kind === 'stopped' && e.at <= now)
  const end = stopped === undefined ? {} : { stoppedAt: stopped.at }
  return hourClockState({ startedAt, hours: length, warnHours, ...end }, now)
}

function faultInTerms({ period, length, unit, warnHours, basis, cites }: HourTerms): ClockIssue | undefined {
  if (period.trim() === '') return { code: 'CLK_PERIOD_UNNAMED' }
  if (!Number.isSafeInteger(length) || length < 1) return { code: 'CLK_LENGTH_INVALID', unit, length }
  if (!Number.isSafeInteger(warnHours) || warnHours < 0) return { code: 'CLK_WARN_DAYS_INVALID', warnDays: warnHours }
  if (basis !== 'policy' && cites.length === 0) return { code: 'CLK_CITE_MISSING', period, basis }
  return undefined
}

function faultInInstant(at: number): ClockIssue | undefined {
  if (at < endOfCivilDay(lastSupportedDay) && at >= endOfCivilDay(firstSupportedDay)) return undefined
  return { code: 'CLK_DATE_UNSUPPORTED', on: String(at), first: firstSupportedDay, last: lastSupportedDay }
}

function faultInEnd(
  started: HourEntry | undefined,
  stopped: HourEntry | undefined,
  at: number,
): ClockIssue | undefined {
  if (started?.kind !== 'started') return { code: 'CLK_NOT_STARTED' }
  if (stopped?.kind === 'stopped')
    return { code: 'CLK_ALREADY_STOPPED', on: shanghaiTimeOf(stopped.at), by: stopped.by }
  if (at < started.at) {
    return { code: 'CLK_ENTRY_OUT_OF_ORDER', on: shanghaiTimeOf(at), last: shanghaiTimeOf(started.at) }
  }
  return undefined
}
