// Known answers for the hash passed in and for this package's use of it, to be run where the package runs.
import { encodeUtf8, fromHex, toHex } from './bytes.ts'
import { appendToRange, emptyRange, rangeRoot } from './compact-range.ts'
import { leafHash } from './hash.ts'
import type { LogHash } from './hash.ts'
import { LogError, RootMismatch } from './issues.ts'
import { verifyConsistency, verifyInclusion } from './verify.ts'

// The eight leaves of Certificate Transparency's reference tests, hexadecimal.
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  fromHex,
)

interface KnownAnswers {
  /** Digest of 'abc'. */
  readonly abc: string
  /** Root of the tree of the first n leaves, n from 0. */
  readonly roots: readonly string[]
}

const knownAnswers: Readonly<Record<string, KnownAnswers>> = {
  // FIPS 180-4 examples; roots of Certificate Transparency's reference tests.
  sha256: {
    abc: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    roots: [
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
      '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
      'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    ],
  },
  // GB/T 32905-2016 A.1; roots of the same leaves, computed with OpenSSL's SM3 by the recursion of RFC 6962 §2.1.
  sm3: {
    abc: '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    roots: [
      '1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b',
      '2daef60e7a0b8f5e024c81cd2ab3109f2b4f155cf83adeb2ae5532f74a157fdf',
      '0b990fe0c7ad70f1bf1a1262f2c7908ea48146b14253a6db99f2917ab1f5cc4d',
      '209ec96a210d662a964772680e8544d18cab7b88ffec3e00962220349b56ea56',
      '28e4e307ef6d2d0c62d84b11ef96e835efe490f35b93c8f024ecfe38c8dd4377',
      'bb10c996aeebbcdc69be3715fc847344de77442d37a5ab8213da9f41785b103b',
      '8723c1ab1f82ddfba4a3733ac0c80d936d9f4c208c7dbc8cc81ca9fff8584f66',
      'bd36c22a1ac6ff4308e0c3cc1a85bf0ffa30538ec60a55c70413ab15d45db4d2',
      'bc48ba7a709184b5f2a631e1adeb8dc2a0d4c018c1d6cc89b5664fe154c93b38',
    ],
  },
}

/**
 * Runs known answers: digests, roots of trees of 0 to 8 leaves, proofs that must hold and proofs that must not.
 *
 * @param hash - Named 'sm3' or 'sha256'; for no other hash are there known answers.
 * @throws {LogError} `LOG_SELF_TEST_FAILED` naming the first test that failed; then no log may be written or verified with it
 */
export function logSelfTest(hash: LogHash): void {
  const known = Object.hasOwn(knownAnswers, hash.name) ? knownAnswers[hash.name] : undefined
  if (known === undefined) throw failed('hash is known by name', Object.keys(knownAnswers).join(' or '), hash.name)
  testDigest(hash, known.abc)
  testRoots(hash, known.roots)
  testProofs(hash, known.roots.map(fromHex))
}

function testDigest(hash: LogHash, abc: string): void {
  expectSame('size of the digest', '32', String(hash.size))
  expectSame('digest of abc', abc, toHex(hash.digest(encodeUtf8('abc'))))
  expectSame('digest of abc in parts', abc, toHex(hash.digest(encodeUtf8('a'), encodeUtf8(''), encodeUtf8('bc'))))
}

function testRoots(hash: LogHash, roots: readonly string[]): void {
  let range = emptyRange
  for (const [size, root] of roots.entries()) {
    expectSame(`root of ${size} leaves`, root, toHex(rangeRoot(hash, range)))
    const next = leaves[size]
    if (next !== undefined) range = appendToRange(hash, range, leafHash(hash, next))
  }
}

// In a tree of three leaves, the proof of the last leaf is the root of two, and the proof that three continues two is the last leaf.
function testProofs(hash: LogHash, roots: readonly Uint8Array[]): void {
  const [, , two, three, four] = roots as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  const last = leafHash(hash, leaves[2] as Uint8Array)
  const leaf = { leafHash: last, index: 2, size: 3 }
  const continued = { size: 3, root: three }
  verifyInclusion(hash, leaf, [two], three)
  verifyConsistency(hash, { size: 2, root: two }, continued, [last])
  expectRefused('inclusion under another root', () => verifyInclusion(hash, leaf, [two], four))
  expectRefused('inclusion by another path', () => verifyInclusion(hash, leaf, [last], three))
  expectRefused('continuation of another log', () =>
    verifyConsistency(hash, { size: 2, root: four }, continued, [last]),
  )
}

function expectSame(test: string, expected: string, computed: string): void {
  if (expected !== computed) throw failed(test, expected, computed)
}

function expectRefused(test: string, check: () => void): void {
  try {
    check()
  } catch (error) {
    if (error instanceof RootMismatch) return
    throw error
  }
  throw failed(test, 'refused', 'accepted')
}

function failed(test: string, expected: string, computed: string): LogError {
  return new LogError({ code: 'LOG_SELF_TEST_FAILED', test, expected, computed })
}
