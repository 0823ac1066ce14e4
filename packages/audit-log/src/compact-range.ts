// The whole of a tree that is needed to go on appending to it and to know its root: one hash for each 1 bit of its size.
import { assertHash, assertSize, emptyRoot, nodeHash } from './hash.ts'
import type { LogHash } from './hash.ts'
import { LogError } from './issues.ts'

/**
 * The perfect subtrees that a tree of `size` leaves is made of, by their roots, largest and leftmost first. Plain data: it can be
 * stored and taken up again, so that a log of any length is checked with at most 53 hashes in memory.
 */
export interface CompactRange {
  readonly size: number
  readonly hashes: readonly Uint8Array[]
}

export const emptyRange: CompactRange = { size: 0, hashes: [] }

/**
 * The range with one leaf more; the range given is not changed.
 *
 * @param leaf - Leaf hash, 32 bytes, of the entry with index `range.size`.
 * @throws {LogError} `LOG_HASH_SIZE`; `LOG_RANGE_MALFORMED` when hashes are missing for the size
 */
export function appendToRange(hash: LogHash, range: CompactRange, leaf: Uint8Array): CompactRange {
  assertHash(leaf)
  const hashes = [...range.hashes]
  let node = leaf
  for (let n = range.size; n % 2 === 1; n = Math.floor(n / 2)) {
    const left = hashes.pop()
    if (left === undefined) throw malformed(range)
    node = nodeHash(hash, left, node)
  }
  hashes.push(node)
  return { size: range.size + 1, hashes }
}

/** Root of the tree. @throws {LogError} `LOG_RANGE_MALFORMED` when the number of hashes does not fit the size */
export function rangeRoot(hash: LogHash, range: CompactRange): Uint8Array {
  assertRange(range)
  if (range.size === 0) return emptyRoot(hash)
  return range.hashes.reduceRight((right, left) => nodeHash(hash, left, right))
}

/**
 * For a range that comes from storage or from someone else. That its hashes are the right ones only its root can show.
 * @throws {LogError} `LOG_SIZE_INVALID`, `LOG_HASH_SIZE`, `LOG_RANGE_MALFORMED`
 */
export function assertRange(range: CompactRange): void {
  assertSize(range.size)
  range.hashes.forEach(assertHash)
  let ones = 0
  for (let n = range.size; n > 0; n = Math.floor(n / 2)) ones += n % 2
  if (ones !== range.hashes.length) throw malformed(range)
}

function malformed(range: CompactRange): LogError {
  return new LogError({ code: 'LOG_RANGE_MALFORMED', size: range.size, hashes: range.hashes.length })
}
