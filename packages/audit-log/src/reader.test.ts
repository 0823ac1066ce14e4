import fc from 'fast-check'
import { expect, test } from 'vitest'
import { appendLeaves, emptyEdge } from './append.ts'
import { consistencyProof, inclusionProof, readEdge, rootAt } from './reader.ts'
import type { TileReader } from './reader.ts'
import { counting, hex, sha256, utf8 } from './testing/hashes.ts'
import { expectIssue } from './testing/issues.ts'
import { madeUpLog, memoryTiles } from './testing/memory-tiles.ts'
import { twinLeaf, twinOf, twinOver } from './testing/rfc-twin.ts'
import { verifyConsistency, verifyInclusion } from './verify.ts'

const LEAVES = 2000
const leaves = Array.from({ length: LEAVES }, (_, i) => twinLeaf(utf8(`entry ${i}`)))
const twin = twinOf(leaves)
const tiles = memoryTiles()
tiles.store(appendLeaves(sha256, emptyEdge, leaves).tiles)

const inHex = (hashes: readonly Uint8Array[]): string[] => hashes.map(hex)
const anySize = fc.oneof(
  fc.integer({ min: 1, max: LEAVES }),
  fc.constantFrom(1, 2, 255, 256, 257, 511, 512, 1024, 1025),
)
const anyPlace = fc.tuple(anySize, fc.nat()).map(([size, n]) => ({ size, index: n % size }))

function expectDistinct(reads: readonly string[], atMost: number): void {
  expect(new Set(reads).size).toBe(reads.length)
  expect(reads.length).toBeLessThanOrEqual(atMost)
}

test('roots at any size are those of the definition', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(LEAVES), async (size) => {
      tiles.taken()
      expect(hex(await rootAt(sha256, tiles, size))).toBe(hex(twin.mth(0, size)))
      expectDistinct(tiles.taken(), 2)
    }),
    { numRuns: 200, examples: [[0], [1], [256], [257], [512]] },
  )
})

test('inclusion proofs are PATH of the definition, verify, and read each tile once', async () => {
  await fc.assert(
    fc.asyncProperty(anyPlace, async ({ size, index }) => {
      tiles.taken()
      const proof = await inclusionProof(sha256, tiles, index, size)
      expectDistinct(tiles.taken(), 4)
      expect(inHex(proof)).toEqual(inHex(twin.path(index, size)))
      verifyInclusion(sha256, { leafHash: leaves[index] as Uint8Array, index, size }, proof, twin.mth(0, size))
    }),
    { numRuns: 200 },
  )
})

test('consistency proofs are PROOF of the definition, verify, and read each tile once', async () => {
  await fc.assert(
    fc.asyncProperty(anySize, anySize, async (a, b) => {
      const [oldSize, newSize] = [Math.min(a, b), Math.max(a, b)]
      tiles.taken()
      const proof = await consistencyProof(sha256, tiles, oldSize, newSize)
      expectDistinct(tiles.taken(), 4)
      expect(inHex(proof)).toEqual(inHex(twin.proof(oldSize, newSize)))
      const head = (size: number) => ({ size, root: twin.mth(0, size) })
      verifyConsistency(sha256, head(oldSize), head(newSize), proof)
    }),
    { numRuns: 200 },
  )
})

test('all places and all pairs of sizes up to 40 agree with the definition', async () => {
  for (let size = 1; size <= 40; size++) {
    for (let other = 0; other < size; other++) {
      expect(inHex(await inclusionProof(sha256, tiles, other, size))).toEqual(inHex(twin.path(other, size)))
      if (other > 0) {
        expect(inHex(await consistencyProof(sha256, tiles, other, size))).toEqual(inHex(twin.proof(other, size)))
      }
    }
  }
})

test('in logs of up to 2^53 - 1 leaves proofs are made of the right hashes from at most two tiles a level', async () => {
  const log = madeUpLog()
  const huge = twinOver(log.mth)
  const size = fc.oneof(
    fc.maxSafeNat(),
    fc.integer({ min: 2 ** 31, max: 2 ** 33 }),
    fc.integer({ min: 1, max: 10 ** 9 }),
  )
  await fc.assert(
    fc.asyncProperty(size, fc.maxSafeNat(), async (n, m) => {
      const [newSize, index] = [Math.max(1, n), m % Math.max(1, n)]
      log.taken()
      expect(inHex(await inclusionProof(sha256, log.reader, index, newSize))).toEqual(inHex(huge.path(index, newSize)))
      expectDistinct(log.taken(), 14)
      const proof = await consistencyProof(sha256, log.reader, index + 1, newSize)
      expectDistinct(log.taken(), 14)
      expect(inHex(proof)).toEqual(inHex(huge.proof(index + 1, newSize)))
      expect(hex(await rootAt(sha256, log.reader, newSize))).toBe(hex(log.mth(0, newSize)))
      expectDistinct(log.taken(), 7)
    }),
    {
      numRuns: 10,
      examples: [
        [2 ** 53 - 1, 2 ** 53 - 2],
        [2 ** 32, 2 ** 31],
        [2 ** 48, 0],
      ],
    },
  )
})

test('a proof costs some hashes a tile, not one a leaf', async () => {
  const hash = counting(sha256)
  await inclusionProof(hash, tiles, 1234, LEAVES)
  expect(hash.used()).toBeLessThanOrEqual(4 * 255)
})

test('there is nothing to read for an empty log, an empty older log, an equal one or a lone leaf', async () => {
  const unreadable: TileReader = { readTile: () => Promise.reject(new Error('read')) }
  expect(hex(await rootAt(sha256, unreadable, 0))).toBe(hex(twin.mth(0, 0)))
  expect(await consistencyProof(sha256, unreadable, 0, 1000)).toEqual([])
  expect(await consistencyProof(sha256, unreadable, 1000, 1000)).toEqual([])
  expect(await inclusionProof(sha256, unreadable, 0, 1)).toEqual([])
  await expect(rootAt(sha256, unreadable, 1)).rejects.toThrow('read')
})

test.each([
  ['shorter', -1],
  ['a hash shorter', -32],
  ['longer', 32],
])('a tile %s than asked for is refused', (_, difference) => {
  const faulty: TileReader = { readTile: async (_level, _index, width) => new Uint8Array(width * 32 + difference) }
  return expectIssue(() => rootAt(sha256, faulty, 44), {
    code: 'LOG_TILE_MALFORMED',
    level: 0,
    index: 0,
    width: 44,
    bytes: 44 * 32 + difference,
  })
})

test.each([
  ['index at the size', () => inclusionProof(sha256, tiles, 5, 5), 'LOG_INDEX_OUT_OF_RANGE'],
  ['index in an empty log', () => inclusionProof(sha256, tiles, 0, 0), 'LOG_INDEX_OUT_OF_RANGE'],
  ['negative index', () => inclusionProof(sha256, tiles, -1, 5), 'LOG_INDEX_OUT_OF_RANGE'],
  ['index between leaves', () => inclusionProof(sha256, tiles, 1.5, 5), 'LOG_INDEX_OUT_OF_RANGE'],
  ['size that is no number', () => rootAt(sha256, tiles, NaN), 'LOG_SIZE_INVALID'],
  ['size beyond exact numbers', () => readEdge(tiles, 2 ** 53), 'LOG_SIZE_INVALID'],
  ['smaller newer log', () => consistencyProof(sha256, tiles, 6, 5), 'LOG_TREE_SHRANK'],
  ['negative older size', () => consistencyProof(sha256, tiles, -1, 5), 'LOG_SIZE_INVALID'],
] as const)('refused: %s', (_, ask, code) => expectIssue(ask, { code }))
