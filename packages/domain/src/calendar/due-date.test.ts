import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, civil, endOfCivilDay, fromDayNumber, toDayNumber } from '../shared/index.ts'
import {
  createCalendar,
  deriveDueDate,
  deriveDueInstant,
  describeDueDateZhCN,
  dueDate,
  parseHolidayNotice,
  type DayUnit,
  type DueDateDerivation,
} from './index.ts'

const folder = new URL('../../../../packs/calendar/', import.meta.url)
const cn = createCalendar(
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((file) => {
      const result = parseHolidayNotice(JSON.parse(readFileSync(new URL(file, folder), 'utf8')), file)
      if (!result.ok) throw new Error(JSON.stringify(result.issues))
      return result.notice
    }),
)

function derive(event: string, length: number, unit: DayUnit): DueDateDerivation {
  return deriveDueDate({ event: civil(event), period: { unit, length }, calendar: cn })
}

/** Steps in short: the day, what it was, its number. */
function strip({ steps }: DueDateDerivation): readonly string[] {
  return steps.map((step) => `${step.date.slice(5)} ${step.role}${step.role === 'counted' ? ` ${step.number}` : ''}`)
}

describe('the clocks of the law', () => {
  test.each([
    ['NB-15-2 deletion reply', '2025-09-29', 3, '2025-10-10'],
    ['WZ-12-3 catalog amendment', '2026-02-09', 10, '2026-02-28'],
    ['WZ-13-2 catalog update', '2026-09-18', 15, '2026-10-15'],
    ['WZ-13-2 catalog review', '2025-01-24', 5, '2025-02-07'],
    ['WZ-17-2 data return reply', '2024-05-06', 5, '2024-05-11'],
    ['WZ-21-1 objection forwarding', '2026-04-30', 2, '2026-05-07'],
    ['WZ-21-1 objection verification', '2025-09-30', 5, '2025-10-14'],
    ['WZ-26-2 share reply', '2026-02-09', 5, '2026-02-14'],
    ['WZ-26-2 share delivery from a reply on a make-up Saturday', '2026-02-14', 5, '2026-02-28'],
  ])('%s: received on %s, %i working days, due on %s', (_, event, length, due) => {
    expect(derive(event, length, 'workingDay')).toMatchObject({ due, provisional: false, reasons: [] })
  })

  test('WZ-30-3 open catalog adjustment: a year later, or the next working day', () => {
    expect(derive('2024-09-23', 1, 'year').due).toBe('2025-09-23')
    expect(derive('2023-04-10', 1, 'year').due).toBe('2024-04-10')
    expect(derive('2024-10-03', 1, 'year').due).toBe('2025-10-09')
    expect(derive('2024-02-29', 1, 'year').due).toBe('2025-02-28')
  })

  test('WZ-30-3 open catalog adjustment: next year’s day is provisional while its notice is unknown', () => {
    const { due, provisional, reasons } = derive('2026-05-01', 1, 'year')
    expect({ due, provisional, codes: reasons.map(({ code }) => code) }).toEqual({
      due: '2027-05-03',
      provisional: true,
      codes: ['CAL_YEAR_NOT_PUBLISHED'],
    })
  })
})

describe('立即, a period of no working days (reading 3)', () => {
  test('is due on the day itself when it is worked, on a make-up Saturday too', () => {
    expect(derive('2026-02-09', 0, 'workingDay').due).toBe('2026-02-09')
    expect(derive('2026-02-14', 0, 'workingDay').due).toBe('2026-02-14')
    expect(strip(derive('2026-02-14', 0, 'workingDay'))).toEqual(['02-14 due'])
  })

  test('is due on the next working day when it is not', () => {
    expect(derive('2026-02-22', 0, 'workingDay').due).toBe('2026-02-24')
    expect(strip(derive('2026-02-22', 0, 'workingDay'))).toEqual(['02-22 event', '02-23 dayOff', '02-24 due'])
  })

  test('is provisional where the day itself may still be moved', () => {
    expect(derive('2026-12-31', 0, 'workingDay')).toMatchObject({ due: '2026-12-31', provisional: true })
  })
})

describe('months, years and calendar days (reading 4)', () => {
  test.each([
    ['the corresponding day', '2026-03-10', 1, 'month', '2026-04-10'],
    ['the last day of a month without it', '2024-01-31', 1, 'month', '2024-02-29'],
    ['a corresponding day inside Spring Festival moves past it', '2025-01-04', 1, 'month', '2025-02-05'],
    ['a Saturday that is worked stays', '2026-01-28', 1, 'month', '2026-02-28'],
    ['a Saturday that is not moves to Monday', '2026-02-07', 1, 'month', '2026-03-09'],
    ['three months for a circular', '2026-06-30', 3, 'month', '2026-09-30'],
    ['calendar days count days off', '2026-04-01', 7, 'calendarDay', '2026-04-08'],
    ['but do not end on one', '2026-02-11', 7, 'calendarDay', '2026-02-24'],
  ] as const)('%s', (_, event, length, unit, due) => {
    expect(derive(event, length, unit)).toMatchObject({ due, provisional: false })
  })

  test('a month that ends in the last days of December 2026 is provisional, one that ends before is not', () => {
    expect(derive('2026-11-25', 1, 'month')).toMatchObject({ due: '2026-12-25', provisional: true })
    expect(derive('2026-11-24', 1, 'month')).toMatchObject({ due: '2026-12-24', provisional: false })
  })
})

describe('the derivation', () => {
  test('WZ-26-2: numbers the worked days, the make-up Saturday among them', () => {
    const derivation = derive('2026-02-09', 5, 'workingDay')
    expect(strip(derivation)).toEqual([
      '02-09 event',
      '02-10 counted 1',
      '02-11 counted 2',
      '02-12 counted 3',
      '02-13 counted 4',
      '02-14 counted 5',
    ])
    expect(derivation.steps[5]).toMatchObject({ weekday: 6, kind: 'makeUpDay', name: '春节' })
    expect(derivation.papers).toEqual(['https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm'])
  })

  test('NB-15-2: prints as text that can be checked by hand', () => {
    expect(describeDueDateZhCN(derive('2025-09-29', 3, 'workingDay'))).toEqual([
      '2025年9月29日（周一）起 3 个工作日，当日不计入，自下一工作日起算',
      '2025-09-29 周一 工作日：起算事件，当日不计入',
      '2025-09-30 周二 工作日：第 1 日',
      '2025-10-01 周三 放假（国庆节、中秋节）：不计入',
      '2025-10-02 周四 放假（国庆节、中秋节）：不计入',
      '2025-10-03 周五 放假（国庆节、中秋节）：不计入',
      '2025-10-04 周六 放假（国庆节、中秋节）：不计入',
      '2025-10-05 周日 放假（国庆节、中秋节）：不计入',
      '2025-10-06 周一 放假（国庆节、中秋节）：不计入',
      '2025-10-07 周二 放假（国庆节、中秋节）：不计入',
      '2025-10-08 周三 放假（国庆节、中秋节）：不计入',
      '2025-10-09 周四 工作日：第 2 日',
      '2025-10-10 周五 工作日：第 3 日',
      '期限届满：2025年10月10日（周五） 24:00（北京时间）',
      '放假通知：https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm',
    ])
  })

  test('a month prints only the days that decide', () => {
    expect(describeDueDateZhCN(derive('2026-02-07', 1, 'month')).slice(0, -1)).toEqual([
      '2026年2月7日（周六）起 1 个月，当日不计入；届满日休息的，顺延至下一工作日',
      '2026-02-07 周六 周末：起算事件，当日不计入',
      '2026-03-07 周六 周末：按日历届满，休息日顺延',
      '2026-03-08 周日 周末：不计入',
      '2026-03-09 周一 工作日：届满',
      '期限届满：2026年3月9日（周一） 24:00（北京时间）',
    ])
  })

  test('calendar days are numbered on days off too, and the days after the end are not', () => {
    expect(strip(derive('2026-03-05', 2, 'calendarDay'))).toEqual([
      '03-05 event',
      '03-06 counted 1',
      '03-07 counted 2',
      '03-08 dayOff',
      '03-09 due',
    ])
  })

  test('a provisional date is called so on every line that depends on it', () => {
    const lines = describeDueDateZhCN(derive('2026-12-23', 2, 'workingDay'))
    expect(lines).toContain('2026-12-24 周四 工作日：第 1 日')
    expect(lines).toContain('2026-12-25 周五 工作日（暂定）：第 2 日')
    expect(lines).toContain('暂定期限届满：2026年12月25日（周五） 24:00（北京时间）')
    expect(lines.filter((line) => line.startsWith('暂定原因：2027 年放假通知尚未录入'))).toHaveLength(1)
  })

  test('a due day that is a make-up Saturday is called one; 立即 is said in words', () => {
    expect(describeDueDateZhCN(derive('2026-02-14', 0, 'workingDay')).slice(0, 3)).toEqual([
      '2026年2月14日（周六）立即办理：当日为工作日的当日办结，否则下一工作日办结',
      '2026-02-14 周六 调休上班（春节）：届满',
      '期限届满：2026年2月14日（周六，调休上班） 24:00（北京时间）',
    ])
  })

  test('shows every day once and in order, ends on the due day, and counts what it says', () => {
    const anyEvent = fc.integer({ min: toDayNumber(civil('2018-11-01')), max: toDayNumber(civil('2027-12-31')) })
    const anyUnit = fc.constantFrom<DayUnit>('workingDay', 'calendarDay', 'month', 'year')
    fc.assert(
      fc.property(anyEvent.map(fromDayNumber), fc.integer({ min: 1, max: 40 }), anyUnit, (event, length, unit) => {
        const input = { event, period: { unit, length }, calendar: cn }
        const { steps, due, provisional } = deriveDueDate(input)
        const dates = steps.map(({ date }) => date)
        expect({ date: due, provisional }).toEqual(expect.objectContaining({ date: dueDate(input).date, provisional }))
        expect(dates[0]).toBe(event)
        expect(dates.at(-1)).toBe(due)
        expect(cn.dayStatus(due).working).toBe(true)
        const counted = steps.filter(({ role }) => role === 'counted')
        if (unit === 'workingDay' || unit === 'calendarDay') {
          expect(counted).toHaveLength(length)
          expect(dates).toEqual(dates.map((_, i) => addDays(event, i)))
        }
        if (unit === 'workingDay') expect(counted.every(({ working }) => working)).toBe(true)
        expect(steps.some(({ role, working }) => role === 'dayOff' && working)).toBe(false)
      }),
    )
  })
})

describe('hours', () => {
  test('NB-05-6: the 24 hours of an incident report run through a holiday and a day’s end', () => {
    const event = Date.parse('2025-10-01T22:30:00+08:00')
    expect(deriveDueInstant({ event, hours: 24 })).toEqual({
      dueAt: Date.parse('2025-10-02T22:30:00+08:00'),
      dueOn: '2025-10-02',
    })
    expect(deriveDueInstant({ event: new Date(event), hours: 2 }).dueOn).toBe('2025-10-02')
  })

  test.each([0, -1, 1.5, Number.NaN])('%s hours are refused', (hours) => {
    expect(() => deriveDueInstant({ event: 1_760_000_000_000, hours })).toThrow(
      expect.objectContaining({ code: 'CAL_PERIOD_INVALID' }),
    )
  })
})

describe('a period that cannot be counted is refused', () => {
  test.each([
    ['workingDay', -1],
    ['workingDay', 1.5],
    ['calendarDay', 0],
    ['month', 0],
    ['year', -1],
    ['month', Number.NaN],
  ] as const)('%s, %s', (unit, length) => {
    const input = { event: civil('2026-02-09'), period: { unit, length }, calendar: cn }
    const invalid = expect.objectContaining({ code: 'CAL_PERIOD_INVALID' })
    expect(() => dueDate(input)).toThrow(invalid)
    expect(() => deriveDueDate(input)).toThrow(invalid)
  })
})

test('an act is in time until the last millisecond of the due day in Asia/Shanghai', () => {
  const end = endOfCivilDay(derive('2026-02-09', 5, 'workingDay').due)
  expect(new Date(end).toISOString()).toBe('2026-02-14T16:00:00.000Z')
})
