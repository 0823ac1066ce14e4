import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { civil, firstSupportedDay, lastSupportedDay } from '../shared/index.ts'
import { createCalendar, parseHolidayNotice, type HolidayNotice } from './index.ts'

const folder = new URL('../../../../packs/calendar/', import.meta.url)
const notices = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((file) => {
    const result = parseHolidayNotice(JSON.parse(readFileSync(new URL(file, folder), 'utf8')), file)
    if (!result.ok) throw new Error(JSON.stringify(result.issues))
    return result.notice
  })
const cn = createCalendar(notices)
const only = (year: number) => createCalendar(notices.filter((notice) => notice.year === year))
const paper2026 = 'https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm'

describe('a day', () => {
  test('is a workday from Monday to Friday', () => {
    expect(cn.dayStatus(civil('2026-02-09'))).toEqual({
      date: '2026-02-09',
      working: true,
      kind: 'workday',
      papers: [],
      provisional: false,
    })
  })

  test('is off at the weekend', () => {
    expect(cn.dayStatus(civil('2026-03-07'))).toMatchObject({ working: false, kind: 'weekend', papers: [] })
  })

  test('is a holiday where the notice takes it off, on a Sunday too', () => {
    const holiday = { working: false, kind: 'holiday', name: '春节', papers: [paper2026], provisional: false }
    expect(cn.dayStatus(civil('2026-02-17'))).toEqual({ date: '2026-02-17', ...holiday })
    expect(cn.dayStatus(civil('2026-02-15'))).toEqual({ date: '2026-02-15', ...holiday })
  })

  test('is a make-up day where the notice has a Saturday worked', () => {
    expect(cn.dayStatus(civil('2026-02-14'))).toMatchObject({ working: true, kind: 'makeUpDay', name: '春节' })
  })

  test('is an ordinary workday on a Monday that a notice names, as after the epidemic extension of 2020', () => {
    expect(cn.dayStatus(civil('2020-02-03'))).toMatchObject({ working: true, kind: 'workday', name: '春节' })
    expect(cn.dayStatus(civil('2020-01-31'))).toMatchObject({ working: false, kind: 'holiday' })
    expect(cn.dayStatus(civil('2020-02-01'))).toMatchObject({ working: false, kind: 'holiday' })
    expect(cn.dayStatus(civil('2020-02-01')).papers).toHaveLength(2)
  })

  test('in December 2018 is settled where the notice for 2019 names it, although 2018 itself has none', () => {
    expect(cn.dayStatus(civil('2018-12-29'))).toMatchObject({ kind: 'makeUpDay', name: '元旦', provisional: false })
    expect(cn.dayStatus(civil('2018-12-31'))).toMatchObject({ kind: 'holiday', name: '元旦', provisional: false })
    expect(cn.dayStatus(civil('2018-12-28'))).toMatchObject({ provisional: true, why: 'CAL_YEAR_NOT_PUBLISHED' })
  })

  test('before 2000 and after 2100 is refused', () => {
    const outOfRange = expect.objectContaining({ code: 'CAL_DATE_OUT_OF_RANGE' })
    expect(() => cn.dayStatus(civil('1999-12-31'))).toThrow(outOfRange)
    expect(() => cn.dayStatus(civil('2101-01-01'))).toThrow(outOfRange)
    expect(() => cn.workingDaysThrough(civil('2101-01-01'))).toThrow(outOfRange)
    expect(() => cn.nthWorkingDay(0)).toThrow(outOfRange)
    expect(() => cn.nthWorkingDay(cn.workingDaysThrough(lastSupportedDay) + 1)).toThrow(outOfRange)
    expect(cn.dayStatus(firstSupportedDay).kind).toBe('weekend')
    expect(cn.dayStatus(lastSupportedDay).kind).toBe('workday')
  })
})

describe('what is not published', () => {
  test('is every year without a paper, also one that has a file', () => {
    expect(cn.publishedYears).toEqual([2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026])
    expect(notices.map(({ year }) => year)).toContain(2027)
    expect(cn.dayStatus(civil('2027-06-01'))).toMatchObject({ provisional: true, why: 'CAL_YEAR_NOT_PUBLISHED' })
  })

  test('is provisional in the last days of December too, from the 25th, until the next notice is known', () => {
    expect(cn.dayStatus(civil('2026-12-24'))).toMatchObject({ provisional: false })
    expect(cn.dayStatus(civil('2026-12-25'))).toMatchObject({ provisional: true, why: 'CAL_YEAR_END_OPEN' })
    expect(cn.dayStatus(civil('2026-12-31'))).toMatchObject({ provisional: true, why: 'CAL_YEAR_END_OPEN' })
    expect(cn.dayStatus(civil('2025-12-31'))).toMatchObject({ provisional: false })
  })

  test('becomes final when the notice is entered, moved days included', () => {
    const year2027: HolidayNotice = {
      year: 2027,
      papers: ['测试用通知'],
      days: [
        { name: '元旦', date: civil('2026-12-26'), isOffDay: false },
        { name: '元旦', date: civil('2027-01-01'), isOffDay: true },
      ],
    }
    const next = createCalendar([...notices.filter(({ year }) => year !== 2027), year2027])
    expect(next.dayStatus(civil('2026-12-26'))).toMatchObject({ kind: 'makeUpDay', provisional: false })
    expect(next.dayStatus(civil('2026-12-31'))).toMatchObject({ kind: 'workday', provisional: false })
    expect(next.dayStatus(civil('2027-01-01'))).toMatchObject({ kind: 'holiday', provisional: false })
    expect(next.dayStatus(civil('2027-12-25'))).toMatchObject({ provisional: true, why: 'CAL_YEAR_END_OPEN' })
  })

  test('is named once a year, each year with its own reason', () => {
    expect(cn.openReasons({ first: civil('2026-12-01'), last: civil('2028-02-01') })).toEqual([
      { code: 'CAL_YEAR_END_OPEN', year: 2026, nextYear: 2027, from: '2026-12-25' },
      { code: 'CAL_YEAR_NOT_PUBLISHED', year: 2027, published: cn.publishedYears },
      { code: 'CAL_YEAR_NOT_PUBLISHED', year: 2028, published: cn.publishedYears },
    ])
    expect(cn.openReasons({ first: civil('2019-01-01'), last: civil('2026-12-24') })).toEqual([])
    expect(cn.openReasons({ first: civil('2027-01-02'), last: civil('2027-01-01') })).toEqual([])
  })

  test('agrees, day by day, between the single day and the range', () => {
    for (const date of ['2018-12-28', '2018-12-29', '2019-01-01', '2026-12-24', '2026-12-25', '2027-01-01'].map(
      civil,
    )) {
      const [reason] = cn.openReasons({ first: date, last: date })
      expect(cn.dayStatus(date)).toMatchObject({
        provisional: reason !== undefined,
        ...(reason && { why: reason.code }),
      })
    }
  })
})

describe('papers', () => {
  test('are those of the years entered, and in the last days of December also those of the next year', () => {
    const of = (first: string, last: string) => cn.papersFor({ first: civil(first), last: civil(last) })
    expect(of('2026-01-05', '2026-12-24')).toEqual([paper2026])
    expect(of('2025-12-20', '2025-12-24')).toHaveLength(1)
    expect(of('2025-12-20', '2025-12-25')).toEqual([expect.stringContaining('202411'), paper2026])
    expect(of('2025-12-31', '2026-01-05')).toEqual([expect.stringContaining('202411'), paper2026])
    expect(of('2018-12-29', '2018-12-31')).toHaveLength(2)
    expect(of('2027-01-01', '2027-06-01')).toEqual([])
  })
})

describe('a calendar', () => {
  test('of one year knows nothing of the others', () => {
    expect(only(2025).publishedYears).toEqual([2025])
    expect(only(2025).dayStatus(civil('2025-12-26'))).toMatchObject({ why: 'CAL_YEAR_END_OPEN' })
    expect(only(2027).publishedYears).toEqual([])
  })

  test('does not choose between two notices for one year', () => {
    const twice = [...notices, notices.find(({ year }) => year === 2026)!]
    expect(() => createCalendar(twice)).toThrow(
      expect.objectContaining({ issue: { code: 'CAL_NOTICE_TWICE', year: 2026 } }),
    )
  })

  test('lets the notice for the new year prevail in the last days of the old one', () => {
    const named = (year: number, isOffDay: boolean): HolidayNotice => ({
      year,
      papers: [String(year)],
      days: [{ name: '元旦', date: civil('2030-12-31'), isOffDay }],
    })
    const status = { kind: 'holiday', papers: ['2031'], provisional: false }
    expect(createCalendar([named(2031, true), named(2030, false)]).dayStatus(civil('2030-12-31'))).toMatchObject(status)
  })

  test('does not depend on the order of the notices', () => {
    const reversed = createCalendar(notices.toReversed())
    expect(reversed.publishedYears).toEqual(cn.publishedYears)
    expect(reversed.dayStatus(civil('2022-12-31'))).toEqual(cn.dayStatus(civil('2022-12-31')))
  })
})
