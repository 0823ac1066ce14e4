import { expect, test } from 'vitest'
import { countUses } from './grant-usage.ts'

const at = (time: string): Date => new Date(`2026-02-${time}+08:00`)

test('uses are summed by grant and civil day, in one order, with what was missed and what lies outside office hours', () => {
  const uses = [
    { at: at('10T06:59:59'), use: { grant: 'b', asked: 3, rows: 1 } },
    { at: at('10T07:00:00'), use: { grant: 'b', asked: 1, rows: 4 } },
    { at: at('10T20:00:00'), use: { grant: 'a', asked: 0, rows: 9 } },
    { at: at('09T23:59:59'), use: { grant: 'b', asked: 2, rows: 0 } },
  ]
  expect(countUses(uses)).toEqual([
    { grant: 'a', day: '2026-02-10', calls: 1, asked: 0, missed: 0, rows: 9, offHours: 9 },
    { grant: 'b', day: '2026-02-09', calls: 1, asked: 2, missed: 2, rows: 0, offHours: 0 },
    { grant: 'b', day: '2026-02-10', calls: 2, asked: 4, missed: 2, rows: 5, offHours: 1 },
  ])
  expect(countUses([])).toEqual([])
})
