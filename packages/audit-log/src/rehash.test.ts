import fc from 'fast-check'
import { expect, test } from 'vitest'
import { appendLeaves, emptyEdge } from './append.ts'
import { appendToRange, rangeRoot } from './compact-range.ts'
import { createRehash } from './rehash.ts'
import { hex, sha256, utf8 } from './testing/hashes.ts'
import { twinLeaf, twinOf } from './testing/rfc-twin.ts'
import type { Tile } from './tiles.ts'

const leaves = Array.from({ length: 70_000 }, (_, i) => twinLeaf(utf8(`entry ${i}`)))
const twin = twinOf(leaves)
const name = (tile: Tile): string => `${tile.level}/${tile.index} of ${tile.width} ${hex(tile.bytes)}`

function rehashed(size: number) {
  const tiles: Tile[] = []
  const rehash = createRehash(sha256, (tile) => tiles.push(tile))
  for (const leaf of leaves.slice(0, size)) rehash.push(leaf)
  const root = rehash.root()
  rehash.finish()
  return { tiles: tiles.map(name).toSorted(), root: hex(root) }
}

test('any size gives the root of the definition and the tiles that the writer stores', () => {
  const anySize = fc.oneof(fc.nat(1_200), fc.constantFrom(0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 70_000))
  fc.assert(
    fc.property(anySize, (size) => {
      const written = appendLeaves(sha256, emptyEdge, leaves.slice(0, size))
      expect(rehashed(size)).toEqual({ tiles: written.tiles.map(name).toSorted(), root: hex(twin.mth(0, size)) })
    }),
    { numRuns: 40 },
  )
})

test('the root is known at every size on the way', () => {
  const rehash = createRehash(sha256, () => undefined)
  for (let size = 0; size < 600; size++) {
    expect(hex(rehash.root())).toBe(hex(twin.mth(0, size)))
    rehash.push(leaves[size]!)
  }
  expect(rehash.size()).toBe(600)
})

test('its range goes on as the tree does', () => {
  const rehash = createRehash(sha256, () => undefined)
  for (const leaf of leaves.slice(0, 300)) rehash.push(leaf)
  const range = leaves.slice(300, 423).reduce((r, leaf) => appendToRange(sha256, r, leaf), rehash.range())
  expect(hex(rangeRoot(sha256, range))).toBe(hex(twin.mth(0, 423)))
})
