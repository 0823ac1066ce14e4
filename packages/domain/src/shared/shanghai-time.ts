import { fromDayNumber, toDayNumber, type CivilDate } from './civil-date.ts'
import { CodedError } from './coded-error.ts'
import type { SharedIssue } from './shared-issue.ts'

/** First and last civil day the platform counts with. */
export const firstSupportedDay = '2000-01-01' as CivilDate
export const lastSupportedDay = '2100-12-31' as CivilDate

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/**
 * Asia/Shanghai is ahead of UTC by eight hours without exception since its last summer time ended on 1991-09-15. The
 * constant replaces a time zone database; the supported range keeps away from the years in which it would be wrong.
 */
const shanghaiOffsetMs = 8 * hourMs

/**
 * The civil day in Asia/Shanghai in which an instant lies, whatever the time zone of the machine.
 *
 * @param instant - Epoch milliseconds or a `Date`.
 * @throws {CodedError} `CAL_DATE_OUT_OF_RANGE` outside 2000-01-01 to 2100-12-31 and for an invalid `Date`.
 * @example civilDateOf(Date.UTC(2026, 1, 13, 16, 0)) // '2026-02-14', when it is still the 13th in Greenwich
 */
export function civilDateOf(instant: Date | number): CivilDate {
  const ms = Number(instant)
  const day = Math.floor((ms + shanghaiOffsetMs) / dayMs)
  const supported = day >= toDayNumber(firstSupportedDay) && day <= toDayNumber(lastSupportedDay)
  if (!supported) throw outOfRange(String(ms))
  return fromDayNumber(day)
}

/**
 * 24:00 of a civil day in Asia/Shanghai, in epoch milliseconds. The bound is exclusive: an act at this very instant is
 * the first of the next day, and `civilDateOf` says so too.
 *
 * @throws {CodedError} `CAL_DATE_OUT_OF_RANGE` outside 2000-01-01 to 2100-12-31.
 */
export function endOfCivilDay(date: CivilDate): number {
  return (toDayNumber(requireSupported(date)) + 1) * dayMs - shanghaiOffsetMs
}

/**
 * An instant as it is written in Asia/Shanghai, to the minute, whatever the time zone of the machine.
 *
 * @throws {CodedError} `CAL_DATE_OUT_OF_RANGE` outside 2000-01-01 to 2100-12-31 and for an invalid `Date`.
 * @example shanghaiTimeOf(Date.UTC(2026, 1, 10, 2, 0)) // '2026-02-10T10:00+08:00'
 */
export function shanghaiTimeOf(instant: Date | number): string {
  const minutes = Math.floor((Number(instant) + shanghaiOffsetMs) / 60_000)
  const ofDay = minutes - Math.floor(minutes / 1440) * 1440
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${civilDateOf(instant)}T${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}+08:00`
}

/** @throws {CodedError} `CAL_DATE_OUT_OF_RANGE` outside 2000-01-01 to 2100-12-31. */
export function requireSupported(date: CivilDate): CivilDate {
  if (date < firstSupportedDay || date > lastSupportedDay) throw outOfRange(date)
  return date
}

function outOfRange(input: string): CodedError<SharedIssue> {
  return new CodedError({ code: 'CAL_DATE_OUT_OF_RANGE', input, first: firstSupportedDay, last: lastSupportedDay })
}
