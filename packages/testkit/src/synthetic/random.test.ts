import { describe, expect, test } from 'vitest'
import { createRandom, weightedPick } from './random.ts'

const take = <T>(count: number, next: () => T): readonly T[] => Array.from({ length: count }, next)

describe('a random source', () => {
  test('gives the same numbers for the same seed, on every machine', () => {
    const random = createRandom(2020)
    expect(take(4, () => random.below(1_000_000))).toEqual([219_863, 377_065, 628_796, 786_875])
  })

  test('gives other numbers for another seed', () => {
    const [a, b] = [createRandom(1), createRandom(2)]
    expect(take(8, a.fraction)).not.toEqual(take(8, b.fraction))
  })

  test('spreads evenly over the interval and over consecutive pairs', () => {
    const random = createRandom(1)
    const cells = new Uint32Array(100)
    for (let i = 0; i < 200_000; i++) cells[random.below(10) * 10 + random.below(10)]! += 1
    for (const count of cells) expect(Math.abs(count - 2000)).toBeLessThan(250)
  })

  test('stays below its limit', () => {
    const random = createRandom(3)
    expect(take(10_000, () => random.below(7)).every((n) => Number.isInteger(n) && n >= 0 && n < 7)).toBe(true)
  })
})

describe('weighted picks', () => {
  test('come in proportion to the weights, and never where the weight is nought', () => {
    const pick = weightedPick([
      ['often', 6],
      ['seldom', 1.5],
      ['never', 0],
      ['sometimes', 2.5],
    ])
    const random = createRandom(9)
    const counts = new Map<string, number>()
    for (let i = 0; i < 100_000; i++) {
      const item = pick(random)
      counts.set(item, (counts.get(item) ?? 0) + 1)
    }
    expect(counts.get('often')! / 100_000).toBeCloseTo(0.6, 1)
    expect(counts.get('seldom')! / 100_000).toBeCloseTo(0.15, 1)
    expect(counts.get('sometimes')! / 100_000).toBeCloseTo(0.25, 1)
    expect(counts.has('never')).toBe(false)
  })
})
