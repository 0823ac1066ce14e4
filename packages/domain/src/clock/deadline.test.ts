import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCalendar } from '../../cases/read-packs.ts'
import { addDays, civil, civilDateOf, type ClauseId } from '../shared/index.ts'
import { calendarFingerprint, createCalendar, parseHolidayNotice, type HolidayNotice } from '../calendar/index.ts'
import {
  clockState,
  deadlineStanding,
  describeDeadlineDerivationZhCN,
  describeDeadlineZhCN,
  openDeadline,
  recordEvent,
  type Deadline,
  type DeadlineResult,
  type DeadlineTerms,
} from './index.ts'

const calendar = readCalendar()
const at = (text: string): number => Date.parse(`${text}+08:00`)
const cites = ['WZ-26-2' as ClauseId]
const hours: DeadlineTerms = { period: 'incident.report', length: 24, unit: 'hour', basis: 'law', cites, warnHours: 4 }
const days: DeadlineTerms = {
  period: 'share.reply',
  length: 5,
  unit: 'workingDay',
  basis: 'law',
  cites,
  warnDays: 1,
}
const opened = (result: DeadlineResult): Deadline => {
  if (!result.ok) throw new Error(result.issue.code)
  return result.deadline
}

describe('a deadline in hours', () => {
  const reported = opened(openDeadline(hours, at('2026-02-13T22:30')))

  test('runs through the night and the day off, from the instant of the act', () => {
    expect(deadlineStanding(reported, at('2026-02-14T10:31'), calendar)).toEqual({
      state: 'running',
      due: '2026-02-14',
      dueAt: at('2026-02-14T22:30'),
      warnOn: '2026-02-14',
      phase: 'onTime',
      left: 11,
      late: false,
      overdueBy: 0,
      provisional: false,
      reasons: [],
    })
  })

  test.each([
    ['2026-02-14T18:29', 'onTime', 4, 0, '剩 4 小时'],
    ['2026-02-14T18:30', 'warning', 4, 0, '剩 4 小时，即将届满'],
    ['2026-02-14T22:30', 'warning', 0, 0, '剩不足 1 小时，即将届满'],
    ['2026-02-14T22:31', 'overdue', 0, 0, '已逾期不足 1 小时，仍应办理'],
    ['2026-02-15T00:30', 'overdue', 0, 2, '已逾期 2 小时，仍应办理'],
  ] as const)('at %s is %s', (now, phase, left, overdueBy, text) => {
    expect(deadlineStanding(reported, at(now), calendar)).toMatchObject({ phase, left, overdueBy })
    expect(describeDeadlineZhCN(reported, at(now), calendar)).toBe(text)
  })

  test('ends with the act, stays late when that came late, and is printed with its instants', () => {
    const done = opened(recordEvent(reported, { kind: 'stopped', by: 'report' }, at('2026-02-15T01:40')))
    expect(deadlineStanding(done, at('2026-03-01T00:00'), calendar)).toMatchObject({
      state: 'finished',
      late: true,
      overdueBy: 3,
      phase: null,
      warnOn: null,
    })
    expect(describeDeadlineDerivationZhCN(done, at('2026-02-16T00:00'), calendar, '事件报告')).toEqual([
      '期限「事件报告」：24 小时（法定，WZ-26-2）',
      '2026年2月13日（周五）22:30：起算，昼夜和休息日连续计算',
      '终止：2026年2月15日（周日）01:40，由「report」终止',
      '期限届满：2026年2月14日（周六）22:30（北京时间）',
      '截至2026年2月16日（周一）00:00：2026年2月15日（周日）01:40终止，逾期 3 小时',
    ])
  })

  test('rests for nothing', () => {
    const rest = { kind: 'suspended', cites, reason: '补正中' } as const
    expect(recordEvent(reported, rest, at('2026-02-14T08:00'))).toEqual({
      ok: false,
      issue: { code: 'CLK_HOURS_RUN_ON', period: 'incident.report' },
    })
  })

  test('of which only the day is known runs from the end of that day, and never from later than now', () => {
    const startOf = (on: string): unknown => opened(openDeadline(hours, at('2026-02-14T10:00'), civil(on))).entries[0]
    expect(startOf('2026-02-13')).toEqual({ kind: 'started', at: at('2026-02-14T00:00') })
    expect(startOf('2026-02-14')).toEqual({ kind: 'started', at: at('2026-02-14T10:00') })
    expect(openDeadline(hours, at('2026-02-14T10:00'), civil('1999-12-31'))).toMatchObject({
      ok: false,
      issue: { code: 'CLK_DATE_UNSUPPORTED' },
    })
  })

  test.each<[Partial<DeadlineTerms>, string]>([
    [{ length: 0 }, 'CLK_LENGTH_INVALID'],
    [{ length: 1.5 }, 'CLK_LENGTH_INVALID'],
    [{ period: ' ' }, 'CLK_PERIOD_UNNAMED'],
    [{ cites: [] }, 'CLK_CITE_MISSING'],
  ])('%o is refused', (terms, code) => {
    expect(openDeadline({ ...hours, ...terms } as DeadlineTerms, at('2026-02-13T22:30'))).toMatchObject({
      ok: false,
      issue: { code },
    })
  })
})

describe('a deadline in days', () => {
  test('is warned from the first day on which no more than the days to warn are left', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 0, max: 30 }),
        fc.nat({ max: 6 }),
        (n, length, warnDays) => {
          const start = addDays(civil('2024-01-01'), n)
          const deadline = opened(openDeadline({ ...days, length, warnDays }, at(`${start}T09:00`)))
          const { warnOn, due } = deadlineStanding(deadline, at(`${start}T09:00`), calendar)
          // The slow way: look at every day.
          let day = start
          while (clockState(deadline as never, day, calendar).kind === 'running' && phaseOn(deadline, day) === 'onTime')
            day = addDays(day, 1)
          expect(warnOn).toBe(day)
          expect(warnOn! <= due!).toBe(true)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('takes an act before its event as done on the day of the event, and does not break', () => {
    const later = opened(openDeadline(days, at('2026-02-09T09:00'), civil('2026-02-11')))
    const stopped = opened(recordEvent(later, { kind: 'stopped', by: 'approve' }, at('2026-02-10T09:00')))
    expect(stopped.entries.at(-1)).toEqual({ kind: 'stopped', by: 'approve', on: '2026-02-11' })
  })
})

function phaseOn(deadline: Deadline, day: string): unknown {
  return deadlineStanding(deadline, at(`${day}T12:00`), calendar).phase
}

describe('the fingerprint of a calendar', () => {
  const notice = (year: number): HolidayNotice => {
    const file = new URL(`../../../../packs/calendar/${year}.json`, import.meta.url)
    const parsed = parseHolidayNotice(JSON.parse(readFileSync(file, 'utf8')), `${year}.json`)
    if (!parsed.ok) throw new Error(String(year))
    return parsed.notice
  }
  const of = (...notices: readonly HolidayNotice[]): string => calendarFingerprint(createCalendar(notices))
  const [a, b] = [notice(2025), notice(2026)]

  test('is the same for the same notices in any order', () => {
    expect(of(a, b)).toBe(of(b, { ...a, days: a.days.toReversed() }))
    expect(of(a, b)).toMatch(/^[0-9a-f]{16}$/)
  })

  test('is the same with a year that is not published, since that changes no day', () => {
    expect(of(a, b, notice(2027))).toBe(of(a, b))
  })

  test('is another with another day, another paper or another year', () => {
    const [first, ...rest] = b.days
    const others = [
      of(a),
      of(a, { ...b, days: rest }),
      of(a, { ...b, days: [{ ...first!, isOffDay: !first!.isOffDay }, ...rest] }),
      of(a, { ...b, papers: [...b.papers, '国办发明电〔2026〕1号'] }),
    ]
    expect(new Set([of(a, b), ...others]).size).toBe(5)
  })
})

test('the calendar knows the notices it was made of', () => {
  expect(calendar.notices.map((n) => n.year)).toEqual(calendar.publishedYears)
  expect(civilDateOf(at('2026-02-14T00:00'))).toBe('2026-02-14')
})
