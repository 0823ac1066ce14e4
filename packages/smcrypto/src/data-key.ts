// The key of one dataset, and what is derived from it once.
import { randomBytes } from 'node:crypto'
import { detached, requireKeyLength, requireKeyVersion } from './bytes.ts'
import { EtmCipher } from './etm.ts'
import { deriveKey } from './hkdf.ts'
import { SM3_BYTES } from './sm3.ts'
import { SM4_KEY_BYTES } from './sm4.ts'

/** Bytes of a data key and of a key-encryption key. */
export const HIERARCHY_KEY_BYTES = 32

/**
 * The data key of one dataset in one version. Opaque: it shows its version and nothing else, also when logged.
 * One dataset has its own data key; a key shared by two datasets would make their blind indexes comparable.
 */
export interface DataKey {
  readonly keyVersion: number
}

interface Material {
  readonly rows: EtmCipher
  readonly indexRoot: Uint8Array
}

// Outside the object, so that neither a log line nor a structured clone of a DataKey can carry key material.
const materials = new WeakMap<DataKey, Material>()

/** A fresh raw data key: 32 bytes from the system's generator. Store it only wrapped (`wrapKey`). */
export function randomDataKey(): Uint8Array {
  return detached(randomBytes(HIERARCHY_KEY_BYTES))
}

/**
 * Derives what sealing and indexing need from a raw data key, once. The raw bytes are not kept: the caller may
 * overwrite its copy.
 *
 * @param raw - 32 bytes, uniformly random (`randomDataKey()`), unwrapped by `unwrapKey`.
 * @param keyVersion - 1 to 2^32 - 1; grows when the dataset's key is replaced.
 * @throws {SmcryptoError} `KEY_LENGTH`, `KEY_VERSION_INVALID`
 */
export function createDataKey(raw: Uint8Array, keyVersion: number): DataKey {
  requireKeyLength(raw, HIERARCHY_KEY_BYTES, 'data-key')
  requireKeyVersion(keyVersion)
  const key: DataKey = Object.freeze({ keyVersion })
  const encKey = deriveKey(raw, 'row/enc', SM4_KEY_BYTES)
  const macKey = deriveKey(raw, 'row/mac', SM3_BYTES)
  const rows = new EtmCipher({ encKey, macKey, keyVersion, secondRole: 'rowId' })
  materials.set(key, { rows, indexRoot: deriveKey(raw, 'blind-index', SM3_BYTES) })
  return key
}

/** Of this package only. @throws {TypeError} for an object that `createDataKey` did not make. */
export function materialOf(key: DataKey): Material {
  const material = materials.get(key)
  if (material === undefined) throw new TypeError('not a DataKey of createDataKey()')
  return material
}
