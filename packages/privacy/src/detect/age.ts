import { PrivacyArgumentError } from '../shared/argument-error.ts'

/**
 * Whether somebody is younger than so many years on a day. The day of the birthday completes the year.
 *
 * @param birthDay - As a number like 19900517; so is `today`.
 */
export function isUnder(years: number, birthDay: number, today: number): boolean {
  return birthDay + years * 10_000 > today
}

/**
 * A civil date as the number that ages are counted with.
 *
 * @throws {PrivacyArgumentError} unless written YYYY-MM-DD.
 */
export function dayNumber(asOf: string): number {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf)) throw new PrivacyArgumentError('asOf', 'a civil date, YYYY-MM-DD')
  return Number(asOf.replaceAll('-', ''))
}
