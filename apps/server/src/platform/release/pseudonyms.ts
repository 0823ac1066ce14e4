import { encodeUtf8 } from '@fadu/audit-log'
import { hmacSm3 } from '@fadu/smcrypto'
import { pseudonymsUnder } from './masking.ts'

/** Of a grant the function that puts a pseudonym in the place of a value. */
export interface Pseudonyms {
  (grant: string): (value: string) => string
  /** What they are made with, for a thread that makes many. */
  keyOf(grant: string): Uint8Array
}

/**
 * Pseudonyms keyed by the grant: one value has one pseudonym under one grant, in whichever item, so that what one grant gives
 * can be joined; under two grants they have nothing in common.
 *
 * @param secret - 32 bytes of its own use. Not the key of the dataset: that one is replaced in time, and what was joined before
 *   must be joined after.
 */
export function createPseudonyms(secret: Uint8Array): Pseudonyms {
  const keyOf = (grant: string): Uint8Array => hmacSm3(secret, encodeUtf8(grant))
  const pseudonymsOf = (grant: string): ((value: string) => string) => {
    // Most grants have none: the key is made with the first.
    let made: ReturnType<typeof pseudonymsUnder> | undefined
    return (value) => (made ??= pseudonymsUnder(keyOf(grant)))(value)
  }
  return Object.assign(pseudonymsOf, { keyOf })
}
