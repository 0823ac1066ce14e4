// The whole tree again from its leaves: every tile and the root at any size on the way, each hash computed once, memory flat.
import type { CompactRange } from './compact-range.ts'
import { assertHash, emptyRoot, HASH_SIZE, nodeHash } from './hash.ts'
import type { LogHash } from './hash.ts'
import { TILE_HEIGHT, TILE_WIDTH } from './tiles.ts'
import type { Tile } from './tiles.ts'

/** Computes a tree anew, one leaf after the other, to be compared with what is stored of it. */
export interface Rehash {
  /** Leaves so far. */
  size(): number
  /** @param leaf - Leaf hash, 32 bytes. @throws {LogError} `LOG_HASH_SIZE` */
  push(leaf: Uint8Array): void
  /** Root of the tree of the leaves so far. */
  root(): Uint8Array
  /** The leaves so far as a compact range, to try how it would go on. */
  range(): CompactRange
  /** Tells the partial tiles of the right edge, lower levels first. Nothing may be pushed afterwards. */
  finish(): void
}

/**
 * Two hashes a leaf, the leaf's own included; at most 53 node hashes and one tile a level in memory.
 *
 * @param onTile - Told of each tile when it is full, of the partial ones by `finish`. Its bytes are its own.
 */
export function createRehash(hash: LogHash, onTile: (tile: Tile) => void): Rehash {
  /** Root of the perfect subtree of each height that the size has a bit for. */
  const nodes: Uint8Array[] = []
  const open: { index: number; width: number; bytes: Uint8Array }[] = []
  let size = 0

  const put = (level: number, node: Uint8Array): void => {
    const tile = (open[level] ??= { index: 0, width: 0, bytes: new Uint8Array(TILE_WIDTH * HASH_SIZE) })
    tile.bytes.set(node, tile.width * HASH_SIZE)
    tile.width++
    if (tile.width < TILE_WIDTH) return
    onTile({ level, index: tile.index, width: TILE_WIDTH, bytes: tile.bytes })
    open[level] = { index: tile.index + 1, width: 0, bytes: new Uint8Array(TILE_WIDTH * HASH_SIZE) }
  }

  /** Roots of the perfect subtrees that the tree is made of, smallest first. */
  const perfect = (): Uint8Array[] => {
    const roots: Uint8Array[] = []
    for (let n = size, height = 0; n > 0; n = Math.floor(n / 2), height++) if (n % 2 === 1) roots.push(nodes[height]!)
    return roots
  }

  return {
    size: () => size,
    push: (leaf) => {
      assertHash(leaf)
      put(0, leaf)
      let node = leaf
      let height = 0
      for (let n = size; n % 2 === 1; n = Math.floor(n / 2)) {
        node = nodeHash(hash, nodes[height]!, node)
        height++
        if (height % TILE_HEIGHT === 0) put(height / TILE_HEIGHT, node)
      }
      nodes[height] = node
      size++
    },
    root: () => {
      const [lowest, ...higher] = perfect()
      return lowest === undefined ? emptyRoot(hash) : higher.reduce((root, node) => nodeHash(hash, node, root), lowest)
    },
    range: () => ({ size, hashes: perfect().toReversed() }),
    finish: () => {
      open.forEach(({ index, width, bytes }, level) => {
        if (width > 0) onTile({ level, index, width, bytes: bytes.slice(0, width * HASH_SIZE) })
      })
    },
  }
}
