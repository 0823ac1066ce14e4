// Sealing, indexing and digesting of many rows into memory of the caller's. What is made is, byte for byte, what
// `createSealer`, `createBlindIndexer` and `createRowDigester` make; only the tags come later, four at a time.
import { writeName } from './bytes.ts'
import { fieldIndexKey } from './blind-index.ts'
import { materialOf } from './data-key.ts'
import type { DataKey } from './data-key.ts'
import { BODY_AT, encodeBinding, HEADER_BYTES, writeHeader } from './etm.ts'
import { MAX_TEXT_BYTES, SmcryptoError } from './errors.ts'
import { hmacSm3 } from './hmac-sm3.ts'
import { createTagQueue, LONGEST_WAITING } from './sm3-lanes/tag-queue.ts'
import type { TagKey, TagQueue } from './sm3-lanes/tag-queue.ts'
import { SHORT_CTR_BYTES, Sm4ShortCtr } from './sm4.ts'
import { createSealer } from './sealing.ts'

/**
 * Writes into `target` and leaves room for tags; INVARIANT (no tag is left out): `settle` is called before anything of
 * `target` is used, and between two calls of it `target` keeps its places, though its bytes may move to larger memory.
 */
export interface BulkSealer {
  /**
   * The envelope of a row (`Sealer.seal`), `plaintext.length + ENVELOPE_OVERHEAD` bytes.
   *
   * @throws {SmcryptoError} `TEXT_INVALID` for the row id.
   */
  seal(rowId: string, plaintext: Uint8Array, target: Uint8Array, at: number): void
  /**
   * The blind index (`BlindIndexer.index`) of a normalised value, given as UTF-8, 32 bytes.
   *
   * @param field - Its place among the fields.
   * @throws {SmcryptoError} `TEXT_INVALID` when there is no byte.
   */
  index(field: number, bytes: Uint8Array, start: number, end: number, target: Uint8Array, at: number): void
  /** The digest of a row (`RowDigester.digest`), 32 bytes. */
  digest(row: Uint8Array, target: Uint8Array, at: number): void
  /** Puts the tags in place that are still to come. */
  settle(target: Uint8Array): void
}

/**
 * @param dataset - As in `createSealer`.
 * @param fields - Fields whose values are indexed.
 * @throws {SmcryptoError} `TEXT_INVALID`
 */
export function createBulkSealer(dataKey: DataKey, dataset: string, fields: readonly string[]): BulkSealer {
  return sealInBulk(dataKey, dataset, fields, createTagQueue())
}

/** The same with a queue of choice. Of this package only. */
export function sealInBulk(dataKey: DataKey, dataset: string, fields: readonly string[], queue: TagQueue): BulkSealer {
  const { carried, digestKey: rawDigestKey } = materialOf(dataKey)
  const { keyVersion } = dataKey
  const sealer = createSealer(dataKey, dataset)
  const binding = encodeBinding(dataset, 'dataset')
  const ctr = new Sm4ShortCtr(carried.encKey)
  const macKey = queue.key(carried.macKey)
  const digestKey = queue.key(rawDigestKey)
  const indexKeys = fields.map((field) => queue.key(fieldIndexKey(dataKey, field)))
  const { bytes } = queue

  const tag = (key: TagKey, message: Uint8Array, target: Uint8Array, to: number): void => {
    if (message.length > LONGEST_WAITING) return target.set(hmacSm3(key.raw, message), to)
    bytes.set(message, queue.place(message.length, target))
    queue.add(key, message.length, to)
  }

  return {
    seal: (rowId, plaintext, target, at) => {
      if (plaintext.length > SHORT_CTR_BYTES) return target.set(sealer.seal(rowId, plaintext), at)
      const message = queue.place(binding.length + 4 + MAX_TEXT_BYTES + BODY_AT + SHORT_CTR_BYTES, target)
      bytes.set(binding, message)
      const body = writeName(bytes, message + binding.length, rowId, 'rowId')
      writeHeader(bytes, body, keyVersion)
      ctr.encrypt(plaintext, bytes, body + HEADER_BYTES)
      const end = body + BODY_AT + plaintext.length
      for (let i = body, to = at; i < end; i++) target[to++] = bytes[i]!
      queue.add(macKey, end - message, at + end - body)
    },
    index: (field, value, start, end, target, at) => {
      if (start === end) throw new SmcryptoError({ code: 'TEXT_INVALID', what: 'value', reason: 'empty' })
      const key = indexKeys[field]!
      const length = end - start
      if (length > LONGEST_WAITING) return target.set(hmacSm3(key.raw, value.subarray(start, end)), at)
      let to = queue.place(length, target)
      for (let i = start; i < end; i++) bytes[to++] = value[i]!
      queue.add(key, length, at)
    },
    digest: (row, target, at) => tag(digestKey, row, target, at),
    settle: (target) => queue.settle(target),
  }
}
