// Digest of a row: a keyed hash of all its values, to tell an unchanged row without opening it. HMAC-SM3 under a key of its own.
import { materialOf } from './data-key.ts'
import type { DataKey } from './data-key.ts'
import { HmacSm3Key, MESSAGE_AT } from './hmac-sm3.ts'
import { fromBinary } from './bytes.ts'

/** Longest message that is hashed in place, in bytes. */
const SHORT_MESSAGE = 4096

/** Digests the rows of one dataset. */
export interface RowDigester {
  /**
   * @param row - The values in an encoding that can be read back in one way; the caller's.
   * @returns 32 bytes, the same for the same bytes. It tells whoever sees the column which rows of this dataset are equal
   *   in all values, and nothing more without the key.
   */
  digest(row: Uint8Array): Uint8Array
}

/** The fast way to digest many rows under one data key. A new data key means new digests. */
export function createRowDigester(dataKey: DataKey): RowDigester {
  const key = new HmacSm3Key(materialOf(dataKey).digestKey, SHORT_MESSAGE)
  return {
    digest: (row) => {
      if (row.length > SHORT_MESSAGE) return key.mac(row)
      key.scratch.set(row, MESSAGE_AT)
      return fromBinary(key.binaryTag(row.length))
    },
  }
}
