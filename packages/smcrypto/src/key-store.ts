// What the platform asks of whoever keeps its keys. The file store is one such; an adapter to a KMS or HSM is another.
import { randomBytes } from 'node:crypto'
import { concatBytes, detached, encodeName, lengthPrefixed, toHex } from './bytes.ts'
import { HIERARCHY_KEY_BYTES } from './data-key.ts'
import { createEd25519Signer, generateEd25519KeyPair } from './ed25519.ts'
import { KeyStoreError } from './errors.ts'
import { deriveKey } from './hkdf.ts'
import { createKek } from './kek.ts'
import type { Kek } from './kek.ts'
import { createEd25519NoteSigner, createSm2NoteSigner } from './note-key.ts'
import type { NoteSigner } from './note-key.ts'
import { generateSm2KeyPair, sm2PublicKey } from './sm2.ts'
import { SM3_BYTES, sm3 } from './sm3.ts'

/** Names of the signing keys every store has. */
export const SIGNING_KEY_NAMES = ['audit-log-sm2', 'audit-log-ed25519'] as const

/**
 * The keys of one installation.
 *
 * An implementer MUST answer the same key for the same version or name for as long as the installation lives, MUST NOT
 * put key material in errors or logs, and MUST refuse a lost key with `KEYSTORE_KEY_UNKNOWN` rather than make a new
 * one. A caller MUST NOT assume that a call is fast (it may cross a network), and may keep what it was answered.
 */
export interface KeyStore {
  /**
   * The key-encryption key of a version, or the newest, which wraps new data keys.
   *
   * @throws {KeyStoreError} `KEYSTORE_KEY_UNKNOWN`
   */
  kek(version?: number): Promise<Kek>
  /**
   * A signing key of a version, or the newest, by one of `SIGNING_KEY_NAMES`; its note name is that name (see
   * `renameSigner`).
   *
   * @throws {KeyStoreError} `KEYSTORE_KEY_UNKNOWN`
   */
  signingKey(name: string, version?: number): Promise<NoteSigner>
  /** How many versions of signing keys there are; the newest has this number. At least 1. */
  signingVersions(): Promise<number>
  /**
   * A secret of 32 bytes for a named use (`'session-token'`, `'idempotency-key'`): always the same for a name, and
   * telling nothing about another name's. The caller gets a copy of its own.
   *
   * @throws {SmcryptoError} `TEXT_INVALID`
   */
  secret(name: string): Promise<Uint8Array>
  /**
   * 32 hexadecimal digits, not secret, the same for the life of the key set. It covers the root secret and
   * the first KEK and signing keys; those added later do not change it (each `Kek` has a fingerprint of its own). Record it
   * in the database and compare at start: a mismatch means that these keys are not the ones the data was sealed with.
   */
  fingerprint(): Promise<string>
}

/** Everything a key set consists of, in the clear. Never leaves this package. */
export interface KeySet {
  /** By version: position 0 is version 1. Never empty. */
  readonly keks: readonly Uint8Array[]
  readonly rootSecret: Uint8Array
  /** By version, as `keks`. Never empty. */
  readonly signing: readonly SigningKeys[]
}

/** Private keys by which the log is signed, of one version. */
export interface SigningKeys {
  readonly sm2PrivateKey: Uint8Array
  readonly ed25519PrivateKey: Uint8Array
}

export function generateKeySet(): KeySet {
  return {
    keks: [detached(randomBytes(HIERARCHY_KEY_BYTES))],
    rootSecret: detached(randomBytes(HIERARCHY_KEY_BYTES)),
    signing: [generateSigningKeys()],
  }
}

export function generateSigningKeys(): SigningKeys {
  return {
    sm2PrivateKey: generateSm2KeyPair().privateKey,
    ed25519PrivateKey: generateEd25519KeyPair().privateKey,
  }
}

/** A key store in memory: for tests and one-off tools. Its keys are gone with the process. */
export function createMemoryKeyStore(): KeyStore {
  return keyStoreOf(generateKeySet())
}

/** Answers the questions of a `KeyStore` from a key set. Of this package only. */
export function keyStoreOf(keys: KeySet): KeyStore {
  const keks = keys.keks.map((raw, position) => createKek(raw, position + 1))
  const signers = new Map<string, NoteSigner>()
  return {
    kek: async (version = keks.length) => keks[version - 1] ?? unknownKey('kek', String(version)),
    async signingKey(name, version = keys.signing.length) {
      const id = `${name}/${version}`
      const signer = signers.get(id) ?? signerOf(keys.signing[version - 1], name) ?? unknownKey('signing-key', name)
      signers.set(id, signer)
      return signer
    },
    signingVersions: async () => keys.signing.length,
    secret: async (name) => deriveKey(keys.rootSecret, 'secret', SM3_BYTES, encodeName(name, 'secretName')),
    fingerprint: async () => fingerprintOf(keys),
  }
}

function unknownKey(kind: 'kek' | 'signing-key', name: string): never {
  throw new KeyStoreError({ code: 'KEYSTORE_KEY_UNKNOWN', kind, name })
}

function signerOf(keys: SigningKeys | undefined, name: string): NoteSigner | undefined {
  if (keys === undefined) return undefined
  if (name === 'audit-log-sm2') return createSm2NoteSigner(name, keys.sm2PrivateKey)
  if (name === 'audit-log-ed25519') return createEd25519NoteSigner(name, keys.ed25519PrivateKey)
  return undefined
}

/** Of values derived one way and of public keys, so that it tells nothing about any key. */
function fingerprintOf(keys: KeySet): string {
  const [{ sm2PrivateKey, ed25519PrivateKey }] = keys.signing as readonly [SigningKeys]
  const parts = [
    deriveKey(keys.rootSecret, 'fingerprint', SM3_BYTES),
    deriveKey(keys.keks[0]!, 'fingerprint', SM3_BYTES),
    sm2PublicKey(sm2PrivateKey),
    createEd25519Signer(ed25519PrivateKey).publicKey,
  ]
  return toHex(sm3(concatBytes(...parts.map(lengthPrefixed))).subarray(0, 16))
}
