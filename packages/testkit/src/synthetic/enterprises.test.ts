import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { divisionsFileOf, readDivisions } from './divisions.ts'
import { syntheticEnterprises, type Enterprise } from './enterprises.ts'

const asOf = '2025-03-01'
const divisions = readDivisions(readFileSync(divisionsFileOf('330200'), 'utf8'))
const rows = [...syntheticEnterprises({ seed: 5, count: 200_000, divisions, asOf })]

const faults = (isWrong: (row: Enterprise) => boolean): readonly Enterprise[] => rows.filter(isWrong).slice(0, 3)

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** GB 32100-2015 and GB 11714-1997 followed word for word, for the test alone. */
function isValidCreditCode(code: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/.test(code)) return false
  const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
  const sum = weights.reduce((total, weight, i) => total + weight * alphabet.indexOf(code[i]!), 0)
  const check = 31 - (sum % 31)
  return alphabet[check === 31 ? 0 : check] === code[17] && isValidOrganizationCode(code.slice(8, 17))
}

function isValidOrganizationCode(code: string): boolean {
  const values = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const sum = [3, 7, 9, 10, 5, 8, 4, 2].reduce((total, weight, i) => total + weight * values.indexOf(code[i]!), 0)
  const check = 11 - (sum % 11)
  return (check === 10 ? 'X' : check === 11 ? '0' : String(check)) === code[8]
}

test('the checker of this test accepts the example of the standard', () => {
  expect(isValidCreditCode('91350100M000100Y43')).toBe(true)
})

describe('every row', () => {
  const codes = new Map(divisions.map((division) => [division.code, division]))

  test('has a valid credit code, with a valid organisation code of the zone for own use inside', () => {
    expect(faults((row) => !isValidCreditCode(row.creditCode))).toEqual([])
    expect(faults((row) => !/^9[13]\d{6}PDY(?!00000)\d{5}/.test(row.creditCode))).toEqual([])
  })

  test('is registered in the county of its real division', () => {
    expect(faults((row) => codes.get(row.divisionCode)?.level !== 'village')).toEqual([])
    expect(faults((row) => row.creditCode.slice(2, 8) !== row.divisionCode.slice(0, 6))).toEqual([])
  })

  test('is marked, established in time, and has a whole number of capital', () => {
    expect(faults((row) => row.marker !== '合成')).toEqual([])
    expect(faults((row) => row.establishedOn < '1993-01-01' || row.establishedOn > asOf)).toEqual([])
    expect(faults((row) => !Number.isInteger(row.registeredCapital) || row.registeredCapital <= 0)).toEqual([])
  })

  test('is named region, trade name, trade, form', () => {
    const form = /(?:有限公司|合伙企业（有限合伙）|厂|专业合作社)$/
    expect(faults((row) => !/^(?:宁波\p{L}{2}|余姚|慈溪)/u.test(row.name) || !form.test(row.name))).toEqual([])
  })
})

test('200,000 enterprises have 200,000 codes', () => {
  expect(new Set(rows.map((row) => row.creditCode)).size).toBe(200_000)
})

test('the first 99,999 have organisation codes of their own too', () => {
  expect(new Set(rows.slice(0, 99_999).map((row) => row.creditCode.slice(8, 17))).size).toBe(99_999)
})

test('the same options give the same enterprises, another seed others', () => {
  const first = (seed: number): readonly Enterprise[] => [
    ...syntheticEnterprises({ seed, count: 500, divisions, asOf }),
  ]
  expect(first(5)).toEqual(rows.slice(0, 500))
  expect(first(6)).not.toEqual(rows.slice(0, 500))
})

test('a full county sends enterprises to the next, and when all are full there are no more', () => {
  const twoCounties = divisions.filter(({ code }) => ['330200000000', '330205000000', '330282000000'].includes(code))
  const made = { '330205': 0, '330282': 0 }
  const run = (): void => {
    for (const row of syntheticEnterprises({ seed: 1, count: 200_000, divisions: twoCounties, asOf }))
      made[row.creditCode.slice(2, 8) as keyof typeof made] += 1
  }
  expect(run).toThrow('SYNTHETIC_EXHAUSTED')
  expect(made).toEqual({ '330205': 99_999, '330282': 99_999 })
})

test.each([
  ['a fraction of an enterprise', { count: 0.5 }],
  ['no divisions', { divisions: [] }],
  ['a day before there were any', { asOf: '1992-12-31' }],
])('%s is refused', (_, change) => {
  expect(() => [...syntheticEnterprises({ seed: 1, count: 1, divisions, asOf, ...change })]).toThrow(
    'SYNTHETIC_ARGUMENT',
  )
})
