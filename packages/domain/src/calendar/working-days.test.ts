import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, civil, fromDayNumber, toDayNumber, workingDays, type CivilDate } from '../shared/index.ts'
import {
  addWorkingDays,
  createCalendar,
  nextWorkingDay,
  parseHolidayNotice,
  rollForward,
  workingDaysBetween,
} from './index.ts'

const folder = new URL('../../../../packs/calendar/', import.meta.url)
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((file) => ({
    file,
    json: JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as {
      readonly papers: readonly string[]
      readonly days: readonly { readonly date: string; readonly isOffDay: boolean }[]
    },
  }))
const cn = createCalendar(
  files.map(({ file, json }) => {
    const result = parseHolidayNotice(json, file)
    if (!result.ok) throw new Error(JSON.stringify(result.issues))
    return result.notice
  }),
)

interface TwinDay {
  readonly date: string
  readonly works: boolean
  readonly open: boolean
}

/** The days as the files have them, one by one, from the engine's own UTC calendar and not from the code under test. */
const twinDays: readonly TwinDay[] = Array.from({ length: 365 * 14 }, (_, i) => {
  const instant = new Date(Date.UTC(2018, 9, 1) + i * 86_400_000)
  const date = instant.toISOString().split('T')[0]!
  const [year, rest] = [date.slice(0, 4), date.slice(5)]
  const weekend = instant.getUTCDay() === 0 || instant.getUTCDay() === 6
  const named = files.flatMap(({ json }) => json.days).find((day) => day.date === date)
  const known = (y: string) => files.some(({ file, json }) => file === `${y}.json` && json.papers.length > 0)
  const lastDays = ['12-25', '12-26', '12-27', '12-28', '12-29', '12-30', '12-31'].includes(rest)
  const next = known(String(Number(year) + 1))
  const settled = (known(year) && (!lastDays || next)) || (lastDays && next && named !== undefined)
  return { date, works: named === undefined ? !weekend : !named.isOffDay, open: !settled }
})
const placeOf = new Map(twinDays.map(({ date }, place) => [date, place]))

/** The slow twin, written from the counting rules alone: walk day by day and count a day when it is worked. */
const twin = {
  add(from: string, days: number): { date: string; provisional: boolean } {
    let [place, left, provisional] = [placeOf.get(from)!, days, false]
    while (left > 0) {
      place++
      if (twinDays[place]!.works) left--
      if (twinDays[place]!.open) provisional = true
    }
    return { date: twinDays[place]!.date, provisional }
  },
  between(from: string, to: string): number {
    let count = 0
    for (let place = placeOf.get(from)! + 1; place <= placeOf.get(to)!; place++) if (twinDays[place]!.works) count++
    return count
  },
  roll(from: string): { date: string; provisional: boolean } {
    let place = placeOf.get(from)!
    let provisional = twinDays[place]!.open
    while (!twinDays[place]!.works) {
      place++
      if (twinDays[place]!.open) provisional = true
    }
    return { date: twinDays[place]!.date, provisional }
  },
}

const first = toDayNumber(civil('2019-01-01'))
const last = toDayNumber(civil('2026-12-31'))
const anyDate = fc
  .integer({ min: toDayNumber(civil('2018-11-01')), max: toDayNumber(civil('2028-03-01')) })
  .map(fromDayNumber)
const anyCount = fc.integer({ min: 0, max: 600 })

const add = (from: string, days: number) => addWorkingDays(civil(from), workingDays(days), cn)
const between = (from: string, to: string) => workingDaysBetween(civil(from), civil(to), cn)

describe('adding working days', () => {
  test.each([
    ['WZ-26-2: a Saturday worked before Spring Festival 2026 counts', '2026-02-09', 5, '2026-02-14'],
    ['WZ-26-2: one more day lies after the nine-day holiday', '2026-02-09', 6, '2026-02-24'],
    ['NB-15-2: three days from 29 September 2025 end after National Day', '2025-09-29', 3, '2025-10-10'],
    ['WZ-21-1: a day from 30 September 2025 is the first after the eight-day holiday', '2025-09-30', 1, '2025-10-09'],
    ['WZ-21-1: two days from 26 September 2025 count the Sunday worked', '2025-09-26', 2, '2025-09-29'],
    ['the epidemic extension of Spring Festival 2020 is off until 2 February', '2020-01-23', 1, '2020-02-03'],
    ['NB-15-2: three days across the extension of 2020', '2020-01-22', 3, '2020-02-04'],
    ['the Saturday 1 February 2020, first announced as worked, is not', '2020-01-31', 1, '2020-02-03'],
    ['the Saturday 29 December 2018 is worked for New Year 2019', '2018-12-28', 1, '2018-12-29'],
    ['and the 30th and 31st are off for it', '2018-12-29', 1, '2019-01-02'],
    ['31 December 2022 is off by the notice for 2023', '2022-12-30', 1, '2023-01-03'],
    ['the four days of May 2019 that a second paper gave', '2019-04-30', 1, '2019-05-05'],
    ['an event on a holiday starts with the first working day after it', '2025-10-03', 1, '2025-10-09'],
    ['an event on a make-up Saturday is not counted itself', '2026-02-14', 1, '2026-02-24'],
    ['an event on an ordinary Saturday', '2026-03-07', 1, '2026-03-09'],
    ['a leap day counts', '2024-02-28', 1, '2024-02-29'],
    ['and is passed', '2024-02-28', 2, '2024-03-01'],
    ['no days at all, on a workday', '2026-02-09', 0, '2026-02-09'],
    ['no days at all, on a holiday', '2026-02-17', 0, '2026-02-17'],
  ])('%s', (_, from, days, expected) => {
    expect(add(from, days)).toEqual({ date: expected, provisional: false })
  })

  test('WZ-13-2: fifteen days that enter 2027 are provisional, with the reasons', () => {
    expect(add('2026-12-14', 15)).toEqual({
      date: '2027-01-04',
      provisional: true,
      reasons: [
        { code: 'CAL_YEAR_END_OPEN', year: 2026, nextYear: 2027, from: '2026-12-25' },
        { code: 'CAL_YEAR_NOT_PUBLISHED', year: 2027, published: [2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026] },
      ],
    })
  })

  test('the last final day of 2026 is 24 December', () => {
    expect(add('2026-12-23', 1)).toEqual({ date: '2026-12-24', provisional: false })
    expect(add('2026-12-24', 1)).toMatchObject({ date: '2026-12-25', provisional: true })
    expect(add('2026-12-24', 0)).toEqual({ date: '2026-12-24', provisional: false })
  })

  test('a count that leaves 2100 is refused', () => {
    const outOfRange = expect.objectContaining({ code: 'CAL_DATE_OUT_OF_RANGE' })
    expect(() => add('2100-12-30', 2)).toThrow(outOfRange)
    expect(() => add('2026-01-01', 1_000_000)).toThrow(outOfRange)
  })

  test('every day of 2019 to 2026 agrees with the day-by-day twin for the periods of the law', () => {
    for (let n = first; n <= last; n++) {
      const from = fromDayNumber(n)
      for (const days of [0, 1, 2, 3, 5, 10, 15, 22]) {
        const { date, provisional } = add(from, days)
        const expected = twin.add(from, days)
        if (date !== expected.date || provisional !== expected.provisional) {
          expect({ from, days, date, provisional }).toEqual({ from, days, ...expected })
        }
      }
    }
  })

  test('any start and any length up to 600 days agrees with the twin', () => {
    fc.assert(
      fc.property(anyDate, anyCount, (from, days) => {
        expect(add(from, days)).toMatchObject(twin.add(from, days))
      }),
    )
  })
})

describe('counting working days', () => {
  test('WZ-26-2: from 9 to 14 February 2026 there are five', () => {
    expect(between('2026-02-09', '2026-02-14')).toBe(5)
    expect(between('2026-02-14', '2026-02-23')).toBe(0)
    expect(between('2026-02-14', '2026-02-14')).toBe(0)
  })

  test('2025 had 248 working days', () => {
    expect(between('2024-12-31', '2025-12-31')).toBe(248)
  })

  test('backwards is refused', () => {
    expect(() => between('2026-02-14', '2026-02-09')).toThrow(expect.objectContaining({ code: 'CAL_RANGE_REVERSED' }))
  })

  test('agrees with the twin between any two days', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 0, max: 900 }), (from, length) => {
        const to = addDays(from, length)
        expect(workingDaysBetween(from, to, cn)).toBe(twin.between(from, to))
      }),
    )
  })

  test('is the inverse of adding', () => {
    fc.assert(
      fc.property(anyDate, anyCount, (from, days) => {
        expect(workingDaysBetween(from, addWorkingDays(from, workingDays(days), cn).date, cn)).toBe(days)
      }),
    )
  })

  test('adds up over any day in between', () => {
    fc.assert(
      fc.property(anyDate, fc.nat(400), fc.nat(400), (a, x, y) => {
        const [b, c] = [addDays(a, x), addDays(a, x + y)]
        expect(workingDaysBetween(a, b, cn) + workingDaysBetween(b, c, cn)).toBe(workingDaysBetween(a, c, cn))
      }),
    )
  })
})

describe('order', () => {
  test('a later event or a longer period never ends earlier', () => {
    fc.assert(
      fc.property(anyDate, fc.nat(60), anyCount, fc.nat(60), (from, later, days, more) => {
        const due = add(from, days).date
        expect(add(addDays(from, later), days).date >= due).toBe(true)
        expect(add(from, days + more).date >= due).toBe(true)
      }),
    )
  })

  test('two periods in a row are one period of their sum', () => {
    fc.assert(
      fc.property(anyDate, anyCount, anyCount, (from, a, b) => {
        expect(add(add(from, a).date, b).date).toBe(add(from, a + b).date)
      }),
    )
  })

  test('every period of at least a day ends on a working day after the event', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 600 }), (from, days) => {
        const { date } = add(from, days)
        expect(cn.dayStatus(date).working && date > from).toBe(true)
      }),
    )
  })
})

describe('moving off a day off', () => {
  const roll = (date: string) => rollForward(civil(date), cn)

  test('a working day stays, a holiday moves to the first working day after it', () => {
    expect(roll('2026-02-14')).toEqual({ date: '2026-02-14', provisional: false })
    expect(roll('2026-02-15')).toEqual({ date: '2026-02-24', provisional: false })
    expect(roll('2025-10-01')).toEqual({ date: '2025-10-09', provisional: false })
  })

  test('a day that may still be moved makes the result provisional, even if it stays', () => {
    expect(roll('2026-12-31')).toMatchObject({ date: '2026-12-31', provisional: true })
    expect(roll('2026-12-24')).toEqual({ date: '2026-12-24', provisional: false })
  })

  test('agrees with the twin on every day of 2018-11 to 2028-03', () => {
    for (let date = civil('2018-11-01'); date < '2028-03-01'; date = addDays(date, 1)) {
      const { date: rolled, provisional } = roll(date)
      expect({ date: rolled, provisional }).toEqual(twin.roll(date))
    }
  })

  test('the next working day is never the day itself', () => {
    expect(nextWorkingDay(civil('2026-02-13'), cn)).toEqual({ date: '2026-02-14', provisional: false })
    expect(nextWorkingDay(civil('2026-02-14'), cn)).toEqual({ date: '2026-02-24', provisional: false })
  })
})

test('100,000 due dates are counted again in no time, long periods included', () => {
  const events: readonly CivilDate[] = Array.from({ length: 1_000 }, (_, i) => addDays(civil('2019-01-01'), i * 2))
  const start = performance.now()
  for (let round = 0; round < 100; round++) {
    for (const event of events) addWorkingDays(event, workingDays(round * 5), cn)
  }
  expect(performance.now() - start).toBeLessThan(3_000) // some 0.1 s; walking the days would take minutes
})
