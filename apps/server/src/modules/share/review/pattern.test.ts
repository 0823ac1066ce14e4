import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, civil } from '@fadu/domain'
import { usePattern, type DayOfUse } from './pattern.ts'

const items = ['a', 'b', 'c']
const anyDays: fc.Arbitrary<readonly DayOfUse[]> = fc
  .array(
    fc
      .record({
        asked: fc.nat(100),
        missed: fc.nat(100),
        rows: fc.nat(100),
        off: fc.nat(100),
        items: fc.subarray(items),
      })
      .map((d) => ({ ...d, missed: Math.min(d.missed, d.asked), offHoursRows: Math.min(d.off, d.rows) })),
    { maxLength: 10 },
  )
  .map((days) => days.map((d, i) => ({ ...d, day: addDays(civil('2026-03-02'), i) })))
// Of these weeks Saturdays and Sundays are off.
const isWorkingDay = (day: string): boolean => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

test('agrees with counting rows and keys one by one', () => {
  fc.assert(
    fc.property(anyDays, fc.option(fc.integer({ min: 1, max: 50 })), (days, volumePerDay) => {
      const found = usePattern(days, { fields: items, volumePerDay }, { days: 7, isWorkingDay })
      let rows = 0
      let off = 0
      let asked = 0
      let missed = 0
      let busiest = 0
      for (const d of days) {
        for (let i = 0; i < d.rows; i++) {
          rows++
          if (!isWorkingDay(d.day) || i < d.offHoursRows) off++
        }
        for (let i = 0; i < d.asked; i++) {
          asked++
          if (i < d.missed) missed++
        }
        busiest = Math.max(busiest, d.rows)
      }
      expect(found).toEqual({
        workingDays: 7,
        unusedFields: items.filter((item) => !days.some((d) => d.items.includes(item))),
        volumePercent: volumePerDay === null ? 0 : Math.floor((busiest * 100) / volumePerDay),
        rows,
        asked,
        missedPercent: asked === 0 ? 0 : Math.floor((missed * 100) / asked),
        offHoursRows: off,
        offHoursPercent: rows === 0 ? 0 : Math.floor((off * 100) / rows),
      })
    }),
  )
})
