// DER of SM2 signatures (GB/T 35276-2017 §7.3: SEQUENCE { r INTEGER, s INTEGER }) and of public keys (RFC 5280 SPKI
// with the curve of GB/T 32918.5-2017). Strict: one signature has one encoding, so a signature cannot be altered and
// stay valid.
import { concatBytes, toHex } from './bytes.ts'
import { SmcryptoError } from './errors.ts'

const SEQUENCE = 0x30
const INTEGER = 0x02

/** Bytes of r, of s and of a private key. */
export const SM2_SCALAR_BYTES = 32

/** Bytes of an uncompressed public key: 0x04, x, y. GB/T 32918.1-2016 §4.2.9. */
export const SM2_PUBLIC_KEY_BYTES = 65

/**
 * Reads a DER signature.
 *
 * @returns r and s as 32 bytes each, joined; `undefined` for anything that is not minimal DER of two positive integers
 *   of at most 256 bits. Their range is checked by the verifier.
 */
export function rawFromDer(der: Uint8Array): Uint8Array | undefined {
  if (der[0] !== SEQUENCE || der[1] !== der.length - 2 || der.length > 72) return undefined
  const r = readInteger(der, 2)
  const s = r === undefined ? undefined : readInteger(der, r.next)
  if (r === undefined || s === undefined || s.next !== der.length) return undefined
  return concatBytes(r.value, s.value)
}

/**
 * Writes a signature in DER, the inverse of `rawFromDer`.
 *
 * @param raw - r and s as 32 bytes each, joined, as JWS (RFC 7518 §3.4) and RFC 9421 §3.3.4 write ECDSA's.
 * @returns `undefined` unless there are 64 bytes.
 */
export function derFromRaw(raw: Uint8Array): Uint8Array | undefined {
  if (raw.length !== 2 * SM2_SCALAR_BYTES) return undefined
  const body = concatBytes(
    writeInteger(raw.subarray(0, SM2_SCALAR_BYTES)),
    writeInteger(raw.subarray(SM2_SCALAR_BYTES)),
  )
  return concatBytes(Uint8Array.of(SEQUENCE, body.length), body)
}

function writeInteger(digits: Uint8Array): Uint8Array {
  const first = digits.findIndex((byte) => byte !== 0)
  const minimal = first === -1 ? Uint8Array.of(0) : digits.subarray(first)
  const padded = minimal[0]! >= 0x80 ? concatBytes(Uint8Array.of(0), minimal) : minimal
  return concatBytes(Uint8Array.of(INTEGER, padded.length), padded)
}

function readInteger(der: Uint8Array, at: number): { readonly value: Uint8Array; readonly next: number } | undefined {
  const length = der[at + 1] ?? 0
  const next = at + 2 + length
  if (der[at] !== INTEGER || length === 0 || length > SM2_SCALAR_BYTES + 1 || next > der.length) return undefined
  const content = der.subarray(at + 2, next)
  const [first = 0, second = 0] = content
  const isNegative = first >= 0x80
  const isPadded = length > 1 && first === 0 && second < 0x80
  const digits = first === 0 ? content.subarray(1) : content
  if (isNegative || isPadded || digits.length > SM2_SCALAR_BYTES) return undefined
  const value = new Uint8Array(SM2_SCALAR_BYTES)
  value.set(digits, SM2_SCALAR_BYTES - digits.length)
  return { value, next }
}

// SEQUENCE { SEQUENCE { OID 1.2.840.10045.2.1 ecPublicKey, OID 1.2.156.10197.1.301 sm2 }, BIT STRING … }
const SPKI_PREFIX = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex')

/** SubjectPublicKeyInfo, DER, of a 65-byte public key. */
export function spkiDerOf(publicKey: Uint8Array): Uint8Array {
  return concatBytes(SPKI_PREFIX, publicKey)
}

/** SubjectPublicKeyInfo, PEM (RFC 7468 §13). */
export function spkiPemOf(publicKey: Uint8Array): string {
  const lines =
    Buffer.from(spkiDerOf(publicKey))
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''].join('\n')
}

/**
 * The 65 bytes of a SubjectPublicKeyInfo in DER or PEM. Whether they are a point is for the caller to check.
 *
 * @throws {SmcryptoError} `SM2_PUBLIC_KEY_INVALID` when it is not of an uncompressed SM2 key.
 */
export function publicKeyOfSpki(spki: Uint8Array | string): Uint8Array {
  const der = typeof spki === 'string' ? derOfPem(spki) : spki
  const isSm2 = der.length === SPKI_PREFIX.length + SM2_PUBLIC_KEY_BYTES && startsWith(der, SPKI_PREFIX)
  if (!isSm2) throw new SmcryptoError({ code: 'SM2_PUBLIC_KEY_INVALID', reason: 'spki' })
  return new Uint8Array(der.subarray(SPKI_PREFIX.length))
}

function derOfPem(pem: string): Uint8Array {
  const body = /-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\s]*)-----END PUBLIC KEY-----/.exec(pem)?.[1]
  return Buffer.from(body ?? '', 'base64')
}

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return toHex(bytes.subarray(0, prefix.length)) === toHex(prefix)
}
