import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, civil } from '@fadu/domain'
import { trafficOf } from './traffic.ts'
import { everyDay, partsOf, percentile, trendOf, windowsUntil } from './windows.ts'

const today = civil('2026-03-01')
const anyDays = fc.integer({ min: 1, max: 366 })

test('a percentile is the smallest value that enough of the values do not exceed', () => {
  const anyValues = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 60 })
  fc.assert(
    fc.property(anyValues, fc.constantFrom(0.01, 0.1, 0.5, 0.9, 1), (values, share) => {
      // Slow and obvious: every value is tried, and those that it covers are counted.
      const enough = values.filter((v) => values.filter((w) => w <= v).length >= share * values.length)
      expect(percentile(values, share)).toBe(values.length === 0 ? null : Math.min(...enough))
    }),
  )
})

test('the parts of a window follow on each other, cover it and are equally long but for a day', () => {
  fc.assert(
    fc.property(anyDays, (days) => {
      const { window, before } = windowsUntil(today, days)
      expect(everyDay(window)).toHaveLength(days)
      expect(everyDay(before)).toHaveLength(days)
      expect(addDays(before.to, 1)).toBe(window.from)
      const parts = partsOf(window)
      expect(parts.flatMap(everyDay)).toEqual(everyDay(window))
      const lengths = parts.map((part) => everyDay(part).length)
      expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(1)
      expect(parts.length).toBe(Math.min(days, 12))
    }),
  )
})

test('traffic has every day of the window once, those without a call as well, and its sums are those of its days', () => {
  const anyUse = fc.record({ ago: fc.integer({ min: 0, max: 800 }), calls: fc.nat(50), rows: fc.nat(500) })
  const anyUses = fc.uniqueArray(anyUse, { selector: (use) => use.ago, maxLength: 40 })
  const anyRefused = fc.array(fc.record({ ago: fc.integer({ min: 0, max: 800 }), count: fc.nat(9) }), { maxLength: 40 })
  fc.assert(
    fc.property(anyDays, anyUses, anyRefused, (days, used, refused) => {
      const windows = windowsUntil(today, days)
      const dated = <T extends { ago: number }>(some: readonly T[]) =>
        some.map(({ ago, ...rest }) => ({ ...rest, day: addDays(today, -ago) }))
      const traffic = trafficOf(windows, dated(used), dated(refused))
      let day = windows.window.from
      for (const line of traffic.days) {
        const ago = (Date.parse(today) - Date.parse(day)) / 86_400_000
        const use = used.find((one) => one.ago === ago)
        const no = refused.filter((one) => one.ago === ago).reduce((sum, one) => sum + one.count, 0)
        expect(line).toEqual({ day, calls: use?.calls ?? 0, rows: use?.rows ?? 0, refused: no })
        day = addDays(day, 1)
      }
      expect(day).toBe(addDays(today, 1))
      expect(traffic.calls).toBe(traffic.trend.now)
      expect(traffic.trend.points.reduce((sum, point) => sum + (point.value ?? 0), 0)).toBe(traffic.calls)
    }),
  )
})

test('a part in which nothing happened has no measure where there is none', () => {
  const windows = windowsUntil(today, 3)
  const trend = trendOf(windows, [{ day: addDays(today, -1), n: 4 }], (some) =>
    percentile(
      some.map(({ n }) => n),
      0.5,
    ),
  )
  expect(trend).toMatchObject({ now: 4, before: null })
  expect(trend.points.map(({ value }) => value)).toEqual([null, 4, null])
})
