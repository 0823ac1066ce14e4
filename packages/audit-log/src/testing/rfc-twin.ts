// The slow, obvious twin: the recursive definitions of RFC 6962 §2.1, written down as they stand there. Shares no code with the package.
import { createHash } from 'node:crypto'

/** SHA-256, since the twin is compared with the package running on SHA-256. */
const H = (...parts: readonly Uint8Array[]): Uint8Array =>
  new Uint8Array(createHash('sha256').update(Buffer.concat(parts)).digest())

export const twinLeaf = (data: Uint8Array): Uint8Array => H(Uint8Array.of(0), data)
export const twinNode = (left: Uint8Array, right: Uint8Array): Uint8Array => H(Uint8Array.of(1), left, right)

/** "the largest power of two smaller than n (i.e., k < n <= 2k)" */
export function k(n: number): number {
  let power = 1
  while (power * 2 < n) power *= 2
  return power
}

export interface Twin {
  /** MTH(D[start:end]) */
  mth(start: number, end: number): Uint8Array
  /** PATH(m, D[0:n]) */
  path(m: number, n: number): Uint8Array[]
  /** PROOF(m, D[0:n]) */
  proof(m: number, n: number): Uint8Array[]
}

/** The twin over given leaf hashes. Subtree hashes are remembered, or it would be too slow even for a twin. */
export function twinOf(leafHashes: readonly Uint8Array[]): Twin {
  const remembered = new Map<string, Uint8Array>()
  const mth = (start: number, end: number): Uint8Array => {
    const n = end - start
    if (n === 0) return H()
    if (n === 1) return leafHashes[start] as Uint8Array
    const key = `${start}-${end}`
    const root = remembered.get(key) ?? twinNode(mth(start, start + k(n)), mth(start + k(n), end))
    remembered.set(key, root)
    return root
  }
  return twinOver(mth)
}

/** PATH and PROOF over any MTH. */
export function twinOver(mth: Twin['mth']): Twin {
  const path = (m: number, start: number, end: number): Uint8Array[] => {
    const n = end - start
    if (n === 1) return []
    if (m < k(n)) return [...path(m, start, start + k(n)), mth(start + k(n), end)]
    return [...path(m - k(n), start + k(n), end), mth(start, start + k(n))]
  }
  const subproof = (m: number, start: number, end: number, whole: boolean): Uint8Array[] => {
    const n = end - start
    if (m === n) return whole ? [] : [mth(start, end)]
    if (m <= k(n)) return [...subproof(m, start, start + k(n), whole), mth(start + k(n), end)]
    return [...subproof(m - k(n), start + k(n), end, false), mth(start, start + k(n))]
  }
  return { mth, path: (m, n) => path(m, 0, n), proof: (m, n) => subproof(m, 0, n, true) }
}

/** The root that PATH(m, D[0:n]) leads to from a leaf hash, or undefined when it has the wrong length. */
export function twinRootFromPath(
  leafHash: Uint8Array,
  m: number,
  n: number,
  path: readonly Uint8Array[],
): Uint8Array | undefined {
  if (n === 1) return path.length === 0 ? leafHash : undefined
  const sibling = path.at(-1)
  const left = m < k(n)
  const below = left
    ? twinRootFromPath(leafHash, m, k(n), path.slice(0, -1))
    : twinRootFromPath(leafHash, m - k(n), n - k(n), path.slice(0, -1))
  if (sibling === undefined || below === undefined) return undefined
  return left ? twinNode(below, sibling) : twinNode(sibling, below)
}

/** Both roots that PROOF(m, D[0:n]) leads to from the older root, or undefined when it has the wrong length. Requires 0 < m <= n. */
export function twinRootsFromProof(
  olderRoot: Uint8Array,
  m: number,
  n: number,
  proof: readonly Uint8Array[],
  whole = true,
): { older: Uint8Array; newer: Uint8Array } | undefined {
  if (m === n) {
    const [only, ...more] = whole ? [olderRoot, ...proof] : proof
    return only === undefined || more.length > 0 ? undefined : { older: only, newer: only }
  }
  const sibling = proof.at(-1)
  const rest = proof.slice(0, -1)
  if (sibling === undefined) return undefined
  if (m <= k(n)) {
    const below = twinRootsFromProof(olderRoot, m, k(n), rest, whole)
    return below && { older: below.older, newer: twinNode(below.newer, sibling) }
  }
  const below = twinRootsFromProof(olderRoot, m - k(n), n - k(n), rest, false)
  return below && { older: twinNode(sibling, below.older), newer: twinNode(sibling, below.newer) }
}
