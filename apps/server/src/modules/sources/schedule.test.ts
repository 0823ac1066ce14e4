import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextPull } from './schedule.ts'

const shanghai = (text: string): Date => new Date(`${text}+08:00`)

test('a daily time is the next one of Asia/Shanghai, also over midnight of another zone', () => {
  const schedule = { every: 'day', at: '02:30' } as const
  expect(nextPull(schedule, shanghai('2026-02-14T02:29:59'))).toEqual(shanghai('2026-02-14T02:30:00'))
  expect(nextPull(schedule, shanghai('2026-02-14T02:30:00'))).toEqual(shanghai('2026-02-15T02:30:00'))
  expect(nextPull(schedule, shanghai('2025-12-31T23:00:00'))).toEqual(shanghai('2026-01-01T02:30:00'))
})

test('the next moment lies ahead, at most one turn away, whatever the instant', () => {
  const instants = fc.date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
  const minutes = fc.integer({ min: 5, max: 1440 })
  fc.assert(
    fc.property(instants, minutes, (after, n) => {
      const at = `${String(Math.floor((n % 1440) / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}`
      for (const [schedule, turn] of [
        [{ every: 'minutes', minutes: n }, n * 60_000],
        [{ every: 'day', at }, 86_400_000],
      ] as const) {
        const wait = nextPull(schedule, after).getTime() - after.getTime()
        expect(wait).toBeGreaterThan(0)
        expect(wait).toBeLessThanOrEqual(turn)
      }
    }),
  )
})
