import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { civil } from '@fadu/domain'
import type { FieldMask } from '@fadu/privacy'
import type { RowCondition } from '../../platform/release/row-filter.ts'
import { narrowed, overlaid, requestedTerms, type GrantTerms } from './terms.ts'

const items = ['a', 'b', 'c', 'constructor']
const days = ['2026-01-01', '2026-06-30', '2026-12-31'].map(civil)
const anySome = fc.subarray(items)
const anyCondition: fc.Arbitrary<RowCondition> = fc.oneof(
  fc.record({
    item: fc.constantFrom(...items),
    test: fc.constant('oneOf' as const),
    values: fc.subarray(['1', '2', '3'], { minLength: 1 }),
  }),
  fc.record({
    item: fc.constantFrom(...items),
    test: fc.constant('between' as const),
    from: fc.constantFrom('1', '2'),
    to: fc.constantFrom('2', '3', null),
  }),
)
const anyMask: fc.Arbitrary<FieldMask> = fc.constantFrom<FieldMask>(
  { kind: 'full' },
  { kind: 'month' },
  { kind: 'band', width: 10 },
  { kind: 'band', width: 100 },
)
const anyMasks = fc.array(fc.tuple(fc.constantFrom(...items), anyMask), { maxLength: 3 })
const anyQuota = fc.option(fc.integer({ min: 1, max: 5 }))
const anyTerms: fc.Arbitrary<GrantTerms> = fc
  .record({
    fields: anySome,
    purposes: anySome,
    modes: fc.constantFrom<GrantTerms['modes']>(['interface'], ['batch'], ['interface', 'batch']),
    rowFilter: fc.array(anyCondition, { maxLength: 2 }),
    masks: anyMasks,
    quotaPerDay: anyQuota,
    quotaTotal: anyQuota,
    until: fc.constantFrom(...days),
  })
  .map((t) => ({
    ...t,
    masks: Object.fromEntries(t.masks.filter(([item]) => t.fields.includes(item))),
    application: 'app',
    volumePerDay: null,
    matterRequired: true,
    signedCalls: false,
    withheldPerMille: 0,
  }))
const maybe = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> => fc.option(of, { nil: undefined })
const anyApproval = fc.record({
  items: maybe(anySome),
  purposes: maybe(anySome),
  mode: maybe(fc.constantFrom('interface', 'batch', 'both')),
  until: maybe(fc.constantFrom(...days)),
  quotaPerDay: maybe(fc.integer({ min: 1, max: 5 })),
  quotaTotal: maybe(fc.integer({ min: 1, max: 5 })),
  rowFilter: maybe(fc.array(anyCondition, { maxLength: 2 })),
  masks: maybe(anyMasks.map((list) => list.map(([item, { kind, ...more }]) => ({ item, mask: kind, ...more })))),
})

/** The slow obvious twin: what one use of terms may be, asked piece by piece. */
interface Use {
  readonly item: string
  readonly purpose: string
  readonly mode: 'interface' | 'batch'
  readonly day: string
  readonly row: Readonly<Record<string, string>>
  readonly rowsToday: number
  readonly rowsInAll: number
}
function admits(terms: GrantTerms, use: Use): boolean {
  return (
    terms.fields.includes(use.item) &&
    terms.purposes.includes(use.purpose) &&
    terms.modes.includes(use.mode) &&
    use.day <= terms.until &&
    use.rowsToday <= (terms.quotaPerDay ?? Infinity) &&
    use.rowsInAll <= (terms.quotaTotal ?? Infinity) &&
    terms.rowFilter.every((condition) => meets(condition, use.row[condition.item] ?? ''))
  )
}
function meets(condition: RowCondition, value: string): boolean {
  if (condition.test === 'oneOf') return condition.values.includes(value)
  if (condition.test === 'within') return condition.values.some((prefix) => value.startsWith(prefix))
  if (condition.test === 'absent') return value === ''
  return (condition.from === null || value >= condition.from) && (condition.to === null || value <= condition.to)
}
const anyUse: fc.Arbitrary<Use> = fc.record({
  item: fc.constantFrom(...items),
  purpose: fc.constantFrom(...items),
  mode: fc.constantFrom('interface', 'batch'),
  day: fc.constantFrom(...days),
  row: fc.record(Object.fromEntries(items.map((i) => [i, fc.constantFrom('1', '2', '3')]))),
  rowsToday: fc.integer({ min: 0, max: 6 }),
  rowsInAll: fc.integer({ min: 0, max: 6 }),
})

describe('an approval', () => {
  test('never widens: whatever the result admits, the request admits, and its masks stay or become full', () => {
    fc.assert(
      fc.property(anyTerms, anyApproval, anyUse, (asked, approval, use) => {
        const { terms, faults } = narrowed(asked, approval)
        fc.pre(faults.length === 0)
        if (admits(terms, use)) expect(admits(asked, use)).toBe(true)
        for (const [item, mask] of Object.entries(asked.masks)) {
          if (!terms.fields.includes(item)) continue
          expect([JSON.stringify(mask), JSON.stringify({ kind: 'full' })]).toContain(JSON.stringify(terms.masks[item]))
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('of nothing grants what was asked for, and what admits less than the request is no fault', () => {
    fc.assert(
      fc.property(anyTerms, (asked) => {
        expect(narrowed(asked, {})).toEqual({ terms: asked, faults: [] })
        const { faults } = narrowed(asked, { items: asked.fields.slice(1), quotaPerDay: 1, until: '2026-01-01' })
        expect(faults).toEqual([])
      }),
    )
  })

  test('names each field in which it would widen', () => {
    const asked = requestedTerms({
      items: ['a'],
      purposes: ['p'],
      application: 'x',
      until: '2026-06-30',
      quotaPerDay: 3,
    })
    const wider = { items: ['a', 'b'], purposes: ['q'], mode: 'both', until: '2026-07-01', quotaPerDay: 4 }
    expect(narrowed(asked, wider).faults.map((f) => f.field)).toEqual([
      'form.items',
      'form.purposes',
      'form.mode',
      'form.until',
      'form.quotaPerDay',
    ])
  })
})

test('of a change what the form leaves out stays, masks of items that are given back go with them', () => {
  const terms = requestedTerms({
    items: ['a', 'b'],
    purposes: ['p'],
    application: 'x',
    until: '2026-06-30',
    masks: [{ item: 'b', mask: 'month' }],
  })
  expect(overlaid(terms, {})).toEqual(terms)
  expect(overlaid(terms, { items: ['a'] })).toMatchObject({ fields: ['a'], purposes: ['p'], masks: {} })
})
