import { addDays, daysBetween, type CivilDate, type ClauseId } from '../shared/index.ts'
import { countedSteps, stepFor, stepsToDue, type DayStep, type HolidayCalendar } from '../calendar/index.ts'
import { stateOf, type ClockState } from './clock-state.ts'
import type { ClockLedger, ClockTerms } from './ledger.ts'
import { dueOf, endByCalendar, leftWhenSuspended, replay, type Count, type Turn } from './replay.ts'

/** A stretch in which the clock ran, from an event or a resumption to the due day or to a suspension. */
export interface CountedChapter {
  readonly kind: 'counted'
  readonly steps: readonly DayStep[]
  /** Holiday notices on which the stretch rests. */
  readonly papers: readonly string[]
}

/** `effective` is false where the period had run out before: the entry stands in the ledger and changed nothing. */
export type ClockChapter =
  | CountedChapter
  | {
      readonly kind: 'suspended'
      readonly on: CivilDate
      readonly cites: readonly ClauseId[]
      readonly reason: string
      /** What was left then, in working days, or in calendar days for the other units; 0 without effect. */
      readonly left: number
      readonly effective: boolean
    }
  | { readonly kind: 'resumed'; readonly on: CivilDate; readonly effective: boolean }
  | {
      readonly kind: 'extended'
      readonly on: CivilDate
      readonly by: number
      readonly cites: readonly ClauseId[]
      readonly reason: string
      readonly effective: boolean
    }
  | { readonly kind: 'stopped'; readonly on: CivilDate; readonly by: string }

/** Everything a reader needs to check a deadline by hand: terms, each day, each entry, the result, the sources. */
export interface ClockDerivation {
  readonly terms: ClockTerms
  readonly today: CivilDate
  readonly chapters: readonly ClockChapter[]
  readonly state: ClockState
  /** Holiday notices on which the whole count rests. */
  readonly papers: readonly string[]
}

/**
 * The derivation behind `clockState` for the same arguments, with the same errors. Its cost grows with the days shown.
 * A stretch that is running is shown through its due day, also when the act came before it.
 */
export function explainClock(ledger: ClockLedger, today: CivilDate, calendar: HolidayCalendar): ClockDerivation {
  const { entries: _, ...terms } = ledger
  const replayed = replay(ledger, today, calendar)
  const { count, turns, stopped } = replayed
  const chapters: readonly ClockChapter[] = [
    ...turns.flatMap((turn) => chaptersOf(turn, calendar)),
    ...(count.suspendedSince === undefined ? [stretchToDue(count, calendar)] : []),
    ...(stopped === undefined ? [] : [stopped]),
  ]
  const papers = chapters.flatMap((chapter) => (chapter.kind === 'counted' ? chapter.papers : []))
  return { terms, today, chapters, state: stateOf(replayed, today, calendar), papers: [...new Set(papers)] }
}

/** The act that stopped the clock is told last, after the stretch that it ended. */
function chaptersOf({ entry, before, after, effective }: Turn, calendar: HolidayCalendar): readonly ClockChapter[] {
  if (entry.kind === 'started' || entry.kind === 'stopped') return []
  if (entry.kind !== 'suspended') return [{ ...entry, effective }]
  if (!effective) return [{ ...entry, left: 0, effective }]
  const suspended = { ...entry, left: leftWhenSuspended(after, entry.on), effective }
  return [stretchToSuspension(before, entry.on, calendar), suspended]
}

function stretchToDue(count: Count, calendar: HolidayCalendar): CountedChapter {
  const { anchor, terms } = count
  const due = dueOf(count, calendar).date
  const nothingToCount = terms.unit === 'workingDay' && count.length === count.used
  const end = terms.unit !== 'workingDay' ? endByCalendar(count) : nothingToCount ? anchor : due
  const first = terms.unit !== 'workingDay' || nothingToCount ? end : addDays(anchor, 1)
  return {
    kind: 'counted',
    steps: stepsToDue({ anchor, role: roleOf(count), unit: terms.unit, from: nextNumber(count), end, due, calendar }),
    papers: calendar.papersFor({ first, last: due }),
  }
}

function stretchToSuspension(count: Count, on: CivilDate, calendar: HolidayCalendar): CountedChapter {
  const { anchor, terms } = count
  const dayBefore = addDays(on, -1)
  const start = stepFor(anchor, { role: roleOf(count) }, calendar)
  const stop = on === anchor ? [] : [stepFor(on, { role: 'suspended' }, calendar)]
  const rests = { first: addDays(anchor, 1), last: dayBefore }
  return {
    kind: 'counted',
    steps: [start, ...stepsThrough(dayBefore, count, calendar), ...stop],
    papers: terms.unit === 'workingDay' ? calendar.papersFor(rests) : [],
  }
}

function stepsThrough(last: CivilDate, count: Count, calendar: HolidayCalendar): readonly DayStep[] {
  const { anchor, terms } = count
  const { unit } = terms
  const from = nextNumber(count)
  if (unit === 'month' || unit === 'year') return []
  if (unit === 'workingDay') return countedSteps({ after: anchor, through: last, unit, from, calendar })
  const end = endByCalendar(count)
  const through = last < end ? last : end
  const numbered = countedSteps({ after: anchor, through, unit, from, calendar })
  // Beyond the end by the calendar lie only days off: a suspension after the due day has no stretch to end.
  return [...numbered, ...countedSteps({ after: end, through: last, unit: 'workingDay', from, calendar })]
}

function roleOf({ anchor, start }: Count): 'event' | 'resumed' {
  return anchor === start ? 'event' : 'resumed'
}

/** Numbers go on after a suspension, so that the last counted day carries the length of the period. */
function nextNumber(count: Count): number {
  if (count.terms.unit === 'workingDay') return count.used + 1
  return count.length - daysBetween(count.anchor, endByCalendar(count)) + 1
}
