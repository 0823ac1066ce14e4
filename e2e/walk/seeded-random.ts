export interface SeededRandom {
  /** An integer from 0 to below the limit. */
  below(limit: number): number
}

/** The same numbers for the same seed (mulberry32), so that a run that failed can be had again. */
export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0
  return {
    below: (limit) => {
      state = (state + 0x6d2b79f5) >>> 0
      let t = Math.imul(state ^ (state >>> 15), state | 1)
      t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
      return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4_294_967_296) * limit)
    },
  }
}
