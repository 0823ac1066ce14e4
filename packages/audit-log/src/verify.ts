// The verifier: RFC 9162 §2.1.3.2 and §2.1.4.2. Depends on the hash alone, on nothing that writes or reads a log, so that
// an auditor can take, read and trust it by itself. Sizes go up to 2^53 - 1, so halving is division and not a 32-bit shift.
import { equalBytes, toHex } from './bytes.ts'
import { assertIndex, assertSize, emptyRoot, HASH_SIZE, nodeHash } from './hash.ts'
import type { LogHash } from './hash.ts'
import { LogError, ProofMalformed, RootMismatch } from './issues.ts'
import type { ProofFault } from './issues.ts'

/** A leaf hash and where it is said to be: `index` from 0, in a tree of `size` leaves. */
export interface LeafAt {
  readonly leafHash: Uint8Array
  readonly index: number
  readonly size: number
}

/** What a tree of `size` leaves commits to; a checkpoint is one that is signed. */
export interface TreeHead {
  readonly size: number
  readonly root: Uint8Array
}

/**
 * Checks that a leaf is in the tree that `root` commits to.
 *
 * The size must come from the same checkpoint as the root. A proof alone does not bind it: trees of different sizes
 * in which the path to the leaf has the same shape share the computation.
 *
 * @param proof - Audit path, sibling of the leaf first.
 * @throws {RootMismatch} carrying the expected and the computed root, so that the mismatch itself is evidence.
 * @throws {ProofMalformed} when the number or length of the hashes cannot fit index and size.
 * @throws {LogError} `LOG_INDEX_OUT_OF_RANGE`, `LOG_SIZE_INVALID`
 * @see RFC 9162 §2.1.3.2
 */
export function verifyInclusion(hash: LogHash, leaf: LeafAt, proof: readonly Uint8Array[], root: Uint8Array): void {
  assertSameRoot(leaf.size, root, rootFromInclusion(hash, leaf, proof))
}

/**
 * The root that a leaf and its audit path lead to. Proves nothing until compared with a root from a verified checkpoint.
 *
 * @throws {ProofMalformed} when the number or length of the hashes cannot fit index and size.
 * @throws {LogError} `LOG_INDEX_OUT_OF_RANGE`, `LOG_SIZE_INVALID`
 */
export function rootFromInclusion(hash: LogHash, leaf: LeafAt, proof: readonly Uint8Array[]): Uint8Array {
  assertIndex(leaf.index, leaf.size)
  const fail = (fault: ProofFault): ProofMalformed =>
    new ProofMalformed({ fault, hashes: proof.length, index: leaf.index, size: leaf.size })
  if ([leaf.leafHash, ...proof].some((h) => h.length !== HASH_SIZE)) throw fail('hash-size')

  let at: Path = { node: leaf.index, last: leaf.size - 1 }
  let computed = leaf.leafHash
  for (const sibling of proof) {
    if (at.last === 0) throw fail('too-long')
    if (joinsLeft(at)) {
      computed = nodeHash(hash, sibling, computed)
      at = skipLevelsWithoutSibling(at)
    } else {
      computed = nodeHash(hash, computed, sibling)
    }
    at = up(at)
  }
  if (at.last !== 0) throw fail('too-short')
  return computed
}

/**
 * Checks that the newer tree continues the older one: its first `older.size` leaves are the same, nothing removed or changed.
 * With `older.size` 0 there is nothing to continue: the older root must be that of no leaves, and the newer one is not examined.
 *
 * @param proof - Empty when the older size is 0 or equal to the newer.
 * @throws {RootMismatch} for the older or the newer size, carrying the expected and the computed root.
 * @throws {ProofMalformed} when the number or length of the hashes cannot fit the sizes.
 * @throws {LogError} `LOG_TREE_SHRANK` when the newer tree is smaller; `LOG_SIZE_INVALID`; `LOG_HASH_SIZE` for a root
 * @see RFC 9162 §2.1.4.2
 */
export function verifyConsistency(hash: LogHash, older: TreeHead, newer: TreeHead, proof: readonly Uint8Array[]): void {
  assertSize(older.size)
  assertSize(newer.size)
  if (newer.size < older.size) {
    throw new LogError({ code: 'LOG_TREE_SHRANK', oldSize: older.size, newSize: newer.size })
  }
  const fail = (fault: ProofFault): ProofMalformed =>
    new ProofMalformed({ fault, hashes: proof.length, oldSize: older.size, size: newer.size })
  if ([older.root, newer.root, ...proof].some((h) => h.length !== HASH_SIZE)) throw fail('hash-size')

  if (older.size === 0 || older.size === newer.size) {
    if (proof.length > 0) throw fail('too-long')
    if (older.size === 0) assertSameRoot(0, older.root, emptyRoot(hash))
    if (older.size === newer.size) assertSameRoot(newer.size, older.root, newer.root)
    return
  }
  const roots = rootsFromConsistency(hash, older, newer.size, proof, fail)
  assertSameRoot(older.size, older.root, roots.older)
  assertSameRoot(newer.size, newer.root, roots.newer)
}

/** Requires 0 < older.size < newSize. */
function rootsFromConsistency(
  hash: LogHash,
  older: TreeHead,
  newSize: number,
  proof: readonly Uint8Array[],
  fail: (fault: ProofFault) => ProofMalformed,
): { readonly older: Uint8Array; readonly newer: Uint8Array } {
  // A proof from an exact power of two leaves out its first hash, which is the older root itself.
  const [first, ...rest] = isPowerOfTwo(older.size) ? [older.root, ...proof] : proof
  if (first === undefined) throw fail('too-short')

  let at: Path = { node: older.size - 1, last: newSize - 1 }
  while (isOdd(at.node)) at = up(at)
  let olderRoot = first
  let newerRoot = first
  for (const sibling of rest) {
    if (at.last === 0) throw fail('too-long')
    if (joinsLeft(at)) {
      olderRoot = nodeHash(hash, sibling, olderRoot)
      newerRoot = nodeHash(hash, sibling, newerRoot)
      at = skipLevelsWithoutSibling(at)
    } else {
      newerRoot = nodeHash(hash, newerRoot, sibling)
    }
    at = up(at)
  }
  if (at.last !== 0) throw fail('too-short')
  return { older: olderRoot, newer: newerRoot }
}

/** A node on the way up and the last node of its level: `fn` and `sn` of RFC 9162. */
interface Path {
  readonly node: number
  readonly last: number
}

const isOdd = (n: number): boolean => n % 2 === 1
const up = (at: Path): Path => ({ node: Math.floor(at.node / 2), last: Math.floor(at.last / 2) })

/** Whether the next sibling is on the left: the node is a right child, or the last of its level. */
const joinsLeft = (at: Path): boolean => isOdd(at.node) || at.node === at.last

function skipLevelsWithoutSibling(from: Path): Path {
  let at = from
  while (!isOdd(at.node) && at.node !== 0) at = up(at)
  return at
}

function isPowerOfTwo(size: number): boolean {
  let n = size
  while (n > 1 && !isOdd(n)) n = n / 2
  return n === 1
}

function assertSameRoot(size: number, expected: Uint8Array, computed: Uint8Array): void {
  if (equalBytes(expected, computed)) return
  throw new RootMismatch({ size, expected: toHex(expected), computed: toHex(computed) })
}
