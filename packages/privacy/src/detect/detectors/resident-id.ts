import { isProvincePrefix, isResidentId, firstNonDigit, numberAt } from '../../identifiers/index.ts'
import { isCalendarDay } from '../../shared/civil-date.ts'
import { yesIf, type Detector } from '../detector.ts'
import { charsets, hints } from '../shape.ts'

/** 公民身份号码 of 18 characters (GB 11643-1999), in one piece or written 6-8-4. */
export const residentIdDetector: Detector = {
  category: 'residentId',
  admits: [
    { charset: charsets.digits, lengths: [18, 18] },
    { charset: charsets.alphanumeric, lengths: [18, 18] },
    { charset: charsets.ascii, lengths: [20, 20], hint: hints.group, without: hints.colon },
  ],
  settles: true,
  judge: (text) => yesIf(isResidentId(joined(text))),
}

/** The number of 15 digits (GB 11643-1989): no check character, so that one of eighty random numbers looks like it. */
export const oldResidentIdDetector: Detector = {
  category: 'residentId',
  admits: [{ charset: charsets.digits, lengths: [15, 15] }],
  judge: (text) => yesIf(isOldResidentId(text)),
}

/**
 * Day of birth in a resident identity number of either form.
 *
 * @param text - A value of which the detectors of this file said yes.
 * @returns Year, month and day as one number, 19900517.
 */
export function birthDayIn(text: string): number {
  const id = joined(text)
  return id.length === 15 ? 19_000_000 + numberAt(id, 6, 12) : numberAt(id, 6, 14)
}

function joined(text: string): string {
  if (text.length === 18) return text.endsWith('x') ? text.toUpperCase() : text
  const parts = /^(\d{6})([- ])(\d{8})\2(\d{3}[\dXx])$/.exec(text)
  return parts === null ? text : `${parts[1]!}${parts[3]!}${parts[4]!}`.toUpperCase()
}

function isOldResidentId(text: string): boolean {
  if (firstNonDigit(text, 0, 15) !== -1 || !isProvincePrefix(numberAt(text, 0, 2))) return false
  return isCalendarDay(1900 + numberAt(text, 6, 8), numberAt(text, 8, 10), numberAt(text, 10, 12))
}
