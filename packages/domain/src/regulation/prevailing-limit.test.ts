import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cedar } from '../../cases/read-packs.ts'
import { smallPack } from '../../cases/small-pack.ts'
import { civil, type TerritoryCode } from '../shared/index.ts'
import { composeLawBook } from './index.ts'

const places = ['330212000000', '330200000000', '330000000000', '*'] as const
const name = 'verification.perDay'
const text = fc.record({
  policy: fc.boolean(),
  values: fc.dictionary(fc.constantFrom('2021-01-01', '2023-06-01'), fc.integer({ min: 1, max: 9 }), { minKeys: 1 }),
})
const texts = fc.tuple(...places.map(() => fc.option(text, { nil: undefined })))
const day = fc.constantFrom('2020-12-31', '2021-01-01', '2022-02-02', '2023-06-01')

describe('of several limits', () => {
  test('the fewest that a text of law sets hold; without one, the nearest policy', () => {
    fc.assert(
      fc.property(texts, day, (said, on) => {
        const packs = said.map((limit, i) => {
          const territory = places[i]!
          const one = { id: `place-${i}`, prefix: 'ABCD'.charAt(i).repeat(2), territory }
          const dated = Object.entries(limit?.values ?? {}).map(
            ([from, value]) => `"${from}": { value: ${value}, cites: [${one.prefix}-01] }`,
          )
          const written = `${name}:\n${limit?.policy ? '  kind: policy\n' : ''}  needed: x\n  neededEn: x\n  values: { ${dated.join(', ')} }\n`
          const files = limit === undefined ? {} : { 'limits.yaml': written }
          return territory === '*'
            ? smallPack({ ...one, files })
            : smallPack({ ...one, rank: 'localRule', inForce: '2020-01-01', files })
        })
        const regime = composeLawBook(cedar, packs).regimeOf(places.slice(0, 3) as unknown as TerritoryCode[])
        const standing = said.flatMap((limit, i) => {
          const begun = Object.keys(limit?.values ?? {})
            .filter((from) => from <= on)
            .toSorted()
          const last = begun.at(-1)
          return limit === undefined || last === undefined
            ? []
            : [{ policy: limit.policy || places[i] === '*', most: limit.values[last]! }]
        })
        const law = standing.filter((s) => !s.policy).map((s) => s.most)
        const expected = law.length > 0 ? Math.min(...law) : standing[0]?.most
        expect(regime.limit(name, civil(on))?.most).toBe(expected)
      }),
      { numRuns: 60 },
    )
  })

  test('of a term of keeping the longest holds, be it of a text of law or of policy', () => {
    const term = (id: string, territory: string, days: number, more = '') =>
      smallPack({
        ...{ id, prefix: id.toUpperCase(), territory },
        ...(territory === '*' ? {} : { rank: 'localRule' as const, inForce: '2020-01-01' }),
        files: {
          'limits.yaml': `retention.useRecordDays:\n${more}  needed: x\n  neededEn: x\n  values: { "2021-01-01": { value: ${days}, cites: [${id.toUpperCase()}-01] } }\n`,
        },
      })
    const daysOf = (city: number): number | undefined =>
      composeLawBook(cedar, [term('aa', places[1], city), term('bb', '*', 1096, '  least: 1096\n')])
        .regimeOf([places[1]] as unknown as TerritoryCode[])
        .limit('retention.useRecordDays', civil('2021-02-01'))?.most
    expect(daysOf(3653)).toBe(3653)
    expect(daysOf(1096)).toBe(1096)
  })
})
