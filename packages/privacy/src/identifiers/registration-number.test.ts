import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isRegistrationNumber } from './registration-number.ts'

/** ISO 7064 MOD 11,10 in one expression a digit, in big integers and without the running product of the other. */
function slowly(text: string): boolean {
  const start = { product: 10n, sum: 0n }
  const { sum } = [...text].reduce(({ product }, char) => {
    const total = (product + BigInt(char)) % 10n
    return { product: ((total === 0n ? 10n : total) * 2n) % 11n, sum: total }
  }, start)
  return sum === 1n
}

const anyFirst14 = fc
  .tuple(
    fc.constantFrom('330212', '640302', '110000', '100000', '440106'),
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 8, maxLength: 8 }),
  )
  .map(([division, rest]) => division + rest)

describe('营业执照注册号', () => {
  test('agrees with the recursion of the standard', () => {
    fc.assert(
      fc.property(anyFirst14, fc.nat(9), (first14, last) => {
        const text = first14 + String(last)
        expect(isRegistrationNumber(text)).toBe(slowly(text))
      }),
    )
  })

  test('one of ten last digits is right, and every change of a digit is noticed', () => {
    fc.assert(
      fc.property(anyFirst14, fc.integer({ min: 6, max: 14 }), fc.integer({ min: 1, max: 9 }), (first14, at, by) => {
        const right = [...'0123456789'].map((last) => first14 + last).filter(isRegistrationNumber)
        expect(right).toHaveLength(1)
        const [text = ''] = right
        const changed = text.slice(0, at) + String((Number(text[at]) + by) % 10) + text.slice(at + 1)
        expect(isRegistrationNumber(changed)).toBe(false)
      }),
    )
  })

  test.each(['', '99021200000000', '33021200000000x', '3302120000000000', '990212000000001'])(
    '「%s」 is none',
    (text) => {
      expect(isRegistrationNumber(text)).toBe(false)
    },
  )
})
