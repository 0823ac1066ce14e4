import { firstNonDigit } from './digits.ts'
import { normalizeMobileNumber } from './normalize.ts'

/** Why a text is not a mobile number of mainland China. No variant carries the text or a part of it. */
export type MobileNumberIssue =
  | { readonly code: 'MOBILE_EMPTY' }
  /** Characters found, after normalising. */
  | { readonly code: 'MOBILE_LENGTH'; readonly length: number }
  /** First character that is no digit; 1-based, after normalising. */
  | { readonly code: 'MOBILE_CHARACTER'; readonly position: number }
  /** Does not begin with 13 to 19. */
  | { readonly code: 'MOBILE_PREFIX' }

export type MobileNumberCheck =
  { readonly ok: true; readonly normalized: string } | { readonly ok: false; readonly issue: MobileNumberIssue }

/**
 * Checks a mobile number of mainland China: eleven digits that begin with 13 to 19. There is no check digit, so a wrong
 * digit goes unnoticed; which segments are in use changes by decision of the ministry and is not checked.
 *
 * @param text - As received; white space around it and full-width digits are accepted, a prefix such as +86 is not.
 * @returns The eleven digits, or the issue, which never contains the number.
 * @see 电信网编号计划 (数字蜂窝移动通信网网号 13–19)
 */
export function checkMobileNumber(text: string): MobileNumberCheck {
  const number = normalizeMobileNumber(text)
  const issue = findIssue(number)
  return issue === undefined ? { ok: true, normalized: number } : { ok: false, issue }
}

function findIssue(number: string): MobileNumberIssue | undefined {
  if (number === '') return { code: 'MOBILE_EMPTY' }
  if (number.length !== 11) return { code: 'MOBILE_LENGTH', length: [...number].length }
  const wrong = firstNonDigit(number, 0, 11)
  if (wrong !== -1) return { code: 'MOBILE_CHARACTER', position: wrong + 1 }
  return number[0] === '1' && number[1]! >= '3' ? undefined : { code: 'MOBILE_PREFIX' }
}
