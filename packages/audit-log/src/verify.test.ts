import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LogError, ProofMalformed, RootMismatch } from './issues.ts'
import { flipBit, hex, sha256, utf8 } from './testing/hashes.ts'
import { expectIssue } from './testing/issues.ts'
import { k, twinLeaf, twinOf, twinRootFromPath, twinRootsFromProof } from './testing/rfc-twin.ts'
import { rootFromInclusion, verifyConsistency, verifyInclusion } from './verify.ts'
import type { LeafAt, TreeHead } from './verify.ts'

const leaves = Array.from({ length: 2000 }, (_, i) => twinLeaf(utf8(`entry ${i}`)))
const twin = twinOf(leaves)
const leafOf = (index: number, size: number) => ({ leafHash: leaves[index] as Uint8Array, index, size })
const headOf = (size: number): TreeHead => ({ size, root: twin.mth(0, size) })

/** Whether a check accepts; anything but a refusal of this package fails the test. */
function accepts(check: () => void): boolean {
  try {
    check()
    return true
  } catch (error) {
    if (error instanceof LogError) return false
    throw error
  }
}

const everyBitOf = (hash: Uint8Array): Uint8Array[] => Array.from({ length: 256 }, (_, bit) => flipBit(hash, bit))
const everyBit = (proof: readonly Uint8Array[]): Uint8Array[][] =>
  proof.flatMap((hash, i) => everyBitOf(hash).map((flipped) => proof.with(i, flipped)))

/** Every number that differs from n in one of its low 12 bits. */
const flippedNumbers = (n: number): number[] => Array.from({ length: 12 }, (_, bit) => n ^ (1 << bit))

const malformations = (proof: readonly Uint8Array[]): (readonly Uint8Array[])[] => {
  const garbage = sha256.digest(utf8('garbage'))
  const cut =
    proof.length === 0 ? [] : [proof.slice(1), proof.slice(0, -1), [...proof.slice(0, -1), new Uint8Array(31)]]
  return [...cut, [garbage, ...proof], [...proof, garbage], [...proof, new Uint8Array(0)]]
}

describe('inclusion', () => {
  const places = [
    [0, 1],
    [0, 2],
    [4, 5],
    [5, 7],
    [6, 7],
    [255, 256],
    [256, 257],
    [700, 1999],
    [1998, 1999],
  ] as const

  test.each(places)('leaf %i of %i: the proof is accepted and every flipped bit is refused', (index, size) => {
    const [leaf, proof, { root }] = [leafOf(index, size), twin.path(index, size), headOf(size)]
    const check = (l: LeafAt, p: readonly Uint8Array[], r: Uint8Array) =>
      accepts(() => verifyInclusion(sha256, l, p, r))
    expect(check(leaf, proof, root)).toBe(true)
    expect(everyBit(proof).findIndex((flipped) => check(leaf, flipped, root))).toBe(-1)
    const leafHashes = everyBitOf(leaf.leafHash)
    expect(leafHashes.findIndex((leafHash) => check({ ...leaf, leafHash }, proof, root))).toBe(-1)
    expect(everyBitOf(root).findIndex((flipped) => check(leaf, proof, flipped))).toBe(-1)
    expect(flippedNumbers(index).filter((other) => check({ ...leaf, index: other }, proof, root))).toEqual([])
    expect(malformations(proof).findIndex((faulty) => check(leaf, faulty, root))).toBe(-1)
  })

  test.each(places)(
    'leaf %i of %i: another size is refused unless the path has the same shape there',
    (index, size) => {
      const [leaf, proof, { root }] = [leafOf(index, size), twin.path(index, size), headOf(size)]
      for (const other of [...flippedNumbers(size), size + 1, size - 1]) {
        const ofTwin = other > index ? twinRootFromPath(leaf.leafHash, index, other, proof) : undefined
        const expected = ofTwin !== undefined && hex(ofTwin) === hex(root)
        expect(accepts(() => verifyInclusion(sha256, { ...leaf, size: other }, proof, root))).toBe(expected)
      }
    },
  )

  test('a size that ends the path differently is refused', () => {
    const proof = twin.path(6, 7)
    expect(accepts(() => verifyInclusion(sha256, { ...leafOf(6, 7), size: 8 }, proof, headOf(7).root))).toBe(false)
    expect(accepts(() => verifyInclusion(sha256, { ...leafOf(6, 7), size: 6 }, proof, headOf(7).root))).toBe(false)
  })

  test('any path in any tree up to 2^53 - 1 leads to the root of the recursive twin', () => {
    const size = fc
      .oneof(fc.maxSafeNat(), fc.integer({ min: 2 ** 30, max: 2 ** 34 }), fc.nat(300))
      .map((n) => Math.max(1, n))
    fc.assert(
      fc.property(size, fc.maxSafeNat(), fc.integer({ min: -1, max: 1 }), (n, m, extra) => {
        const index = m % n
        const proof = leaves.slice(0, Math.max(0, pathLength(index, n) + extra))
        const expected = twinRootFromPath(leaves[0] as Uint8Array, index, n, proof)
        const leaf = { leafHash: leaves[0] as Uint8Array, index, size: n }
        if (expected === undefined) expect(() => rootFromInclusion(sha256, leaf, proof)).toThrow(ProofMalformed)
        else expect(hex(rootFromInclusion(sha256, leaf, proof))).toBe(hex(expected))
      }),
      {
        numRuns: 400,
        examples: [
          [2 ** 53 - 1, 2 ** 53 - 2, 0],
          [2 ** 32 + 1, 2 ** 32, 0],
          [2 ** 52, 2 ** 51, 0],
        ],
      },
    )
  })

  test('a mismatch carries both roots as evidence', () => {
    const other = headOf(6).root
    const thrown = catchIt(() => verifyInclusion(sha256, leafOf(3, 7), twin.path(3, 7), other))
    expect(thrown).toBeInstanceOf(RootMismatch)
    expect(thrown).toMatchObject({ size: 7, expected: hex(other), computed: hex(headOf(7).root) })
  })

  test.each([
    ['too short', twin.path(3, 7).slice(1), 'too-short'],
    ['too long', [...twin.path(3, 7), headOf(1).root], 'too-long'],
    ['of a short hash', twin.path(3, 7).with(1, new Uint8Array(31)), 'hash-size'],
  ] as const)('a proof %s is malformed', (_, proof, fault) =>
    expectIssue(() => verifyInclusion(sha256, leafOf(3, 7), proof, headOf(7).root), {
      code: 'LOG_PROOF_MALFORMED',
      fault,
      hashes: proof.length,
      index: 3,
      size: 7,
    }),
  )

  test.each([
    [7, 7, 'LOG_INDEX_OUT_OF_RANGE'],
    [0, 0, 'LOG_INDEX_OUT_OF_RANGE'],
    [-1, 7, 'LOG_INDEX_OUT_OF_RANGE'],
    [0.5, 7, 'LOG_INDEX_OUT_OF_RANGE'],
    [NaN, 7, 'LOG_INDEX_OUT_OF_RANGE'],
    [0, 7.5, 'LOG_SIZE_INVALID'],
    [0, Infinity, 'LOG_SIZE_INVALID'],
    [0, 2 ** 53, 'LOG_SIZE_INVALID'],
  ] as const)('index %d of size %d is refused', (index, size, code) => {
    const leaf = { ...leafOf(0, 7), index, size }
    return expectIssue(() => verifyInclusion(sha256, leaf, twin.path(0, 7), headOf(7).root), { code })
  })
})

describe('consistency', () => {
  const pairs = [
    [1, 2],
    [1, 8],
    [6, 8],
    [2, 5],
    [6, 7],
    [4, 8],
    [4, 7],
    [256, 257],
    [255, 1999],
    [1024, 2000],
    [1999, 2000],
  ] as const

  const check = (older: TreeHead, newer: TreeHead, proof: readonly Uint8Array[]) =>
    accepts(() => verifyConsistency(sha256, older, newer, proof))

  test.each(pairs)('%i to %i: the proof is accepted and every flipped bit is refused', (m, n) => {
    const [older, newer, proof] = [headOf(m), headOf(n), twin.proof(m, n)]
    expect(check(older, newer, proof)).toBe(true)
    expect(everyBit(proof).findIndex((flipped) => check(older, newer, flipped))).toBe(-1)
    expect(everyBitOf(older.root).findIndex((root) => check({ size: m, root }, newer, proof))).toBe(-1)
    expect(everyBitOf(newer.root).findIndex((root) => check(older, { size: n, root }, proof))).toBe(-1)
    expect(malformations(proof).findIndex((faulty) => check(older, newer, faulty))).toBe(-1)
    expect(check({ size: m, root: newer.root }, { size: n, root: older.root }, proof)).toBe(false)
  })

  test.each(pairs)('%i to %i: other sizes are refused unless the twin finds the same shape', (m, n) => {
    const [older, newer, proof] = [headOf(m), headOf(n), twin.proof(m, n)]
    const judge = (oldSize: number, newSize: number): boolean => {
      if (oldSize > newSize) return false
      if (oldSize === newSize) return proof.length === 0 && hex(older.root) === hex(newer.root)
      if (oldSize === 0) return false
      const roots = twinRootsFromProof(older.root, oldSize, newSize, proof)
      return roots !== undefined && hex(roots.older) === hex(older.root) && hex(roots.newer) === hex(newer.root)
    }
    for (const size of [...flippedNumbers(m), m + 1, m - 1]) {
      expect(check({ ...older, size }, newer, proof)).toBe(judge(size, n))
    }
    for (const size of [...flippedNumbers(n), n + 1, n - 1]) {
      expect(check(older, { ...newer, size }, proof)).toBe(judge(m, size))
    }
  })

  test('any proof between any sizes up to 2^53 - 1 leads to the roots of the recursive twin', () => {
    const size = fc
      .oneof(fc.maxSafeNat(), fc.integer({ min: 2 ** 30, max: 2 ** 34 }), fc.nat(300))
      .map((n) => Math.max(2, n))
    fc.assert(
      fc.property(size, fc.maxSafeNat(), fc.integer({ min: -1, max: 1 }), (n, r, extra) => {
        const m = 1 + (r % (n - 1))
        const proof = leaves.slice(1, 1 + Math.max(0, proofLength(m, n) + extra))
        // For a power of two the older root is itself the first hash of the computation.
        const first = leaves[0] as Uint8Array
        const expected = twinRootsFromProof(first, m, n, proof)
        const older = { size: m, root: expected?.older ?? first }
        const newer = { size: n, root: expected?.newer ?? first }
        if (expected === undefined) expect(() => verifyConsistency(sha256, older, newer, proof)).toThrow(ProofMalformed)
        else expect(check(older, newer, proof)).toBe(true)
      }),
      {
        numRuns: 400,
        examples: [
          [2 ** 53 - 1, 2 ** 52 - 1, 0],
          [2 ** 33, 2 ** 32 - 1, 0],
          [2 ** 32 + 2, 2 ** 32, 0],
        ],
      },
    )
  })

  test('an empty log is continued by every log, but only the empty root stands for it', async () => {
    expect(check(headOf(0), headOf(7), [])).toBe(true)
    expect(check(headOf(0), headOf(0), [])).toBe(true)
    expect(check({ size: 0, root: headOf(1).root }, headOf(7), [])).toBe(false)
    expect(check(headOf(0), { size: 0, root: headOf(1).root }, [])).toBe(false)
    expect(check(headOf(0), headOf(7), [headOf(1).root])).toBe(false)
  })

  test('equal sizes need equal roots and no proof', () => {
    expect(check(headOf(7), headOf(7), [])).toBe(true)
    expect(check(headOf(7), { size: 7, root: headOf(6).root }, [])).toBe(false)
    expect(check(headOf(7), headOf(7), [headOf(7).root])).toBe(false)
  })

  test('a smaller newer tree is refused with both sizes', () =>
    expectIssue(() => verifyConsistency(sha256, headOf(8), headOf(7), []), {
      code: 'LOG_TREE_SHRANK',
      oldSize: 8,
      newSize: 7,
    }))

  test('a tree of changed entries is a mismatch of the newer root, a forged older root one of the older', async () => {
    const changed = twinOf(leaves.with(2, twinLeaf(utf8('changed'))))
    const proof = changed.proof(5, 9)
    const forged = { size: 9, root: changed.mth(0, 9) }
    await expectIssue(() => verifyConsistency(sha256, headOf(5), forged, proof), {
      code: 'LOG_ROOT_MISMATCH',
      size: 5,
      expected: hex(headOf(5).root),
      computed: hex(changed.mth(0, 5)),
    })
    await expectIssue(() => verifyConsistency(sha256, headOf(5), forged, twin.proof(5, 9)), {
      code: 'LOG_ROOT_MISMATCH',
      size: 9,
    })
  })

  test.each([
    ['too short', twin.proof(5, 9).slice(1), 'too-short'],
    ['empty', [], 'too-short'],
    ['too long', [...twin.proof(5, 9), headOf(1).root], 'too-long'],
    ['of a long hash', twin.proof(5, 9).with(0, new Uint8Array(33)), 'hash-size'],
  ] as const)('a proof %s is malformed', (_, proof, fault) =>
    expectIssue(() => verifyConsistency(sha256, headOf(5), headOf(9), proof), {
      code: 'LOG_PROOF_MALFORMED',
      fault,
      oldSize: 5,
      size: 9,
    }),
  )

  test.each([
    [-1, 7],
    [NaN, 7],
    [1.5, 7],
    [1, NaN],
    [1, 2 ** 53],
  ])('sizes %d and %d are refused', (m, n) =>
    expectIssue(() => verifyConsistency(sha256, { ...headOf(1), size: m }, { ...headOf(7), size: n }, []), {
      code: 'LOG_SIZE_INVALID',
    }),
  )
})

test('the verifier rests on nothing that writes or reads a log', () => {
  const importsOf = (file: string): string[] =>
    [...readFileSync(new URL(file, import.meta.url), 'utf8').matchAll(/from '(.*)'/g)].map((m) => m[1] as string)
  const reached = new Set<string>()
  const visit = (file: string): void => {
    if (reached.has(file)) return
    reached.add(file)
    importsOf(file).forEach(visit)
  }
  visit('./verify.ts')
  expect([...reached].sort()).toEqual(['./bytes.ts', './hash.ts', './issues.ts', './verify.ts'])
})

function catchIt(act: () => void): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  return undefined
}

/** Length of PATH(m, D[0:n]), by its recursion. */
function pathLength(m: number, n: number): number {
  if (n === 1) return 0
  return 1 + (m < k(n) ? pathLength(m, k(n)) : pathLength(m - k(n), n - k(n)))
}

/** Length of PROOF(m, D[0:n]), by its recursion. */
function proofLength(m: number, n: number, whole = true): number {
  if (m === n) return whole ? 0 : 1
  return 1 + (m <= k(n) ? proofLength(m, k(n), whole) : proofLength(m - k(n), n - k(n), false))
}
