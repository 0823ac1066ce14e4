// C2SP tlog-tiles, "Merkle Tree": the tree as immutable files of 256 hashes. https://c2sp.org/tlog-tiles
import { concatBytes } from './bytes.ts'
import { HASH_SIZE, nodeHash } from './hash.ts'
import type { LogHash } from './hash.ts'
import { LogError } from './issues.ts'

/** Levels of the tree in one tile. */
export const TILE_HEIGHT = 8
/** Hashes in a full tile. */
export const TILE_WIDTH = 256

/**
 * Which tile: `level` 0 holds leaf hashes, each hash of level n + 1 is the root of a full tile of level n; `index` counts tiles of the
 * level from 0; `width` is the number of hashes, 1 to 255 in a partial tile, 256 in a full one.
 */
export interface TileCoordinate {
  readonly level: number
  readonly index: number
  readonly width: number
}

/** A tile with its `width` × 32 bytes, hashes in order without separators. */
export interface Tile extends TileCoordinate {
  readonly bytes: Uint8Array
}

// The specification allows levels to 63; a tree of 2^53 - 1 leaves uses levels 0 to 6.
const MAX_LEVEL = 63

/**
 * Path of a tile below the log's address.
 *
 * @throws {LogError} `LOG_TILE_PATH_MALFORMED` when level, index or width is out of range
 * @example tilePath({ level: 0, index: 1234067, width: 8 }) // 'tile/0/x001/x234/067.p/8'
 */
export function tilePath(tile: TileCoordinate): string {
  if (!isTile(tile)) throw malformedPath(writePath(tile))
  return writePath(tile)
}

function writePath({ level, index, width }: TileCoordinate): string {
  return `tile/${level}/${indexPath(index)}${width === TILE_WIDTH ? '' : `.p/${width}`}`
}

function isTile({ level, index, width }: TileCoordinate): boolean {
  return (
    isIntegerIn(level, 0, MAX_LEVEL) &&
    isIntegerIn(index, 0, Number.MAX_SAFE_INTEGER) &&
    isIntegerIn(width, 1, TILE_WIDTH)
  )
}

/** '1234067' as 'x001/x234/067': groups of three digits, all but the last marked, so that no file is also a folder. */
function indexPath(index: number): string {
  const digits = String(index)
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0')
  return padded.replace(/\d{3}(?=\d)/g, 'x$&/')
}

/**
 * Reads a tile path, in the one form that `tilePath` writes.
 *
 * @throws {LogError} `LOG_TILE_PATH_MALFORMED` on anything else: leading zeroes, a missing x, a width of 0 or 256, a level above 63,
 *   an index above 2^53 - 1
 */
export function parseTilePath(path: string): TileCoordinate {
  const match = /^tile\/(\d{1,2})\/((?:x\d{3}\/)*\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path)
  if (match === null) throw malformedPath(path)
  const [, level = '', index = '', width] = match
  const tile = {
    level: Number(level),
    index: Number(index.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  }
  if (!isTile(tile) || writePath(tile) !== path) throw malformedPath(path)
  return tile
}

/** Number of hashes at a tile level in a tree of `size` leaves: how often 256^level fits. */
export function hashesAtLevel(size: number, level: number): number {
  return Math.floor(size / TILE_WIDTH ** level)
}

/** Root of a perfect subtree whose leaves are the hashes in `bytes`; their number must be a power of two. */
export function perfectRoot(hash: LogHash, bytes: Uint8Array): Uint8Array {
  let row = splitHashes(bytes)
  while (row.length > 1) row = pairUp(hash, row)
  return concatBytes(row)
}

function pairUp(hash: LogHash, row: readonly Uint8Array[]): Uint8Array[] {
  const above: Uint8Array[] = []
  for (let i = 0; i + 1 < row.length; i += 2) {
    above.push(nodeHash(hash, row[i] as Uint8Array, row[i + 1] as Uint8Array))
  }
  return above
}

function splitHashes(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length / HASH_SIZE }, (_, i) => bytes.subarray(i * HASH_SIZE, (i + 1) * HASH_SIZE))
}

function isIntegerIn(n: number, min: number, max: number): boolean {
  return Number.isSafeInteger(n) && n >= min && n <= max
}

function malformedPath(input: string): LogError {
  return new LogError({ code: 'LOG_TILE_PATH_MALFORMED', input: input.slice(0, 200) })
}
