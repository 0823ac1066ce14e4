import { createHash, createPublicKey, verify, type JsonWebKey } from 'node:crypto'
import { createRawSm2Verifier, SmcryptoError, sm2PublicKeyFromJwk } from '@fadu/smcrypto'
import type { FieldProblem } from '../problem/index.ts'

/** EdDSA is Ed25519, ES256 is P-256 (RFC 7518, RFC 8037). SM2 is a name of this platform: none is registered (ADR 0026). */
export type KeyAlgorithm = 'EdDSA' | 'ES256' | 'SM2'

/** Public key of an application as it is registered. */
export interface ApplicationKey {
  readonly algorithm: KeyAlgorithm
  /** JWK: OKP with x, EC with x and y. */
  readonly publicKey: Readonly<Record<string, string>>
  /** User id of SM2; that of GM/T 0009-2012 when none was agreed on. */
  readonly userId?: string
}

/** Whether these bytes were signed: 64 bytes for each of the algorithms. A malformed signature is false. */
export type KeyVerifier = (message: Uint8Array, signature: Uint8Array) => boolean

/** What is wrong with a key, by field of the request; its algorithm and members are checked before. */
export function keyFaults(key: ApplicationKey): readonly FieldProblem[] {
  try {
    keyVerifier(key)
    return []
  } catch (error) {
    const isOfUserId = error instanceof SmcryptoError && (error as SmcryptoError).code === 'SM2_USER_ID_INVALID'
    if (isOfUserId) return [{ field: 'body.key.userId', expected: 'well-formed text' }]
    return [
      { field: 'body.key.publicKey', expected: `a point of the curve of ${key.algorithm}, base64url without padding` },
    ]
  }
}

/** @throws for a key that is none. */
export function keyVerifier({ algorithm, publicKey, userId }: ApplicationKey): KeyVerifier {
  if (algorithm === 'SM2') {
    const sm2 = createRawSm2Verifier(sm2PublicKeyFromJwk(publicKey), userId === undefined ? {} : { userId })
    return (message, signature) => sm2.verify(message, signature)
  }
  const key = createPublicKey({ key: publicKey as JsonWebKey, format: 'jwk' })
  if (algorithm === 'EdDSA') return (message, signature) => verify(null, message, key, signature)
  return (message, signature) => verify('sha256', message, { key, dsaEncoding: 'ieee-p1363' }, signature)
}

/** Name of a key in signatures: its thumbprint (RFC 7638) with SHA-256; the members of SM2 are those of every elliptic curve. */
export function keyIdOf(publicKey: Readonly<Record<string, string>>): string {
  const { crv, kty, x, y } = publicKey
  const members = y === undefined ? { crv, kty, x } : { crv, kty, x, y }
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url')
}
