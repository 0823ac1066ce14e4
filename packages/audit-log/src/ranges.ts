// Which leaves each hash of a proof covers: RFC 9162 §2.1.3.1 (PATH) and §2.1.4.1 (SUBPROOF), without hashing anything.

/** Leaves from `start` up to but not including `end`. */
export interface LeafRange {
  readonly start: number
  readonly end: number
}

/** A perfect subtree: 2^height leaves from index × 2^height on. */
export interface PerfectNode {
  readonly height: number
  readonly index: number
}

// INVARIANT (aligned ranges): a range of n leaves starts at a multiple of the smallest power of two >= n. All ranges made here are
// aligned, since they come from splitting [0, size) at the largest power of two; perfectNodes() relies on it.

/** Ranges of an inclusion proof, sibling of the leaf first. Requires 0 <= index < size. */
export function inclusionRanges(index: number, size: number): LeafRange[] {
  const ranges: LeafRange[] = []
  let start = 0
  let end = size
  while (end - start > 1) {
    const middle = start + splitOf(end - start)
    if (index < middle) {
      ranges.push({ start: middle, end })
      end = middle
    } else {
      ranges.push({ start, end: middle })
      start = middle
    }
  }
  return ranges.toReversed()
}

/** Ranges of a consistency proof, in the order of the proof. Requires 0 < oldSize <= newSize. */
export function consistencyRanges(oldSize: number, newSize: number): LeafRange[] {
  const ranges: LeafRange[] = []
  let start = 0
  let end = newSize
  while (end !== oldSize) {
    const middle = start + splitOf(end - start)
    if (oldSize <= middle) {
      ranges.push({ start: middle, end })
      end = middle
    } else {
      ranges.push({ start, end: middle })
      start = middle
    }
  }
  // From the left end on, the older tree itself is meant, and its root is known to whoever verifies.
  if (start > 0) ranges.push({ start, end })
  return ranges.toReversed()
}

/** The perfect subtrees an aligned range is made of, left to right, each smaller than the one before. */
export function perfectNodes(range: LeafRange): PerfectNode[] {
  const nodes: PerfectNode[] = []
  let start = range.start
  let height = 52
  while (start < range.end) {
    while (2 ** height > range.end - start) height--
    nodes.push({ height, index: start / 2 ** height })
    start += 2 ** height
  }
  return nodes
}

/** The largest power of two below n. Requires n > 1. */
function splitOf(n: number): number {
  let power = 1
  while (power * 2 < n) power *= 2
  return power
}
