// GB 32100-2015 法人和其他组织统一社会信用代码编码规则: 登记管理部门代码 1, 机构类别代码 1, 登记管理机关行政区划码 6,
// 主体标识码（组织机构代码, GB 11714) 9, 校验码 1. The check character follows GB/T 17710 with modulus 31.
import { PrivacyArgumentError } from '../shared/argument-error.ts'
import { isDigitAt, isSpreadsheetNumber, numberAt } from './digits.ts'
import { normalizeCreditCode } from './normalize.ts'
import { checkCharacterAt } from './organization-code.ts'
import { isProvincePrefix } from './provinces.ts'

/** 代码字符集: the value of a character is its place. I, O, Z, S and V are not used (GB 32100-2015). */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** Weights of positions 1–17 from the left: 3^(i-1) mod 31 (GB 32100-2015, 校验码). */
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const

/** Value of a UTF-16 unit, or -1 where the alphabet has none. */
const values: Int8Array = valuesByUnit()

/** Registered with a central authority, 100000, which is no province (GB/T 2260 中华人民共和国). */
const wholeCountryPrefix = 10

/** Why a text is not a 统一社会信用代码. No variant carries the text or a part of it. */
export type CreditCodeIssue =
  | { readonly code: 'CREDIT_CODE_EMPTY' }
  /** 9 characters (组织机构代码) or 15 (工商注册号, 税号): a number from before 2015-10-01. */
  | { readonly code: 'CREDIT_CODE_OLD_FORM'; readonly length: 9 | 15 }
  /** Such as `9.13302E+17`: a spreadsheet made a number of it and the last digits are lost. */
  | { readonly code: 'CREDIT_CODE_SPREADSHEET_NUMBER' }
  /** Characters found, after normalising. */
  | { readonly code: 'CREDIT_CODE_LENGTH'; readonly length: number }
  /** First character that cannot stand where it stands; 1-based, after normalising. */
  | { readonly code: 'CREDIT_CODE_CHARACTER'; readonly position: number }
  /** Positions 3–4 are no province of GB/T 2260. */
  | { readonly code: 'CREDIT_CODE_DIVISION_UNKNOWN' }
  | { readonly code: 'CREDIT_CODE_CHECK_CHARACTER' }
  /** The whole code agrees with its check character, the organisation code inside it (positions 9–17) does not. */
  | { readonly code: 'CREDIT_CODE_ORGANIZATION_CHECK_CHARACTER' }

export type CreditCodeCheck =
  | {
      readonly ok: true
      /** 18 characters in upper case. */
      readonly normalized: string
      /** 登记管理部门代码, for example `9` for market regulation. Its list grows by amendment and is not checked. */
      readonly registrationDepartment: string
      /** 机构类别代码 within that department. Not checked either. */
      readonly organizationCategory: string
      /** 登记管理机关行政区划码, six digits. */
      readonly divisionCode: string
      /** 主体标识码: the organisation code with its own check character, nine characters, no hyphen. */
      readonly organizationCode: string
    }
  | { readonly ok: false; readonly issue: CreditCodeIssue }

/**
 * Checks a 统一社会信用代码 (GB 32100-2015): length, characters, province, its check character, and the check character of
 * the organisation code inside, in this order, and reports the first thing that is wrong.
 *
 * What the check character promises (modulus 31): every change of one character and every swap of two neighbours that
 * differ is noticed; of all other swaps only that of positions 1 and 18 is not, for both weigh 1. That a code passes says
 * that it is well formed, not that it was issued.
 *
 * @param text - As received; white space around it, full-width characters and lower case are accepted.
 * @returns The parts of the code, or the issue, which never contains the code.
 * @see GB 32100-2015 (with amendment 1, 2016); GB 11714-1997; GB/T 2260
 * @example checkUnifiedSocialCreditCode('91350100M000100Y43') // { ok: true, organizationCode: 'M000100Y4', … }
 */
export function checkUnifiedSocialCreditCode(text: string): CreditCodeCheck {
  const code = normalizeCreditCode(text)
  const issue = findShapeIssue(code) ?? findCheckIssue(code)
  return issue === undefined ? partsOf(code) : { ok: false, issue }
}

/**
 * Whether a text is a 统一社会信用代码, for callers who look at millions and need no reason.
 *
 * @param normalized - In the form of `normalizeCreditCode`.
 */
export function isCreditCode(normalized: string): boolean {
  return findShapeIssue(normalized) === undefined && findCheckIssue(normalized) === undefined
}

/**
 * Check character (position 18) for the first seventeen characters of a 统一社会信用代码.
 *
 * @throws {PrivacyArgumentError} unless given exactly seventeen characters of the alphabet.
 * @see GB 32100-2015, 校验码
 * @example creditCodeCheckCharacter('91350100M000100Y4') // '3'
 */
export function creditCodeCheckCharacter(first17: string): string {
  if (first17.length !== 17 || [...first17].some((_, i) => !isInAlphabet(first17, i)))
    throw new PrivacyArgumentError('first17', 'seventeen characters of the alphabet of GB 32100-2015')
  return checkCharacterOf(first17)
}

function checkCharacterOf(code: string): string {
  let sum = 0
  for (let i = 0; i < 17; i++) sum += values[code.charCodeAt(i)]! * weights[i]!
  return alphabet[(31 - (sum % 31)) % 31]!
}

function findShapeIssue(code: string): CreditCodeIssue | undefined {
  if (code.length !== 18) return lengthIssue(code)
  const wrong = firstMisplaced(code)
  if (wrong !== -1) return { code: 'CREDIT_CODE_CHARACTER', position: wrong + 1 }
  const prefix = numberAt(code, 2, 4)
  if (prefix !== wholeCountryPrefix && !isProvincePrefix(prefix)) return { code: 'CREDIT_CODE_DIVISION_UNKNOWN' }
  return undefined
}

function lengthIssue(code: string): CreditCodeIssue {
  if (code === '') return { code: 'CREDIT_CODE_EMPTY' }
  if (isSpreadsheetNumber(code)) return { code: 'CREDIT_CODE_SPREADSHEET_NUMBER' }
  if (/^[0-9A-Z]{9}$/.test(code)) return { code: 'CREDIT_CODE_OLD_FORM', length: 9 }
  if (/^[0-9A-Z]{15}$/.test(code)) return { code: 'CREDIT_CODE_OLD_FORM', length: 15 }
  return { code: 'CREDIT_CODE_LENGTH', length: [...code].length }
}

/** Index of the first character that its position does not allow, or -1. */
function firstMisplaced(code: string): number {
  for (let i = 0; i < 18; i++) if (!fits(code, i)) return i
  return -1
}

function fits(code: string, i: number): boolean {
  if (i >= 2 && i < 8) return isDigitAt(code, i)
  if (i === 16) return isDigitAt(code, i) || code[i] === 'X'
  return isInAlphabet(code, i)
}

function isInAlphabet(code: string, i: number): boolean {
  return (values[code.charCodeAt(i)] ?? -1) !== -1
}

function findCheckIssue(code: string): CreditCodeIssue | undefined {
  if (code[17] !== checkCharacterOf(code)) return { code: 'CREDIT_CODE_CHECK_CHARACTER' }
  if (code[16] !== checkCharacterAt(code, 8)) return { code: 'CREDIT_CODE_ORGANIZATION_CHECK_CHARACTER' }
  return undefined
}

function partsOf(code: string): CreditCodeCheck {
  return {
    ok: true,
    normalized: code,
    registrationDepartment: code[0]!,
    organizationCategory: code[1]!,
    divisionCode: code.slice(2, 8),
    organizationCode: code.slice(8, 17),
  }
}

function valuesByUnit(): Int8Array {
  const table = new Int8Array(128).fill(-1)
  for (let value = 0; value < alphabet.length; value++) table[alphabet.charCodeAt(value)] = value
  return table
}
