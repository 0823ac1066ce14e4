import { encodeUtf8 } from '@fadu/audit-log'
import { hmacSm3 } from '@fadu/smcrypto'

/** Of a grant the function that puts a pseudonym in the place of a value. */
export type Pseudonyms = (grant: string) => (value: string) => string

/**
 * Pseudonyms keyed by the grant: one value has one pseudonym under one grant, in whichever item, so that what one grant gives
 * can be joined; under two grants they have nothing in common.
 *
 * @param secret - 32 bytes of its own use. Not the key of the dataset: that one is replaced in time, and what was joined before
 *   must be joined after.
 */
export function createPseudonyms(secret: Uint8Array): Pseudonyms {
  return (grant) => {
    let key: Uint8Array | undefined
    return (value) => {
      key ??= hmacSm3(secret, encodeUtf8(grant))
      return Buffer.from(hmacSm3(key, encodeUtf8(value)).subarray(0, shownBytes)).toString('base64url')
    }
  }
}

/** 128 bits: two values of one grant do not meet by chance. */
const shownBytes = 16
