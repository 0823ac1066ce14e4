// GB 11643-1999 公民身份号码: structure (地址码 6, 出生日期码 8, 顺序码 3, 校验码 1) and appendices A and B (worked examples).
// The check character is ISO 7064 MOD 11-2.
import { PrivacyArgumentError } from '../shared/argument-error.ts'
import { isCalendarDay } from '../shared/civil-date.ts'
import { firstNonDigit, isSpreadsheetNumber, numberAt } from './digits.ts'
import { normalizeResidentId } from './normalize.ts'
import { isProvincePrefix } from './provinces.ts'

/** Weights of positions 1–17 from the left: 2^(18-i) mod 11 (GB 11643-1999, 校验码). */
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const

/** Check characters by the weighted sum mod 11, for sums 0 to 10 (GB 11643-1999, 校验码). */
const checkCharacters = '10X98765432'

// The standard names no first year; its own appendix has a birth in 1880. Earlier than 1800 is a typing error.
const earliestBirthYear = 1800

/** Why a text is not a 公民身份号码. No variant carries the text or a part of it. */
export type ResidentIdIssue =
  | { readonly code: 'RESIDENT_ID_EMPTY' }
  /** 15 digits: the form of GB 11643-1989, replaced in 1999; the cards that bear it are void since 2013-01-01. */
  | { readonly code: 'RESIDENT_ID_OLD_FORM' }
  /** Such as `3.30212E+17`: a spreadsheet made a number of it and the last digits are lost. */
  | { readonly code: 'RESIDENT_ID_SPREADSHEET_NUMBER' }
  /** Characters found, after normalising. */
  | { readonly code: 'RESIDENT_ID_LENGTH'; readonly length: number }
  /** First character that cannot stand where it stands; 1-based, after normalising. */
  | { readonly code: 'RESIDENT_ID_CHARACTER'; readonly position: number }
  /** Begins with 9: a permanent residence number of a foreigner (外国人永久居留身份证, 2023 form), another kind of document. */
  | { readonly code: 'RESIDENT_ID_FOREIGN_RESIDENT' }
  /** The first two digits are no province of GB/T 2260. */
  | { readonly code: 'RESIDENT_ID_DIVISION_UNKNOWN' }
  /** Positions 7–14 are no day of the calendar, or a day before 1800. */
  | { readonly code: 'RESIDENT_ID_BIRTH_DATE_IMPOSSIBLE' }
  | { readonly code: 'RESIDENT_ID_BIRTH_DATE_IN_FUTURE'; readonly asOf: string }
  | { readonly code: 'RESIDENT_ID_CHECK_CHARACTER' }

export type ResidentIdCheck =
  | {
      readonly ok: true
      /** 18 characters, check character in upper case. */
      readonly normalized: string
      /** 地址码: county-level division of the household registration when the number was issued. */
      readonly divisionCode: string
      /** 出生日期码 as a civil date, YYYY-MM-DD. */
      readonly birthDate: string
      /** 顺序码, three digits. */
      readonly sequence: string
      /** From the sequence code: odd for men, even for women. */
      readonly sex: 'male' | 'female'
    }
  | { readonly ok: false; readonly issue: ResidentIdIssue }

/**
 * Checks a 公民身份号码 (GB 11643-1999): length, characters, province, birth date, check character, in this order, and
 * reports the first thing that is wrong.
 *
 * What the check character promises (MOD 11-2): every change of one character and every swap of two neighbours that
 * differ is noticed. It does not promise more: two characters ten places apart (1 and 11 … 8 and 18) have the same
 * weight, so swapping them goes unnoticed by it; of errors in several characters about one in eleven does. That a number
 * passes says that it is well formed, not that it was issued, nor to whom.
 *
 * @param text - As received; white space around it, full-width characters and a lower-case x are accepted.
 * @param options.asOf - Civil date YYYY-MM-DD; a birth after it is refused. Without it no birth counts as future.
 * @returns The parts of the number, or the issue, which never contains the number.
 * @throws {PrivacyArgumentError} when `asOf` is not written YYYY-MM-DD.
 * @see GB 11643-1999; GB/T 2260; ISO 7064 (MOD 11-2)
 * @example checkResidentId('11010519491231002x') // { ok: true, normalized: '11010519491231002X', sex: 'female', … }
 */
export function checkResidentId(text: string, options: { readonly asOf?: string } = {}): ResidentIdCheck {
  const id = normalizeResidentId(text)
  const issue = findShapeIssue(id) ?? findBirthDateIssue(id, options.asOf) ?? findCheckIssue(id)
  return issue === undefined ? partsOf(id) : { ok: false, issue }
}

/**
 * Whether a text is a 公民身份号码, for callers who look at millions and need no reason.
 *
 * @param normalized - In the form of `normalizeResidentId`.
 */
export function isResidentId(normalized: string): boolean {
  return (
    findShapeIssue(normalized) === undefined &&
    findBirthDateIssue(normalized, undefined) === undefined &&
    normalized[17] === checkCharacterOf(normalized)
  )
}

/**
 * Whether a text is the number of a 外国人永久居留身份证 of the 2023 form: built like a 公民身份号码, with 9, the place of
 * application and the nationality in place of the division.
 *
 * @param normalized - In the form of `normalizeResidentId`.
 */
export function isForeignResidentId(normalized: string): boolean {
  if (normalized.length !== 18 || normalized[0] !== '9' || firstNonDigit(normalized, 0, 17) !== -1) return false
  return findBirthDateIssue(normalized, undefined) === undefined && normalized[17] === checkCharacterOf(normalized)
}

/**
 * Check character (position 18) for the first seventeen digits of a 公民身份号码.
 *
 * @throws {PrivacyArgumentError} unless given exactly seventeen ASCII digits.
 * @see GB 11643-1999, 校验码, and appendix B
 * @example residentIdCheckCharacter('11010519491231002') // 'X'
 */
export function residentIdCheckCharacter(first17: string): string {
  if (first17.length !== 17 || firstNonDigit(first17, 0, 17) !== -1)
    throw new PrivacyArgumentError('first17', 'seventeen digits')
  return checkCharacterOf(first17)
}

function checkCharacterOf(id: string): string {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += (id.charCodeAt(i) - 0x30) * weights[i]!
  return checkCharacters[sum % 11]!
}

function findShapeIssue(id: string): ResidentIdIssue | undefined {
  if (id.length !== 18) return lengthIssue(id)
  const wrong = firstNonDigit(id, 0, 17)
  if (wrong !== -1) return { code: 'RESIDENT_ID_CHARACTER', position: wrong + 1 }
  if (id[17] !== 'X' && firstNonDigit(id, 17, 18) !== -1) return { code: 'RESIDENT_ID_CHARACTER', position: 18 }
  if (id[0] === '9') return { code: 'RESIDENT_ID_FOREIGN_RESIDENT' }
  if (!isProvincePrefix(numberAt(id, 0, 2))) return { code: 'RESIDENT_ID_DIVISION_UNKNOWN' }
  return undefined
}

function lengthIssue(id: string): ResidentIdIssue {
  if (id === '') return { code: 'RESIDENT_ID_EMPTY' }
  if (id.length === 15 && firstNonDigit(id, 0, 15) === -1) return { code: 'RESIDENT_ID_OLD_FORM' }
  if (isSpreadsheetNumber(id)) return { code: 'RESIDENT_ID_SPREADSHEET_NUMBER' }
  return { code: 'RESIDENT_ID_LENGTH', length: [...id].length }
}

function findBirthDateIssue(id: string, asOf: string | undefined): ResidentIdIssue | undefined {
  const year = numberAt(id, 6, 10)
  if (year < earliestBirthYear || !isCalendarDay(year, numberAt(id, 10, 12), numberAt(id, 12, 14)))
    return { code: 'RESIDENT_ID_BIRTH_DATE_IMPOSSIBLE' }
  if (asOf === undefined) return undefined
  if (!/^\d{4}-\d{2}-\d{2}$/.test(asOf)) throw new PrivacyArgumentError('asOf', 'a civil date, YYYY-MM-DD')
  return birthDateOf(id) > asOf ? { code: 'RESIDENT_ID_BIRTH_DATE_IN_FUTURE', asOf } : undefined
}

function findCheckIssue(id: string): ResidentIdIssue | undefined {
  return id[17] === checkCharacterOf(id) ? undefined : { code: 'RESIDENT_ID_CHECK_CHARACTER' }
}

function birthDateOf(id: string): string {
  return `${id.slice(6, 10)}-${id.slice(10, 12)}-${id.slice(12, 14)}`
}

function partsOf(id: string): ResidentIdCheck {
  return {
    ok: true,
    normalized: id,
    divisionCode: id.slice(0, 6),
    birthDate: birthDateOf(id),
    sequence: id.slice(14, 17),
    sex: id.charCodeAt(16) % 2 === 1 ? 'male' : 'female',
  }
}
