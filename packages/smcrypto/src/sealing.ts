// Sealing of rows: one envelope per row, bound to dataset, row id and key version. Layout: etm.ts.
import { materialOf } from './data-key.ts'
import type { DataKey } from './data-key.ts'
import { EnvelopeTampered, SmcryptoError } from './errors.ts'
import { encodeBinding, keyVersionOf } from './etm.ts'

/** What an envelope is bound to. Opened anywhere else, it is refused. */
export interface RowBinding {
  readonly dataset: string
  readonly rowId: string
  /** Must be the version of the data key that is used. */
  readonly keyVersion: number
}

/** Seals and opens the rows of one dataset under one data key. Synchronous; keep it in its thread. */
export interface Sealer {
  readonly dataset: string
  readonly keyVersion: number
  /** @throws {SmcryptoError} `TEXT_INVALID` for the row id. */
  seal(rowId: string, plaintext: Uint8Array): Uint8Array
  /** @throws {EnvelopeTampered} unless this envelope was sealed for this dataset, row and key version. */
  open(rowId: string, envelope: Uint8Array): Uint8Array
}

/**
 * The fast way to seal or open many rows of one dataset: derivation and encoding are done once.
 *
 * @param dataset - Non-empty, well-formed, at most 1024 bytes of UTF-8; compared byte by byte, not normalised.
 * @returns A sealer. Envelopes share memory with neighbouring envelopes (never with plaintext): copy one before
 *   transferring its `buffer`.
 * @throws {SmcryptoError} `TEXT_INVALID` for the dataset.
 */
export function createSealer(dataKey: DataKey, dataset: string): Sealer {
  const cipher = materialOf(dataKey).rows
  const binding = encodeBinding(dataset, 'dataset')
  return {
    dataset,
    keyVersion: dataKey.keyVersion,
    seal(rowId, plaintext) {
      return cipher.seal(binding, rowId, plaintext)
    },
    open(rowId, envelope) {
      const opened = cipher.open(binding, rowId, envelope)
      if (typeof opened === 'string') throw new EnvelopeTampered({ dataset, rowId, fault: opened })
      return opened
    },
  }
}

/**
 * Seals one row.
 *
 * @param plaintext - Any length from 0 bytes; its length is visible in the envelope.
 * @returns `plaintext.length + 53` bytes, different each time (random first counter).
 * @throws {SmcryptoError} `KEY_VERSION_MISMATCH` when binding and key name different versions; `TEXT_INVALID`
 */
export function sealRow(dataKey: DataKey, binding: RowBinding, plaintext: Uint8Array): Uint8Array {
  requireSameVersion(dataKey, binding)
  return latestSealer(dataKey, binding.dataset).seal(binding.rowId, plaintext)
}

/**
 * Opens one row.
 *
 * @throws {EnvelopeTampered} with dataset, row id and the check that failed, when any bit of the envelope or of what it
 *   is bound to differs.
 * @throws {SmcryptoError} `KEY_VERSION_MISMATCH`, `TEXT_INVALID`
 */
export function openRow(dataKey: DataKey, binding: RowBinding, envelope: Uint8Array): Uint8Array {
  requireSameVersion(dataKey, binding)
  return latestSealer(dataKey, binding.dataset).open(binding.rowId, envelope)
}

/**
 * The key version an envelope says it was sealed under, to choose the key by, or `undefined` when it is no envelope.
 * Not authenticated until the envelope has been opened.
 */
export function envelopeKeyVersion(envelope: Uint8Array): number | undefined {
  return keyVersionOf(envelope)
}

function requireSameVersion(dataKey: DataKey, binding: RowBinding): void {
  if (dataKey.keyVersion === binding.keyVersion) return
  throw new SmcryptoError({
    code: 'KEY_VERSION_MISMATCH',
    keyVersion: dataKey.keyVersion,
    bindingVersion: binding.keyVersion,
  })
}

// A data key belongs to one dataset, so remembering the last sealer of each key is enough.
const latest = new WeakMap<DataKey, Sealer>()

function latestSealer(dataKey: DataKey, dataset: string): Sealer {
  const known = latest.get(dataKey)
  if (known?.dataset === dataset) return known
  const sealer = createSealer(dataKey, dataset)
  latest.set(dataKey, sealer)
  return sealer
}
