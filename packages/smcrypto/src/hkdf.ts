// HKDF, RFC 5869, with HMAC-SM3, computed by Node's OpenSSL.
import { hkdfSync } from 'node:crypto'
import { concatBytes } from './bytes.ts'
import { SmcryptoError } from './errors.ts'
import { SM3_BYTES } from './sm3.ts'

/** Most bytes one derivation can give, RFC 5869 §2.3: L <= 255 * HashLen. */
export const HKDF_SM3_MOST = 255 * SM3_BYTES

const empty = new Uint8Array(0)

/**
 * Derives key material from key material.
 *
 * @param ikm - Input key material; secret, at least as much entropy as the result is to have.
 * @param salt - Empty means 32 zero bytes, RFC 5869 §2.2.
 * @param info - Which derivation this is; two purposes MUST have two infos.
 * @param length - Bytes, 1 to 8160.
 * @throws {SmcryptoError} `HKDF_LENGTH`
 * @see RFC 5869 §2
 */
export function hkdfSm3(ikm: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  if (!Number.isInteger(length) || length < 1 || length > HKDF_SM3_MOST) {
    throw new SmcryptoError({ code: 'HKDF_LENGTH', length, most: HKDF_SM3_MOST })
  }
  return new Uint8Array(hkdfSync('sm3', ikm, salt, info, length))
}

const LABEL = 'fadu/smcrypto/v1/'

/**
 * INVARIANT (one purpose, one key): every key this package derives comes from here, with an info of
 * `"fadu/smcrypto/v1/" + purpose + 0x00 + name`. A purpose has no zero byte, so purpose and name cannot run into each
 * other.
 */
export type Purpose =
  'row/enc' | 'row/mac' | 'wrap/enc' | 'wrap/mac' | 'blind-index' | 'row-digest' | 'secret' | 'key-file' | 'fingerprint'

/** Derives the key of one purpose, and of one name within it, from a 32-byte key of the hierarchy. */
export function deriveKey(key: Uint8Array, purpose: Purpose, length: number, name: Uint8Array = empty): Uint8Array {
  return hkdfSm3(key, empty, concatBytes(Buffer.from(`${LABEL}${purpose}\0`, 'latin1'), name), length)
}
