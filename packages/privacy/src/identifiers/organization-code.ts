// GB 11714-1997 全国组织机构代码编制规则, §2.1: eight characters and a check character. Inside a 统一社会信用代码 it is the
// 主体标识码, positions 9–17.
import { PrivacyArgumentError } from '../shared/argument-error.ts'

/** Weights of positions 1–8 from the left (GB 11714-1997 §2.1.2). */
const weights = [3, 7, 9, 10, 5, 8, 4, 2] as const

/**
 * Check character (position 9) for the first eight characters of an organisation code.
 *
 * Letters count 10 to 35, all 26 of them: not the 31-character alphabet of the credit code around it. Because values run
 * past 11, this check alone misses the change of one character into another that differs by 11, 22 or 33.
 *
 * @throws {PrivacyArgumentError} unless given exactly eight digits or ASCII capitals.
 * @see GB 11714-1997 §2.1.2 and appendix A (代码字符集)
 * @example organizationCodeCheckCharacter('M000100Y') // '4'
 */
export function organizationCodeCheckCharacter(first8: string): string {
  if (!/^[0-9A-Z]{8}$/.test(first8)) throw new PrivacyArgumentError('first8', 'eight digits or capital letters')
  return checkCharacterAt(first8, 0)
}

/**
 * Whether nine digits or ASCII capitals are a 组织机构代码; one in eleven random ones is.
 *
 * @param text - Without the hyphen before the check character.
 */
export function isOrganizationCode(text: string): boolean {
  return /^[0-9A-Z]{8}[0-9X]$/.test(text) && text[8] === checkCharacterAt(text, 0)
}

/** As `organizationCodeCheckCharacter`, for eight characters already known to be digits or capitals, from `start`. */
export function checkCharacterAt(text: string, start: number): string {
  let sum = 0
  for (let i = 0; i < 8; i++) sum += valueOf(text.charCodeAt(start + i)) * weights[i]!
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}

function valueOf(unit: number): number {
  return unit <= 0x39 ? unit - 0x30 : unit - 0x41 + 10
}
