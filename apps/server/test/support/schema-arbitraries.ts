import fc, { type Arbitrary } from 'fast-check'

/** The part of JSON Schema 2020-12 that the API document uses. */
export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | JsonSchema
  readonly propertyNames?: JsonSchema
  readonly items?: JsonSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly exclusiveMinimum?: number
  readonly exclusiveMaximum?: number
  readonly pattern?: string
  readonly format?: string
}

/** Texts that mean something to the server under test, used wherever the schema allows them. */
export interface Vocabulary {
  readonly words: readonly string[]
  /** Those that a parameter or property of this name usually has. */
  readonly byName: Readonly<Record<string, readonly string[]>>
  /** Names of properties where the schema leaves them open, such as the fields of forms. */
  readonly properties: readonly string[]
}

export interface SchemaArbitraries {
  /** Values that the schema allows, its edges more often than chance would have it, and words that mean something here. */
  valid(schema: JsonSchema, name: string): Arbitrary<unknown>
}

/** Arbitraries for the schemas of one API document. */
export function schemaArbitraries(
  components: Readonly<Record<string, JsonSchema>>,
  { words, byName, properties: known }: Vocabulary,
): SchemaArbitraries {
  const texts = new Map<string, Arbitrary<string>>()

  const valid = (schema: JsonSchema, name: string, depth = 0): Arbitrary<unknown> => {
    if (schema.$ref !== undefined) return valid(components[schema.$ref.split('/').at(-1)!]!, name, depth)
    if ('const' in schema) return fc.constant(schema.const)
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
    const choices = schema.anyOf ?? schema.oneOf
    if (choices !== undefined) return fc.oneof(...choices.map((choice) => valid(choice, name, depth)))
    if (schema.allOf !== undefined) {
      return fc
        .tuple(...schema.allOf.map((part) => valid(part, name, depth)))
        .map((parts) => Object.assign({}, ...parts) as unknown)
    }
    switch (schema.type) {
      case 'object':
        return objectOf(schema, depth)
      case 'array': {
        const least = schema.minItems ?? 0
        const most = Math.max(least, Math.min(schema.maxItems ?? 3, depth > 3 ? 1 : 3))
        return fc.array(valid(schema.items ?? {}, name, depth + 1), { minLength: least, maxLength: most })
      }
      case 'string':
        return textOf(schema, name)
      case 'integer':
      case 'number':
        return numberOf(schema)
      case 'boolean':
        return fc.boolean()
      case 'null':
        return fc.constant(null)
      default:
        return anything(name)
    }
  }

  const objectOf = (schema: JsonSchema, depth: number): Arbitrary<unknown> => {
    const properties = Object.entries(schema.properties ?? {})
    const fixed = fc.record(
      Object.fromEntries(properties.map(([name, part]) => [name, valid(part, name, depth + 1)])),
      {
        requiredKeys: [...(schema.required ?? [])],
      },
    )
    if (typeof schema.additionalProperties !== 'object') return fixed
    const values = schema.additionalProperties
    const invented = fc.dictionary(
      textOf(schema.propertyNames ?? { type: 'string', maxLength: 12 }, ''),
      valid(values, '', depth + 1),
      { maxKeys: depth > 3 ? 1 : 3 },
    )
    const usual = fc
      .subarray([...known], { maxLength: 12 })
      .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, valid(values, name, depth + 1)]))))
    const more = fc.oneof({ weight: 3, arbitrary: usual }, invented)
    return fc.tuple(more, fixed).map(([free, known]) => ({ ...free, ...known }))
  }

  const anything = (name: string): Arbitrary<unknown> => {
    const usual = byName[name] ?? []
    const meant = usual.length > 0 ? usual : words
    return fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...meant) },
      { weight: 2, arbitrary: fc.array(fc.constantFrom(...meant), { maxLength: 3 }) },
      fc.constantFrom<unknown>(
        true,
        false,
        0,
        1,
        -1,
        2 ** 53,
        '2026-12-31',
        '2099-12-31',
        '9999-12-31',
        '法'.repeat(3000),
      ),
      hostileText,
      fc.jsonValue({ maxDepth: 2 }),
    )
  }

  const textOf = (schema: JsonSchema, name: string): Arbitrary<string> => {
    const key = `${name} ${JSON.stringify(schema)}`
    const known = texts.get(key)
    if (known !== undefined) return known
    const made = makeText(schema, name)
    texts.set(key, made)
    return made
  }

  const makeText = (schema: JsonSchema, name: string): Arbitrary<string> => {
    const { pattern, format, minLength = 0, maxLength: most, enum: given } = schema
    if (given !== undefined) return fc.constantFrom(...(given as string[]))
    const maxLength = most ?? (pattern === undefined ? 60 : Number.POSITIVE_INFINITY)
    const expression = pattern === undefined ? undefined : new RegExp(pattern, 'u')
    const fitting = (of: readonly string[], weight: number) => {
      const fits = of.filter(
        (word) => word.length >= minLength && word.length <= maxLength && (expression?.test(word) ?? true),
      )
      return fits.length === 0 ? [] : [{ weight, arbitrary: fc.constantFrom(...fits) }]
    }
    const meant = [...fitting(byName[name] ?? [], 20), ...fitting(words, 4)]
    const invented = ((): Arbitrary<string> => {
      if (format === 'uuid') return fc.uuid()
      if (format === 'date') return day
      if (format === 'date-time') return instant
      if (expression === undefined || pattern === '^[^\\u0000-\\u001f\\u007f]*$')
        return fc.oneof(fc.string({ minLength, maxLength, unit: 'grapheme' }), fc.constant('法'.repeat(maxLength)))
      return fc.stringMatching(expression).filter((text) => text.length >= minLength && text.length <= maxLength)
    })()
    return fc.oneof(...meant, { weight: 2, arbitrary: invented })
  }

  const numberOf = (schema: JsonSchema): Arbitrary<number> => {
    const least = schema.minimum ?? schema.exclusiveMinimum ?? -1000
    const most = schema.maximum ?? schema.exclusiveMaximum ?? Math.max(1000, least)
    if (schema.type === 'number') return fc.double({ min: least, max: most, noNaN: true })
    const low = Math.max(Math.ceil(least), -(2 ** 53 - 1))
    const high = Math.min(Math.floor(most), 2 ** 53 - 1)
    const small = fc.integer({ min: Math.max(low, -2), max: Math.min(high, Math.max(low, 0) + 5) })
    return fc.oneof({ weight: 3, arbitrary: small }, fc.constantFrom(low, high, Math.min(high, low + 1)))
  }

  return { valid: (schema, name) => valid(schema, name) }
}

const day = fc.oneof(
  fc
    .date({ min: new Date('2020-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().replace(/T.*/, '')),
  fc.constantFrom('0001-01-01', '9999-12-31', '2024-02-29', '1999-12-31', '1583-01-01'),
)
const instant = fc
  .date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => date.toISOString())

const long = 50_000
/** Texts that have broken something somewhere. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfffb',
  '\ufffe',
  '\u202eabc',
  'e\u0301',
  '𠮷',
  '１２３',
  '٣',
  '\r\nX-Injected: 1',
  '\t=1+1',
  '=1+1',
  '+1',
  '-1',
  '@SUM(1)',
  '0',
  '1e400',
  '1e308',
  '-0',
  '0x10',
  '1_000',
  '9223372036854775807',
  '9223372036854775808',
  '2147483648',
  '-2147483649',
  '99999999999999999999999',
  'NaN',
  'Infinity',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  '0000-00-00',
  '0000-01-01',
  '0001-01-01',
  '2026-02-30',
  '2026-13-01',
  '9999-12-31',
  '275760-09-13',
  '+275760-09-13T00:00:00.001Z',
  '-000001-01-01T00:00:00Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T00:00:00+23:59',
  '0001-01-01T00:00:00+14:00',
  '9999-12-31T23:59:59.999999999-23:59',
  '00000000-0000-0000-0000-000000000000',
  'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF',
  '{00000000-0000-4000-8000-000000000000}',
  '000000000000',
  '999999999999',
  "' or 1=1 --",
  '"; drop table account; --',
  "\\'; select pg_sleep(10); --",
  '$1',
  '%',
  '_',
  '%%%%%%%%%%%%',
  '\\',
  '../../../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '/etc/passwd\u0000.csv',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data/',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '${7*7}',
  '{{7*7}}',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'valueOf',
  `${'a'.repeat(long)}!`,
  `${'a,'.repeat(long / 2)}`,
  ' '.repeat(long),
  '('.repeat(5000),
  '9'.repeat(long),
  'A'.repeat(200),
  '法'.repeat(long / 2),
]

const hostileValues: readonly unknown[] = [
  ...hostileTexts,
  null,
  true,
  false,
  0,
  -1,
  1,
  0.5,
  -0,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 32,
  2 ** 53,
  2 ** 63,
  1e21,
  1e308,
  -1e308,
  5e-324,
  [],
  {},
  [null],
  [[]],
  [{}],
  ['a', 'a'],
  { '': '' },
  { $ne: null },
  { length: 1e9 },
  { toJSON: 1, then: 2 },
]

export const hostileText: Arbitrary<string> = fc.constantFrom(...hostileTexts)

/** JSON text of a value that was fine until something in it was replaced, added, doubled or left out. */
export function spoiled(value: unknown): Arbitrary<string> {
  const places = placesIn(value)
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(fc.constantFrom(...places), fc.constantFrom(...hostileValues))
        .map(([place, wild]) => JSON.stringify(replaced(value, place, wild))),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...places), fc.constantFrom(...hostileTexts), fc.constantFrom(...hostileValues))
        .map(([place, name, wild]) => JSON.stringify(replaced(value, [...place, name], wild))),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...places).map((place) => JSON.stringify(replaced(value, place, undefined))),
    },
    { weight: 1, arbitrary: fc.constantFrom(...places).chain((place) => large(value, place)) },
    { weight: 1, arbitrary: fc.constantFrom(...malformedTexts(JSON.stringify(value) ?? 'null')) },
  )
}

const large = (value: unknown, place: readonly string[]): Arbitrary<string> => {
  const marked = JSON.stringify(replaced(value, place, '@here@')) ?? '"@here@"'
  const put = (text: string): string => marked.replace('"@here@"', () => text)
  return fc.constantFrom(
    put(`[${'0,'.repeat(100_000)}0]`),
    put(`[${'"a",'.repeat(20_000)}"a"]`),
    put(`${'['.repeat(100_000)}${']'.repeat(100_000)}`),
    put(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`),
    put(`{${Array.from({ length: 20_000 }, (_, i) => `"k${i}":1`).join(',')}}`),
    put('1e400'),
    put(`1${'0'.repeat(5000)}`),
    put('{"__proto__":{"admin":true,"roles":["systemAdmin"]}}'),
    put('{"constructor":{"prototype":{"admin":true}}}'),
  )
}

/** What is no JSON, or not what it seems. */
function malformedTexts(text: string): readonly string[] {
  return [
    text.slice(0, -1),
    `${text}${text}`,
    `\ufeff${text}`,
    `${text},`,
    text.replace('{', '{"__proto__":{"admin":true},'),
    text.replace('{', '{"constructor":{"prototype":{"admin":true}},'),
    text.replace(/^\{("[^"]+":)/, '{$1null,$1'),
    text.replaceAll('"', "'"),
    'null',
    '0',
    '""',
    '[]',
    '',
    'undefined',
    '{"a":\u0000}',
    '/**/{}',
  ]
}

function placesIn(value: unknown, at: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at]
  return [at, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...at, key]))]
}

function replaced(value: unknown, [key, ...rest]: readonly string[], by: unknown): unknown {
  if (key === undefined) return by
  if (typeof value !== 'object' || value === null) return { [key]: by }
  if (Array.isArray(value))
    return value.map((inner, i) => (String(i) === key ? replaced(inner, rest, by) : (inner as unknown)))
  const copy = Object.fromEntries(Object.entries(value))
  // A property of this name is sent like any other; assigning it would change the prototype of the copy.
  Object.defineProperty(copy, key, {
    value: replaced(Object.hasOwn(copy, key) ? copy[key] : undefined, rest, by),
    enumerable: true,
    configurable: true,
    writable: true,
  })
  return copy
}
