import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { agreesWithLuhn } from './luhn.ts'

/** As ISO/IEC 7812-1 describes it by hand: from the right, every second digit doubled, the digits of the products added. */
function slowly(text: string): boolean {
  const products = [...text].toReversed().map((char, i) => Number(char) * (1 + (i % 2)))
  const sum = products.flatMap((product) => [...String(product)]).reduce((total, char) => total + Number(char), 0)
  return sum % 10 === 0
}

const anyDigits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 30 })

describe('the Luhn formula', () => {
  test.each(['79927398713', '4111111111111111', '0'])('%s agrees', (text) => {
    expect(agreesWithLuhn(text)).toBe(true)
  })

  test.each(['79927398710', '4111111111111112', '', '411111111111111x', ' 4111111111111111'])(
    '「%s」 does not',
    (text) => {
      expect(agreesWithLuhn(text)).toBe(false)
    },
  )

  test('agrees with the sum done by hand', () => {
    fc.assert(
      fc.property(anyDigits, (text) => {
        expect(agreesWithLuhn(text)).toBe(slowly(text))
      }),
    )
  })

  test('of ten last digits exactly one is right', () => {
    fc.assert(
      fc.property(anyDigits, (text) => {
        expect([...'0123456789'].filter((last) => agreesWithLuhn(text + last))).toHaveLength(1)
      }),
    )
  })
})
