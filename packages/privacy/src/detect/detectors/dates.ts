import { firstNonDigit, numberAt } from '../../identifiers/index.ts'
import { isCalendarDay } from '../../shared/civil-date.ts'
import { possibleIf, type Detector } from '../detector.ts'
import { charsets, hints } from '../shape.ts'

/**
 * A day on which somebody may have been born. No date says by itself that it is a birth date: the heading does, or a whole
 * column of dates that reach as far back as people do.
 */
export const birthDateDetector: Detector = {
  category: 'birthDate',
  admits: [
    { charset: charsets.digits, lengths: [6, 8] },
    { charset: charsets.ascii, lengths: [7, 23], without: hints.at },
    { charset: charsets.mixed, lengths: [7, 24] },
  ],
  judge: (text) => possibleIf(dayIn(text) !== undefined),
}

const written =
  /^((?:19|20)\d\d)(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?|年(\d{1,2})月(?:(\d{1,2})日?)?)(?:[T ]00?:00(?::00(?:\.0+)?)?Z?)?$/

/**
 * The day that a text names: 1990-05-17, 1990/5/17, 1990年5月17日, 19900517, with midnight behind it perhaps; or its
 * month, then the first day of it.
 *
 * @returns Year, month and day as one number, 19900517; undefined when it is no date of 1900 to 2099.
 */
export function dayIn(text: string): number | undefined {
  const century = text.charCodeAt(0) * 256 + text.charCodeAt(1)
  if (century !== 0x3139 && century !== 0x3230) return undefined
  const isCompact = text.length <= 8 && firstNonDigit(text, 0, text.length) === -1
  return isCompact ? compactDay(text) : isStandard(text) ? dayOf(text, 5, 8) : writtenDay(text)
}

/** YYYY-MM-DD, the form of nearly all. */
const isStandard = (text: string): boolean =>
  text.length === 10 &&
  text[4] === '-' &&
  text[7] === '-' &&
  areDigits(text, 2, 4) &&
  areDigits(text, 5, 7) &&
  areDigits(text, 8, 10)

const areDigits = (text: string, from: number, to: number): boolean => firstNonDigit(text, from, to) === -1

const dayOf = (text: string, month: number, day: number): number | undefined =>
  real(numberAt(text, 0, 4), numberAt(text, month, month + 2), numberAt(text, day, day + 2))

function compactDay(text: string): number | undefined {
  if (text.length === 8) return dayOf(text, 4, 6)
  return text.length === 6 ? real(numberAt(text, 0, 4), numberAt(text, 4, 6), 1) : undefined
}

function writtenDay(text: string): number | undefined {
  const found = written.exec(text)
  if (found === null) return undefined
  return real(Number(found[1]), Number(found[2] ?? found[4]), Number(found[3] ?? found[5] ?? 1))
}

function real(year: number, month: number, day: number): number | undefined {
  return isCalendarDay(year, month, day) ? year * 10_000 + month * 100 + day : undefined
}
