import type { TileReader } from '../reader.ts'
import { tilePath } from '../tiles.ts'
import type { Tile } from '../tiles.ts'
import { sha256, utf8 } from './hashes.ts'
import { k, twinNode } from './rfc-twin.ts'
import type { Twin } from './rfc-twin.ts'

/** Tiles by level and index, the widest form of each, as a store keeps them; remembers every read. */
export interface MemoryTiles extends TileReader {
  store(tiles: readonly Tile[]): void
  /** Paths read since the last call. */
  taken(): string[]
}

export function memoryTiles(): MemoryTiles {
  const tiles = new Map<string, Uint8Array>()
  const reads: string[] = []
  return {
    store: (changed) => changed.forEach((tile) => tiles.set(`${tile.level}/${tile.index}`, tile.bytes)),
    taken: () => reads.splice(0),
    readTile: async (level, index, width) => {
      reads.push(tilePath({ level, index, width }))
      const bytes = tiles.get(`${level}/${index}`)
      if (bytes === undefined || bytes.length < width * 32)
        throw new Error(`no tile ${level}/${index} of width ${width}`)
      return bytes.slice(0, width * 32)
    },
  }
}

/**
 * A log of any size up to 2^53 - 1 without its leaves: the hashes in tiles are made up from level and position, each different. The levels
 * do not fit each other, so nothing verifies; but which hashes a proof must be made of can be told by the twin.
 */
export function madeUpLog() {
  const reads: string[] = []
  const inTile = (level: number, position: number): Uint8Array => sha256.digest(utf8(`${level}:${position}`))
  const perfect = (height: number, index: number): Uint8Array =>
    height % 8 === 0
      ? inTile(height / 8, index)
      : twinNode(perfect(height - 1, 2 * index), perfect(height - 1, 2 * index + 1))
  const mth = (start: number, end: number): Uint8Array => {
    const n = end - start
    if (n === 1) return perfect(0, start)
    return k(n) * 2 === n
      ? perfect(Math.log2(n), start / n)
      : twinNode(mth(start, start + k(n)), mth(start + k(n), end))
  }
  const reader: TileReader = {
    readTile: async (level, index, width) => {
      reads.push(tilePath({ level, index, width }))
      const hashes = Array.from({ length: width }, (_, i) => inTile(level, index * 256 + i))
      return new Uint8Array(Buffer.concat(hashes))
    },
  }
  return { reader, mth: mth satisfies Twin['mth'], taken: (): string[] => reads.splice(0) }
}
