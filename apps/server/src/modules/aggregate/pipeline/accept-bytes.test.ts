import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { residentIdCheckCharacter } from '@fadu/privacy'
import type { Column } from '../../../platform/release/layout.ts'
import { acceptorOf } from './accept-bytes.ts'
import { maskFaulty } from './mask-value.ts'
import { parseCells } from './parse-rows.ts'

const column = (part: Partial<Column>): Column => ({
  code: 'a',
  name: '甲',
  type: 'text',
  maxLength: null,
  nullable: true,
  identifier: null,
  sealed: false,
  mask: 'none',
  grade: 1,
  ...part,
})
const id = '11010519491231002'
const anyCell = fc.oneof(
  fc.string({
    unit: fc.constantFrom(
      'a',
      '中',
      '😀',
      '\u3000',
      '\ufeff',
      '\u00a0',
      '\u2003',
      '\u1680',
      '\u205f',
      '、',
      '（',
      ' ',
      '\t',
      '1',
    ),
    minLength: 1,
    maxLength: 8,
  }),
  fc.string({ unit: fc.constantFrom(...'0123456789+-.x'), minLength: 1, maxLength: 24 }),
  fc.constantFrom(
    '是',
    '否',
    'true',
    'FALSE',
    '1',
    '0',
    '2',
    'True',
    `${id}X`,
    `${id}x`,
    `${id}1`,
    '91350100M000100Y43',
    '91350100m000100y43',
  ),
  fc
    .tuple(fc.integer({ min: 0, max: 9999 }), fc.integer({ min: 0, max: 13 }), fc.integer({ min: 0, max: 32 }))
    .map(([y, m, d]) => `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`),
  fc
    .tuple(
      fc.integer({ min: 1700, max: 2100 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 31 }),
      fc.integer({ min: 0, max: 999 }),
    )
    .map(([y, m, d, n]) => {
      const body = `640302${y}${String(m).padStart(2, '0')}${String(d).padStart(2, '0')}${String(n).padStart(3, '0')}`
      return body + residentIdCheckCharacter(body)
    }),
)
const anyColumn = fc.constantFrom(
  column({}),
  column({ maxLength: 3 }),
  column({ maxLength: 3, nullable: false }),
  column({ identifier: 'residentId' }),
  column({ identifier: 'creditCode' }),
  column({ identifier: 'other', maxLength: 5 }),
  column({ type: 'integer' }),
  column({ type: 'decimal' }),
  column({ type: 'date' }),
  column({ type: 'boolean' }),
)

describe('a cell whose bytes are accepted', () => {
  test('passes as text too and is stored as it stands', () => {
    let accepted = 0
    fc.assert(
      fc.property(anyColumn, anyCell, (c, cell) => {
        const bytes = Buffer.from(`|${cell}|`)
        if (!acceptorOf(c, undefined)(bytes, 1, bytes.length - 1)) return
        accepted++
        const parsed = parseCells([c], [cell])
        expect(parsed.ok, JSON.stringify([c, cell])).toBe(true)
        const value = parsed.ok ? parsed.values['a'] : undefined
        if (c.type === 'boolean') expect(value).toBe(['1', 'true', '是'].includes(cell))
        else expect(value).toBe(cell)
      }),
      { numRuns: 20_000 },
    )
    expect(accepted).toBeGreaterThan(2000)
  })

  test('what is common is accepted without making a text of it', () => {
    for (const [c, cell] of [
      [column({ maxLength: 100 }), '吴忠市利通区'],
      [column({ identifier: 'residentId' }), `${id}X`],
      [column({ type: 'date' }), '2024-02-29'],
      [column({ type: 'decimal' }), '-12.50'],
      [column({ type: 'integer' }), '123456789012345'],
      [column({ type: 'boolean' }), '是'],
    ] as const) {
      const bytes = Buffer.from(cell)
      expect(acceptorOf(c, undefined)(bytes, 0, bytes.length), cell).toBe(true)
    }
  })
})

describe('a value that did not pass', () => {
  test('is never shown whole', () => {
    const masks = ['none', 'resident-id', 'credit-code', 'phone', 'name', 'address', 'date'] as const
    fc.assert(
      fc.property(
        fc.constantFrom(...masks),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }),
        (mask, value) => {
          const shown = maskFaulty(column({ mask }), value)
          // Of a value that is stars between its ends no mask can show less.
          const inside = [...value].slice(1, -1)
          const isStars = value === '*' || value === '**' || (inside.length > 0 && inside.every((sign) => sign === '*'))
          expect(isStars || shown !== value).toBe(true)
          expect(shown.length).toBeLessThan(70)
        },
      ),
    )
  })

  test.each([
    ['none', '13812345678', '1*********8'],
    ['none', 'ab', '**'],
    ['resident-id', '110105194912310021', '1****************1'],
    ['date', '1880-02-30', '1880-02'],
    ['date', '30.2.1880', '3*******0'],
  ] as const)('under the mask %s, %s is shown as %s', (mask, value, shown) => {
    expect(maskFaulty(column({ mask }), value)).toBe(shown)
  })

  test('a code outside the list is a fault', () => {
    const lists = new Map([['a', new Set(['1', '2'])]])
    expect(parseCells([column({})], ['2'], lists)).toEqual({ ok: true, values: { a: '2' } })
    expect(parseCells([column({})], ['345'], lists)).toEqual({
      ok: false,
      faults: [{ item: 'a', fault: 'notInCodeList', value: '3*5' }],
    })
  })
})
