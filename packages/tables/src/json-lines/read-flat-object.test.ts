import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { plainDecimal } from './plain-decimal.ts'
import { readFlatObject } from './read-flat-object.ts'

describe('a line of JSON Lines', () => {
  test.each([
    [
      '{"a":"x","b":null,"c":true,"d":false}',
      [
        ['a', 'x'],
        ['b', null],
        ['c', 'true'],
        ['d', 'false'],
      ],
    ],
    ['{"n":12345678901234567890.10}', [['n', '12345678901234567890.10']]],
    [
      ' { "n" : 1.20e3 , "m":-5E-2 } ',
      [
        ['n', '1200'],
        ['m', '-0.05'],
      ],
    ],
    ['{"\\u4f60":"\\"\\n"}', [['你', '"\n']]],
    ['{}', []],
    ['{"__proto__":"x"}', [['__proto__', 'x']]],
  ] as const)('%s', (line, cells) => {
    const read = readFlatObject(line)
    expect(read).toMatchObject({ ok: true })
    expect(read.ok && [...read.cells]).toEqual(cells)
  })

  test.each([
    ['[1,2]', 'jsonNotAnObject'],
    ['"x"', 'jsonNotAnObject'],
    ['{"a":{"b":1}}', 'jsonNested'],
    ['{"a":[1]}', 'jsonNested'],
    ['{"a":1,"a":2}', 'jsonDuplicateKey'],
    ['{"a":1,"\\u0061":2}', 'jsonDuplicateKey'],
    ['{"a":1', 'jsonMalformed'],
    ['{"a":1}}', 'jsonMalformed'],
    ['{"a":01}', 'jsonMalformed'],
    ['{"a":NaN}', 'jsonMalformed'],
    ["{'a':1}", 'jsonMalformed'],
    ['{"a":"\t"}', 'jsonMalformed'],
    ['{"a":1,}', 'jsonMalformed'],
    ['', 'jsonMalformed'],
  ])('%s is refused as %s', (line, fault) => {
    expect(readFlatObject(line)).toMatchObject({ ok: false, fault })
  })

  test('reads what any writer of JSON wrote, value by value', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.constant(null),
    )
    fc.assert(
      fc.property(fc.dictionary(fc.string(), value, { noNullPrototype: true }), (object) => {
        const read = readFlatObject(JSON.stringify(object))
        expect(read.ok).toBe(true)
        const expected = Object.entries(object).map(([k, v]) => [
          k,
          v === null ? null : typeof v === 'number' ? Number(JSON.stringify(v)) : String(v),
        ])
        const cells = read.ok ? [...read.cells] : []
        expect(cells.map(([k, v]) => [k, typeof object[k] === 'number' ? Number(v) : v])).toEqual(expected)
      }),
    )
  })

  test('agrees with JSON.parse on what is JSON at all', () => {
    const anyLine = fc.string({
      unit: fc.constantFrom('{', '}', '"', ':', ',', 'a', '1', '-', '.', 'e', ' ', '\\', 'null'),
      maxLength: 14,
    })
    fc.assert(
      fc.property(anyLine, (line) => {
        let parsed: unknown
        try {
          parsed = JSON.parse(line)
        } catch {
          parsed = undefined
        }
        const read = readFlatObject(line)
        if (parsed === undefined) expect(read).toMatchObject({ ok: false })
        if (read.ok) expect(parsed).toBeTypeOf('object')
      }),
      { numRuns: 3000 },
    )
  })
})

test.each([
  ['1', '1'],
  ['1e0', '1'],
  ['120e-1', '12.0'],
  ['0.5e1', '5'],
  ['-1.5e-3', '-0.0015'],
  ['1e21', '1000000000000000000000'],
  ['1e999999', '1e999999'],
])('%s without exponent is %s', (written, plain) => {
  expect(plainDecimal(written)).toBe(plain)
})
