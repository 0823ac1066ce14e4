import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cedar, issuesOf } from '../../cases/read-packs.ts'
import { smallPack } from '../../cases/small-pack.ts'
import { civil, type TerritoryCode } from '../shared/index.ts'
import { composeLawBook, ranks, type LawBook, type Rank } from './index.ts'

/** One text that says how long something may take: from which days on, and whether it binds or is policy. */
interface Text {
  readonly rank: Rank
  readonly unit: 'workingDay' | 'calendarDay' | 'hour'
  readonly policy: boolean
  /** Day from which it holds → length; `entered` where each notice sets it. */
  readonly values: Readonly<Record<string, number | 'entered'>>
}

const days = ['2021-01-01', '2023-06-01', '2026-01-01']
const anyText: fc.Arbitrary<Text> = fc.record({
  rank: fc.constantFrom<Rank>('localRegulation', 'localRule', 'normativeDocument'),
  unit: fc.constantFrom('workingDay', 'workingDay', 'calendarDay', 'hour'),
  policy: fc.constantFrom(false, false, true),
  values: fc.dictionary(fc.constantFrom(...days), fc.constantFrom<number | 'entered'>(1, 2, 3, 4, 5, 'entered'), {
    minKeys: 1,
  }),
})
const anyDay = fc.constantFrom('2020-12-31', '2021-01-01', '2022-02-02', '2023-06-01', '2025-12-31', '2026-01-01')

/** The texts of a district, its city, its province and the platform, nearest first; not each of them has one. */
const places = ['330212000000', '330200000000', '330000000000', '*']
const anyTexts = fc.tuple(...places.map(() => fc.option(anyText, { nil: undefined, freq: 4 })))

function bookOf(texts: readonly (Text | undefined)[]): LawBook {
  const packs = texts.map((text, i) => {
    const territory = places[i]!
    const one = { id: `place-${i}`, prefix: 'ABCD'.charAt(i).repeat(2), territory }
    const files = text === undefined ? {} : { 'values/all.yaml': valuesOf(text, `${one.prefix}-01`) }
    if (territory === '*') return smallPack({ ...one, files })
    return smallPack({ ...one, rank: text?.rank ?? 'localRule', inForce: '2020-01-01', files })
  })
  return composeLawBook(cedar, packs)
}

function valuesOf({ unit, policy, values }: Text, clause: string): string {
  const dated = Object.entries(values).map(
    ([day, value]) => `"${day}": { ${value === 'entered' ? 'entered: true' : `value: ${value}`}, cites: [${clause}] }`,
  )
  return `answer:\n  unit: ${unit}\n${policy ? '  kind: policy\n' : ''}  values: { ${dated.join(', ')} }\n`
}

interface Said {
  readonly place: number
  readonly rank: Rank
  readonly unit: string
  readonly value: number | 'entered'
  readonly policy: boolean
}

/** What each text says on a day: the last of its values that has begun. The platform's is policy by its nature. */
function saidOn(texts: readonly (Text | undefined)[], day: string): readonly Said[] {
  return texts.flatMap((text, place) => {
    if (text === undefined) return []
    const begun = days.filter((from) => text.values[from] !== undefined && from <= day)
    if (begun.length === 0) return []
    const platform = places[place] === '*'
    const rank: Rank = platform ? 'policy' : text.rank
    return [{ place, rank, unit: text.unit, value: text.values[begun.at(-1)!]!, policy: platform || text.policy }]
  })
}

/** The slow obvious twin, from the words of docs/packs.md. */
function twin(texts: readonly (Text | undefined)[], day: string): Said | undefined {
  const said = saidOn(texts, day)
  const law = said.filter((s) => !s.policy)
  if (law.length === 0) return said[0]
  const numbers = law.filter((s) => s.value !== 'entered')
  if (numbers.length === 0) return law.find((s) => s.unit === mostWeighty(law).unit)
  const { unit } = mostWeighty(numbers)
  for (let length = 0; ; length++) {
    const found = numbers.find((s) => s.unit === unit && s.value === length)
    if (found !== undefined) return found
  }
}

function mostWeighty(said: readonly Said[]): Said {
  for (const rank of ranks) {
    const found = said.find((s) => s.rank === rank)
    if (found !== undefined) return found
  }
  throw new Error('nobody has a rank')
}

/** Two texts of one rank that bind in different units: nothing settles them. */
function areUnsettled(texts: readonly (Text | undefined)[]): boolean {
  const law = texts.slice(0, 3).flatMap((t) => (t === undefined || t.policy ? [] : [t]))
  return law.some((a) => law.some((b) => a.rank === b.rank && a.unit !== b.unit))
}

const path = places.slice(0, 3) as TerritoryCode[]

describe('which length prevails', () => {
  test('agrees with the twin for any texts of district, city, province and platform', () => {
    fc.assert(
      fc.property(anyTexts, anyDay, (texts, day) => {
        if (areUnsettled(texts)) {
          const codes = issuesOf(() => bookOf(texts)).map((i) => i.code)
          expect(new Set(codes)).toEqual(new Set(['PACK_COMPOSITION_UNSETTLED']))
          return
        }
        const found = bookOf(texts).regimeOf(path).period('answer', civil(day))
        const expected = twin(texts, day)
        const clause = expected && `${'ABCD'.charAt(expected.place).repeat(2)}-01`
        expect(
          found && { unit: found.unit, value: found.entered ? 'entered' : found.length, cites: found.cites },
        ).toEqual(expected && { unit: expected.unit, value: expected.value, cites: [clause] })
      }),
      { numRuns: 300 },
    )
  })

  test('every settlement is between texts that bind in different units, and the higher of them prevails', () => {
    fc.assert(
      fc.property(anyTexts, (texts) => {
        if (areUnsettled(texts)) return
        const { settled } = bookOf(texts).regimeOf(path)
        const law = texts.slice(0, 3).flatMap((text, place) => {
          const numbered = text !== undefined && Object.values(text.values).some((v) => v !== 'entered')
          return text === undefined || text.policy || !numbered ? [] : [{ ...text, id: `place-${place}` }]
        })
        const [highest] = law.toSorted((a, b) => ranks.indexOf(a.rank) - ranks.indexOf(b.rank))
        const yielding = law.filter((text) => text.unit !== highest!.unit)
        expect(settled.map((s) => s.yields)).toEqual(yielding.map((text) => text.id))
        for (const { prevails, period } of settled)
          expect({ prevails, period }).toEqual({ prevails: highest!.id, period: 'answer' })
      }),
      { numRuns: 150 },
    )
  })

  test('a length that is shorter than the highest in its unit holds, whatever lies between them', () => {
    const text = (rank: Rank, unit: Text['unit'], value: number): Text => ({
      rank,
      unit,
      policy: false,
      values: { '2021-01-01': value },
    })
    const texts = [
      text('normativeDocument', 'workingDay', 2),
      text('localRule', 'calendarDay', 1),
      text('localRegulation', 'workingDay', 3),
      undefined,
    ]
    const regime = bookOf(texts).regimeOf(path)
    expect(regime.period('answer', civil('2026-02-09'))).toMatchObject({
      length: 2,
      unit: 'workingDay',
      cites: ['AA-01'],
    })
    expect(regime.settled).toEqual([{ period: 'answer', prevails: 'place-2', yields: 'place-1' }])
  })
})
