import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkResidentId, residentIdCheckCharacter } from './resident-id.ts'

const possible = [...'0123456789X']

const twoDigits = (n: number): string => String(n).padStart(2, '0')

const anyFirst17 = fc
  .record({
    division: fc.constantFrom('110105', '330212', '330281', '640302', '440524', '810000', '830000'),
    year: fc.integer({ min: 1900, max: 2024 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
    sequence: fc.integer({ min: 0, max: 999 }),
  })
  .map((p) => `${p.division}${p.year}${twoDigits(p.month)}${twoDigits(p.day)}${String(p.sequence).padStart(3, '0')}`)

const anyResidentId = anyFirst17.map((body) => body + slowCheckCharacter(body))

/** ISO 7064 MOD 11-2 as its definition reads: the number, check character included, is congruent to 1 modulo 11 in base 2. */
function slowCheckCharacter(body: string): string {
  const sumWith = (check: number): bigint =>
    [...body].reduce((sum, digit, i) => sum + BigInt(digit) * 2n ** BigInt(17 - i), BigInt(check))
  const check = possible.findIndex((_, value) => sumWith(value) % 11n === 1n)
  return possible[check]!
}

function issueOf(text: string, asOf?: string): string | undefined {
  const result = checkResidentId(text, asOf === undefined ? {} : { asOf })
  return result.ok ? undefined : result.issue.code
}

function* pairsWithin(length: number): Generator<readonly [number, number]> {
  for (let i = 0; i < length; i++) for (let j = i + 1; j < length; j++) yield [i, j]
}

const replaceAt = (text: string, i: number, char: string): string => text.slice(0, i) + char + text.slice(i + 1)

const swap = (text: string, i: number, j: number): string => replaceAt(replaceAt(text, i, text[j]!), j, text[i]!)

describe('the examples of GB 11643-1999, appendix A', () => {
  test('a woman of Beijing, born on the last day of 1949, check character X', () => {
    expect(checkResidentId('11010519491231002X')).toEqual({
      ok: true,
      normalized: '11010519491231002X',
      divisionCode: '110105',
      birthDate: '1949-12-31',
      sequence: '002',
      sex: 'female',
    })
  })

  test('a man of Guangdong, born on the first day of 1880', () => {
    expect(checkResidentId('440524188001010014')).toMatchObject({ ok: true, birthDate: '1880-01-01', sex: 'male' })
  })
})

describe('normal form', () => {
  test.each([
    ['lower-case x', '11010519491231002x'],
    ['full-width digits and X', '１１０１０５１９４９１２３１００２Ｘ'],
    ['full-width lower-case x', '11010519491231002ｘ'],
    ['white space around it, ideographic space included', '\u3000 11010519491231002X\t'],
  ])('%s is accepted', (_, text) => {
    expect(checkResidentId(text)).toMatchObject({ ok: true, normalized: '11010519491231002X' })
  })
})

describe('issues', () => {
  test.each([
    ['nothing but white space', '  ', { code: 'RESIDENT_ID_EMPTY' }],
    ['the 15-digit form of 1989', '110105491231002', { code: 'RESIDENT_ID_OLD_FORM' }],
    ['a number that went through a spreadsheet', '1.10105E+17', { code: 'RESIDENT_ID_SPREADSHEET_NUMBER' }],
    ['seventeen characters', '1101051949123100X', { code: 'RESIDENT_ID_LENGTH', length: 17 }],
    ['a space inside', '110105 19491231002X', { code: 'RESIDENT_ID_LENGTH', length: 19 }],
    ['a letter among the digits', '1101051949123I002X', { code: 'RESIDENT_ID_CHARACTER', position: 14 }],
    ['a letter other than X at the end', '11010519491231002Y', { code: 'RESIDENT_ID_CHARACTER', position: 18 }],
    ['a foreigner’s permanent residence number', '911124198108030024', { code: 'RESIDENT_ID_FOREIGN_RESIDENT' }],
    ['no such province', '19010519491231002X', { code: 'RESIDENT_ID_DIVISION_UNKNOWN' }],
    ['the thirtieth of February', '110105194902300021', { code: 'RESIDENT_ID_BIRTH_DATE_IMPOSSIBLE' }],
    ['the leap day of a common century year', '110105190002290021', { code: 'RESIDENT_ID_BIRTH_DATE_IMPOSSIBLE' }],
    ['month 13', '110105194913310021', { code: 'RESIDENT_ID_BIRTH_DATE_IMPOSSIBLE' }],
    ['the year 123', '110105012312310021', { code: 'RESIDENT_ID_BIRTH_DATE_IMPOSSIBLE' }],
    ['a wrong check character', '110105194912310021', { code: 'RESIDENT_ID_CHECK_CHARACTER' }],
  ])('%s', (_, text, issue) => {
    expect(checkResidentId(text)).toEqual({ ok: false, issue })
  })

  test('a birth after the day asked for is refused, on the day and without a day it is not', () => {
    const id = `33021220250301001${residentIdCheckCharacter('33021220250301001')}`
    expect(checkResidentId(id, { asOf: '2025-02-28' })).toEqual({
      ok: false,
      issue: { code: 'RESIDENT_ID_BIRTH_DATE_IN_FUTURE', asOf: '2025-02-28' },
    })
    expect(issueOf(id, '2025-03-01')).toBeUndefined()
    expect(issueOf(id)).toBeUndefined()
  })

  test('a day to compare with that is no civil date is the caller’s mistake', () => {
    expect(() => checkResidentId('11010519491231002X', { asOf: '20250301' })).toThrow('PRIVACY_ARGUMENT_MALFORMED')
  })

  test('the leap day of a leap year is a birth date', () => {
    expect(checkResidentId(`11010520000229002${residentIdCheckCharacter('11010520000229002')}`).ok).toBe(true)
  })

  test('an issue never holds four consecutive characters of what was checked', () => {
    const anyText = fc.oneof(fc.string(), fc.stringMatching(/^[0-9]{10,19}[Xx]?$/), anyResidentId)
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: 17 }), possibleCharacter, (text, at, char) => {
        const given = replaceAt(text, at, char)
        const result = checkResidentId(given, { asOf: '1899-01-01' })
        if (result.ok) return
        // Names of fields and codes are words of ours, which a text may have in common with them by chance.
        const { asOf: _asOf, code: _code, ...rest } = result.issue as { code: string; asOf?: string }
        const said = Object.values(rest).join('\n')
        for (let i = 0; i + 4 <= given.length; i++) expect(said).not.toContain(given.slice(i, i + 4))
      }),
    )
  })
})

const possibleCharacter = fc.constantFrom(...possible)

describe('the check character, MOD 11-2', () => {
  test('agrees with the definition computed in big integers', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{17}$/), (body) => {
        expect(residentIdCheckCharacter(body)).toBe(slowCheckCharacter(body))
      }),
    )
  })

  test('exactly one of the eleven characters is right', () => {
    fc.assert(
      fc.property(anyFirst17, (body) => {
        expect(possible.filter((char) => checkResidentId(body + char).ok)).toHaveLength(1)
      }),
    )
  })

  test('every change of one character is noticed', () => {
    fc.assert(
      fc.property(anyResidentId, fc.integer({ min: 0, max: 17 }), possibleCharacter, (id, at, char) => {
        fc.pre(id[at] !== char)
        expect(checkResidentId(replaceAt(id, at, char)).ok).toBe(false)
      }),
    )
  })

  test('every swap of two different neighbours is noticed', () => {
    fc.assert(
      fc.property(anyResidentId, fc.integer({ min: 0, max: 16 }), (id, at) => {
        fc.pre(id[at] !== id[at + 1])
        expect(checkResidentId(swap(id, at, at + 1)).ok).toBe(false)
      }),
    )
  })

  test('of all other swaps, only those of digits ten places apart pass the check character', () => {
    fc.assert(
      fc.property(anyResidentId, (id) => {
        for (const [i, j] of pairsWithin(17)) {
          if (id[i] === id[j]) continue
          const swapped = swap(id, i, j)
          expect(residentIdCheckCharacter(swapped.slice(0, 17)) === swapped[17]).toBe(j - i === 10)
        }
      }),
      { numRuns: 30 },
    )
  })

  test.each(['1101051949123100', '110105194912310022', '1101051949123100X', ''])(
    'refuses to compute for 「%s」',
    (text) => {
      expect(() => residentIdCheckCharacter(text)).toThrow('PRIVACY_ARGUMENT_MALFORMED')
    },
  )
})
