/** A source of numbers that look random and are the same for the same seed on every machine and engine. */
export interface Random {
  /** Uniform in [0, 1), in steps of 2^-32. */
  fraction(): number
  /** Uniform integer in [0, limit); `limit` an integer from 1 to 2^32. */
  below(limit: number): number
  /** True with the given probability. */
  chance(probability: number): boolean
  /** One of the items, each as likely as the other; the list is not empty. */
  pick<T>(items: readonly T[]): T
}

/**
 * A generator of the family sfc32 (Chris Doty-Humphrey, PractRand), seeded through twelve discarded steps. Not for
 * secrets.
 *
 * Only integer operations and + − × are used, so results do not differ between engines as those of Math.log or
 * Math.pow may.
 *
 * @param seed - Any integer; its low 32 bits count.
 */
export function createRandom(seed: number): Random {
  const next = sfc32(seed)
  const fraction = (): number => next() / 4294967296
  const below = (limit: number): number => Math.floor(fraction() * limit)
  return {
    fraction,
    below,
    chance: (probability) => fraction() < probability,
    pick: (items) => items[below(items.length)]!,
  }
}

function sfc32(seed: number): () => number {
  let a = 0x9e3779b9
  let b = 0x243f6a88
  let c = seed | 0
  let counter = 1
  const next = (): number => {
    const out = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + out) | 0
    return out >>> 0
  }
  for (let i = 0; i < 12; i++) next()
  return next
}

/** Items with their weights; weights are >= 0, in any unit, and not all zero. */
export type Weighted<T> = readonly (readonly [item: T, weight: number])[]

/**
 * Prepares picks in proportion to weights (alias method of Walker and Vose): a pick costs the same for four items as for
 * four thousand.
 */
export function weightedPick<T>(weighted: Weighted<T>): (random: Random) => T {
  const { keep, alias } = aliasTable(weighted.map(([, weight]) => weight))
  return (random) => {
    const at = random.below(weighted.length)
    return weighted[random.fraction() < keep[at]! ? at : alias[at]!]![0]
  }
}

function aliasTable(weights: readonly number[]): { keep: Float64Array; alias: Uint32Array } {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const scaled = Float64Array.from(weights, (weight) => (weight / total) * weights.length)
  const keep = new Float64Array(weights.length).fill(1)
  const alias = Uint32Array.from(weights, (_, i) => i)
  const small = [...scaled.keys()].filter((i) => scaled[i]! < 1)
  const large = [...scaled.keys()].filter((i) => scaled[i]! >= 1)
  while (small.length > 0 && large.length > 0) {
    const less = small.pop()!
    const more = large.at(-1)!
    keep[less] = scaled[less]!
    alias[less] = more
    scaled[more] = scaled[more]! - (1 - scaled[less]!)
    if (scaled[more] < 1) small.push(large.pop()!)
  }
  return { keep, alias }
}
