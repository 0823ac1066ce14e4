// Salted commitments: an entry names content without containing it, and the content can be destroyed without touching the log.
import { equalBytes, toHex } from './bytes.ts'
import type { LogHash } from './hash.ts'
import { LogError } from './issues.ts'

/** Fewest bytes of a salt: 128 bits, so that short content (a name, an identity number) cannot be found by trying. */
export const MIN_SALT_SIZE = 16
/** Most bytes of a salt: its length is hashed as one byte. */
export const MAX_SALT_SIZE = 255

// See INVARIANT (domain separation) in hash.ts.
const COMMITMENT_PREFIX = 0x02

/**
 * Commitment to content: H(0x02 ‖ length of salt in one byte ‖ salt ‖ content). It shows nothing of the content to whoever lacks the
 * salt, and after the salt is destroyed nobody can show what the content was.
 *
 * @param salt - 16 to 255 bytes from a cryptographic random generator, new for each commitment, stored with the content
 *   and destroyed with it.
 * @param content - As bytes with one form only: `canonicalBytes(value)`.
 * @throws {LogError} `LOG_SALT_SIZE`
 */
export function commitment(hash: LogHash, salt: Uint8Array, content: Uint8Array): Uint8Array {
  if (salt.length < MIN_SALT_SIZE || salt.length > MAX_SALT_SIZE) {
    const limits = { minBytes: MIN_SALT_SIZE, maxBytes: MAX_SALT_SIZE }
    throw new LogError({ code: 'LOG_SALT_SIZE', bytes: salt.length, ...limits })
  }
  return hash.digest(Uint8Array.of(COMMITMENT_PREFIX, salt.length), salt, content)
}

/**
 * Checks that content and salt are those of a commitment. Compares without stopping at the first difference (`equalBytes`).
 * @throws {LogError} `LOG_COMMITMENT_MISMATCH` carrying both values; `LOG_SALT_SIZE`
 */
export function verifyCommitment(
  hash: LogHash,
  expected: Uint8Array,
  opening: { readonly salt: Uint8Array; readonly content: Uint8Array },
): void {
  const computed = commitment(hash, opening.salt, opening.content)
  if (equalBytes(expected, computed)) return
  throw new LogError({ code: 'LOG_COMMITMENT_MISMATCH', expected: toHex(expected), computed: toHex(computed) })
}
