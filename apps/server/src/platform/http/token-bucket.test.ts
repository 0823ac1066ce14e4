import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTokenBuckets, type RateLimit } from './token-bucket.ts'

/** Slow and obvious: a bucket of whole tokens, each cut into as many drops as it takes milliseconds; every millisecond refills it. */
function dropByDrop({ requests, seconds }: RateLimit, arrivals: readonly number[]): readonly boolean[] {
  const token = seconds * 1000
  let drops = requests * token
  let now = arrivals[0] ?? 0
  return arrivals.map((at) => {
    for (; now < at; now++) drops = Math.min(requests * token, drops + requests)
    if (drops < token) return false
    drops -= token
    return true
  })
}

const limits = fc.record({ requests: fc.integer({ min: 1, max: 7 }), seconds: fc.integer({ min: 1, max: 3 }) })
const arrivals = fc
  .array(fc.integer({ min: 0, max: 900 }), { maxLength: 40 })
  .map((gaps) => gaps.reduce<number[]>((times, gap) => [...times, (times.at(-1) ?? 0) + gap], []))

test('allows exactly what a bucket refilled drop by drop allows', () => {
  fc.assert(
    fc.property(limits, arrivals, (limit, times) => {
      const buckets = createTokenBuckets(limit)
      expect(times.map((at) => buckets.take('a', at).allowed)).toEqual(dropByDrop(limit, times))
    }),
  )
})

test('whoever waits as long as they were told is served, and a millisecond earlier is not', () => {
  fc.assert(
    fc.property(limits, arrivals, (limit, times) => {
      const buckets = createTokenBuckets(limit)
      let now = 0
      for (const at of times) {
        now = Math.max(now, at)
        const { allowed, retryInMs } = buckets.take('a', now)
        if (allowed) continue
        expect(buckets.take('a', now + retryInMs - 1).allowed).toBe(false)
        expect(buckets.take('a', now + retryInMs).allowed).toBe(true)
        now += retryInMs
      }
    }),
  )
})

test('what is left can be had at once, and a bucket is full when it says so', () => {
  fc.assert(
    fc.property(limits, arrivals, (limit, times) => {
      const buckets = createTokenBuckets(limit)
      const last = times.map((at) => buckets.take('a', at)).at(-1)
      if (last === undefined) return
      const now = times.at(-1)!
      for (let i = 0; i < last.remaining; i++) expect(buckets.take('a', now).allowed).toBe(true)
      expect(buckets.take('a', now).allowed).toBe(false)
      const full = createTokenBuckets(limit)
      const taken = full.take('b', 0)
      expect(full.take('b', taken.fullInMs)).toEqual(taken)
    }),
  )
})

test('one key takes nothing from another, and keys that are made up do not fill the memory', () => {
  const buckets = createTokenBuckets({ requests: 1, seconds: 60 }, 100)
  for (let i = 0; i < 10_000; i++) expect(buckets.take(`key ${i}`, i).allowed).toBe(true)
  expect(buckets.size).toBeLessThanOrEqual(100)
  expect(buckets.take('key 9999', 10_000).allowed).toBe(false)
})

test('a clock that is set back shuts nobody out for longer than the limit says', () => {
  const buckets = createTokenBuckets({ requests: 2, seconds: 2 })
  const late = 1_000_000_000
  expect(buckets.take('a', late).allowed).toBe(true)
  expect(buckets.take('a', late).allowed).toBe(true)
  const back = buckets.take('a', 0)
  expect(back).toMatchObject({ allowed: false, retryInMs: 1000 })
  expect(buckets.take('a', 1000).allowed).toBe(true)
})
