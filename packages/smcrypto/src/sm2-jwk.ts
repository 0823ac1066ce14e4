// SM2 keys and signatures in the shapes of JOSE and of HTTP message signatures.
//
// No name of SM2 is registered with IANA for JOSE (RFC 7517, RFC 7518) nor for HTTP message signatures (RFC 9421 §6.2); an
// individual draft for JOSE (draft-dang-webauthn-sm2-00, 2021) expired. `crv` "SM2" is therefore this project's own name; the
// members are those of RFC 7518 §6.2 for elliptic curves. A signature is r and s, 32 bytes each, joined, as RFC 7518 §3.4 and
// RFC 9421 §3.3.4 write ECDSA's; elsewhere in this package it is DER.
import { toHex } from './bytes.ts'
import { SmcryptoError } from './errors.ts'
import { createSm2Signer, createSm2Verifier, generateSm2KeyPair, requireSm2PublicKey, sm2PublicKey } from './sm2.ts'
import type { Sm2Options, Sm2Signer, Sm2Verifier } from './sm2.ts'
import { derFromRaw, rawFromDer, SM2_SCALAR_BYTES } from './sm2-encoding.ts'

/** Public key; x and y are 32 bytes each, big-endian, base64url without padding. */
export interface Sm2PublicJwk {
  readonly kty: 'EC'
  readonly crv: 'SM2'
  readonly x: string
  readonly y: string
}

/** Private key; d is 32 bytes, big-endian, base64url without padding. */
export interface Sm2PrivateJwk extends Sm2PublicJwk {
  readonly d: string
}

/** A key as it comes from elsewhere: nothing of it is believed. */
export interface SomeJwk {
  readonly kty?: unknown
  readonly crv?: unknown
  readonly x?: unknown
  readonly y?: unknown
  readonly d?: unknown
}

/** A fresh key pair as a private JWK. */
export function generateSm2Jwk(): Sm2PrivateJwk {
  const { privateKey, publicKey } = generateSm2KeyPair()
  return { ...sm2PublicKeyToJwk(publicKey), d: encode(privateKey) }
}

/** @throws {SmcryptoError} `SM2_PUBLIC_KEY_INVALID` */
export function sm2PublicKeyToJwk(publicKey: Uint8Array): Sm2PublicJwk {
  requireSm2PublicKey(publicKey)
  return { kty: 'EC', crv: 'SM2', x: encode(publicKey.subarray(1, 33)), y: encode(publicKey.subarray(33)) }
}

/**
 * The 65 bytes of a public key; of a private JWK the public part.
 *
 * @throws {SmcryptoError} `SM2_PUBLIC_KEY_INVALID`: reason `jwk` for its form, `not-on-curve` for its point.
 */
export function sm2PublicKeyFromJwk(jwk: SomeJwk): Uint8Array {
  const [x, y] = [decode(jwk.x), decode(jwk.y)]
  if (!isOfCurve(jwk) || x === undefined || y === undefined) {
    throw new SmcryptoError({ code: 'SM2_PUBLIC_KEY_INVALID', reason: 'jwk' })
  }
  const publicKey = Uint8Array.of(0x04, ...x, ...y)
  requireSm2PublicKey(publicKey)
  return publicKey
}

/**
 * The 32 bytes of a private key.
 *
 * @throws {SmcryptoError} `SM2_PRIVATE_KEY_INVALID`: reason `jwk` for its form or when x and y are not of d;
 *   `SM2_PUBLIC_KEY_INVALID`
 */
export function sm2PrivateKeyFromJwk(jwk: SomeJwk): Uint8Array {
  const publicKey = sm2PublicKeyFromJwk(jwk)
  const d = decode(jwk.d)
  if (d === undefined || toHex(sm2PublicKey(d)) !== toHex(publicKey)) {
    throw new SmcryptoError({ code: 'SM2_PRIVATE_KEY_INVALID', reason: 'jwk' })
  }
  return d
}

/** As `createSm2Signer`, with signatures of 64 bytes: r, s. @throws {SmcryptoError} `SM2_PRIVATE_KEY_INVALID`, `SM2_USER_ID_INVALID` */
export function createRawSm2Signer(privateKey: Uint8Array, options: Sm2Options = {}): Sm2Signer {
  const signer = createSm2Signer(privateKey, options)
  return { ...createRawSm2Verifier(signer.publicKey, options), sign: (message) => rawFromDer(signer.sign(message))! }
}

/** As `createSm2Verifier`, with signatures of 64 bytes: r, s; any other length is false. @throws {SmcryptoError} `SM2_PUBLIC_KEY_INVALID`, `SM2_USER_ID_INVALID` */
export function createRawSm2Verifier(publicKey: Uint8Array, options: Sm2Options = {}): Sm2Verifier {
  const verifier = createSm2Verifier(publicKey, options)
  return {
    publicKey: verifier.publicKey,
    verify: (message, signature) => {
      const der = derFromRaw(signature)
      return der !== undefined && verifier.verify(message, der)
    },
  }
}

function isOfCurve({ kty, crv }: SomeJwk): boolean {
  return kty === 'EC' && crv === 'SM2'
}

/** One spelling for each value: padding, other alphabets and stray bits are no base64url here. */
function decode(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string') return undefined
  const bytes = Buffer.from(text, 'base64url')
  return bytes.length === SM2_SCALAR_BYTES && encode(bytes) === text ? new Uint8Array(bytes) : undefined
}

function encode(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
