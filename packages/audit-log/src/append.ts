// The writer: from the right edge of a tree and new leaves to the tiles that change. Pure: storing them is the caller's.
import { concatBytes } from './bytes.ts'
import { rangeRoot } from './compact-range.ts'
import type { CompactRange } from './compact-range.ts'
import { assertHash, assertSize, HASH_SIZE } from './hash.ts'
import type { LogHash } from './hash.ts'
import { LogError } from './issues.ts'
import { hashesAtLevel, perfectRoot, TILE_WIDTH } from './tiles.ts'
import type { Tile } from './tiles.ts'

/**
 * What of a tree is needed to append to it: its size and, by tile level from 0, the bytes of the partial tile at the right end of the
 * level, empty where the level ends in a full tile. Levels without a hash may be left out. At most 7 × 8 KiB.
 */
export interface LogEdge {
  readonly size: number
  readonly partialTiles: readonly Uint8Array[]
}

export const emptyEdge: LogEdge = { size: 0, partialTiles: [] }

export interface Appended {
  readonly size: number
  readonly root: Uint8Array
  /** Tiles that are new or wider than before, lower levels first, by index within a level; nothing that stayed as it was. */
  readonly tiles: readonly Tile[]
  /** The edge to append the next batch to. */
  readonly edge: LogEdge
}

/**
 * Appends leaves in order. Costs about one hash a leaf, and at most 255 a level for the root, whatever the size of the log.
 *
 * The caller must store the tiles durably before it publishes the root, and must let one writer at a time append.
 *
 * @param leaves - Leaf hashes, 32 bytes each, any number of them; with none the root is still computed.
 * @throws {LogError} `LOG_EDGE_MISMATCH` when the edge cannot be that of its size; `LOG_HASH_SIZE`; `LOG_SIZE_INVALID`.
 *   Then nothing was appended.
 */
export function appendLeaves(hash: LogHash, edge: LogEdge, leaves: readonly Uint8Array[]): Appended {
  const size = edge.size + leaves.length
  assertEdge(edge)
  assertSize(size)
  leaves.forEach(assertHash)

  const tiles: Tile[] = []
  const partialTiles: Uint8Array[] = []
  let added = concatBytes(leaves)
  for (let level = 0; hashesAtLevel(size, level) > 0; level++) {
    const grown = growLevel(hash, {
      level,
      before: hashesAtLevel(edge.size, level),
      partial: partialAt(edge, level),
      added,
    })
    tiles.push(...grown.tiles)
    partialTiles.push(grown.partial)
    added = grown.roots
  }
  const next = { size, partialTiles }
  return { size, root: rangeRoot(hash, rangeOfEdge(hash, next)), tiles, edge: next }
}

interface Level {
  readonly level: number
  /** Hashes at this level so far. */
  readonly before: number
  readonly partial: Uint8Array
  readonly added: Uint8Array
}

/** Tiles of one level that change, its new partial tile, and the roots of the tiles that became full: what the next level gains. */
function growLevel(hash: LogHash, { level, before, partial, added }: Level) {
  const tiles: Tile[] = []
  const roots: Uint8Array[] = []
  if (added.length === 0) return { tiles, partial, roots: concatBytes(roots) }
  const bytes = concatBytes([partial, added])
  const firstIndex = Math.floor(before / TILE_WIDTH)
  for (let at = 0; at < bytes.length; at += TILE_BYTES) {
    const tile = bytes.slice(at, at + TILE_BYTES)
    tiles.push({ level, index: firstIndex + at / TILE_BYTES, width: tile.length / HASH_SIZE, bytes: tile })
    if (tile.length === TILE_BYTES) roots.push(perfectRoot(hash, tile))
  }
  return { tiles, partial: bytes.slice(bytes.length - (bytes.length % TILE_BYTES)), roots: concatBytes(roots) }
}

const TILE_BYTES = TILE_WIDTH * HASH_SIZE

/**
 * The compact range of the tree that an edge belongs to: what a streaming verifier can go on from.
 * @throws {LogError} `LOG_EDGE_MISMATCH`, `LOG_SIZE_INVALID`
 */
export function rangeOfEdge(hash: LogHash, edge: LogEdge): CompactRange {
  assertEdge(edge)
  return { size: edge.size, hashes: edge.partialTiles.toReversed().flatMap((tile) => perfectRoots(hash, tile)) }
}

/** Roots of the perfect subtrees that a partial tile is made of, largest first. */
function perfectRoots(hash: LogHash, tile: Uint8Array): Uint8Array[] {
  const roots: Uint8Array[] = []
  let at = 0
  for (let bytes = TILE_BYTES / 2; bytes >= HASH_SIZE; bytes /= 2) {
    if (at + bytes > tile.length) continue
    roots.push(perfectRoot(hash, tile.subarray(at, at + bytes)))
    at += bytes
  }
  return roots
}

function partialAt(edge: LogEdge, level: number): Uint8Array {
  return edge.partialTiles[level] ?? new Uint8Array(0)
}

function assertEdge(edge: LogEdge): void {
  assertSize(edge.size)
  for (let level = 0; level < edge.partialTiles.length || hashesAtLevel(edge.size, level) > 0; level++) {
    const expectedBytes = (hashesAtLevel(edge.size, level) % TILE_WIDTH) * HASH_SIZE
    const bytes = partialAt(edge, level).length
    if (bytes !== expectedBytes) {
      throw new LogError({ code: 'LOG_EDGE_MISMATCH', size: edge.size, level, bytes, expectedBytes })
    }
  }
}
