import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  addYears,
  civil,
  compareDates,
  dayOfWeek,
  daysBetween,
  fromDayNumber,
  isCivilDate,
  toDayNumber,
  type CivilDate,
} from './index.ts'

const dayMs = 86_400_000

/** The same calendar as the engine's own, asked through UTC fields only. */
function byDate(dayNumber: number): { date: string; weekday: number } {
  const d = new Date(dayNumber * dayMs)
  const pad = (n: number, width: number) => String(n).padStart(width, '0')
  const date = `${pad(d.getUTCFullYear(), 4)}-${pad(d.getUTCMonth() + 1, 2)}-${pad(d.getUTCDate(), 2)}`
  return { date, weekday: d.getUTCDay() === 0 ? 7 : d.getUTCDay() }
}

const anyDayNumber = fc.integer({ min: toDayNumber(civil('0001-01-01')), max: toDayNumber(civil('9999-12-31')) })
const anyDate = anyDayNumber.map(fromDayNumber)

describe('reading a date', () => {
  test.each(['2026-02-14', '2024-02-29', '2000-02-29', '1900-02-28', '0001-01-01', '9999-12-31'])(
    '%s is a civil date',
    (text) => {
      expect(civil(text)).toBe(text)
    },
  )

  test.each([
    '2026-2-14',
    '2026-02-30',
    '2025-02-29',
    '1900-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-04-31',
    '2026-01-00',
    '0000-01-01',
    '2026/02/14',
    '2026-02-14T00:00',
    ' 2026-02-14',
    '2026-02-14\n',
    '２０２６-02-14',
    '20260214',
    '',
  ])('%j is refused and quoted', (text) => {
    expect(() => civil(text)).toThrow(
      expect.objectContaining({
        code: 'CAL_DATE_MALFORMED',
        issue: { code: 'CAL_DATE_MALFORMED', input: text },
      }),
    )
  })

  test.each([20260214, null, undefined, new Date(0), ['2026-02-14']])('%s is not a civil date', (value) => {
    expect(isCivilDate(value)).toBe(false)
  })
})

describe('arithmetic', () => {
  test('every day of 1999 to 2101 has the number, the text and the weekday of the engine’s calendar', () => {
    const first = toDayNumber(civil('1999-01-01'))
    const last = toDayNumber(civil('2101-12-31'))
    for (let n = first; n <= last; n++) {
      const { date, weekday } = byDate(n)
      if (
        fromDayNumber(n) !== date ||
        toDayNumber(date as CivilDate) !== n ||
        dayOfWeek(date as CivilDate) !== weekday
      ) {
        expect({ date: fromDayNumber(n), weekday: dayOfWeek(fromDayNumber(n)) }).toEqual({ date, weekday })
      }
    }
    expect(fromDayNumber(0)).toBe('1970-01-01')
  })

  test('any day of any year from 0001 to 9999 agrees with the engine’s calendar', () => {
    fc.assert(
      fc.property(anyDayNumber, (n) => {
        expect({ date: fromDayNumber(n), weekday: dayOfWeek(fromDayNumber(n)) }).toEqual(byDate(n))
        expect(toDayNumber(fromDayNumber(n))).toBe(n)
        expect(isCivilDate(fromDayNumber(n))).toBe(true)
      }),
    )
  })

  test('adding days and counting them are each other’s inverse, and order follows', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -40_000, max: 40_000 }), (date, n) => {
        const target = toDayNumber(date) + n
        fc.pre(target >= toDayNumber(civil('0001-01-01')) && target <= toDayNumber(civil('9999-12-31')))
        expect(daysBetween(date, addDays(date, n))).toBe(n)
        expect(compareDates(date, addDays(date, n))).toBe(n === 0 ? 0 : n > 0 ? -1 : 1)
      }),
    )
  })

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-31', 1, '2024-02-29'],
    ['2024-12-31', 2, '2025-02-28'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-05-31', 6, '2026-11-30'],
    ['2026-12-01', 1, '2027-01-01'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-01-15', -25, '2023-12-15'],
    ['2026-02-28', 1, '2026-03-28'],
  ])('%s and %i months is %s', (date, months, expected) => {
    expect(addMonths(civil(date), months)).toBe(expected)
  })

  test('29 February and a year is 28 February, and four years is 29 February again', () => {
    expect(addYears(civil('2024-02-29'), 1)).toBe('2025-02-28')
    expect(addYears(civil('2024-02-29'), 4)).toBe('2028-02-29')
    expect(addYears(civil('2096-02-29'), 4)).toBe('2100-02-28')
  })

  test('half a day, half a month and the year 10000 are refused', () => {
    const date = civil('2026-02-14')
    expect(() => addDays(date, 0.5)).toThrow(expect.objectContaining({ code: 'CAL_COUNT_INVALID' }))
    expect(() => addDays(date, Number.NaN)).toThrow(expect.objectContaining({ code: 'CAL_COUNT_INVALID' }))
    expect(() => addMonths(date, 1.5)).toThrow(expect.objectContaining({ code: 'CAL_COUNT_INVALID' }))
    expect(() => addYears(date, 0.25)).toThrow(expect.objectContaining({ code: 'CAL_COUNT_INVALID' }))
    expect(() => addDays(civil('9999-12-31'), 1)).toThrow(expect.objectContaining({ code: 'CAL_DATE_OUT_OF_RANGE' }))
    expect(() => addMonths(civil('0001-01-31'), -1)).toThrow(expect.objectContaining({ code: 'CAL_DATE_OUT_OF_RANGE' }))
  })
})
