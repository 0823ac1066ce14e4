// Opening of many rows at once. What comes out is, byte for byte, what `Sealer.open` gives; tags are computed four at a time,
// and the key stream of all rows by one call of the cipher.
import { writeName } from './bytes.ts'
import { materialOf } from './data-key.ts'
import type { DataKey } from './data-key.ts'
import { BODY_AT, encodeBinding, faultBeforeTag, HEADER_BYTES, keyVersionOf } from './etm.ts'
import { EnvelopeTampered, MAX_TEXT_BYTES } from './errors.ts'
import { createSealer } from './sealing.ts'
import { SM3_BYTES } from './sm3.ts'
import { tagQueueOfThread } from './sm3-lanes/tag-queue.ts'
import type { TagQueue } from './sm3-lanes/tag-queue.ts'
import { SHORT_CTR_BYTES, Sm4ShortCtr } from './sm4.ts'

export interface SealedRow {
  readonly rowId: string
  readonly envelope: Uint8Array
}

/** Opens rows of one dataset under one data key, many in a call. Synchronous; keep it in its thread. */
export interface BulkOpener {
  readonly keyVersion: number
  /**
   * @returns The plaintext of each row. They share memory with one another: copy one before transferring its `buffer`.
   * @throws {EnvelopeTampered} for the first row whose envelope was not sealed for this dataset, row and key version; then
   *   none is opened.
   */
  open(rows: readonly SealedRow[]): readonly Uint8Array[]
}

/**
 * @param dataset - As in `createSealer`.
 * @throws {SmcryptoError} `TEXT_INVALID`
 */
export function createBulkOpener(dataKey: DataKey, dataset: string): BulkOpener {
  return openInBulk(dataKey, dataset, tagQueueOfThread())
}

/** The same with a queue of choice. Of this package only. */
export function openInBulk(dataKey: DataKey, dataset: string, queue: TagQueue): BulkOpener {
  const { carried } = materialOf(dataKey)
  const { keyVersion } = dataKey
  const sealer = createSealer(dataKey, dataset)
  const binding = encodeBinding(dataset, 'dataset')
  const ctr = new Sm4ShortCtr(carried.encKey)
  const macKey = queue.key(carried.macKey)
  const { bytes } = queue

  /** Puts the message of the tag into the queue. */
  const queueTag = ({ rowId, envelope }: SealedRow, tags: Uint8Array, to: number): void => {
    const bodyBytes = envelope.length - SM3_BYTES
    const at = queue.place(binding.length + 4 + MAX_TEXT_BYTES + bodyBytes, tags)
    bytes.set(binding, at)
    let end = writeName(bytes, at + binding.length, rowId, 'rowId')
    for (let i = 0; i < bodyBytes; i++) bytes[end++] = envelope[i]!
    queue.add(macKey, end - at, to)
  }

  return {
    keyVersion,
    open: (rows) => {
      // Lanes are worth their filling from the second row on.
      const [only] = rows
      if (only !== undefined && rows.length === 1) return [sealer.open(only.rowId, only.envelope)]
      const tags = new Uint8Array(rows.length * SM3_BYTES)
      for (const { rowId, envelope } of rows) {
        const fault = faultBeforeTag(envelope) ?? (keyVersionOf(envelope) === keyVersion ? undefined : 'key-version')
        if (fault !== undefined) throw new EnvelopeTampered({ dataset, rowId, fault })
      }
      try {
        for (const [i, row] of rows.entries()) if (isShort(row.envelope)) queueTag(row, tags, i * SM3_BYTES)
      } finally {
        // Also when a name was refused: nothing of this call waits for the next.
        queue.settle(tags)
      }
      // INVARIANT (tag before plaintext): every tag is compared, in constant time, before anything is decrypted.
      for (const [i, { rowId, envelope }] of rows.entries()) {
        if (!isShort(envelope) || endsWith(envelope, tags, i * SM3_BYTES)) continue
        throw new EnvelopeTampered({ dataset, rowId, fault: 'tag' })
      }
      const short = rows.filter((row) => isShort(row.envelope))
      const opened = ctr.decryptAll(
        short.map((row) => row.envelope),
        HEADER_BYTES,
        SM3_BYTES,
      )
      if (short.length === rows.length) return opened
      let next = 0
      return rows.map((row) => (isShort(row.envelope) ? opened[next++]! : sealer.open(row.rowId, row.envelope)))
    },
  }
}

function isShort(envelope: Uint8Array): boolean {
  return envelope.length - SM3_BYTES - BODY_AT <= SHORT_CTR_BYTES
}

function endsWith(envelope: Uint8Array, tags: Uint8Array, at: number): boolean {
  const from = envelope.length - SM3_BYTES
  let difference = 0
  for (let i = 0; i < SM3_BYTES; i++) difference |= envelope[from + i]! ^ tags[at + i]!
  return difference === 0
}
