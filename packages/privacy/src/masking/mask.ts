import { PrivacyArgumentError } from '../shared/argument-error.ts'
import { charactersOf } from './characters.ts'
import { maskAddress } from './mask-address.ts'
import { maskDate } from './mask-date.ts'
import type { MaskRule } from './mask-rule.ts'
import { maskName } from './mask-name.ts'

/**
 * Masks one value.
 *
 * INVARIANT (nothing hidden shows): no character that the rule hides is in the result, and values that differ only in
 * hidden characters have one result; `partial` shows how many there are. Masking twice with one rule gives the same as
 * masking once.
 *
 * A mask makes a value harder to read; it does not make a person anonymous. A number with a check character that keeps
 * all but one or two characters can be completed by calculation.
 *
 * @param value - Null when the row has no value.
 * @returns The masked value; null when there was none, and when a date or address cannot be cut as the rule asks, so that
 *   what is not understood is not shown.
 * @throws {PrivacyArgumentError} when a count of a `partial` rule is no integer >= 0.
 * @example mask({ kind: 'partial', keepStart: 3, keepEnd: 4, with: '*' }, '15412345678') // '154****5678'
 */
export function mask(rule: MaskRule, value: string | null): string | null {
  if (value === null) return null
  switch (rule.kind) {
    case 'none':
      return value
    case 'full':
      return rule.with.repeat(3)
    case 'partial':
      return maskMiddle(rule, value)
    case 'dateToMonth':
      return maskDate(value, 'month')
    case 'dateToYear':
      return maskDate(value, 'year')
    case 'nameSurname':
      return maskName(value)
    case 'addressToDistrict':
      return maskAddress(value)
  }
}

/** A value no longer than what would be kept is hidden whole: otherwise the shortest values would be the ones shown. */
function maskMiddle(rule: Extract<MaskRule, { kind: 'partial' }>, value: string): string {
  requireCount('keepStart', rule.keepStart)
  requireCount('keepEnd', rule.keepEnd)
  const characters = charactersOf(value)
  const hidden = characters.length - rule.keepStart - rule.keepEnd
  if (hidden <= 0) return rule.with.repeat(characters.length)
  const start = characters.slice(0, rule.keepStart).join('')
  const end = characters.slice(characters.length - rule.keepEnd).join('')
  return start + rule.with.repeat(hidden) + end
}

/** A negative or broken count would reach `slice` and show the wrong end. */
function requireCount(parameter: string, count: number): void {
  if (!Number.isInteger(count) || count < 0) throw new PrivacyArgumentError(parameter, 'an integer >= 0')
}
