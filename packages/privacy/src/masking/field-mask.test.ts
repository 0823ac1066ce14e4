import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultMaskFor } from './default-masks.ts'
import { fieldMaskKinds, masksOf, type FieldMask, type MaskedColumn } from './field-mask.ts'
import { mask } from './mask.ts'
import { maskNumber } from './mask-number.ts'
import type { MaskCategory } from './mask-rule.ts'

const categories: readonly (MaskCategory | 'none')[] = [
  'none',
  'resident-id',
  'credit-code',
  'phone',
  'name',
  'address',
  'date',
]
const anyMask: fc.Arbitrary<FieldMask> = fc
  .constantFrom(...fieldMaskKinds)
  .map((kind) => (kind === 'band' ? { kind, width: 100 } : { kind }))
const anyColumn: fc.Arbitrary<MaskedColumn> = fc.record({
  code: fc.constant('item'),
  grade: fc.integer({ min: 1, max: 4 }),
  mask: fc.constantFrom(...categories),
})
const anyValue = fc.constantFrom(
  ...['330212199001010011', '欧阳修', '1990-05-17', '1234', '-0.5', '浙江省宁波市鄞州区首南街道', '15412345678', ''],
)
const pseudonym = (value: string): string => `p${value.length}`
const shown = (column: MaskedColumn, clearTo: number, value: string, own?: FieldMask): string | null => {
  const grant = own === undefined ? undefined : { masks: { item: own }, pseudonym }
  const transform = masksOf([column], (grade) => grade <= clearTo, grant).get('item')
  return transform === undefined ? value : transform(value)
}

describe('the masks of an answer', () => {
  test('a clear column without a mask of its own has no transform at all', () => {
    fc.assert(
      fc.property(anyColumn, (column) => {
        expect(masksOf([column], () => true).size).toBe(0)
      }),
    )
  })

  test('what the rules hide, no grant shows: its mask lies over that of the category', () => {
    fc.assert(
      fc.property(anyColumn, anyMask, anyValue, (column, own, value) => {
        const ruled = column.mask === 'none' ? '***' : mask(defaultMaskFor(column.mask), value)
        const alone = own.kind === 'pseudonym' || own.kind === 'full'
        const expected = alone
          ? shown({ ...column, grade: 1 }, 1, value, own)
          : ruled === null
            ? null
            : shown({ ...column, grade: 1 }, 1, ruled, own)
        expect(shown({ ...column, grade: 4 }, 3, value, own)).toBe(expected)
      }),
    )
  })

  test('a column masked by a grant shows the whole value only where nothing of it was to be hidden', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: fc.constantFrom(...'0123456789') }), (digits) => {
        const column = { code: 'item', grade: 1, mask: 'none' as const }
        for (const kind of ['full', 'partial', 'pseudonym', 'month', 'district'] as const) {
          expect(shown(column, 4, `9${digits}8`, { kind })).not.toBe(`9${digits}8`)
        }
      }),
    )
  })

  test('a name that every object has is not taken for a mask', () => {
    const column = { code: 'constructor', grade: 1, mask: 'none' as const }
    expect(masksOf([column], () => true, { masks: {}, pseudonym }).size).toBe(0)
  })

  test.each([1, 0, -5, 1.5, Number.NaN])('a band of %s is an error, not a leak', (width) => {
    expect(() => shown({ code: 'item', grade: 1, mask: 'none' }, 4, '5', { kind: 'band', width })).toThrow(
      'PRIVACY_ARGUMENT_MALFORMED',
    )
  })
})

describe('bands of numbers', () => {
  test.each([
    ['1234', 1000, '1000–1999'],
    ['0', 10, '0–9'],
    ['-1', 10, '-10–-1'],
    ['-0.5', 10, '-10–-1'],
    ['9.99', 10, '0–9'],
    ['123456789012345678901', 10, '123456789012345678900–123456789012345678909'],
    ['+5', 10, '0–9'],
    ['12a', 10, null],
    ['13–14', 10, null],
    ['10–19', 100, null],
    ['', 10, null],
  ])('%s in bands of %i is %s', (text, width, expected) => {
    expect(maskNumber(text, width)).toBe(expected)
  })

  test('agrees with plain arithmetic, contains its number, and is its own band', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 2, max: 100_000 }), (n, width) => {
        const from = Math.floor(n / width) * width
        const found = maskNumber(String(n), width)!
        expect(found).toBe(`${from}–${from + width - 1}`)
        expect(maskNumber(found, width)).toBe(found)
      }),
    )
  })
})
