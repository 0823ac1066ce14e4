import { addDays, dayOfWeek, daysBetween, type CivilDate, type Weekday } from '../shared/index.ts'
import type { DayStatus, HolidayCalendar } from './holiday-calendar.ts'
import type { DayUnit } from './period.ts'

/**
 * What a day is in a count. `counted`: the day `number` of the period. `event` and `resumed`: the count starts after it.
 * `suspended`: the count stops before it. `dayOff`: left out. `calendarEnd`: the period ends here by the calendar, but on a
 * day off. `due`: the day it ends on without being a counted one (立即, months, years, or moved on from a day off).
 */
export type StepPart =
  | { readonly role: 'counted'; readonly number: number }
  | { readonly role: 'event' | 'resumed' | 'suspended' | 'dayOff' | 'calendarEnd' | 'due' }

/** One line of a printable derivation. */
export type DayStep = DayStatus & { readonly weekday: Weekday } & StepPart

export interface CountedStepsInput {
  /** Shown from the day after this one. */
  readonly after: CivilDate
  /** Last day shown; before or on `after`, nothing is shown. */
  readonly through: CivilDate
  readonly unit: 'workingDay' | 'calendarDay'
  /** Number of the first counted day: 1, or more when a suspension cut the count in two. */
  readonly from: number
  readonly calendar: HolidayCalendar
}

/** The days after one day through another, each numbered or left out. */
export function countedSteps(input: CountedStepsInput): readonly DayStep[] {
  const { after, through, unit, calendar } = input
  let number = input.from
  return daysFrom(addDays(after, 1), through).map((date) => {
    const counts = unit === 'calendarDay' || calendar.dayStatus(date).working
    return stepFor(date, counts ? { role: 'counted', number: number++ } : { role: 'dayOff' }, calendar)
  })
}

export interface StepsToDueInput {
  /** Day after which the count starts, and why it does there. */
  readonly anchor: CivilDate
  readonly role: 'event' | 'resumed'
  readonly unit: DayUnit
  /** Number of the first counted day. */
  readonly from: number
  /** Day on which the period ends before it is moved off a day off; `anchor` itself when nothing is to be counted (立即). */
  readonly end: CivilDate
  readonly due: CivilDate
  readonly calendar: HolidayCalendar
}

/** The days from the start of a count to its due day. In months and years only the days that decide are shown. */
export function stepsToDue(input: StepsToDueInput): readonly DayStep[] {
  const { anchor, role, unit, from, end, due, calendar } = input
  if (end === anchor) return rolledSteps({ from: anchor, role, due, calendar })
  const start = stepFor(anchor, { role }, calendar)
  if (unit === 'month' || unit === 'year') {
    return [start, ...rolledSteps({ from: end, role: 'calendarEnd', due, calendar })]
  }
  const counted = countedSteps({ after: anchor, through: end, unit, from, calendar })
  return [start, ...counted, ...rolledSteps({ from: addDays(end, 1), role: 'dayOff', due, calendar })]
}

interface RolledStepsInput {
  readonly from: CivilDate
  /** What `from` is when it is not the due day itself. */
  readonly role: 'event' | 'resumed' | 'calendarEnd' | 'dayOff'
  readonly due: CivilDate
  readonly calendar: HolidayCalendar
}

/** The days from one on which a period may not end to the working day on which it does. */
function rolledSteps({ from, role, due, calendar }: RolledStepsInput): readonly DayStep[] {
  return daysFrom(from, due).map((date) =>
    stepFor(date, { role: date === due ? 'due' : date === from ? role : 'dayOff' }, calendar),
  )
}

export function stepFor(date: CivilDate, part: StepPart, calendar: HolidayCalendar): DayStep {
  return { ...calendar.dayStatus(date), weekday: dayOfWeek(date), ...part }
}

function daysFrom(first: CivilDate, last: CivilDate): readonly CivilDate[] {
  const count = Math.max(0, daysBetween(first, last) + 1)
  return Array.from({ length: count }, (_, i) => addDays(first, i))
}
