// Ed25519, RFC 8032 §5.1, by Node's OpenSSL. Keys are raw: 32-byte seed, 32-byte public key.
import { createPrivateKey, createPublicKey, randomBytes, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { concatBytes, detached, requireKeyLength } from './bytes.ts'

/** Bytes of a seed and of a public key, RFC 8032 §5.1.5. */
export const ED25519_KEY_BYTES = 32

const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex') // RFC 8410 §7
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex') // RFC 8410 §4

export interface Ed25519KeyPair {
  readonly privateKey: Uint8Array
  readonly publicKey: Uint8Array
}

export interface Ed25519Verifier {
  readonly publicKey: Uint8Array
  /** @returns Whether the 64-byte signature is of this message under this key; a malformed one is false. */
  verify(message: Uint8Array, signature: Uint8Array): boolean
}

export interface Ed25519Signer extends Ed25519Verifier {
  /** @returns 64 bytes. */
  sign(message: Uint8Array): Uint8Array
}

export function generateEd25519KeyPair(): Ed25519KeyPair {
  const privateKey = detached(randomBytes(ED25519_KEY_BYTES))
  return { privateKey, publicKey: createEd25519Signer(privateKey).publicKey }
}

/** @throws {SmcryptoError} `KEY_LENGTH` unless the seed has 32 bytes. */
export function createEd25519Signer(privateKey: Uint8Array): Ed25519Signer {
  requireKeyLength(privateKey, ED25519_KEY_BYTES, 'ed25519')
  const key = createPrivateKey({
    key: Buffer.from(concatBytes(PKCS8_PREFIX, privateKey)),
    format: 'der',
    type: 'pkcs8',
  })
  const verifier = createEd25519Verifier(rawPublicKey(createPublicKey(key)))
  return { ...verifier, sign: (message) => detached(sign(null, message, key)) }
}

/** @throws {SmcryptoError} `KEY_LENGTH` unless the public key has 32 bytes. */
export function createEd25519Verifier(publicKey: Uint8Array): Ed25519Verifier {
  requireKeyLength(publicKey, ED25519_KEY_BYTES, 'ed25519')
  const key = createPublicKey({ key: Buffer.from(concatBytes(SPKI_PREFIX, publicKey)), format: 'der', type: 'spki' })
  return {
    publicKey: detached(publicKey),
    verify: (message, signature) => signature.length === 64 && verify(null, message, key, signature),
  }
}

function rawPublicKey(key: KeyObject): Uint8Array {
  return detached(key.export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length))
}
