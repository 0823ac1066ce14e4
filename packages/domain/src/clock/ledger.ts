import { firstSupportedDay, isCivilDate, lastSupportedDay, type CivilDate, type ClauseId } from '../shared/index.ts'
import type { DayUnit } from '../calendar/index.ts'
import type { ClockIssue } from './clock-issue.ts'

/** What a clock is worth: binding law, a draft applied on trial, or the authority's own reading. Never shown as another. */
export type ClockBasis = 'law' | 'draft' | 'policy'

/** What a regime fixes about a clock, copied into it when it starts: cases run on under the values they began with. */
export interface ClockTerms {
  /** Name of the period in the pack: `share.reply`. */
  readonly period: string
  /** In `unit`; 0 only for working days, meaning 立即. */
  readonly length: number
  readonly unit: DayUnit
  readonly basis: ClockBasis
  /** Empty only when the basis is policy. */
  readonly cites: readonly ClauseId[]
  /** What the text leaves open and how it is read. */
  readonly reading?: string
  /** Warned when no more working days than this are left; 0 warns on the due day. */
  readonly warnDays: number
}

export type LedgerEntry =
  | { readonly kind: 'started'; readonly on: CivilDate }
  | {
      readonly kind: 'suspended'
      readonly on: CivilDate
      readonly cites: readonly ClauseId[]
      readonly reason: string
    }
  | { readonly kind: 'resumed'; readonly on: CivilDate }
  | {
      readonly kind: 'extended'
      /** In the unit of the clock. */
      readonly by: number
      readonly on: CivilDate
      readonly cites: readonly ClauseId[]
      readonly reason: string
    }
  | {
      readonly kind: 'stopped'
      readonly on: CivilDate
      /** The act that ended the duty: `approve`, `withdraw`. */
      readonly by: string
    }

/**
 * All that happened to one deadline, in order. Nothing in it is a result: due day, warning and lateness are counted from it
 * each time (`clockState`), so that a new holiday notice corrects every open clock without touching a record.
 */
// INVARIANT (ledger in order): the first entry and no other is 'started'; days never go back; 'resumed' follows a
// 'suspended' still open; nothing follows 'stopped'. Kept by startClock() and appendEntry(); replay() relies on it.
export interface ClockLedger extends ClockTerms {
  readonly entries: readonly LedgerEntry[]
}

export type LedgerResult =
  { readonly ok: true; readonly ledger: ClockLedger } | { readonly ok: false; readonly issue: ClockIssue }

/**
 * Opens the ledger of a deadline.
 *
 * @param terms - From the pack; see `ClockTerms` for what is refused.
 * @param on - Day of the event, Asia/Shanghai; not itself counted. It may lie in the future, but the ledger takes no act
 *   before it: where a duty can be fulfilled early, open the clock when the event has come.
 */
export function startClock(terms: ClockTerms, on: CivilDate): LedgerResult {
  const issue = faultInTerms(terms) ?? faultInDay(on)
  if (issue !== undefined) return { ok: false, issue }
  const { period, length, unit, basis, cites, reading, warnDays } = terms
  const read = reading === undefined ? {} : { reading }
  const entries = [{ kind: 'started', on }] as const
  return { ok: true, ledger: { period, length, unit, basis, cites, ...read, warnDays, entries } }
}

/** A new ledger with the entry at its end, or why it cannot stand there. The given ledger is not changed. */
export function appendEntry(ledger: ClockLedger, entry: LedgerEntry): LedgerResult {
  const issue = faultInDay(entry.on) ?? faultInOrder(ledger.entries, entry) ?? faultInEntry(entry)
  return issue === undefined
    ? { ok: true, ledger: { ...ledger, entries: [...ledger.entries, entry] } }
    : { ok: false, issue }
}

/** Builds a ledger from stored entries under the same checks as if they were made one by one. */
export function ledgerFrom(terms: ClockTerms, entries: readonly LedgerEntry[]): LedgerResult {
  const [first, ...rest] = entries
  if (first?.kind !== 'started') return { ok: false, issue: { code: 'CLK_NOT_STARTED' } }
  return rest.reduce<LedgerResult>(
    (result, entry) => (result.ok ? appendEntry(result.ledger, entry) : result),
    startClock(terms, first.on),
  )
}

function faultInTerms(terms: ClockTerms): ClockIssue | undefined {
  const { period, unit, length, warnDays, basis, cites } = terms
  const least = unit === 'workingDay' ? 0 : 1
  if (period.trim() === '') return { code: 'CLK_PERIOD_UNNAMED' }
  if (!isWhole(length, least)) return { code: 'CLK_LENGTH_INVALID', unit, length }
  if (!isWhole(warnDays, 0)) return { code: 'CLK_WARN_DAYS_INVALID', warnDays }
  if (basis !== 'policy' && cites.length === 0) return { code: 'CLK_CITE_MISSING', period, basis }
  return undefined
}

function faultInDay(on: CivilDate): ClockIssue | undefined {
  if (isCivilDate(on) && on >= firstSupportedDay && on <= lastSupportedDay) return undefined
  return { code: 'CLK_DATE_UNSUPPORTED', on, first: firstSupportedDay, last: lastSupportedDay }
}

function faultInOrder(entries: readonly LedgerEntry[], entry: LedgerEntry): ClockIssue | undefined {
  const first = entries[0]
  const last = entries.at(-1)
  if (first === undefined || last === undefined) return { code: 'CLK_NOT_STARTED' }
  if (entry.kind === 'started') return { code: 'CLK_ALREADY_STARTED', on: first.on }
  if (last.kind === 'stopped') return { code: 'CLK_ALREADY_STOPPED', on: last.on, by: last.by }
  if (entry.on < last.on) return { code: 'CLK_ENTRY_OUT_OF_ORDER', on: entry.on, last: last.on }
  const pause = entries.findLast((e) => e.kind === 'suspended' || e.kind === 'resumed')
  const suspended = pause?.kind === 'suspended'
  if (entry.kind === 'suspended' && suspended) return { code: 'CLK_ALREADY_SUSPENDED', since: pause.on }
  if (entry.kind === 'resumed' && !suspended) return { code: 'CLK_NOT_SUSPENDED', on: entry.on }
  return undefined
}

function faultInEntry(entry: LedgerEntry): ClockIssue | undefined {
  if (entry.kind === 'extended' && !isWhole(entry.by, 1)) return { code: 'CLK_EXTENSION_INVALID', by: entry.by }
  if ((entry.kind === 'extended' || entry.kind === 'suspended') && entry.reason.trim() === '') {
    return { code: 'CLK_REASON_MISSING', entry: entry.kind }
  }
  return entry.kind === 'stopped' && entry.by.trim() === '' ? { code: 'CLK_STOP_UNNAMED' } : undefined
}

function isWhole(n: number, least: number): boolean {
  return Number.isSafeInteger(n) && n >= least
}
