import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFactNumbers } from './fact-numbers.ts'

test('two sets of facts have one number exactly when their texts are equal', () => {
  const facts = fc.dictionary(
    fc.constantFrom('a', 'b'),
    fc.oneof(fc.integer({ max: 2, min: 0 }), fc.constantFrom('x', 'y')),
  )
  fc.assert(
    fc.property(fc.array(facts, { maxLength: 12 }), (all) => {
      const numbers = createFactNumbers()
      const given = all.map((f) => ({ f, number: numbers.of(f), again: numbers.of({ ...f }) }))
      for (const one of given) {
        expect(one.again).toBe(one.number)
        for (const other of given) {
          expect(one.number === other.number).toBe(JSON.stringify(one.f) === JSON.stringify(other.f))
        }
      }
    }),
  )
})

test('what was forgotten gets another number, never one of something else', () => {
  const numbers = createFactNumbers()
  const kept = { n: -1 }
  const before = numbers.of(kept)
  const given = new Set(Array.from({ length: 25_000 }, (_, n) => numbers.of({ n })))
  expect(given.size).toBe(25_000)
  expect(given.has(before)).toBe(false)
  expect(numbers.of(kept)).toBe(before)
})
