import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { joinShares, splitSecret, type SharePoint } from './index.ts'
import { inverse, times } from './shamir.ts'
import { hexOf } from './test-support/bytes.ts'
import { slowInverse, slowPolynomial, slowTimes, slowValue, subsets } from './test-support/slow-sharing.ts'

const bytes = Array.from({ length: 256 }, (_, i) => i)
const anySecret = fc.uint8Array({ minLength: 1, maxLength: 40 })
const anySharing = fc
  .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 0, max: 4 }))
  .map(([threshold, more]) => ({ threshold, shares: threshold + more }))

describe('the field', () => {
  test('multiplies any two bytes as long multiplication does', () => {
    for (const a of bytes) for (const b of bytes) if (times(a, b) !== slowTimes(a, b)) expect.fail(`${a} · ${b}`)
    // FIPS 197 §4.2
    expect(times(0x57, 0x83)).toBe(0xc1)
  })

  test('has the inverse that trying all finds', () => {
    expect(bytes.map(inverse)).toEqual(bytes.map(slowInverse))
  })
})

describe('a secret', () => {
  test('is shared at the points of the polynomials that the textbook has', () => {
    fc.assert(
      fc.property(anySecret, anySharing, fc.infiniteStream(fc.nat(255)), (secret, sharing, random) => {
        const drawn: Uint8Array[] = []
        const draw = (length: number): Uint8Array => {
          const some = Uint8Array.from({ length }, () => random.next().value as number)
          drawn.push(some.slice())
          return some
        }
        const points = splitSecret(secret, sharing, draw)
        expect(points.map((point) => point.index)).toEqual(bytes.slice(1, sharing.shares + 1))
        for (const { index, value } of points) {
          // Drawn from the highest coefficient down.
          const expected = [...secret].map((lowest, i) =>
            slowValue([lowest, ...drawn.map((some) => some[i]!).toReversed()], index),
          )
          expect([...value]).toEqual(expected)
        }
      }),
      { numRuns: 60 },
    )
  })

  test('comes back from every set of as many shares as are needed, in any order, and from more', () => {
    fc.assert(
      fc.property(anySecret, anySharing, (secret, sharing) => {
        const points = splitSecret(secret, sharing)
        for (const some of subsets(points, sharing.threshold)) {
          expect(hexOf(joinShares(some))).toBe(hexOf(secret))
          expect(hexOf(joinShares(some.toReversed()))).toBe(hexOf(secret))
        }
        expect(hexOf(joinShares(points))).toBe(hexOf(secret))
      }),
      { numRuns: 40 },
    )
  })

  test('joins as solving for the polynomial does, whatever the points are', () => {
    const anyPoints = fc.uniqueArray(fc.record({ index: fc.integer({ min: 1, max: 255 }), y: fc.nat(255) }), {
      minLength: 1,
      maxLength: 5,
      selector: (point) => point.index,
    })
    fc.assert(
      fc.property(anyPoints, (points) => {
        const joined = joinShares(points.map(({ index, y }) => ({ index, value: Uint8Array.of(y) })))
        expect(joined[0]).toBe(slowPolynomial(points.map(({ index, y }) => ({ x: index, y })))[0])
      }),
      { numRuns: 200 },
    )
  })

  test('one share fewer agrees with every secret equally often: each byte has exactly one polynomial for it', () => {
    fc.assert(
      fc.property(fc.nat(255), anySharing, (secret, sharing) => {
        const known = splitSecret(Uint8Array.of(secret), sharing).slice(0, sharing.threshold - 1)
        const atZero = bytes.map((guess) =>
          slowPolynomial([{ x: 0, y: guess }, ...known.map(({ index, value }) => ({ x: index, y: value[0]! }))]),
        )
        // Each guess has a polynomial of its own through all that is known, of a degree that may have been drawn.
        expect(new Set(atZero.map((coefficients) => coefficients.join())).size).toBe(256)
        for (const [guess, coefficients] of atZero.entries()) {
          expect(coefficients).toHaveLength(sharing.threshold)
          expect(slowValue(coefficients, 0)).toBe(guess)
          for (const { index, value } of known) expect(slowValue(coefficients, index)).toBe(value[0])
        }
      }),
      { numRuns: 6 },
    )
  })

  test('all coefficients are equally likely, zero among them', () => {
    const zeros = Array.from(
      { length: 2000 },
      () => splitSecret(Uint8Array.of(7), { threshold: 2, shares: 2 })[0]!,
    ).filter(
      ({ value }) => value[0] === 7, // the coefficient was zero
    )
    // 7.8 expected; none at all, or forty, has a chance of less than one in two thousand, or in 10^15.
    expect(zeros.length).toBeGreaterThan(0)
    expect(zeros.length).toBeLessThan(40)
  })
})

describe('what is refused', () => {
  const secret = Uint8Array.of(1, 2)
  test.each([
    { why: 'one share alone that gives it', sharing: { threshold: 1, shares: 3 }, reason: 'threshold' },
    { why: 'more shares needed than there are', sharing: { threshold: 4, shares: 3 }, reason: 'threshold' },
    { why: 'half a share', sharing: { threshold: 2.5, shares: 3 }, reason: 'threshold' },
    { why: 'more shares than there are points', sharing: { threshold: 2, shares: 256 }, reason: 'shares' },
  ])('$why', ({ sharing, reason }) => {
    expect(issueOf(() => splitSecret(secret, sharing))).toEqual({ code: 'SHARING_INVALID', reason })
  })

  test('nothing to share', () => {
    const sharing = { threshold: 2, shares: 2 }
    expect(issueOf(() => splitSecret(new Uint8Array(), sharing))).toEqual({ code: 'SHARING_INVALID', reason: 'secret' })
  })

  const point = (index: number, ...value: number[]): SharePoint => ({ index, value: Uint8Array.from(value) })
  test.each([
    { why: 'no point', points: [], reason: 'shares' },
    { why: 'a point twice', points: [point(1, 2), point(1, 3)], reason: 'index' },
    { why: 'the point of the secret', points: [point(0, 2), point(1, 3)], reason: 'index' },
    { why: 'a point beyond the field', points: [point(256, 2), point(1, 3)], reason: 'index' },
    { why: 'values of different lengths', points: [point(1, 2), point(2, 3, 4)], reason: 'length' },
  ])('joining $why', ({ points, reason }) => {
    expect(issueOf(() => joinShares(points))).toEqual({ code: 'SHARING_INVALID', reason })
  })
})

function issueOf(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return (error as { issue: unknown }).issue
  }
  return expect.unreachable('was accepted')
}
