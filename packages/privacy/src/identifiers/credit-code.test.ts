import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkUnifiedSocialCreditCode, creditCodeCheckCharacter } from './credit-code.ts'
import { organizationCodeCheckCharacter } from './organization-code.ts'

const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']

const anyCharacter = fc.constantFrom(...alphabet)

const anyFirst17 = fc
  .record({
    kind: fc.constantFrom('11', '12', '51', '52', '54', '91', '92', '93', 'A1', 'N2', 'Y1'),
    division: fc.constantFrom('100000', '330200', '330212', '640300', '640324'),
    body: fc.array(anyCharacter, { minLength: 8, maxLength: 8 }).map((characters) => characters.join('')),
  })
  .map((p) => p.kind + p.division + p.body + organizationCodeCheckCharacter(p.body))

const anyCode = anyFirst17.map((first17) => first17 + slowCheckCharacter(first17))

/** GB 32100-2015 as it reads: the weighted sum with weights 3^(i-1), check character included with weight 1, is a multiple of 31. */
function slowCheckCharacter(first17: string): string {
  const sum = [...first17].reduce((total, char, i) => total + BigInt(alphabet.indexOf(char)) * 3n ** BigInt(i), 0n)
  return alphabet[alphabet.findIndex((_, value) => (sum + BigInt(value)) % 31n === 0n)]!
}

function* pairsWithin(length: number): Generator<readonly [number, number]> {
  for (let i = 0; i < length; i++) for (let j = i + 1; j < length; j++) yield [i, j]
}

const replaceAt = (text: string, i: number, char: string): string => text.slice(0, i) + char + text.slice(i + 1)

const swap = (text: string, i: number, j: number): string => replaceAt(replaceAt(text, i, text[j]!), j, text[i]!)

describe('known codes', () => {
  test('the worked example of GB 32100-2015', () => {
    expect(checkUnifiedSocialCreditCode('91350100M000100Y43')).toEqual({
      ok: true,
      normalized: '91350100M000100Y43',
      registrationDepartment: '9',
      organizationCategory: '1',
      divisionCode: '350100',
      organizationCode: 'M000100Y4',
    })
  })

  test('its counter-example ends in Z, which the alphabet does not have', () => {
    expect(checkUnifiedSocialCreditCode('91350100M000100Y4Z')).toEqual({
      ok: false,
      issue: { code: 'CREDIT_CODE_CHARACTER', position: 18 },
    })
  })

  test('the example of GB 11714-1997', () => {
    expect(organizationCodeCheckCharacter('D2143569')).toBe('X')
  })

  test('lower case, full-width characters and white space around it are accepted', () => {
    const result = checkUnifiedSocialCreditCode(' ９1350100m000100y43\u3000')
    expect(result).toMatchObject({ ok: true, normalized: '91350100M000100Y43' })
  })
})

describe('issues', () => {
  test.each([
    ['nothing', '', { code: 'CREDIT_CODE_EMPTY' }],
    ['an organisation code', 'M000100Y4', { code: 'CREDIT_CODE_OLD_FORM', length: 9 }],
    ['an old registration number', '330200000012345', { code: 'CREDIT_CODE_OLD_FORM', length: 15 }],
    ['a code that went through a spreadsheet', '9.1350E+17', { code: 'CREDIT_CODE_SPREADSHEET_NUMBER' }],
    ['seventeen characters', '91350100M000100Y4', { code: 'CREDIT_CODE_LENGTH', length: 17 }],
    ['the letter O', '9135O100M000100Y43', { code: 'CREDIT_CODE_CHARACTER', position: 5 }],
    ['a letter in the division', '91A50100M000100Y43', { code: 'CREDIT_CODE_CHARACTER', position: 3 }],
    ['the letter I in the organisation code', '91350100I000100Y43', { code: 'CREDIT_CODE_CHARACTER', position: 9 }],
    ['a letter other than X in position 17', '91350100M000100YA3', { code: 'CREDIT_CODE_CHARACTER', position: 17 }],
    ['an ideograph', '91350100M000100Y4三', { code: 'CREDIT_CODE_CHARACTER', position: 18 }],
    ['no such province', '91950100M000100Y43', { code: 'CREDIT_CODE_DIVISION_UNKNOWN' }],
    ['a wrong check character', '91350100M000100Y44', { code: 'CREDIT_CODE_CHECK_CHARACTER' }],
  ])('%s', (_, text, issue) => {
    expect(checkUnifiedSocialCreditCode(text)).toEqual({ ok: false, issue })
  })

  test('a code that agrees with its own check character but not with that of its organisation code', () => {
    const first17 = '91350100M000100Y5'
    expect(checkUnifiedSocialCreditCode(first17 + creditCodeCheckCharacter(first17))).toEqual({
      ok: false,
      issue: { code: 'CREDIT_CODE_ORGANIZATION_CHECK_CHARACTER' },
    })
  })

  test('a foreign letter whose capital is in the alphabet is not taken for it', () => {
    expect(checkUnifiedSocialCreditCode('91350100M000100ʏ43')).toMatchObject({
      issue: { code: 'CREDIT_CODE_CHARACTER', position: 16 },
    })
  })
})

describe('the check character, modulus 31', () => {
  test('agrees with the standard computed in big integers', () => {
    fc.assert(
      fc.property(anyFirst17, (body) => {
        expect(creditCodeCheckCharacter(body)).toBe(slowCheckCharacter(body))
      }),
    )
  })

  test('exactly one of the thirty-one characters is right', () => {
    fc.assert(
      fc.property(anyFirst17, (body) => {
        expect(alphabet.filter((char) => checkUnifiedSocialCreditCode(body + char).ok)).toHaveLength(1)
      }),
    )
  })

  test('every change of one character is noticed', () => {
    fc.assert(
      fc.property(anyCode, fc.nat(17), anyCharacter, (code, at, char) => {
        fc.pre(code[at] !== char)
        expect(checkUnifiedSocialCreditCode(replaceAt(code, at, char)).ok).toBe(false)
      }),
    )
  })

  test('every swap of two different characters is noticed, save that of the first and the last', () => {
    fc.assert(
      fc.property(anyCode, (code) => {
        for (const [i, j] of pairsWithin(18)) {
          if (code[i] === code[j]) continue
          const swapped = swap(code, i, j)
          const agrees = slowCheckCharacter(swapped.slice(0, 17)) === swapped[17]
          expect(agrees).toBe(j - i === 17)
          if (!agrees) expect(checkUnifiedSocialCreditCode(swapped).ok).toBe(false)
        }
      }),
      { numRuns: 30 },
    )
  })

  test('the organisation check alone misses a change by eleven, which the code’s own check notices', () => {
    const right = '91330212PDY00001'
    const wrong = right.replace('PDY00001', 'PDYB0001')
    expect(organizationCodeCheckCharacter('PDYB0001')).toBe(organizationCodeCheckCharacter('PDY00001'))
    const check = organizationCodeCheckCharacter('PDY00001')
    expect(checkUnifiedSocialCreditCode(wrong + check + creditCodeCheckCharacter(right + check)).ok).toBe(false)
  })

  test.each(['91350100M000100Y', '91350100M000100YI', ''])('refuses to compute for 「%s」', (text) => {
    expect(() => creditCodeCheckCharacter(text)).toThrow('PRIVACY_ARGUMENT_MALFORMED')
  })

  test.each(['M000100', 'M000100Y4', 'm000100Y'])('refuses to compute an organisation check for 「%s」', (text) => {
    expect(() => organizationCodeCheckCharacter(text)).toThrow('PRIVACY_ARGUMENT_MALFORMED')
  })
})
