import { describe, expect, test } from 'vitest'
import { hourClockState } from './index.ts'

const at = (text: string) => Date.parse(`${text}+08:00`)

describe('NB-05-6: the 24 hours of an incident report', () => {
  const clock = { startedAt: at('2025-10-01T22:30'), hours: 24, warnHours: 4 }
  const dueAt = at('2025-10-02T22:30')

  test.each([
    ['2025-10-01T22:30', 24, 'onTime', 0],
    ['2025-10-02T18:29', 4 + 1 / 60, 'onTime', 0],
    ['2025-10-02T18:30', 4, 'warning', 0],
    ['2025-10-02T22:30', 0, 'warning', 0],
    ['2025-10-02T23:30', 0, 'overdue', 1],
  ] as const)('at %s have %d hours left and are %s', (now, left, phase, overdueBy) => {
    const hour = 3_600_000
    expect(hourClockState(clock, at(now))).toEqual({
      kind: 'running',
      dueAt,
      leftMs: left * hour,
      phase,
      overdueByMs: overdueBy * hour,
    })
  })

  test('are met at the last instant and missed one millisecond later', () => {
    const met = hourClockState({ ...clock, stoppedAt: dueAt }, at('2025-10-05T08:00'))
    expect(met).toEqual({ kind: 'finished', at: dueAt, dueAt, late: false, overdueByMs: 0 })
    const missed = hourClockState({ ...clock, stoppedAt: dueAt + 1 }, at('2025-10-05T08:00'))
    expect(missed).toMatchObject({ late: true, overdueByMs: 1 })
  })
})
