import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, civil, civilDateOf, endOfCivilDay, workingDays } from './index.ts'

describe('the civil day in Asia/Shanghai', () => {
  test('begins at 16:00 UTC of the day before', () => {
    expect(civilDateOf(Date.UTC(2026, 1, 13, 15, 59, 59, 999))).toBe('2026-02-13')
    expect(civilDateOf(Date.UTC(2026, 1, 13, 16))).toBe('2026-02-14')
    expect(civilDateOf(new Date('2026-02-14T23:59:59.999+08:00'))).toBe('2026-02-14')
    expect(civilDateOf(new Date('2026-02-14T00:00:00+08:00'))).toBe('2026-02-14')
  })

  test('ends at 24:00, which is already the next day', () => {
    const end = endOfCivilDay(civil('2026-02-14'))
    expect(end).toBe(Date.parse('2026-02-15T00:00:00+08:00'))
    expect(civilDateOf(end - 1)).toBe('2026-02-14')
    expect(civilDateOf(end)).toBe('2026-02-15')
  })

  test('agrees with the time zone database at any instant from 2000 to 2100', () => {
    const shanghai = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' })
    const first = Date.parse('2000-01-01T00:00:00+08:00')
    const last = Date.parse('2100-12-31T23:59:59.999+08:00')
    fc.assert(
      fc.property(fc.integer({ min: first, max: last }), (instant) => {
        const date = civilDateOf(instant)
        expect(date).toBe(shanghai.format(instant))
        expect(instant).toBeLessThan(endOfCivilDay(date))
        expect(instant).toBeGreaterThanOrEqual(endOfCivilDay(date) - 86_400_000)
      }),
    )
    expect(civilDateOf(first)).toBe('2000-01-01')
    expect(civilDateOf(last)).toBe('2100-12-31')
  })

  test('is refused outside 2000 to 2100 and for what is no instant', () => {
    const outOfRange = expect.objectContaining({ code: 'CAL_DATE_OUT_OF_RANGE' })
    expect(() => civilDateOf(Date.parse('1999-12-31T23:59:59+08:00'))).toThrow(outOfRange)
    expect(() => civilDateOf(Date.parse('2101-01-01T00:00:00+08:00'))).toThrow(outOfRange)
    expect(() => civilDateOf(new Date('no date'))).toThrow(outOfRange)
    expect(() => civilDateOf(Number.NaN)).toThrow(outOfRange)
    expect(() => endOfCivilDay(addDays(civil('2100-12-31'), 1))).toThrow(outOfRange)
  })
})

test('a number of working days is whole and not negative', () => {
  expect(workingDays(0)).toBe(0)
  for (const n of [-1, 0.5, Number.NaN, Infinity]) {
    expect(() => workingDays(n)).toThrow(expect.objectContaining({ code: 'CAL_COUNT_INVALID' }))
  }
})
