// Key-encryption keys: what wraps the data keys. Same construction as rows (etm.ts) under keys of other purposes.
import { requireKeyLength, requireKeyVersion, toHex } from './bytes.ts'
import { HIERARCHY_KEY_BYTES } from './data-key.ts'
import { WrappedKeyTampered } from './errors.ts'
import { EtmCipher, encodeBinding, keyVersionOf } from './etm.ts'
import { deriveKey } from './hkdf.ts'
import { SM3_BYTES } from './sm3.ts'
import { SM4_KEY_BYTES } from './sm4.ts'

/** A key-encryption key in one version. Opaque, as a `DataKey` is. */
export interface Kek {
  readonly version: number
  /** 16 hexadecimal digits derived one way from the key; not secret. Record it to notice that a key is another one. */
  readonly fingerprint: string
}

/** What a wrapped key is bound to: whose key it is and what for. */
export interface KeyBinding {
  readonly keyId: string
  readonly purpose: string
}

const ciphers = new WeakMap<Kek, EtmCipher>()

/**
 * @param raw - 32 bytes, uniformly random. Not kept.
 * @param version - 1 to 2^32 - 1.
 * @throws {SmcryptoError} `KEY_LENGTH`, `KEY_VERSION_INVALID`
 */
export function createKek(raw: Uint8Array, version: number): Kek {
  requireKeyLength(raw, HIERARCHY_KEY_BYTES, 'kek')
  requireKeyVersion(version)
  const kek: Kek = Object.freeze({ version, fingerprint: toHex(deriveKey(raw, 'fingerprint', 8)) })
  const encKey = deriveKey(raw, 'wrap/enc', SM4_KEY_BYTES)
  const macKey = deriveKey(raw, 'wrap/mac', SM3_BYTES)
  ciphers.set(kek, new EtmCipher({ encKey, macKey, keyVersion: version, secondRole: 'purpose' }))
  return kek
}

function cipherOf(kek: Kek): EtmCipher {
  const cipher = ciphers.get(kek)
  if (cipher === undefined) throw new TypeError('not a Kek of createKek()')
  return cipher
}

/**
 * Wraps a key for storage.
 *
 * @param raw - The key to wrap, any length.
 * @returns `raw.length + 53` bytes, different each time.
 * @throws {SmcryptoError} `TEXT_INVALID` for key id or purpose.
 */
export function wrapKey(kek: Kek, binding: KeyBinding, raw: Uint8Array): Uint8Array {
  return cipherOf(kek).seal(encodeBinding(binding.keyId, 'keyId'), binding.purpose, raw)
}

/**
 * Unwraps a key.
 *
 * @throws {WrappedKeyTampered} unless these bytes were wrapped for this key id and purpose under this KEK.
 * @throws {SmcryptoError} `TEXT_INVALID` for key id or purpose.
 */
export function unwrapKey(kek: Kek, binding: KeyBinding, wrapped: Uint8Array): Uint8Array {
  const opened = cipherOf(kek).open(encodeBinding(binding.keyId, 'keyId'), binding.purpose, wrapped)
  if (typeof opened !== 'string') return opened
  throw new WrappedKeyTampered({ keyId: binding.keyId, purpose: binding.purpose, fault: opened })
}

/**
 * The KEK version wrapped bytes say they need, to ask the key store for, or `undefined` when they are no wrapped key.
 * Not authenticated until unwrapped.
 */
export function wrappedKekVersion(wrapped: Uint8Array): number | undefined {
  return keyVersionOf(wrapped)
}
