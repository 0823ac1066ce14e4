import { describe, expect, test } from 'vitest'
import { civil, createCalendar } from '@fadu/domain'
import { stripWeeks } from './strip-days.ts'
import { notice2026 } from './examples.tsx'

const calendar = createCalendar([notice2026])
const kindsOf = (weeks: ReturnType<typeof stripWeeks>) =>
  Object.fromEntries(weeks.flat().map(({ date, kind }) => [date, kind]))

describe('the weeks of the strip', () => {
  test('begin on the Monday before today, whatever day today is', () => {
    for (const day of ['2026-02-09', '2026-02-11', '2026-02-15'])
      expect(stripWeeks(civil(day), calendar)[0]![0]!.date).toBe('2026-02-09')
  })
  test('are longer over a long holiday, so that fifteen working days are in them', () => {
    const today = civil('2026-02-11')
    const coming = stripWeeks(today, calendar)
      .flat()
      .filter(({ date, working }) => date > today && working)
    expect(coming.length).toBeGreaterThanOrEqual(15)
    expect(stripWeeks(today, calendar)).toHaveLength(5)
    expect(stripWeeks(civil('2026-04-13'), calendar)).toHaveLength(4)
  })
  test('tell a worked weekend, a free one and a holiday apart', () => {
    const kinds = kindsOf(stripWeeks(civil('2026-02-11'), calendar))
    expect(kinds['2026-02-13']).toBe('workday')
    expect(kinds['2026-02-14']).toBe('makeUpDay')
    expect(kinds['2026-02-15']).toBe('holiday')
    expect(kinds['2026-03-07']).toBe('weekend')
  })
  test('say which days a notice that is not known may still move', () => {
    const days = stripWeeks(civil('2026-12-21'), calendar).flat()
    expect(days.find(({ date }) => date === '2026-12-24')!.provisional).toBe(false)
    expect(days.find(({ date }) => date === '2027-01-01')!.provisional).toBe(true)
  })
})
