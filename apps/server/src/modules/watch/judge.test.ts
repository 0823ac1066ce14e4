import { describe, expect, test } from 'vitest'
import { judge, type OpenAlert } from './judge.ts'
import { signals, type Signal } from './signals.ts'

const all = (value: number) => Object.fromEntries(signals.map((s) => [s, value])) as Record<Signal, number>
const now = new Date('2026-03-02T09:00:00+08:00')
const alert = (more: Partial<OpenAlert>): OpenAlert => ({
  id: 'a',
  signal: 'keyAgeDays',
  openedAt: now,
  isAcknowledged: false,
  isEscalated: false,
  ...more,
})
const judged = (measured: Partial<Record<Signal, number>>, alerts: readonly OpenAlert[] = []) =>
  judge({ measured: { ...all(0), ...measured }, limits: all(10), alerts, escalateHours: 24, now })

describe('what was measured', () => {
  test('opens one alert when it is over its limit, and none at it', () => {
    expect(judged({ keyAgeDays: 10 }).open).toEqual([])
    expect(judged({ keyAgeDays: 11 }).open).toEqual([{ signal: 'keyAgeDays', measured: 11, most: 10 }])
    expect(judged({ keyAgeDays: 11 }, [alert({})]).open).toEqual([])
  })

  test('closes the alert when it is within its limit again', () => {
    expect(judged({ keyAgeDays: 11 }, [alert({})]).close).toEqual([])
    expect(judged({ keyAgeDays: 3 }, [alert({})]).close.map((c) => c.measured)).toEqual([3])
    expect(judged({}, [alert({ signal: 'watchedNoMore' })]).close).toHaveLength(1)
  })

  test('escalates once what nobody took on in time', () => {
    const old = { openedAt: new Date(now.getTime() - 25 * 3_600_000) }
    const escalated = (more: Partial<OpenAlert>) => judged({ keyAgeDays: 11 }, [alert(more)]).escalate.length
    expect(escalated({})).toBe(0)
    expect(escalated(old)).toBe(1)
    expect(escalated({ ...old, isAcknowledged: true })).toBe(0)
    expect(escalated({ ...old, isEscalated: true })).toBe(0)
  })
})
