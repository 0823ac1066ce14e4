import { expect, test } from 'vitest'
import vectors from '../vectors/merkle.json' with { type: 'json' }
import { appendToRange, emptyRange, rangeRoot } from './compact-range.ts'
import { emptyRoot, leafHash, nodeHash } from './hash.ts'
import { hex, sha256, sm3, unhex } from './testing/hashes.ts'
import { verifyConsistency, verifyInclusion } from './verify.ts'

const cases = [
  { hash: sha256, known: vectors.hashes.sha256 },
  { hash: sm3, known: vectors.hashes.sm3 },
] as const
const leaves = vectors.leaves.map(unhex)

test.each(cases)('$hash.name: roots of 0 to 8 leaves are the known ones', ({ hash, known }) => {
  let range = emptyRange
  known.roots.forEach((root, size) => {
    expect(hex(rangeRoot(hash, range))).toBe(root)
    range = appendToRange(hash, range, leafHash(hash, leaves[size] ?? new Uint8Array(0)))
  })
})

test.each(cases)('$hash.name: the known inclusion proofs verify', ({ hash, known }) => {
  expect.assertions(known.inclusion.length)
  for (const { index, size, proof } of known.inclusion) {
    const leaf = { leafHash: leafHash(hash, leaves[index] as Uint8Array), index, size }
    const root = unhex(known.roots[size] as string)
    expect(verifyInclusion(hash, leaf, proof.map(unhex), root)).toBeUndefined()
  }
})

test.each(cases)('$hash.name: the known consistency proofs verify', ({ hash, known }) => {
  expect.assertions(known.consistency.length)
  for (const { oldSize, newSize, proof } of known.consistency) {
    const head = (size: number) => ({ size, root: unhex(known.roots[size] as string) })
    expect(verifyConsistency(hash, head(oldSize), head(newSize), proof.map(unhex))).toBeUndefined()
  }
})

test('leaf, node and the empty tree are hashed under different prefixes', () => {
  const [a, b] = [unhex('aa'.repeat(32)), unhex('bb'.repeat(32))]
  expect(hex(nodeHash(sha256, a, b))).not.toBe(hex(leafHash(sha256, unhex('aa'.repeat(32) + 'bb'.repeat(32)))))
  expect(hex(emptyRoot(sha256))).not.toBe(hex(leafHash(sha256, new Uint8Array(0))))
})
