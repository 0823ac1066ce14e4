// Check characters for generated numbers. Written in Horner's form and without the weight tables of the standards, so that
// this code and a checker that follows the tables can judge each other.

/**
 * Check character of a 公民身份号码 for its first seventeen digits: with it the number is 1 modulo 11 in base 2.
 *
 * @see GB 11643-1999; ISO 7064 MOD 11-2
 */
export function residentIdCheck(first17: string): string {
  const check = (12 - doubledModulo11(first17)) % 11
  return check === 10 ? 'X' : String(check)
}

/**
 * Check character of an organisation code for its first eight characters: with it the code is 0 modulo 11 in base 2,
 * letters counting 10 to 35.
 *
 * @see GB 11714-1997 §2.1.2
 */
export function organizationCodeCheck(first8: string): string {
  const check = (11 - doubledModulo11(first8)) % 11
  return check === 10 ? 'X' : String(check)
}

/** Sum of values times 2, 4, 8 … from the right, modulo 11. */
function doubledModulo11(text: string): number {
  let sum = 0
  for (let i = 0; i < text.length; i++) sum = ((sum + base36Value(text.charCodeAt(i))) * 2) % 11
  return sum
}

/** 0–9 for digits, 10–35 for capitals. */
function base36Value(unit: number): number {
  return unit < 65 ? unit - 48 : unit - 55
}

/** Characters of a credit code in the order of their values (GB 32100-2015, 代码字符集). */
export const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/**
 * Check character of a 统一社会信用代码 for its first seventeen characters, read from the right in base 3 modulo 31.
 *
 * @see GB 32100-2015
 */
export function creditCodeCheck(first17: string): string {
  let sum = 0
  for (let i = first17.length - 1; i >= 0; i--) sum = (sum * 3 + creditAlphabet.indexOf(first17[i]!)) % 31
  return creditAlphabet[(31 - sum) % 31]!
}
