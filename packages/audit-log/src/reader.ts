// The reader: roots and proofs from stored tiles. Plans first (ranges.ts), then reads each needed tile once, then hashes.
import type { LogEdge } from './append.ts'
import { assertIndex, assertSize, emptyRoot, HASH_SIZE, nodeHash } from './hash.ts'
import type { LogHash } from './hash.ts'
import { LogError } from './issues.ts'
import { consistencyRanges, inclusionRanges, perfectNodes } from './ranges.ts'
import type { LeafRange, PerfectNode } from './ranges.ts'
import { hashesAtLevel, perfectRoot, TILE_HEIGHT, TILE_WIDTH, tilePath } from './tiles.ts'
import type { TileCoordinate } from './tiles.ts'

/**
 * Where tiles are stored.
 *
 * An implementer MUST return the first `width` hashes of the tile, `width` × 32 bytes, or reject; where only a wider form of the
 * tile is kept, its beginning is the answer. A caller MUST NOT assume that a tile of a size that was never published can be
 * read. Reads have no order and may run at once; each is safe to repeat.
 */
export interface TileReader {
  readTile(level: number, index: number, width: number): Promise<Uint8Array>
}

/**
 * Root of the log when it had `size` leaves. Reads at most one tile a level, none for an empty log.
 *
 * @throws {LogError} `LOG_SIZE_INVALID`; `LOG_TILE_MALFORMED` when a tile has not the length asked for. Rejections of the reader pass.
 */
export async function rootAt(hash: LogHash, reader: TileReader, size: number): Promise<Uint8Array> {
  assertSize(size)
  if (size === 0) return emptyRoot(hash)
  const [root] = await hashRanges(hash, reader, size, [{ start: 0, end: size }])
  return root as Uint8Array
}

/**
 * Proof that the leaf at `index` is in the log of `size` leaves, for `verifyInclusion`. Reads at most two tiles a level.
 *
 * @returns The audit path, sibling of the leaf first; empty in a log of one.
 * @throws {LogError} `LOG_INDEX_OUT_OF_RANGE`, `LOG_SIZE_INVALID`, `LOG_TILE_MALFORMED`
 * @see RFC 9162 §2.1.3.1
 */
export async function inclusionProof(
  hash: LogHash,
  reader: TileReader,
  index: number,
  size: number,
): Promise<Uint8Array[]> {
  assertIndex(index, size)
  return hashRanges(hash, reader, size, inclusionRanges(index, size))
}

/**
 * Proof that the log of `newSize` leaves continues that of `oldSize`, for `verifyConsistency`. Reads at most two tiles a level.
 *
 * @returns The proof; empty when `oldSize` is 0 or equal to `newSize`.
 * @throws {LogError} `LOG_TREE_SHRANK` when `newSize` is smaller; `LOG_SIZE_INVALID`, `LOG_TILE_MALFORMED`
 * @see RFC 9162 §2.1.4.1
 */
export async function consistencyProof(
  hash: LogHash,
  reader: TileReader,
  oldSize: number,
  newSize: number,
): Promise<Uint8Array[]> {
  assertSize(oldSize)
  assertSize(newSize)
  if (newSize < oldSize) throw new LogError({ code: 'LOG_TREE_SHRANK', oldSize, newSize })
  if (oldSize === 0) return []
  return hashRanges(hash, reader, newSize, consistencyRanges(oldSize, newSize))
}

/**
 * The edge of a stored log, to go on appending after a restart.
 * @throws {LogError} `LOG_SIZE_INVALID`, `LOG_TILE_MALFORMED`
 */
export async function readEdge(reader: TileReader, size: number): Promise<LogEdge> {
  assertSize(size)
  const reads: Promise<Uint8Array>[] = []
  for (let level = 0; hashesAtLevel(size, level) > 0; level++) {
    const hashes = hashesAtLevel(size, level)
    const tile = { level, index: Math.floor(hashes / TILE_WIDTH), width: hashes % TILE_WIDTH }
    reads.push(tile.width === 0 ? Promise.resolve(new Uint8Array(0)) : readChecked(reader, tile))
  }
  return { size, partialTiles: await Promise.all(reads) }
}

/** Tiles by their path. */
type Tiles = ReadonlyMap<string, Uint8Array>

async function hashRanges(
  hash: LogHash,
  reader: TileReader,
  size: number,
  ranges: readonly LeafRange[],
): Promise<Uint8Array[]> {
  const places = ranges.flatMap(perfectNodes).map((node) => placeOf(node, size).tile)
  const tiles = await readTiles(reader, places)
  return ranges.map((range) => hashRange(hash, tiles, size, range))
}

async function readTiles(reader: TileReader, wanted: readonly TileCoordinate[]): Promise<Tiles> {
  const distinct = new Map(wanted.map((tile) => [tilePath(tile), tile]))
  const read = [...distinct].map(async ([path, tile]) => [path, await readChecked(reader, tile)] as const)
  return new Map(await Promise.all(read))
}

async function readChecked(reader: TileReader, { level, index, width }: TileCoordinate): Promise<Uint8Array> {
  const bytes = await reader.readTile(level, index, width)
  if (bytes.length === width * HASH_SIZE) return bytes
  throw new LogError({ code: 'LOG_TILE_MALFORMED', level, index, width, bytes: bytes.length })
}

function hashRange(hash: LogHash, tiles: Tiles, size: number, range: LeafRange): Uint8Array {
  const roots = perfectNodes(range).map((node) => hashNode(hash, tiles, size, node))
  return roots.reduceRight((right, left) => nodeHash(hash, left, right))
}

function hashNode(hash: LogHash, tiles: Tiles, size: number, node: PerfectNode): Uint8Array {
  const { tile, from, to } = placeOf(node, size)
  const bytes = tiles.get(tilePath(tile)) as Uint8Array
  return perfectRoot(hash, bytes.subarray(from * HASH_SIZE, to * HASH_SIZE))
}

/** The tile, as wide as a log of `size` leaves has it, whose hashes `from` up to `to` are the leaves of the node's subtree. */
function placeOf(node: PerfectNode, size: number) {
  const level = Math.floor(node.height / TILE_HEIGHT)
  const count = 2 ** (node.height % TILE_HEIGHT)
  const index = Math.floor((node.index * count) / TILE_WIDTH)
  const width = Math.min(TILE_WIDTH, hashesAtLevel(size, level) - index * TILE_WIDTH)
  const from = (node.index * count) % TILE_WIDTH
  return { tile: { level, index, width }, from, to: from + count }
}
