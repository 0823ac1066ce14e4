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
  readonly digestKey: Uint8Array
  readonly carried: Omit<CarriedDataKey, 'keyVersion'>
}

/**
 * What a data key is made of, on its way into another thread of this process. Every array has memory of its own, to be
 * transferred and not copied. It MUST NOT be logged, stored or sent to another process.
 */
export interface CarriedDataKey {
  readonly keyVersion: number
  readonly encKey: Uint8Array<ArrayBuffer>
  readonly macKey: Uint8Array<ArrayBuffer>
  readonly indexRoot: Uint8Array<ArrayBuffer>
  readonly digestKey: Uint8Array<ArrayBuffer>
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
  return keyOf({
    keyVersion,
    encKey: detached(deriveKey(raw, 'row/enc', SM4_KEY_BYTES)),
    macKey: detached(deriveKey(raw, 'row/mac', SM3_BYTES)),
    indexRoot: detached(deriveKey(raw, 'blind-index', SM3_BYTES)),
    digestKey: detached(deriveKey(raw, 'row-digest', SM3_BYTES)),
  })
}

/**
 * Copies a data key for another thread. Hand the arrays over by transfer (`carriedBuffers`), so that no second copy stays
 * in this thread.
 */
export function carryDataKey(key: DataKey): CarriedDataKey {
  const { encKey, macKey, indexRoot, digestKey } = materialOf(key).carried
  return {
    keyVersion: key.keyVersion,
    encKey: detached(encKey),
    macKey: detached(macKey),
    indexRoot: detached(indexRoot),
    digestKey: detached(digestKey),
  }
}

/** The buffers of a carried key, for the transfer list of `postMessage`. */
export function carriedBuffers({ encKey, macKey, indexRoot, digestKey }: CarriedDataKey): ArrayBuffer[] {
  return [encKey.buffer, macKey.buffer, indexRoot.buffer, digestKey.buffer]
}

/** The data key in the thread it was carried to. @throws {SmcryptoError} `KEY_LENGTH`, `KEY_VERSION_INVALID` */
export function receiveDataKey(carried: CarriedDataKey): DataKey {
  requireKeyVersion(carried.keyVersion)
  requireKeyLength(carried.encKey, SM4_KEY_BYTES, 'data-key')
  for (const part of [carried.macKey, carried.indexRoot, carried.digestKey]) {
    requireKeyLength(part, SM3_BYTES, 'data-key')
  }
  return keyOf(carried)
}

function keyOf(carried: CarriedDataKey): DataKey {
  const { keyVersion, encKey, macKey, indexRoot, digestKey } = carried
  const key: DataKey = Object.freeze({ keyVersion })
  const rows = new EtmCipher({ encKey, macKey, keyVersion, secondRole: 'rowId' })
  materials.set(key, { rows, indexRoot, digestKey, carried: { encKey, macKey, indexRoot, digestKey } })
  return key
}

/** Of this package only. @throws {TypeError} for an object that `createDataKey` did not make. */
export function materialOf(key: DataKey): Material {
  const material = materials.get(key)
  if (material === undefined) throw new TypeError('not a DataKey of createDataKey()')
  return material
}
