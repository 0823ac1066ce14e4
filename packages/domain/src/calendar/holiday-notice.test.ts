import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { calendarEn, calendarZhCN, parseHolidayNotice, type CalendarIssue, type NoticeIssue } from './index.ts'
import { issueText } from '../shared/index.ts'

const folder = new URL('../../../../packs/calendar/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.json'))

const day = { name: '元旦', date: '2026-01-01', isOffDay: true }
const notice = { year: 2026, papers: ['国办发明电〔2025〕7号'], days: [day] }

function issuesOf(input: unknown, file = '2026.json'): readonly NoticeIssue[] {
  const result = parseHolidayNotice(input, file)
  return result.ok ? [] : result.issues
}

describe('the notices that come with the product', () => {
  test('are nine years without a gap', () => {
    expect(files).toEqual([2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027].map((year) => `${year}.json`))
  })

  test.each(files)('%s is read without an issue', (file) => {
    const input: unknown = JSON.parse(readFileSync(new URL(file, folder), 'utf8'))
    expect(parseHolidayNotice(input, file)).toMatchObject({ ok: true, notice: { year: Number(file.slice(0, 4)) } })
  })
})

describe('a notice', () => {
  test('is read into its year, papers and days, and other fields are passed over', () => {
    expect(parseHolidayNotice({ ...notice, $id: 'x' }, 'packs/calendar/2026.json')).toEqual({ ok: true, notice })
  })

  test('may name the last days of the December before, as the notice for 2019 named 2018-12-29', () => {
    const moved = { name: '元旦', date: '2025-12-25', isOffDay: false }
    expect(issuesOf({ ...notice, days: [moved, day] })).toEqual([])
  })

  test('without papers and days is in order: the year is not published', () => {
    expect(parseHolidayNotice({ year: 2027, papers: [], days: [] }, '2027.json')).toMatchObject({ ok: true })
  })
})

describe('a faulty notice is refused', () => {
  test.each([
    ['it is no object', [], { code: 'CAL_NOTICE_MALFORMED', field: '', expected: 'object' }],
    ['it is null', null, { code: 'CAL_NOTICE_MALFORMED', field: '', expected: 'object' }],
    ['its year is a text', { ...notice, year: '2026' }, { field: 'year', expected: 'year' }],
    ['its year is 1999', { ...notice, year: 1999 }, { field: 'year', expected: 'year' }],
    ['a paper is blank', { ...notice, papers: [' '] }, { field: 'papers', expected: 'listOfTexts' }],
    ['its papers are missing', { year: 2026, days: [] }, { field: 'papers', expected: 'listOfTexts' }],
    ['its days are missing', { year: 2026, papers: [] }, { field: 'days', expected: 'listOfDays' }],
    ['a day is null', { ...notice, days: [null] }, { field: 'days[0].name', expected: 'text' }],
    ['a day has no name', { ...notice, days: [{ ...day, name: '' }] }, { field: 'days[0].name', expected: 'text' }],
    ['a date is a number', { ...notice, days: [{ ...day, date: 1 }] }, { field: 'days[0].date', expected: 'text' }],
    [
      'isOffDay is 1',
      { ...notice, days: [{ ...day, isOffDay: 1 }] },
      { field: 'days[0].isOffDay', expected: 'boolean' },
    ],
    [
      'a date does not exist',
      { ...notice, days: [{ ...day, date: '2026-02-29' }] },
      { code: 'CAL_NOTICE_DATE_MALFORMED' },
    ],
    [
      'a date is in the next year',
      { ...notice, days: [{ ...day, date: '2027-01-01' }] },
      { code: 'CAL_NOTICE_DATE_OUTSIDE' },
    ],
    ['a date is too early', { ...notice, days: [{ ...day, date: '2025-12-24' }] }, { code: 'CAL_NOTICE_DATE_OUTSIDE' }],
    [
      'a day is named twice',
      { ...notice, days: [day, { ...day, isOffDay: false }] },
      { code: 'CAL_NOTICE_DATE_TWICE', at: 1 },
    ],
    ['its days have no paper', { ...notice, papers: [] }, { code: 'CAL_NOTICE_WITHOUT_PAPER', days: 1 }],
    ['it names no day', { ...notice, days: [] }, { code: 'CAL_NOTICE_WITHOUT_DAYS' }],
  ])('when %s', (_, input, issue) => {
    expect(issuesOf(input)).toEqual([expect.objectContaining(issue)])
  })

  test.each(['2025.json', 'notice.json', '12026.json', '2026.yaml'])('when it stands in %s', (file) => {
    expect(issuesOf(notice, file)).toEqual([{ code: 'CAL_NOTICE_YEAR_MISMATCH', file, year: 2026 }])
  })

  test('with all its faults at once, each with its place', () => {
    const days = [{ ...day, date: '1-1' }, day, { ...day, name: 5 }, day]
    expect(issuesOf({ ...notice, days }, '2025.json').map(({ code }) => code)).toEqual([
      'CAL_NOTICE_YEAR_MISMATCH',
      'CAL_NOTICE_DATE_MALFORMED',
      'CAL_NOTICE_MALFORMED',
      'CAL_NOTICE_DATE_TWICE',
    ])
  })
})

describe('the texts of the calendar', () => {
  const issues: readonly CalendarIssue[] = [
    { code: 'CAL_YEAR_NOT_PUBLISHED', year: 2027, published: [2019, 2020, 2021, 2024] },
    { code: 'CAL_YEAR_END_OPEN', year: 2026, nextYear: 2027, from: '2026-12-25' },
    { code: 'CAL_NOTICE_MALFORMED', file: 'a.json', field: 'days', expected: 'listOfDays' },
    { code: 'CAL_NOTICE_YEAR_MISMATCH', file: 'a.json', year: 2026 },
    { code: 'CAL_NOTICE_DATE_MALFORMED', file: 'a.json', at: 0, input: '1-1' },
    { code: 'CAL_NOTICE_DATE_OUTSIDE', file: 'a.json', at: 0, date: '2027-01-01', earliest: '2025-12-25' },
    { code: 'CAL_NOTICE_DATE_TWICE', file: 'a.json', at: 1, date: '2026-01-01' },
    { code: 'CAL_NOTICE_WITHOUT_PAPER', file: 'a.json', days: 1 },
    { code: 'CAL_NOTICE_WITHOUT_DAYS', file: 'a.json' },
    { code: 'CAL_NOTICE_TWICE', year: 2026 },
    { code: 'CAL_RANGE_REVERSED', from: '2026-02-14', to: '2026-02-09' },
    { code: 'CAL_PERIOD_INVALID', unit: 'workingDay', length: -1 },
  ]

  test.each(issues)('say $code in Chinese and in English with every piece of evidence', (issue) => {
    const zh = issueText(calendarZhCN, issue)
    const en = issueText(calendarEn, issue)
    expect(zh).toMatch(/\p{Script=Han}/u)
    expect(en).toMatch(/^[\p{Script=Latin}\p{P}\p{N}\s]+$/u)
    expect(zh + en).not.toMatch(/undefined|\[object/)
  })

  test('are complete and none is left over', () => {
    const codes = issues.map(({ code }) => code).sort()
    expect(Object.keys(calendarZhCN).sort()).toEqual(codes)
    expect(Object.keys(calendarEn).sort()).toEqual(codes)
  })

  test('say which years are on file', () => {
    expect(issueText(calendarZhCN, issues[0]!)).toContain('2027 年没有放假通知（现有：2019—2021、2024）')
    expect(
      calendarZhCN.CAL_YEAR_NOT_PUBLISHED({ code: 'CAL_YEAR_NOT_PUBLISHED', year: 2027, published: [] }),
    ).toContain('（现有：无）')
  })
})
