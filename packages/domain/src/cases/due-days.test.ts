import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packsFolder, readCalendar } from '../../cases/read-packs.ts'
import { dueDate, type DayUnit } from '../calendar/index.ts'
import { deadlineStanding, openDeadline, type DeadlineTerms } from '../clock/index.ts'
import { civil, type CivilDate, type ClauseId } from '../shared/index.ts'

// Due dates as cases get them, against a reference that knows nothing of the code under test: the days off and the
// make-up days as packs/calendar has them, walked one by one with the language's own UTC calendar.

interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

const folder = join(packsFolder, 'calendar')
const named = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const { days } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
        readonly days: readonly { readonly date: string; readonly isOffDay: boolean }[]
      }
      return days.map(({ date, isOffDay }): [string, boolean] => [date, isOffDay])
    }),
)

function isWorked(instant: Date): boolean {
  const off = named.get(written(instant))
  return off === undefined ? instant.getUTCDay() !== 0 && instant.getUTCDay() !== 6 : !off
}

function written(instant: Date): string {
  return instant.toISOString().slice(0, 10)
}

/** Day by day: the day of the event does not count; what ends on a day off ends on the next day that is worked. */
function reference({ year, month, day }: Day, length: number, unit: DayUnit): string {
  const at = new Date(Date.UTC(year, month - 1, day))
  const next = (): void => void at.setUTCDate(at.getUTCDate() + 1)
  if (unit === 'workingDay') {
    for (let left = length; left > 0;) {
      next()
      if (isWorked(at)) left--
    }
  } else if (unit === 'calendarDay') {
    for (let left = length; left > 0; left--) next()
  } else {
    const months = unit === 'year' ? 12 * length : length
    const last = new Date(Date.UTC(year, month - 1 + months + 1, 0))
    at.setTime(Math.min(last.getTime(), Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), day)))
  }
  while (!isWorked(at)) next()
  return written(at)
}

const anyDay: fc.Arbitrary<Day> = fc
  .record({ year: fc.integer({ min: 2019, max: 2026 }), month: fc.integer({ min: 1, max: 12 }), day: fc.nat(30) })
  .map(({ year, month, day }) => {
    const days = new Date(Date.UTC(year, month, 0)).getUTCDate()
    return { year, month, day: (day % days) + 1 }
  })
const anyPeriod: fc.Arbitrary<readonly [DayUnit, number]> = fc.oneof(
  fc.tuple(fc.constant<DayUnit>('workingDay'), fc.nat(60)),
  fc.tuple(fc.constant<DayUnit>('calendarDay'), fc.integer({ min: 1, max: 90 })),
  fc.tuple(fc.constant<DayUnit>('month'), fc.integer({ min: 1, max: 24 })),
  fc.tuple(fc.constant<DayUnit>('year'), fc.integer({ min: 1, max: 3 })),
)

const calendar = readCalendar()
const clause = 'WZ-26-2' as ClauseId
const civilOf = ({ year, month, day }: Day): CivilDate =>
  civil(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)

test('due dates agree with the day-by-day reference on random days of 2019 to 2026, for every unit', () => {
  fc.assert(
    fc.property(anyDay, anyPeriod, (day, [unit, length]) => {
      const counted = dueDate({ event: civilOf(day), period: { unit, length }, calendar })
      expect(counted.date).toBe(reference(day, length, unit))
    }),
    { numRuns: 3000 },
  )
})

test('the clock of a case is due on that day, at whatever time of the day it began, or when its event is entered later', () => {
  const given = fc.tuple(anyDay, anyPeriod, fc.integer({ min: 0, max: 86_399_999 }), fc.boolean())
  fc.assert(
    fc.property(given, ([day, [unit, length], msOfDay, entered]) => {
      const terms: DeadlineTerms = { period: 'share.reply', length, unit, basis: 'law', cites: [clause], warnDays: 1 }
      // Midnight in Asia/Shanghai is 16:00 of the day before in UTC.
      const instant = Date.UTC(day.year, day.month - 1, day.day) - 8 * 3_600_000 + msOfDay
      const opened = entered
        ? openDeadline(terms, instant + 30 * 86_400_000, civilOf(day))
        : openDeadline(terms, instant)
      if (!opened.ok) throw new Error(opened.issue.code)
      expect(deadlineStanding(opened.deadline, instant, calendar).due).toBe(reference(day, length, unit))
    }),
    { numRuns: 1000 },
  )
})
