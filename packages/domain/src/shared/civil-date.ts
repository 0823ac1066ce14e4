import type { Brand } from './brand.ts'
import { CodedError } from './coded-error.ts'
import { wholeNumber } from './day-counts.ts'
import type { SharedIssue } from './shared-issue.ts'

/** 'YYYY-MM-DD', a calendar day in Asia/Shanghai, years 0001 to 9999; never an instant. Sorts as text. */
export type CivilDate = Brand<string, 'CivilDate'>

/** ISO 8601 day of the week: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
}

const shape = /^(\d{4})-(\d{2})-(\d{2})$/
const firstYear = 1
const lastYear = 9999

export function isCivilDate(text: unknown): text is CivilDate {
  if (typeof text !== 'string' || !shape.test(text)) return false
  const { year, month, day } = partsOf(text as CivilDate)
  return year >= firstYear && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/**
 * Reads a civil date. Nothing is repaired: no blanks, no other separators, no 30 February.
 *
 * @throws {CodedError} `CAL_DATE_MALFORMED`
 * @example civil('2026-02-14')
 */
export function civil(text: string): CivilDate {
  if (!isCivilDate(text)) throw new CodedError<SharedIssue>({ code: 'CAL_DATE_MALFORMED', input: text })
  return text
}

/** Negative when `a` is earlier, 0 on the same day, positive when `a` is later; fit for sorting. */
export function compareDates(a: CivilDate, b: CivilDate): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0
}

/**
 * The day `days` calendar days after `date`, before it when negative.
 *
 * @throws {CodedError} `CAL_COUNT_INVALID` when `days` is not whole, `CAL_DATE_OUT_OF_RANGE` beyond year 9999.
 */
export function addDays(date: CivilDate, days: number): CivilDate {
  return fromDayNumber(toDayNumber(date) + wholeNumber(days))
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CivilDate, to: CivilDate): number {
  return toDayNumber(to) - toDayNumber(from)
}

/**
 * The corresponding day `months` months later. A month without that day gives its last day, as 民法典 art. 202 has it:
 * 没有对应日的，月末日为期间的最后一日.
 *
 * @throws {CodedError} `CAL_COUNT_INVALID` when `months` is not whole, `CAL_DATE_OUT_OF_RANGE` beyond year 9999.
 * @example addMonths(civil('2024-01-31'), 1) // '2024-02-29'
 */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const { year, month, day } = partsOf(date)
  const target = year * 12 + (month - 1) + wholeNumber(months)
  const targetYear = Math.floor(target / 12)
  const targetMonth = target - targetYear * 12 + 1
  return dateOf(targetYear, targetMonth, Math.min(day, daysInMonth(targetYear, targetMonth)))
}

/** The corresponding day `years` years later; 29 February becomes the 28th in a common year. Errors as `addMonths`. */
export function addYears(date: CivilDate, years: number): CivilDate {
  return addMonths(date, wholeNumber(years) * 12)
}

/** Day 0, 1970-01-01, was a Thursday. */
export function dayOfWeek(date: CivilDate): Weekday {
  const sinceMonday = (((toDayNumber(date) + 3) % 7) + 7) % 7
  return (sinceMonday + 1) as Weekday
}

export function yearOf(date: CivilDate): number {
  return Number(date.slice(0, 4))
}

/**
 * Days since 1970-01-01 in the proleptic Gregorian calendar. The year is taken to begin in March, so that the leap day
 * is the last of it and months follow one formula.
 */
export function toDayNumber(date: CivilDate): number {
  const { year, month, day } = partsOf(date)
  const marchYear = month > 2 ? year : year - 1
  const century = Math.floor(marchYear / 100)
  const leapDays = Math.floor(marchYear / 4) - century + Math.floor(century / 4)
  const dayOfMarchYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  return marchYear * 365 + leapDays + dayOfMarchYear - daysBefore1970
}

/** @throws {CodedError} `CAL_DATE_OUT_OF_RANGE` outside the years 0001 to 9999. */
export function fromDayNumber(dayNumber: number): CivilDate {
  const day = dayNumber + daysBefore1970
  const era = Math.floor(day / daysIn400Years)
  const dayOfEra = day - era * daysIn400Years
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfMarchYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfMarchYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  const year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
  return dateOf(year, month, dayOfMarchYear - Math.floor((153 * marchMonth + 2) / 5) + 1)
}

/** From 1 March of year 0 to 1970-01-01. */
const daysBefore1970 = 719_468
const daysIn400Years = 146_097

function partsOf(date: CivilDate): Parts {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

function dateOf(year: number, month: number, day: number): CivilDate {
  const text = `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`
  if (year >= firstYear && year <= lastYear) return text as CivilDate
  throw new CodedError<SharedIssue>({
    code: 'CAL_DATE_OUT_OF_RANGE',
    input: text,
    first: '0001-01-01',
    last: '9999-12-31',
  })
}

function twoDigits(n: number): string {
  return n < 10 ? `0${n}` : String(n)
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}
