import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { comparableValue } from './comparable-value.ts'
import { cutOff, type VerificationLimits } from './cut-off.ts'
import { sightingsOfCall, sightingsOfOutcomes, type Outcome, type Sighting, type Verification } from './sightings.ts'

const text = { type: 'text', identifier: null } as const
const decimal = { type: 'decimal', identifier: null } as const

describe('the form in which values are compared', () => {
  test('what is written differently and means alike is the same', () => {
    for (const [item, one, other] of [
      [text, ' 吴忠市　利通区 ', '吴忠市 利通区'],
      [decimal, '１.50', '1.5'],
      [decimal, '-0.0', '0'],
      [{ ...text, type: 'integer' }, '+007', '7'],
      [{ ...text, type: 'date' }, '1990年5月7日', '1990-05-07'],
      [{ ...text, type: 'date' }, '19900507', '1990/5/7'],
      [{ ...text, type: 'boolean' }, '是', 'true'],
      [{ ...text, identifier: 'residentId' }, '11010519491231002x', '11010519491231002X'],
    ] as const) {
      expect(comparableValue(item, one)).toBeDefined()
      expect(comparableValue(item, one)).toBe(comparableValue(item, other))
    }
  })

  test('what can be no value of the item is none', () => {
    expect(comparableValue(text, '　')).toBeUndefined()
    expect(comparableValue(decimal, '1,5')).toBeUndefined()
    expect(comparableValue({ ...text, type: 'integer' }, '1.5')).toBeUndefined()
    expect(comparableValue({ ...text, type: 'date' }, '2026-02-30')).toBeUndefined()
    expect(comparableValue({ ...text, type: 'boolean' }, 'maybe')).toBeUndefined()
  })

  test('numbers are compared exactly: two are alike when their difference is none', () => {
    const number = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 0, max: 3 }))
    const written = ([digits, scale]: readonly [number, number]): string => (digits / 10 ** scale).toFixed(scale)
    fc.assert(
      fc.property(number, number, (a, b) => {
        const same = a[0] * 10 ** b[1] === b[0] * 10 ** a[1]
        expect(comparableValue(decimal, written(a)) === comparableValue(decimal, written(b))).toBe(same)
      }),
    )
  })

  test('twice is once', () => {
    const item = fc.record({
      type: fc.constantFrom('text', 'integer', 'decimal', 'date', 'boolean'),
      identifier: fc.constantFrom('residentId', 'other', null),
    })
    fc.assert(
      fc.property(item, fc.string({ unit: 'binary' }), (of, value) => {
        const once = comparableValue(of, value)
        if (once !== undefined) expect(comparableValue(of, once)).toBe(once)
      }),
    )
  })
})

const key = fc
  .constantFrom('640302199001011', '640302199001012', '64030219900101')
  .chain((stem) => fc.constantFrom('230X', '231X', 'X').map((end) => `${stem}${end}`.slice(0, 18)))
const call: fc.Arbitrary<readonly [Verification, readonly Outcome[]]> = fc
  .array(
    fc.tuple(
      fc.record({ key, item: fc.constantFrom('name', 'born'), value: fc.constantFrom('a', 'b', 'c') }),
      fc.constantFrom<Outcome>('match', 'mismatch', 'notFound'),
    ),
    { maxLength: 8 },
  )
  .chain((claims) =>
    fc
      .record({ matter: fc.constantFrom('m1', 'm2'), day: fc.constantFrom('2026-03-02', '2026-03-03') })
      .map((at) => [
        { ...at, keyItem: 'id', keyKind: 'residentId' as const, claims: claims.map(([claim]) => claim) },
        claims.map(([, outcome]) => outcome),
      ]),
  )

/** The fullest group of each measure, by the sightings of all calls. */
function counted(sightings: readonly Sighting[]): Readonly<Record<string, number>> {
  const groups = new Map<string, Set<string>>()
  for (const { measure, group, member } of sightings) {
    const name = `${measure} ${group}`
    groups.set(name, (groups.get(name) ?? new Set()).add(member))
  }
  const most: Record<string, number> = {}
  for (const [name, members] of groups) {
    const measure = name.split(' ')[0]!
    most[measure] = Math.max(most[measure] ?? 0, members.size)
  }
  return most
}

/** The same by looking through every call again for each thing that can be meant. */
function slowly(calls: readonly (readonly [Verification, readonly Outcome[]])[]): Readonly<Record<string, number>> {
  const claims = calls.flatMap(([{ claims: of }, outcomes]) => of.map((c, i) => ({ ...c, outcome: outcomes[i]! })))
  const fullest = (groups: readonly (readonly string[])[]): number => Math.max(0, ...groups.map((g) => new Set(g).size))
  const failed = claims.filter((c) => c.outcome !== 'match')
  const all: Record<string, number> = {
    mattersPerDay: fullest(calls.map(([{ day }]) => calls.filter(([o]) => o.day === day).map(([o]) => o.matter))),
    valuesPerKey: fullest(
      claims.map((c) => claims.filter((o) => o.key === c.key && o.item === c.item).map((o) => o.value)),
    ),
    neighbouringKeys: fullest(
      claims
        .filter((c) => c.key.length === 18)
        .map((c) =>
          claims.filter((o) => o.key.length === 18 && o.key.slice(0, 14) === c.key.slice(0, 14)).map((o) => o.key),
        ),
    ),
    keysPerFailedValue: fullest(
      failed.map((c) => failed.filter((o) => o.item === c.item && o.value === c.value).map((o) => o.key)),
    ),
    keysNotFound: fullest([claims.filter((c) => c.outcome === 'notFound').map((c) => c.key)]),
  }
  return Object.fromEntries(Object.entries(all).filter(([, n]) => n > 0))
}

describe('what a history of calls shows', () => {
  test('is what looking through all of it shows', () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 6 }), (calls) => {
        const sightings = calls.flatMap(([c, outcomes]) => [...sightingsOfCall(c), ...sightingsOfOutcomes(c, outcomes)])
        expect(counted(sightings)).toEqual(slowly(calls))
      }),
    )
  })
})

describe('the cut-off', () => {
  const limits: VerificationLimits = {
    total: 5,
    perDay: 4,
    perMatter: 3,
    mattersPerDay: 3,
    valuesPerKey: 2,
    neighbouringKeys: 2,
    keysPerFailedValue: 2,
    keysNotFound: 2,
  }
  const names = Object.keys(limits) as (keyof VerificationLimits)[]
  const counts = fc.record(Object.fromEntries(names.map((n) => [n, fc.integer({ min: 0, max: 7 })])))

  test('comes exactly when something is more than allowed, and never for as many as allowed', () => {
    fc.assert(
      fc.property(counts, (found) => {
        const over = names.filter((n) => found[n]! > limits[n])
        const cut = cutOff(found, limits)
        expect(cut === undefined).toBe(over.length === 0)
        if (cut === undefined) return
        expect(over).toContain(cut.measure)
        expect(cut).toMatchObject({ counted: found[cut.measure], most: limits[cut.measure] })
        const attack = ['valuesPerKey', 'neighbouringKeys', 'keysPerFailedValue', 'keysNotFound']
        expect(cut.consequence === 'suspend').toBe(over.some((n) => attack.includes(n)))
      }),
    )
    expect(cutOff({}, limits)).toBeUndefined()
  })
})
