import { isCivilDate, type CivilDate } from '../shared/index.ts'
import type { Expected, NoticeIssue } from './calendar-issue.ts'

/** One day a notice names: taken off, or worked in exchange (调休). */
export interface NamedDay {
  readonly name: string
  readonly date: CivilDate
  readonly isOffDay: boolean
}

/** The State Council's holiday notices (放假通知) for one year. Without papers the year counts as not published. */
export interface HolidayNotice {
  readonly year: number
  /** Where the notices stand; more than one when a later paper amended the first (2019, 2020). */
  readonly papers: readonly string[]
  readonly days: readonly NamedDay[]
}

export type HolidayNoticeResult =
  | { readonly ok: true; readonly notice: HolidayNotice }
  | { readonly ok: false; readonly issues: readonly NoticeIssue[] }

/**
 * First day, as month and day, of the last days of December that the next year's notice may still move.
 *
 * The seven days before 1 January: New Year is the only holiday that reaches into the old year, and the days moved for
 * it come from the weekend before. It has happened: the notice for 2019 made Saturday 2018-12-29 a working day and took
 * 30 and 31 December off; the one for 2023 took 2022-12-31 off.
 */
export const yearEndFrom = '12-25'

/** Whether the day belongs to the last days of December that the notice for the next year may move. */
export function isYearEnd(date: CivilDate): boolean {
  return date.slice(5) >= yearEndFrom
}

/**
 * Reads one yearly file, `<year>.json` with `year`, `papers` and `days`. Days may lie in that year or, since notices do
 * that, in the last days of December before it (`yearEndFrom`). Other top-level fields (`$schema`, `$id`) are passed over.
 *
 * A file without papers and days is in order: it says that the year is not published. Every fault is reported, not only
 * the first.
 *
 * @param input - Parsed JSON; nothing is assumed about it.
 * @param fileName - Name of the file, with or without folders; its year must be the year inside.
 */
export function parseHolidayNotice(input: unknown, fileName: string): HolidayNoticeResult {
  const issues: NoticeIssue[] = []
  const notice = readNotice(input, { file: fileName, issues })
  return notice === undefined || issues.length > 0 ? { ok: false, issues } : { ok: true, notice }
}

interface Reading {
  readonly file: string
  readonly issues: NoticeIssue[]
}

function readNotice(input: unknown, reading: Reading): HolidayNotice | undefined {
  if (!isRecord(input)) return malformed(reading, '', 'object')
  const { year, papers, days } = input
  if (!isYear(year)) return malformed(reading, 'year', 'year')
  if (!isListOfTexts(papers)) return malformed(reading, 'papers', 'listOfTexts')
  if (!Array.isArray(days)) return malformed(reading, 'days', 'listOfDays')
  if (yearInName(reading.file) !== year)
    reading.issues.push({ code: 'CAL_NOTICE_YEAR_MISMATCH', file: reading.file, year })
  const named = (days as readonly unknown[]).flatMap((day, at) => readDay(day, { at, year, reading }))
  checkDistinct(named, reading)
  checkSource(papers, days.length, reading)
  return { year, papers, days: named }
}

interface Place {
  readonly at: number
  readonly year: number
  readonly reading: Reading
}

function readDay(input: unknown, { at, year, reading }: Place): readonly NamedDay[] {
  const { name, date, isOffDay } = isRecord(input) ? input : {}
  if (!isText(name)) return malformed(reading, `days[${at}].name`, 'text') ?? []
  if (typeof date !== 'string') return malformed(reading, `days[${at}].date`, 'text') ?? []
  if (typeof isOffDay !== 'boolean') return malformed(reading, `days[${at}].isOffDay`, 'boolean') ?? []
  if (!isCivilDate(date)) {
    reading.issues.push({ code: 'CAL_NOTICE_DATE_MALFORMED', file: reading.file, at, input: date })
    return []
  }
  if (!mayName(year, date)) {
    const earliest = `${year - 1}-${yearEndFrom}`
    reading.issues.push({ code: 'CAL_NOTICE_DATE_OUTSIDE', file: reading.file, at, date, earliest })
  }
  return [{ name, date, isOffDay }]
}

function mayName(year: number, date: CivilDate): boolean {
  const ownYear = date.startsWith(String(year))
  return ownYear || (date.startsWith(String(year - 1)) && isYearEnd(date))
}

function checkDistinct(days: readonly NamedDay[], { file, issues }: Reading): void {
  const seen = new Set<string>()
  for (const [at, { date }] of days.entries()) {
    if (seen.has(date)) issues.push({ code: 'CAL_NOTICE_DATE_TWICE', file, at, date })
    seen.add(date)
  }
}

function checkSource(papers: readonly string[], days: number, { file, issues }: Reading): void {
  if (papers.length === 0 && days > 0) issues.push({ code: 'CAL_NOTICE_WITHOUT_PAPER', file, days })
  if (papers.length > 0 && days === 0) issues.push({ code: 'CAL_NOTICE_WITHOUT_DAYS', file })
}

function malformed({ file, issues }: Reading, field: string, expected: Expected): undefined {
  issues.push({ code: 'CAL_NOTICE_MALFORMED', file, field, expected })
}

function yearInName(fileName: string): number | undefined {
  const found = /(?:^|[/\\])(\d{4})\.json$/.exec(fileName)
  return found === null ? undefined : Number(found[1])
}

function isRecord(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null && !Array.isArray(input)
}

function isYear(input: unknown): input is number {
  return typeof input === 'number' && Number.isInteger(input) && input >= 2000 && input <= 2100
}

function isText(input: unknown): input is string {
  return typeof input === 'string' && input.trim() !== ''
}

function isListOfTexts(input: unknown): input is readonly string[] {
  return Array.isArray(input) && input.every(isText)
}
