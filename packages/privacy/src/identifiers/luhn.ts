import { isDigitAt } from './digits.ts'

/**
 * Whether digits agree with their last one by the Luhn formula (ISO/IEC 7812-1 annex B). One in ten random numbers does.
 *
 * @returns False also for a text that holds anything but ASCII digits, and for the empty one.
 */
export function agreesWithLuhn(digits: string): boolean {
  let sum = 0
  for (let i = digits.length - 1, isDoubled = false; i >= 0; i--, isDoubled = !isDoubled) {
    if (!isDigitAt(digits, i)) return false
    const value = digits.charCodeAt(i) - 0x30
    sum += isDoubled ? (value > 4 ? value * 2 - 9 : value * 2) : value
  }
  return digits !== '' && sum % 10 === 0
}
