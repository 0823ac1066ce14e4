import fc from 'fast-check'
import { expect, test } from 'vitest'
import { creditCodeCheck, organizationCodeCheck, residentIdCheck } from './check-characters.ts'

test.each([
  ['11010519491231002', 'X'],
  ['44052418800101001', '4'],
])('GB 11643-1999, appendix A: %s ends in %s', (first17, check) => {
  expect(residentIdCheck(first17)).toBe(check)
})

test('GB 11714-1997: D2143569 ends in X', () => {
  expect(organizationCodeCheck('D2143569')).toBe('X')
})

test('GB 32100-2015: the organisation code and the whole code of its worked example', () => {
  expect(organizationCodeCheck('M000100Y')).toBe('4')
  expect(creditCodeCheck('91350100M000100Y4')).toBe('3')
})

test('the resident check agrees with the weights of the standard', () => {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9]{17}$/), (body) => {
      const sum = weights.reduce((total, weight, i) => total + weight * Number(body[i]), 0)
      expect(residentIdCheck(body)).toBe('10X98765432'[sum % 11])
    }),
  )
})

test('the organisation check agrees with the weights of the standard', () => {
  const weights = [3, 7, 9, 10, 5, 8, 4, 2]
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9A-Z]{8}$/), (body) => {
      const sum = weights.reduce((total, weight, i) => total + weight * parseInt(body[i]!, 36), 0)
      expect(organizationCodeCheck(body)).toBe('0X987654321'[sum % 11])
    }),
  )
})

test('the credit code check agrees with powers of three computed in big integers', () => {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9A-HJ-NPQRTUWXY]{17}$/), (body) => {
      const sum = [...body].reduce((total, char, i) => total + BigInt(alphabet.indexOf(char)) * 3n ** BigInt(i), 0n)
      expect((sum + BigInt(alphabet.indexOf(creditCodeCheck(body)))) % 31n).toBe(0n)
    }),
  )
})
