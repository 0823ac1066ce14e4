import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { appendLeaves, emptyEdge, rangeOfEdge } from './append.ts'
import type { LogEdge } from './append.ts'
import { appendToRange, emptyRange, rangeRoot } from './compact-range.ts'
import { readEdge } from './reader.ts'
import { counting, hex, sha256, utf8 } from './testing/hashes.ts'
import { expectIssue } from './testing/issues.ts'
import { memoryTiles } from './testing/memory-tiles.ts'
import { twinLeaf, twinOf } from './testing/rfc-twin.ts'
import type { Tile } from './tiles.ts'

const leaves = Array.from({ length: 66_000 }, (_, i) => twinLeaf(utf8(`entry ${i}`)))
const twin = twinOf(leaves)

/** The tile by its definition in tlog-tiles: MTH(D[(n·256 + i)·256^l : (n·256 + i + 1)·256^l]) for each i. */
function tileOfTwin({ level, index, width }: Omit<Tile, 'bytes'>): string {
  const leavesOf = (i: number): number => (index * 256 + i) * 256 ** level
  return Array.from({ length: width }, (_, i) => hex(twin.mth(leavesOf(i), leavesOf(i + 1)))).join('')
}

/** Tiles that differ between two sizes, from the definition of the tiles of a tree of a given size. */
function changedTiles(before: number, after: number): string[] {
  const tilesOf = (size: number): string[] => {
    const names: string[] = []
    for (let level = 0; 256 ** level <= size; level++) {
      const hashes = Math.floor(size / 256 ** level)
      for (let index = 0; index * 256 < hashes; index++) {
        names.push(`${level}/${index} of ${Math.min(256, hashes - index * 256)}`)
      }
    }
    return names
  }
  const old = new Set(tilesOf(before))
  return tilesOf(after).filter((name) => !old.has(name))
}

const names = (tiles: readonly Tile[]): string[] => tiles.map((t) => `${t.level}/${t.index} of ${t.width}`)

function grow(edge: LogEdge, upTo: number) {
  return appendLeaves(sha256, edge, leaves.slice(edge.size, upTo))
}

test('any batches give the roots and exactly the changed tiles of the definitions', () => {
  const anySizes = fc.array(fc.nat(700), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(anySizes, (batches) => {
      let edge: LogEdge = emptyEdge
      for (const batch of batches) {
        const before = edge.size
        const appended = grow(edge, Math.min(before + batch, 2000))
        expect(hex(appended.root)).toBe(hex(twin.mth(0, appended.size)))
        expect(names(appended.tiles)).toEqual(changedTiles(before, appended.size))
        for (const tile of appended.tiles) expect(hex(tile.bytes)).toBe(tileOfTwin(tile))
        edge = appended.edge
      }
    }),
    { numRuns: 40 },
  )
})

test('every size from 0 to 2000 has the root of the definition, as a compact range', () => {
  let range = emptyRange
  for (let size = 0; size <= 2000; size++) {
    expect(hex(rangeRoot(sha256, range))).toBe(hex(twin.mth(0, size)))
    range = appendToRange(sha256, range, leaves[size] as Uint8Array)
  }
})

test('one leaf at a time, every size up to 600 has the root and the edge of the definition', () => {
  let edge: LogEdge = emptyEdge
  let range = emptyRange
  for (let size = 1; size <= 600; size++) {
    const appended = grow(edge, size)
    range = appendToRange(sha256, range, leaves[size - 1] as Uint8Array)
    edge = appended.edge
    expect(hex(appended.root)).toBe(hex(twin.mth(0, size)))
    if (size % 50 === 0 || size % 256 < 3) expect(rangeOfEdge(sha256, edge)).toEqual(range)
  }
})

describe('across tile boundaries', () => {
  const large = grow(emptyEdge, 65_000).edge

  test.each([
    { from: emptyEdge, sizes: [255, 256, 257] },
    { from: emptyEdge, sizes: [256] },
    { from: emptyEdge, sizes: [512, 513] },
    { from: emptyEdge, sizes: [1000, 66_000] },
    { from: large, sizes: [65_535, 65_536, 65_537] },
    { from: large, sizes: [65_536] },
    { from: large, sizes: [65_500, 65_800] },
  ])('from $from.size by $sizes', ({ from, sizes }) => {
    let edge: LogEdge = from
    for (const size of sizes) {
      const before = edge.size
      const appended = grow(edge, size)
      expect(hex(appended.root)).toBe(hex(twin.mth(0, size)))
      expect(names(appended.tiles)).toEqual(changedTiles(before, size))
      for (const tile of appended.tiles.filter((t) => t.level > 0)) expect(hex(tile.bytes)).toBe(tileOfTwin(tile))
      const last = appended.tiles.filter((t) => t.level === 0).at(-1) as Tile
      expect(hex(last.bytes)).toBe(tileOfTwin(last))
      edge = appended.edge
    }
  })

  test('a tree of 70,000 has the tiles that tlog-tiles says', () => {
    const grown = appendLeaves(sha256, emptyEdge, [...leaves, ...leaves.slice(0, 4000)])
    expect(grown.tiles.filter((t) => t.level === 0 && t.width === 256)).toHaveLength(273)
    expect(names(grown.tiles.filter((t) => t.level > 0 || t.width < 256))).toEqual([
      '0/273 of 112',
      '1/0 of 256',
      '1/1 of 17',
      '2/0 of 1',
    ])
  })
})

test('appending costs one hash a leaf and at most 255 a level, whatever the size', () => {
  fc.assert(
    fc.property(fc.nat(65_999), fc.nat(600), (from, more) => {
      const edge = { size: from, partialTiles: [0, 1, 2].map((level) => partialOfTwin(from, level)) }
      const hash = counting(sha256)
      const batch = leaves.slice(from, from + more)
      appendLeaves(hash, edge, batch)
      expect(hash.used()).toBeLessThanOrEqual(batch.length + 3 * 510)
    }),
    { numRuns: 20 },
  )
})

function partialOfTwin(size: number, level: number): Uint8Array {
  const hashes = Math.floor(size / 256 ** level)
  const tile = { level, index: Math.floor(hashes / 256), width: hashes % 256 }
  return new Uint8Array(Buffer.from(tileOfTwin(tile), 'hex'))
}

test('the edge read back from stored tiles is the edge that was returned', async () => {
  const tiles = memoryTiles()
  let edge: LogEdge = emptyEdge
  for (const size of [1, 255, 256, 300, 511, 512, 65_536, 65_600]) {
    const appended = grow(edge, size)
    tiles.store(appended.tiles)
    edge = appended.edge
    expect(await readEdge(tiles, size)).toEqual(edge)
  }
  expect(await readEdge(tiles, 0)).toEqual(emptyEdge)
})

test('no leaves change nothing', () => {
  const { edge } = grow(emptyEdge, 300)
  const same = appendLeaves(sha256, edge, [])
  expect(same).toEqual({ size: 300, root: twin.mth(0, 300), tiles: [], edge })
  expect(hex(appendLeaves(sha256, emptyEdge, []).root)).toBe(hex(twin.mth(0, 0)))
})

test('what was given stays as it was', () => {
  const { edge } = grow(emptyEdge, 300)
  const copy = structuredClone(edge)
  const appended = grow(edge, 600)
  appended.tiles.forEach((tile) => tile.bytes.fill(0))
  expect(edge).toEqual(copy)
  expect(hex(appendLeaves(sha256, appended.edge, []).root)).toBe(hex(twin.mth(0, 600)))
})

describe('refused', () => {
  const { edge } = grow(emptyEdge, 300)
  const [level0, level1] = edge.partialTiles as [Uint8Array, Uint8Array]
  test.each([
    ['a level missing', { size: 300, partialTiles: [level0] }, 1],
    ['a hash missing', { size: 300, partialTiles: [level0.slice(32), level1] }, 0],
    ['part of a hash missing', { size: 300, partialTiles: [level0.slice(1), level1] }, 0],
    ['the edge of another size', { size: 301, partialTiles: edge.partialTiles }, 0],
    ['a level too many', { size: 300, partialTiles: [level0, level1, level1] }, 2],
    ['an edge for an empty log', { size: 0, partialTiles: [level1] }, 0],
  ])('%s', (_, faulty, level) =>
    expectIssue(() => appendLeaves(sha256, faulty, []), { code: 'LOG_EDGE_MISMATCH', level }),
  )

  test('a leaf hash of the wrong length', () =>
    expectIssue(() => appendLeaves(sha256, edge, [new Uint8Array(31)]), { code: 'LOG_HASH_SIZE', bytes: 31 }))

  test.each([-1, 0.5, NaN, 2 ** 53])('size %d', (size) =>
    expectIssue(() => appendLeaves(sha256, { size, partialTiles: [] }, []), { code: 'LOG_SIZE_INVALID' }),
  )
})
