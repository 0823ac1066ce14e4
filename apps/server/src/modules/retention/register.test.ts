import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, civil, type CivilDate, type LimitValue } from '@fadu/domain'
import { heldBy, termsOn, type Hold } from './register.ts'

const limit =
  (most: number) =>
  (name: string): LimitValue => ({ name, most, basis: 'policy', cites: [], needed: '', neededEn: '' })

describe('what is over its term', () => {
  test('is of a day with more than the whole term behind it', () => {
    const [useRecords] = termsOn(civil('2029-03-01'), limit(1096))
    expect(useRecords).toMatchObject({ kind: 'useRecords', days: 1096, dueBefore: '2026-03-01' })
  })

  test('is never younger than the term, on any day and for any number of days', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 5000 }), (offset, days) => {
        const today = addDays('2020-01-01' as CivilDate, offset)
        for (const term of termsOn(today, limit(days))) {
          const youngest = addDays(term.dueBefore, -1)
          expect(addDays(youngest, days) < today).toBe(true)
          expect(addDays(term.dueBefore, days) < today).toBe(false)
        }
      }),
    )
  })
})

describe('what is held', () => {
  test('is named once and in order, whatever the order of the holds', () => {
    const holds: readonly Hold[] = [
      { scope: 'grant', id: 'b' },
      { scope: 'dataset', id: 'c' },
      { scope: 'grant', id: 'a' },
      { scope: 'grant', id: 'b' },
    ]
    const held = { platform: false, datasets: ['c'], grants: ['a', 'b'], organizations: [] }
    expect(heldBy(holds)).toEqual(held)
    expect(heldBy(holds.toReversed())).toEqual(held)
    expect(heldBy([{ scope: 'platform', id: null }]).platform).toBe(true)
  })
})
