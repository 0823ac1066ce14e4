import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wholeBook } from '../../cases/read-packs.ts'
import { addDays, civil, type TerritoryCode } from '../shared/index.ts'
import { withPolicyValues, type PolicyValue } from './index.ts'

const code = (digits: string): TerritoryCode => digits.padEnd(12, '0') as TerritoryCode
const [yinzhou, ningbo, zhejiang] = [code('330212'), code('3302'), code('33')] as const
const path = [yinzhou, ningbo, zhejiang]
const book = wholeBook()
const regime = book.regimeOf(path)
const today = civil('2026-03-02')

const set = (territory: TerritoryCode, length: number, from = '2026-01-01', name = 'share.reply'): PolicyValue => ({
  territory,
  name,
  unit: 'workingDay',
  length,
  from: civil(from),
})
const reply = (values: readonly PolicyValue[], on = today, places: readonly TerritoryCode[] = path) =>
  withPolicyValues(book.regimeOf(places), places, values).period('share.reply', on)

describe('a value that an authority sets', () => {
  test('takes the place of the pack’s policy, keeps its clause, and says that it is the authority’s', () => {
    expect(regime.period('share.reply', today)).toMatchObject({ length: 5, basis: 'policy' })
    expect(reply([set(yinzhou, 3)])).toEqual({
      name: 'share.reply',
      unit: 'workingDay',
      length: 3,
      basis: 'policy',
      cites: ['YZ-15-1'],
      reading: '本级主管部门设定',
      warnDays: 1,
      from: '2026-01-01',
    })
  })

  test('holds from its day on, and gives way to a later one on that one’s day', () => {
    const values = [set(yinzhou, 3, '2026-03-10'), set(yinzhou, 7, '2026-04-01')]
    expect(reply(values, civil('2026-03-09'))?.length).toBe(5)
    expect(reply(values, civil('2026-03-10'))?.length).toBe(3)
    expect(reply(values, civil('2026-03-31'))?.length).toBe(3)
    expect(reply(values, civil('2026-04-01'))?.length).toBe(7)
    expect(reply(values.toReversed(), civil('2026-04-01'))?.length).toBe(7)
  })

  test('of two for one day the one entered last holds', () => {
    expect(reply([set(yinzhou, 3), set(yinzhou, 4)])?.length).toBe(4)
    expect(reply([set(yinzhou, 4), set(yinzhou, 3)])?.length).toBe(3)
  })

  test('yields to a nearer authority, and to a policy of a nearer pack; it holds where nothing nearer speaks', () => {
    expect(reply([set(ningbo, 2), set(yinzhou, 8)])?.length).toBe(8)
    // Yinzhou's own pack has a policy for it; Ningbo's has none.
    expect(reply([set(ningbo, 2)])?.length).toBe(5)
    expect(reply([set(ningbo, 2)], today, [ningbo, zhejiang])?.length).toBe(2)
    expect(reply([set(zhejiang, 9)], today, [ningbo, zhejiang])?.length).toBe(9)
    expect(reply([set(yinzhou, 8)], today, [ningbo, zhejiang])?.length).toBe(5)
  })

  test('does not touch what a text fixes, nor another period, nor one that does not exist', () => {
    const wuzhong = [code('6403'), code('64')]
    const law = book.regimeOf(wuzhong)
    const changed = withPolicyValues(law, wuzhong, [set(wuzhong[0]!, 1), set(wuzhong[0]!, 1, '2026-01-01', 'no.such')])
    expect(changed.period('share.reply', today)).toBe(law.period('share.reply', today))
    expect(changed.period('share.delivery', today)).toBe(law.period('share.delivery', today))
    expect(changed.period('no.such', today)).toBeUndefined()
  })

  test('changes nothing else of the regime, and a regime without values is the regime itself', () => {
    const changed = withPolicyValues(regime, path, [set(yinzhou, 3)])
    expect(changed.name).toBe(regime.name)
    expect(changed.decider).toBe(regime.decider)
    expect(withPolicyValues(regime, path, [])).toBe(regime)
    expect(withPolicyValues(regime, path, [set(code('640300'), 3)])).toBe(regime)
  })
})

test('agrees with a reference that asks place after place and day after day', () => {
  const anyValue = fc.record({
    territory: fc.constantFrom(yinzhou, ningbo, zhejiang, code('6403')),
    length: fc.integer({ min: 0, max: 30 }),
    day: fc.integer({ min: -10, max: 10 }),
  })
  fc.assert(
    fc.property(fc.array(anyValue, { maxLength: 12 }), fc.boolean(), (drawn, district) => {
      const places = district ? path : path.slice(1)
      const values = drawn.map((d) => set(d.territory, d.length, addDays(today, d.day)))
      expect(reply(values, today, places)?.length).toBe(reference(values, places, district))
    }),
  )
})

/** Goes back from today to the first day, and takes what was entered last for the nearest place that then has a value. */
function reference(values: readonly PolicyValue[], places: readonly TerritoryCode[], district: boolean): number {
  for (const place of places) {
    for (let day = today; day >= addDays(today, -10); day = addDays(day, -1)) {
      const ofDay = values.filter((v) => v.territory === place && v.from === day)
      if (ofDay.length > 0) return ofDay.at(-1)!.length
    }
    if (district && place === yinzhou) return 5 // the district's own pack
  }
  return 5 // the platform's
}
