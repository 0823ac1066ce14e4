import { encodeUtf8 } from '@fadu/audit-log'
import { masksOf, type FieldMask, type MaskedColumn, type Transform } from '@fadu/privacy'
import { hmacSm3 } from '@fadu/smcrypto'

/** How the values of a file are shown, as data: the rules were asked, and another thread asks nobody. */
export interface Masking {
  /** Grades that are shown as they are, by the rules. */
  readonly clear: readonly number[]
  /** Masks of the grant, by item. */
  readonly masks: Readonly<Record<string, FieldMask>>
  /** Of the grant; a secret. */
  readonly pseudonymKey: Uint8Array
}

/** By item; one that leaves as it is, is not in it. */
export function transformsOf(masking: Masking, columns: readonly MaskedColumn[]): ReadonlyMap<string, Transform> {
  const { clear, masks, pseudonymKey } = masking
  return masksOf(columns, (grade) => clear.includes(grade), { masks, pseudonym: pseudonymsUnder(pseudonymKey) })
}

/** 128 bits: two values of one grant do not meet by chance. */
const shownBytes = 16

/** The function that puts a pseudonym in the place of a value. */
export function pseudonymsUnder(key: Uint8Array): (value: string) => string {
  return (value) => Buffer.from(hmacSm3(key, encodeUtf8(value)).subarray(0, shownBytes)).toString('base64url')
}
