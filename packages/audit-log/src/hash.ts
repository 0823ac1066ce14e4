// RFC 6962 §2.1 and RFC 9162 §2.1.1: how leaves and nodes of the tree are hashed.
import { LogError } from './issues.ts'

/** Bytes of a hash. SM3 and SHA-256 both have this size; tiles and checkpoints rely on it. */
export const HASH_SIZE = 32

/**
 * The hash function of a log, passed in by its caller: SM3 in Fadu, SHA-256 for the published vectors.
 *
 * An implementer MUST hash the parts as one message, in their order, with no separator; MUST return a new array of 32 bytes
 * each time; MUST be deterministic and keep no reference to the parts. `name` is the lower-case name by which
 * `logSelfTest` finds its known answers: 'sm3' or 'sha256'.
 */
export interface LogHash {
  readonly name: string
  readonly size: 32
  digest(...parts: readonly Uint8Array[]): Uint8Array
}

// INVARIANT (domain separation): the first byte hashed says what is hashed: 0x00 a leaf, 0x01 an inner node, 0x02 a salted
// commitment. Without it an inner node could be passed off as an entry. Kept here and in commitment.ts.
const LEAF_PREFIX = Uint8Array.of(0x00)
const NODE_PREFIX = Uint8Array.of(0x01)

/** Hash of a leaf with the bytes `data`: H(0x00 ‖ data). @see RFC 6962 §2.1 */
export function leafHash(hash: LogHash, data: Uint8Array): Uint8Array {
  return hash.digest(LEAF_PREFIX, data)
}

/** Hash of an inner node: H(0x01 ‖ left ‖ right). @see RFC 6962 §2.1 */
export function nodeHash(hash: LogHash, left: Uint8Array, right: Uint8Array): Uint8Array {
  return hash.digest(NODE_PREFIX, left, right)
}

/** Root of the tree without leaves: the hash of nothing. @see RFC 6962 §2.1 */
export function emptyRoot(hash: LogHash): Uint8Array {
  return hash.digest()
}

/** @throws {LogError} `LOG_HASH_SIZE` unless `bytes` is as long as a hash. */
export function assertHash(bytes: Uint8Array): void {
  if (bytes.length === HASH_SIZE) return
  throw new LogError({ code: 'LOG_HASH_SIZE', bytes: bytes.length, expectedBytes: HASH_SIZE })
}

/** @throws {LogError} `LOG_SIZE_INVALID` unless `size` is an integer from 0 to 2^53 - 1, the largest exact number. */
export function assertSize(size: number): void {
  if (!Number.isSafeInteger(size) || size < 0) throw new LogError({ code: 'LOG_SIZE_INVALID', size })
}

/** @throws {LogError} `LOG_SIZE_INVALID`; `LOG_INDEX_OUT_OF_RANGE` unless `index` is an integer with 0 <= index < size. */
export function assertIndex(index: number, size: number): void {
  assertSize(size)
  if (Number.isSafeInteger(index) && index >= 0 && index < size) return
  throw new LogError({ code: 'LOG_INDEX_OUT_OF_RANGE', index, size })
}
