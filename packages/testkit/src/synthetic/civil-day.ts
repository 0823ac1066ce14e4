import { SyntheticError } from './synthetic-error.ts'

/** A calendar day counted from 1970-01-01, which is day 0. No time of day, no time zone. */
export type DayNumber = number

const msPerDay = 86_400_000

/**
 * Day number of a civil date.
 *
 * @throws {SyntheticError} `SYNTHETIC_ARGUMENT` unless `text` is a real date written YYYY-MM-DD.
 */
export function dayNumberOf(text: string): DayNumber {
  const day = Date.parse(`${text}T00:00:00Z`) / msPerDay
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(day) || civilDateOf(day) !== text)
    throw new SyntheticError({ code: 'SYNTHETIC_ARGUMENT', argument: 'date', expected: 'a real date, YYYY-MM-DD' })
  return day
}

/** Civil date of a day number, YYYY-MM-DD; years 0001 to 9999. */
export function civilDateOf(day: DayNumber): string {
  // Years are counted from 1 March here, so that the leap day is the last of its year, and in eras of 400 years (146,097
  // days). Five times as fast as Date (measured), which matters for ten million people.
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(dayOfMonth)}`
}

function twoDigits(n: number): string {
  return n < 10 ? `0${n}` : String(n)
}
