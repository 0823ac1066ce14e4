import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkQualityRules, qualityScore, rowRules, type QualityRule, type RuledItem } from './index.ts'

const items: readonly RuledItem[] = [
  { code: 'no', type: 'text', identifier: 'other' },
  { code: 'plate', type: 'text', identifier: null },
  { code: 'amount', type: 'decimal', identifier: null },
  { code: 'count', type: 'integer', identifier: null },
  { code: 'begins', type: 'date', identifier: null },
  { code: 'ends', type: 'date', identifier: null },
  { code: 'living', type: 'boolean', identifier: null },
]
const said = { id: 'r', title: '规则', severity: 'counted', weight: 1 } as const
const outcome = (rule: QualityRule, row: Record<string, string | boolean | null>): string =>
  rowRules([rule], items)[0]!.check(row)
const faultsOf = (rules: unknown): readonly string[] => {
  const check = checkQualityRules(rules, items)
  return check.ok ? [] : check.faults.map((f) => f.path.join('.'))
}

describe('rules are read whole or not at all', () => {
  test.each([
    ['an item that does not exist', [{ ...said, kind: 'completeness', item: 'nothing' }], ['0.item']],
    ['a range of text', [{ ...said, kind: 'range', item: 'no', min: '1' }], ['0.item']],
    ['a range without bounds', [{ ...said, kind: 'range', item: 'count' }], ['0.min']],
    ['a bound that is no number', [{ ...said, kind: 'range', item: 'count', min: '1.5' }], ['0.min']],
    ['bounds the wrong way round', [{ ...said, kind: 'range', item: 'amount', min: '10', max: '9.99' }], ['0.max']],
    ['a day that does not exist', [{ ...said, kind: 'range', item: 'begins', max: '2026-02-30' }], ['0.max']],
    ['two formats', [{ ...said, kind: 'format', item: 'no', format: 'digits', picture: '9' }], ['0.format']],
    ['a lone escape', [{ ...said, kind: 'format', item: 'no', picture: '9\\' }], ['0.picture']],
    ['an unknown format', [{ ...said, kind: 'format', item: 'no', format: '(a+)+$' }], ['0.format']],
    [
      'a blocking rule over many rows',
      [{ ...said, kind: 'uniqueness', items: ['no'], severity: 'blocking' }],
      ['0.severity'],
    ],
    ['an item twice', [{ ...said, kind: 'uniqueness', items: ['no', 'no'] }], ['0.items']],
    [
      'days with numbers',
      [{ ...said, kind: 'crossField', left: 'begins', comparison: 'less', right: 'count' }],
      ['0.right'],
    ],
    ['itself', [{ ...said, kind: 'crossField', left: 'no', comparison: 'equal', right: 'no' }], ['0.right']],
    [
      'a match by no identifier',
      [{ ...said, kind: 'crossDataset', key: 'plate', item: 'no', dataset: 'WZ-A', otherKey: 'a', otherItem: 'b' }],
      ['0.key'],
    ],
    [
      'a rule twice',
      [
        { ...said, kind: 'timeliness' },
        { ...said, kind: 'timeliness' },
      ],
      ['1.id'],
    ],
    ['no rules', [], ['']],
    ['no list', { kind: 'timeliness' }, ['']],
  ])('%s', (_, rules, faults) => {
    expect(faultsOf(rules)).toEqual(faults)
  })
})

describe('a row', () => {
  test('an empty value breaks completeness and nothing else', () => {
    expect(outcome({ ...said, kind: 'completeness', item: 'no' }, { no: null })).toBe('broken')
    expect(outcome({ ...said, kind: 'completeness', item: 'no' }, { no: '' })).toBe('broken')
    expect(outcome({ ...said, kind: 'completeness', item: 'no' }, {})).toBe('broken')
    expect(outcome({ ...said, kind: 'format', item: 'no', format: 'digits' }, { no: null })).toBe('idle')
    expect(outcome({ ...said, kind: 'range', item: 'count', min: '1' }, {})).toBe('idle')
    expect(outcome({ ...said, kind: 'completeness', item: 'living' }, { living: false })).toBe('holds')
  })

  test('pictures and formats', () => {
    const picture = (drawn: string): QualityRule => ({ ...said, kind: 'format', item: 'plate', picture: drawn })
    expect(outcome(picture('浙AX9999'), { plate: '浙B12345' })).toBe('holds')
    expect(outcome(picture('浙AX9999'), { plate: '浙b12345' })).toBe('broken')
    expect(outcome(picture('\\9-9'), { plate: '9-7' })).toBe('holds')
    expect(outcome(picture('\\9-9'), { plate: '8-7' })).toBe('broken')
    const email: QualityRule = { ...said, kind: 'format', item: 'plate', format: 'email' }
    expect(outcome(email, { plate: 'a@b.cn' })).toBe('holds')
    for (const wrong of ['a@b', 'a@@b.cn', '@b.cn', 'a@b..cn', 'ab.cn'])
      expect(outcome(email, { plate: wrong })).toBe('broken')
  })

  test('a long text is read in a time that grows with its length', () => {
    const long = 'a'.repeat(2_000_000)
    const started = performance.now()
    for (const format of ['digits', 'letters', 'mobileNumber', 'email', 'creditCode'] as const)
      outcome({ ...said, kind: 'format', item: 'plate', format }, { plate: `${long}!` })
    outcome({ ...said, kind: 'format', item: 'plate', picture: '?'.repeat(100) }, { plate: long })
    expect(performance.now() - started).toBeLessThan(3000)
  })

  const decimal = fc
    .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.nat(8))
    .map(([digits, scale]) => ({ digits, scale, text: write(digits, scale) }))
  /** Slow and obvious: both as whole numbers of the smallest unit there is. */
  const inUnits = (d: { digits: bigint; scale: number }): bigint => d.digits * 10n ** BigInt(8 - d.scale)

  test('a range agrees with whole numbers of the smallest unit', () => {
    fc.assert(
      fc.property(decimal, decimal, decimal, (value, a, b) => {
        const [min, max] = inUnits(a) <= inUnits(b) ? [a, b] : [b, a]
        const rule: QualityRule = { ...said, kind: 'range', item: 'amount', min: min.text, max: max.text }
        const inside = inUnits(min) <= inUnits(value) && inUnits(value) <= inUnits(max)
        expect(outcome(rule, { amount: value.text })).toBe(inside ? 'holds' : 'broken')
      }),
    )
  })

  test('comparisons of two items agree with the same, and of days with their count from a day', () => {
    const slow = {
      equal: (n: bigint) => n === 0n,
      notEqual: (n: bigint) => n !== 0n,
      less: (n: bigint) => n < 0n,
      atMost: (n: bigint) => n <= 0n,
      greater: (n: bigint) => n > 0n,
      atLeast: (n: bigint) => n >= 0n,
    }
    const day = fc
      .nat(40_000)
      .map((n) => ({ n: BigInt(n), text: new Date(Date.UTC(1950, 0, 1) + n * 86_400_000).toISOString().slice(0, 10) }))
    fc.assert(
      fc.property(fc.constantFrom(...(Object.keys(slow) as (keyof typeof slow)[])), day, day, (comparison, a, b) => {
        const rule: QualityRule = { ...said, kind: 'crossField', left: 'begins', comparison, right: 'ends' }
        expect(outcome(rule, { begins: a.text, ends: b.text })).toBe(slow[comparison](a.n - b.n) ? 'holds' : 'broken')
      }),
    )
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(slow) as (keyof typeof slow)[])),
        decimal,
        fc.integer(),
        (comparison, a, b) => {
          const rule: QualityRule = { ...said, kind: 'crossField', left: 'amount', comparison, right: 'count' }
          const difference = inUnits(a) - BigInt(b) * 10n ** 8n
          expect(outcome(rule, { amount: a.text, count: String(b) })).toBe(
            slow[comparison](difference) ? 'holds' : 'broken',
          )
        },
      ),
    )
  })

  test('a picture agrees with the expression it stands for', () => {
    const signs: Readonly<Record<string, string>> = {
      '9': '[0-9]',
      A: '[A-Z]',
      a: '[a-z]',
      X: '[0-9A-Za-z]',
      '?': '[^]',
      '-': '-',
      浙: '浙',
    }
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...Object.keys(signs)), { minLength: 1, maxLength: 8 }),
        fc.array(fc.constantFrom('0', '7', 'B', 'b', '-', '浙', '?'), { maxLength: 9 }),
        (picture, text) => {
          const expected = new RegExp(`^${picture.map((s) => signs[s]!).join('')}$`, 'u').test(text.join(''))
          const rule: QualityRule = { ...said, kind: 'format', item: 'plate', picture: picture.join('') }
          const empty = text.length === 0
          expect(outcome(rule, { plate: text.join('') })).toBe(empty ? 'idle' : expected ? 'holds' : 'broken')
        },
      ),
    )
  })
})

describe('the score', () => {
  const counts = fc.array(
    fc
      .record({ weight: fc.integer({ min: 1, max: 100 }), checked: fc.nat(1000), share: fc.nat(1000) })
      .map(({ weight, checked, share }) => ({ weight, checked, broken: Math.floor((checked * share) / 1000) })),
    { maxLength: 12 },
  )
  test('is the weighted share of what holds, and keeps its ends for all and nothing', () => {
    fc.assert(
      fc.property(counts, (all) => {
        const asked = all.filter((c) => c.checked > 0)
        const score = qualityScore(all)
        if (asked.length === 0) return void expect(score).toBeUndefined()
        // Slow: each rule repeated as often as it weighs.
        const shares = asked.flatMap((c) => Array.from({ length: c.weight }, () => (c.checked - c.broken) / c.checked))
        const mean = (100 * shares.reduce((a, b) => a + b, 0)) / shares.length
        expect(Math.abs(score! - mean)).toBeLessThanOrEqual(0.011)
        expect(score === 100).toBe(asked.every((c) => c.broken === 0))
        expect(score === 0).toBe(asked.every((c) => c.broken === c.checked))
      }),
    )
  })
})

function write(digits: bigint, scale: number): string {
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, '0')
  const whole = text.slice(0, text.length - scale)
  return `${digits < 0n ? '-' : ''}${whole}${scale === 0 ? '' : `.${text.slice(text.length - scale)}`}`
}
