import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDecimals, compareDecimals } from './decimal.ts'
import { createGroups, joinRows, passes, valueOf } from './evaluate.ts'
import type { ProcessingPlan, Row, SourceRow } from './plan.ts'

const cell = fc.option(fc.constantFrom('1', '2', '10', '-3', '0.5'), { nil: null })
const source = fc.array(
  fc.record({ key: fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null }), n: cell, g: cell }),
  {
    maxLength: 12,
  },
)
const condition = fc.record({
  input: fc.constantFrom('x', 'y'),
  item: fc.constantFrom('n', 'g'),
  is: fc.constantFrom('oneOf', 'noneOf', 'empty', 'present', 'atLeast', 'atMost') as fc.Arbitrary<'oneOf'>,
  values: fc.constantFrom('1', '10', '-3').map((v) => [v]),
})
const join = { input: 'y', item: 'key', equals: { input: 'x', item: 'key' } }
const result = {
  kind: 'group',
  by: [{ to: 'g', from: { input: 'x', item: 'g' } }],
  measures: [
    { to: 'count', measure: 'count' },
    { to: 'sum', measure: 'sum', of: { input: 'y', item: 'n' } },
  ],
} satisfies Extract<ProcessingPlan['result'], { kind: 'group' }>

/** Written from the description of the vocabulary: every pair of rows, floating point over few digits, one pass. */
function slowly(
  left: readonly SourceRow[],
  right: readonly SourceRow[],
  keep: 'matched' | 'all',
  where: readonly { input: string; item: string; is: string; values: readonly string[] }[],
): Map<string | null, { count: number; sum: number }> {
  const pairs: Row[] = []
  for (const x of left) {
    const matches = right.filter((y) => x['key'] !== null && y['key'] === x['key'])
    for (const y of matches) pairs.push({ x, y })
    if (matches.length === 0 && keep === 'all') pairs.push({ x, y: null })
  }
  const kept = pairs.filter((pair) =>
    where.every(({ input, item, is, values }) => {
      const value = pair[input]?.[item] ?? null
      switch (is) {
        case 'empty':
          return value === null
        case 'present':
          return value !== null
        case 'oneOf':
          return value !== null && values.includes(value)
        case 'noneOf':
          return value === null || !values.includes(value)
        case 'atLeast':
          return value !== null && Number(value) >= Number(values[0])
        default:
          return value !== null && Number(value) <= Number(values[0])
      }
    }),
  )
  const groups = new Map<string | null, { count: number; sum: number }>()
  for (const { x, y } of kept) {
    const group = groups.get(x!['g']!) ?? { count: 0, sum: 0 }
    groups.set(x!['g']!, { count: group.count + 1, sum: group.sum + Number(y?.['n'] ?? 0) })
  }
  return groups
}

describe('evaluating a plan', () => {
  test('equals a slow twin whatever the pages are', () => {
    fc.assert(
      fc.property(
        source,
        source,
        fc.constantFrom<('matched' | 'all')[]>('matched', 'all'),
        fc.array(condition, { maxLength: 3 }),
        fc.integer({ min: 1, max: 5 }),
        (left, right, keep, where, size) => {
          const groups = createGroups(result, 100)
          for (let i = 0; i < left.length; i += size) {
            const page = left.slice(i, i + size).map((x) => ({ x }))
            const keys = new Set(page.map((r) => r.x.key))
            const found = new Map(
              [...keys].flatMap((k) => (k === null ? [] : [[k, right.filter((y) => y.key === k)] as const])),
            )
            for (const row of joinRows(page, { ...join, keep }, found)) if (passes(where, row)) groups.add(row)
          }
          const expected = slowly(left, right, keep, where)
          const made = new Map(
            [...groups.rows()].map((r) => [r['g']!, { count: Number(r['count']), sum: Number(r['sum']) }]),
          )
          expect(made).toEqual(expected)
          const counts = [...expected.values()].map((g) => g.count)
          expect(groups.smallest()).toBe(counts.length === 0 ? 0 : Math.min(...counts))
        },
      ),
    )
  })

  test('sums are exact where floating point is not, and of any size', () => {
    expect(addDecimals('0.1', '0.2')).toBe('0.3')
    expect(addDecimals('99999999999999999999.00000000000000000001', '1')).toBe(
      '100000000000000000000.00000000000000000001',
    )
    expect(addDecimals('-0.5', '0.5')).toBe('0')
    expect(compareDecimals('10', '9')).toBe(1)
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        (a, b) => {
          expect(addDecimals(String(a), String(b))).toBe(String(a + b))
        },
      ),
    )
  })

  test('more groups than allowed are said, not cut', () => {
    const groups = createGroups(result, 1)
    const row = (g: string): Row => ({ x: { g }, y: null })
    expect([groups.add(row('1')), groups.add(row('1')), groups.add(row('2'))]).toEqual([true, true, false])
    expect(valueOf(row('1'), { input: 'y', item: 'n' })).toBeNull()
  })
})
