import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chunkOf, referenceBlocks, referencePlace, type BlockFunction, type RowPlace } from './blocks.ts'
import { evidenceBits, threshold, weigh, type Count } from './evidence.ts'
import {
  chunkOrder,
  inFileOrder,
  referencePattern,
  rowMarks,
  rowReferences,
  signsOf,
  withoutSign,
  withSign,
  type MarkKeys,
} from './marks.ts'
import { countOrder, countQuotations, countSigns, countWithheld, readReferences } from './observe.ts'

const key = (name: string): Buffer => createHash('sha256').update(name).digest().subarray(0, 16)
const permute =
  (name: string): BlockFunction =>
  (blocks) => {
    const cipher = createCipheriv('sm4-ecb', key(name), null).setAutoPadding(false)
    return new Uint8Array(cipher.update(blocks))
  }
const undo =
  (name: string): BlockFunction =>
  (blocks) => {
    const cipher = createDecipheriv('sm4-ecb', key(name), null).setAutoPadding(false)
    return new Uint8Array(cipher.update(blocks))
  }
const keysOf = (name: string): MarkKeys => ({ choices: permute(name), references: permute(`${name}/references`) })

const anyPlace = fc.record({ batch: fc.nat({ max: 2 ** 31 }), line: fc.nat({ max: 2 ** 40 }) })
const nearPlace = fc.record({ batch: fc.nat({ max: 3 }), line: fc.nat({ max: 9000 }) })
const nameOf = ({ batch, line }: RowPlace): string => `${batch}:${line}`
const somePlaces = (place: typeof anyPlace, maxLength = 60) =>
  fc.uniqueArray(place, { selector: nameOf, minLength: 1, maxLength })

describe('marks', () => {
  test('a reference names its row to who has the key, and nothing to who has another', () => {
    fc.assert(
      fc.property(somePlaces(anyPlace), (places) => {
        const texts = rowReferences(keysOf('a'), places)
        for (const text of texts) expect(text).toMatch(referencePattern)
        const own = readReferences(undo('a/references'), texts)
        expect(texts.map((text) => own.places.get(text))).toEqual(places)
        expect(readReferences(undo('b/references'), texts).count).toMatchObject({ trials: places.length, hits: 0 })
        expect(referencePlace(referenceBlocks(places), places.length - 1)).toEqual(places.at(-1))
      }),
    )
  })

  test('rows stand in the order of their chunks, and in a chunk in that of their marks, however they come', () => {
    fc.assert(
      fc.property(somePlaces(nearPlace), fc.nat(), (places, seed) => {
        const keys = keysOf('a')
        // The slow way: compare any two rows, each marked on its own.
        const rank = (p: RowPlace): readonly [number, number] => [
          chunkOrder(keys, [chunkOf(p)])[0]!,
          rowMarks(keys, [p])[0]!.order,
        ]
        const slow = places.toSorted((a, b) => rank(a)[0] - rank(b)[0] || rank(a)[1] - rank(b)[1])
        const shuffled = places.toSorted((a, b) => key(`${seed}${nameOf(a)}`).compare(key(`${seed}${nameOf(b)}`)))
        expect(inFileOrder(keys, shuffled).map(({ row }) => row)).toEqual(slow)
      }),
      { numRuns: 50 },
    )
  })

  test('a sign is the same in equal values and hides or shows nothing', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[0-9]{0,4}\*{1,6}[0-9]{0,4}$/), { minLength: 1 }), (masked) => {
        const signs = signsOf(keysOf('a'), masked)
        masked.forEach((text, i) => {
          expect(signs[i]).toBe(signs[masked.indexOf(text)])
          const marked = withSign(text, signs[i]!)
          expect(withoutSign(marked)).toBe(text)
          expect(marked.length).toBe(text.length)
        })
      }),
    )
  })

  test('about the share of rows is withheld, the same rows each time', () => {
    const places = Array.from({ length: 20_000 }, (_, line) => ({ batch: 1, line }))
    const withheld = rowMarks(keysOf('a'), places).filter((m) => m.lot < 20).length
    expect(withheld).toBeGreaterThan(300)
    expect(withheld).toBeLessThan(500)
  })
})

describe('evidence', () => {
  test('is a fair bet: what it gives without the export has the mean 1, exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.constantFrom(1 / 2, 1 / 12, 0.98, 2 ** -10), (trials, chance) => {
        let mean = 0
        let ways = 1
        for (let hits = 0; hits <= trials; hits++) {
          const count: Count = { kind: 'order', trials, hits, chance }
          mean += ways * chance ** hits * (1 - chance) ** (trials - hits) * 2 ** evidenceBits(count)
          ways = (ways * (trials - hits)) / (hits + 1)
        }
        expect(mean).toBeCloseTo(1, 6)
      }),
    )
  })

  test('agrees with the products written out', () => {
    fc.assert(
      fc.property(fc.nat({ max: 12 }), fc.nat({ max: 12 }), fc.constantFrom(1 / 2, 1 / 3), (hits, misses, chance) => {
        const shares = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 0.99, 0.9999]
        let sum = 0
        for (const share of shares) {
          let ratio = 1
          for (let i = 0; i < hits; i++) ratio *= (share + (1 - share) * chance) / chance
          for (let i = 0; i < misses; i++) ratio *= ((1 - share) * (1 - chance)) / (1 - chance)
          sum += ratio
        }
        const bits = evidenceBits({ kind: 'sign', trials: hits + misses, hits, chance })
        expect(bits).toBeCloseTo(Math.log2(sum / shares.length), 6)
      }),
    )
  })

  test('a destroyed mark costs three bits at most; more agreement never counts for less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.constantFrom(1 / 2, 1 / 12, 2 ** -48), (trials, chance) => {
        let before = -Infinity
        for (let hits = 0; hits <= trials; hits++) {
          const bits = evidenceBits({ kind: 'order', trials, hits, chance })
          expect(bits).toBeGreaterThanOrEqual(-3.0001)
          expect(bits).toBeGreaterThanOrEqual(before - 1e-9)
          before = bits
        }
      }),
      { numRuns: 30 },
    )
  })

  test('the bits needed grow with the candidates; the strongest comes first', () => {
    expect(threshold(1)).toBeCloseTo(19.93, 2)
    expect(threshold(1024) - threshold(1)).toBeCloseTo(10, 6)
    const counts = (hits: number): readonly Count[] => [{ kind: 'order', trials: 100, hits, chance: 1 / 2 }]
    const weighed = weigh([
      { candidate: 'chance', counts: counts(50) },
      { candidate: 'source', counts: counts(100) },
    ])
    expect(weighed.candidates.map((c) => [c.candidate, c.named])).toEqual([
      ['source', true],
      ['chance', false],
    ])
  })
})

describe('what is seen in a file', () => {
  const places = Array.from({ length: 4000 }, (_, line) => ({ batch: 1 + (line % 3), line }))
  const written = inFileOrder(keysOf('source'), places)

  test('all of it agrees with its own export', () => {
    const rows = written.map(({ row, marks }) => ({ place: row, quoted: marks.quoted % 7 }))
    const order = countOrder(keysOf('source'), rows)
    expect(order.hits).toBe(order.trials)
    expect(order.trials).toBeGreaterThan(1900)
    expect(countQuotations(keysOf('source'), rows, 7)).toMatchObject({ trials: 4000, hits: 4000 })
    const masked = rows.map((_, i) => `1${i}***`)
    const signs = signsOf(keysOf('source'), masked)
    const shown = masked.map((text, i) => withSign(text, signs[i]!))
    expect(countSigns(keysOf('source'), shown)).toMatchObject({ trials: 4000, hits: 4000 })
    expect(countWithheld(keysOf('source'), [], 20).trials).toBe(0)
  })

  test('an export that is not involved agrees as a coin does, in whatever order the rows are put', () => {
    for (let i = 0; i < 200; i++) {
      const rows = written.slice(i * 10, i * 10 + 200).map(({ row }) => ({ place: row, quoted: 3 }))
      const keys = keysOf(`innocent ${i}`)
      for (const count of [countOrder(keys, rows), countQuotations(keys, rows, 7)]) {
        expect(evidenceBits(count), `${i} ${JSON.stringify(count)}`).toBeLessThan(threshold(1))
      }
    }
  })

  test('a row or value that stands there twice is counted once', () => {
    const rows = [...written.slice(0, 40), ...written.slice(0, 40)].map(({ row }) => ({ place: row, quoted: 1 }))
    expect(countOrder(keysOf('source'), rows).trials).toBe(20)
    expect(countQuotations(keysOf('source'), rows, 7).trials).toBe(40)
    expect(countSigns(keysOf('source'), ['1**', '1**', '1＊＊', '2*＊']).trials).toBe(1)
  })
})
