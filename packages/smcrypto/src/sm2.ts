// SM2 signatures, GB/T 32918.2-2016 (GM/T 0003.2-2012, ISO/IEC 14888-3:2018), on the curve of GB/T 32918.5-2017.
//
// The only file that uses sm-crypto-v2, and of it only SM2. Node's own SM2 MUST NOT be used: a freshly generated key
// signs plain ECDSA, a re-imported one signs SM2 with an empty user id, and neither says so. Messages are
// hashed here, by OpenSSL, as Z || M (§6.1 A1, A2); the library computes Z and is given the finished digest e.
import { randomBytes } from 'node:crypto'
import { sm2 } from 'sm-crypto-v2'
import { detached, toHex } from './bytes.ts'
import { SmcryptoError } from './errors.ts'
import {
  SM2_PUBLIC_KEY_BYTES,
  SM2_SCALAR_BYTES,
  publicKeyOfSpki,
  rawFromDer,
  spkiDerOf,
  spkiPemOf,
} from './sm2-encoding.ts'
import { sm3 } from './sm3.ts'

/** The user id where none is agreed on, GM/T 0009-2012 §10. */
export const SM2_DEFAULT_USER_ID = '1234567812345678'

/** ENTL is the length of the user id in bits, in two bytes: GB/T 32918.2-2016 §5.5. */
export const SM2_USER_ID_MOST_BYTES = 8191

// Order n of the base point, GB/T 32918.5-2017.
const ORDER = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n

export interface Sm2KeyPair {
  /** 32 bytes, big-endian, 1 to n - 2. */
  readonly privateKey: Uint8Array
  /** 65 bytes: 0x04, x, y. */
  readonly publicKey: Uint8Array
}

export interface Sm2Options {
  /** At most 8191 bytes of UTF-8; `SM2_DEFAULT_USER_ID` when absent. Signer and verifier must use the same. */
  readonly userId?: string
}

export interface Sm2Verifier {
  readonly publicKey: Uint8Array
  /** @returns Whether `signature` (DER) is of this message; one that is not strict DER is false. */
  verify(message: Uint8Array, signature: Uint8Array): boolean
}

export interface Sm2Signer extends Sm2Verifier {
  /** @returns DER, 8 to 72 bytes, different each time. */
  sign(message: Uint8Array): Uint8Array
}

/** A fresh key pair; the private key is uniform in 1 … n - 2 (GB/T 32918.1-2016 §6.1). */
export function generateSm2KeyPair(): Sm2KeyPair {
  let privateKey = detached(randomBytes(SM2_SCALAR_BYTES))
  while (!isPrivateKey(privateKey)) privateKey = detached(randomBytes(SM2_SCALAR_BYTES))
  return { privateKey, publicKey: sm2PublicKey(privateKey) }
}

/**
 * The public key of a private key.
 *
 * @throws {SmcryptoError} `SM2_PRIVATE_KEY_INVALID`
 */
export function sm2PublicKey(privateKey: Uint8Array): Uint8Array {
  requirePrivateKey(privateKey)
  return fromHex(sm2.getPublicKeyFromPrivateKey(toHex(privateKey)))
}

/**
 * Checks that bytes are an uncompressed point of the curve other than infinity. The cofactor is 1, so every such point
 * has order n.
 *
 * @throws {SmcryptoError} `SM2_PUBLIC_KEY_INVALID` with the reason.
 * @see GB/T 32918.1-2016 §6.2.1
 */
export function requireSm2PublicKey(publicKey: Uint8Array): void {
  if (publicKey.length !== SM2_PUBLIC_KEY_BYTES) throw publicKeyInvalid('length')
  if (publicKey[0] !== 0x04) throw publicKeyInvalid('form')
  if (!isOnCurve(toHex(publicKey))) throw publicKeyInvalid('not-on-curve')
}

function publicKeyInvalid(reason: 'length' | 'form' | 'not-on-curve'): SmcryptoError {
  return new SmcryptoError({ code: 'SM2_PUBLIC_KEY_INVALID', reason })
}

function isOnCurve(publicKeyHex: string): boolean {
  try {
    return sm2.verifyPublicKey(publicKeyHex)
  } catch {
    return false // The library throws for a point that is not on the curve or has a coordinate >= p.
  }
}

function isPrivateKey(privateKey: Uint8Array): boolean {
  const d = toNumber(privateKey)
  return d >= 1n && d <= ORDER - 2n
}

function requirePrivateKey(privateKey: Uint8Array): void {
  if (privateKey.length !== SM2_SCALAR_BYTES) {
    throw new SmcryptoError({ code: 'SM2_PRIVATE_KEY_INVALID', reason: 'length' })
  }
  if (!isPrivateKey(privateKey)) throw new SmcryptoError({ code: 'SM2_PRIVATE_KEY_INVALID', reason: 'range' })
}

/** Z of GB/T 32918.2-2016 §5.5: what ties a signature to the signer's id, the curve and the public key. */
function identityDigest(publicKey: Uint8Array, userId: string): Uint8Array {
  const bytes = Buffer.from(userId, 'utf8')
  if (bytes.toString('utf8') !== userId) throw userIdInvalid('malformed')
  if (bytes.length > SM2_USER_ID_MOST_BYTES) throw userIdInvalid('too-long')
  return sm2.getZ(toHex(publicKey), userId)
}

function userIdInvalid(reason: 'too-long' | 'malformed'): SmcryptoError {
  return new SmcryptoError({ code: 'SM2_USER_ID_INVALID', reason, mostBytes: SM2_USER_ID_MOST_BYTES })
}

/**
 * Keeps a private key ready: public key and Z are computed once. Measured: see README.
 *
 * No pool of nonces is kept, though the library offers one: a nonce that is learned or used twice gives away the
 * private key, and a pool only moves its cost, it does not save it.
 *
 * @throws {SmcryptoError} `SM2_PRIVATE_KEY_INVALID`, `SM2_USER_ID_INVALID`
 */
export function createSm2Signer(privateKey: Uint8Array, options: Sm2Options = {}): Sm2Signer {
  const publicKey = sm2PublicKey(privateKey)
  const secret = toHex(privateKey)
  const z = identityDigest(publicKey, options.userId ?? SM2_DEFAULT_USER_ID)
  return {
    ...createSm2Verifier(publicKey, options),
    sign: (message) => fromHex(sm2.doSignature(sm3(z, message), secret, { der: true })),
  }
}

/**
 * Keeps a public key ready: it is checked once, and from the second signature on its multiples are looked up in a table
 * (about 17 ms to build, three to six times as fast afterwards).
 *
 * @throws {SmcryptoError} `SM2_PUBLIC_KEY_INVALID`, `SM2_USER_ID_INVALID`
 */
export function createSm2Verifier(publicKey: Uint8Array, options: Sm2Options = {}): Sm2Verifier {
  requireSm2PublicKey(publicKey)
  const own = detached(publicKey)
  const z = identityDigest(own, options.userId ?? SM2_DEFAULT_USER_ID)
  const point = pointOf(toHex(own))
  return {
    publicKey: own,
    verify(message, signature) {
      const raw = rawFromDer(signature)
      if (raw === undefined || !isInRange(raw)) return false
      return sm2.doVerifySignature(sm3(z, message), toHex(raw), point())
    },
  }
}

type Sm2Point = string | ReturnType<typeof sm2.precomputePublicKey>

/** The key as the library takes it: in hexadecimal the first time, with a table of multiples from then on. */
function pointOf(publicKeyHex: string): () => Sm2Point {
  const TABLE_WINDOW_BITS = 6 // 8 is no faster and takes three times as long to build
  let uses = 0
  let table: Sm2Point | undefined
  return () => {
    if (++uses < 2) return publicKeyHex
    return (table ??= sm2.precomputePublicKey(publicKeyHex, TABLE_WINDOW_BITS))
  }
}

/** r and s in 1 … n - 1, GB/T 32918.2-2016 §7.1 B1 and B2; the library does not check r. */
function isInRange(raw: Uint8Array): boolean {
  const r = toNumber(raw.subarray(0, SM2_SCALAR_BYTES))
  const s = toNumber(raw.subarray(SM2_SCALAR_BYTES))
  return r >= 1n && r < ORDER && s >= 1n && s < ORDER
}

/**
 * Signs one message. For many under one key: `createSm2Signer`.
 *
 * @returns DER signature over SM3(Z || message).
 * @throws {SmcryptoError} `SM2_PRIVATE_KEY_INVALID`, `SM2_USER_ID_INVALID`
 * @see GB/T 32918.2-2016 §6.1
 */
export function sm2Sign(privateKey: Uint8Array, message: Uint8Array, options: Sm2Options = {}): Uint8Array {
  return createSm2Signer(privateKey, options).sign(message)
}

/**
 * Verifies one signature. For many under one key: `createSm2Verifier`.
 *
 * @param signature - DER; anything else is a false, not an error.
 * @throws {SmcryptoError} `SM2_PUBLIC_KEY_INVALID`, `SM2_USER_ID_INVALID`
 * @see GB/T 32918.2-2016 §7.1
 */
export function sm2Verify(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
  options: Sm2Options = {},
): boolean {
  return createSm2Verifier(publicKey, options).verify(message, signature)
}

/**
 * SubjectPublicKeyInfo in DER, as `openssl pkey -pubin -inform DER` reads it.
 *
 * @throws {SmcryptoError} `SM2_PUBLIC_KEY_INVALID`
 */
export function sm2PublicKeyToDer(publicKey: Uint8Array): Uint8Array {
  requireSm2PublicKey(publicKey)
  return spkiDerOf(publicKey)
}

/**
 * SubjectPublicKeyInfo in PEM, as `openssl pkeyutl -pubin -inkey` reads it.
 *
 * @throws {SmcryptoError} `SM2_PUBLIC_KEY_INVALID`
 */
export function sm2PublicKeyToPem(publicKey: Uint8Array): string {
  requireSm2PublicKey(publicKey)
  return spkiPemOf(publicKey)
}

/** The public key of a SubjectPublicKeyInfo, DER bytes or PEM text. @throws {SmcryptoError} `SM2_PUBLIC_KEY_INVALID` */
export function sm2PublicKeyFromSpki(spki: Uint8Array | string): Uint8Array {
  const publicKey = publicKeyOfSpki(spki)
  requireSm2PublicKey(publicKey)
  return publicKey
}

function fromHex(hex: string): Uint8Array {
  return detached(Buffer.from(hex, 'hex'))
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${toHex(bytes)}`)
}
