import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cedar } from '../../cases/read-packs.ts'
import { smallPack } from '../../cases/small-pack.ts'
import { composeLawBook, type LawBook } from '../regulation/index.ts'
import { civil, type TerritoryCode } from '../shared/index.ts'
import type { Decision, DecisionQuery } from './index.ts'

type Outcome = 'met' | 'unmet' | 'errs'
type Condition = readonly [text: string, outcome: Outcome]
interface Scope {
  readonly text: string
  readonly actions: readonly string[]
  readonly conditions: readonly Condition[]
}
interface Rule {
  readonly effect: 'permit' | 'forbid'
  readonly scope: Scope
  readonly condition: Condition
}

const everywhere: readonly Condition[] = [
  ['', 'met'],
  ['when { context.reach == "own" }', 'met'],
  ['when { context.reach == "other" }', 'unmet'],
  ['unless { context.today == "2026-02-09" }', 'unmet'],
]
const ofEntries: readonly Condition[] = [
  ['', 'met'],
  ['when { context.entry.grade == 2 }', 'met'],
  ['when { context.entry.shareAttribute == "none" }', 'unmet'],
  ['unless { context.entry.grade < 7 }', 'unmet'],
  // Sums beyond 64 bits cannot be evaluated.
  ['when { context.entry.grade + 9223372036854775807 > 0 }', 'errs'],
  ['unless { context.entry.grade * 9223372036854775807 > 0 }', 'errs'],
  ['when { context.entry.obtainedBySharing || context.entry.grade + 9223372036854775807 > 0 }', 'errs'],
  ['when { context.reach == "own" || context.entry.grade + 9223372036854775807 > 0 }', 'met'],
  ['when { context.entry.obtainedBySharing && context.entry.grade + 9223372036854775807 > 0 }', 'unmet'],
]
const asked = ['catalogEntry.read', 'dataset.preview', 'data.lookup']
const scopes: readonly Scope[] = [
  { text: 'action', actions: asked, conditions: everywhere },
  { text: 'action == Action::"data.lookup"', actions: ['data.lookup'], conditions: ofEntries },
  { text: 'action in Action::"use"', actions: ['data.lookup'], conditions: ofEntries },
  { text: 'action == Action::"catalogEntry.read"', actions: ['catalogEntry.read'], conditions: ofEntries },
  {
    text: 'action in [Action::"catalogEntry.read", Action::"dataset.preview"]',
    actions: ['catalogEntry.read', 'dataset.preview'],
    conditions: ofEntries,
  },
]
const anyRule: fc.Arbitrary<Rule> = fc
  .record({
    effect: fc.constantFrom('permit' as const, 'permit' as const, 'forbid' as const),
    scope: fc.constantFrom(...scopes),
  })
  .chain(({ effect, scope }) =>
    fc.record({
      effect: fc.constant(effect),
      scope: fc.constant(scope),
      condition: fc.constantFrom(...scope.conditions),
    }),
  )

/** A district that builds on its city, another city whose rules are none of its business, and the platform. */
const places = [
  { id: 'district', prefix: 'DD', territory: '330212000000', inForce: '2023-06-01', more: 'buildsOn: [city]\n' },
  { id: 'city', prefix: 'CC', territory: '330200000000', inForce: '2020-12-01' },
  { id: 'elsewhere', prefix: 'EE', territory: '640300000000', inForce: '2020-12-01' },
  { id: 'platform', prefix: 'PP', territory: '*' },
] as const
const holding: Readonly<Record<string, readonly string[]>> = {
  '2020-01-01': ['PP'],
  '2022-02-09': ['CC', 'PP'],
  '2026-02-09': ['DD', 'CC', 'PP'],
}
type Rules = readonly (readonly Rule[])[]
const anyRules: fc.Arbitrary<Rules> = fc.tuple(...places.map(() => fc.array(anyRule, { maxLength: 3 })))

function bookOf(rules: Rules): LawBook {
  const packs = places.map((place, i) => {
    const texts = rules[i]!.map(
      ({ effect, scope, condition }, n) =>
        `@id("${place.prefix}-01/r${n}")\n@needed("条件 ${n}")\n@needed_en("condition ${n}")\n${effect} (principal, ${scope.text}, resource) ${condition[0]};`,
    )
    return smallPack({
      ...place,
      rank: 'territory' in place && place.territory === '*' ? 'policy' : 'localRule',
      files: { 'rules/all.cedar': texts.join('\n') },
    })
  })
  return composeLawBook(cedar, packs)
}

function ask(book: LawBook, action: string, day: string): Decision {
  const path = ['330212000000', '330200000000'] as TerritoryCode[]
  const facts = { organization: 'o', territory: path[0]!, kinds: ['agency'] }
  const entry = {
    provider: 'o',
    state: 'published',
    level: 'county',
    shareAttribute: 'conditional',
    openAttribute: 'none',
    grade: 2,
    obtainedBySharing: false,
    revision: 'none',
    aggregated: true,
    id: 'entry',
    secrecy: 'cleared',
    prepared: true,
    custody: 'active',
    derivedRisk: 'none',
    personal: false,
  }
  const grant = {
    status: 'active',
    course: 'city',
    fields: ['name'],
    purposes: ['核验'],
    application: 'a',
    modes: ['interface'],
    matterRequired: true,
    signedCalls: false,
    narrowed: false,
  }
  const use = { grant, purpose: '核验', matterGiven: true, fields: ['name'], mode: 'interface', quota: 'left' }
  const common = { today: '2026-02-09', reach: 'own', entry }
  const query: DecisionQuery =
    action === 'data.lookup'
      ? {
          action,
          principal: { type: 'Application', id: 'a', facts: { ...facts, id: 'a', status: 'active' } },
          resource: { type: 'Dataset', id: 'd', facts: { territory: path[0]! } },
          context: { ...common, ...use },
        }
      : {
          action,
          principal: { type: 'Account', id: 'p', facts: { ...facts, roles: [] } },
          resource: {
            type: action === 'dataset.preview' ? 'Dataset' : 'CatalogEntry',
            id: 'd',
            facts: { territory: path[0]! },
          },
          context: common,
        }
  return book.regimeOf(path, civil(day)).decider.decide(query)
}

/**
 * The slow obvious twin: the rules of all packs that hold there on that day, read one by one. Any prohibition that is met
 * or cannot be evaluated denies; else any permission that is met allows; else silence denies, and every permission that
 * might have spoken is what was missing.
 */
function twin(
  rules: Rules,
  action: string,
  day: string,
): { effect: string; because: readonly string[]; faults: readonly string[] } {
  const speaking = places
    .flatMap(({ prefix }, i) =>
      holding[day]!.includes(prefix)
        ? rules[i]!.map((rule, n) => ({ ...rule, id: `${prefix}-01/r${n}`, outcome: rule.condition[1] }))
        : [],
    )
    .filter(({ scope }) => scope.actions.includes(action))
  const barring: string[] = []
  const permitting: string[] = []
  const permissions: string[] = []
  const faults: string[] = []
  for (const { id, effect, outcome } of speaking) {
    if (outcome === 'errs') faults.push(id)
    if (effect === 'forbid' && outcome !== 'unmet') barring.push(id)
    if (effect === 'permit') permissions.push(id)
    if (effect === 'permit' && outcome === 'met') permitting.push(id)
  }
  if (barring.length > 0) return { effect: 'deny', because: barring, faults }
  if (permitting.length > 0) return { effect: 'allow', because: permitting, faults }
  return { effect: 'deny', because: permissions, faults }
}

describe('the decision of a regime', () => {
  test('agrees with the twin over the rules of district, city and platform, and hears nobody else', () => {
    const given = fc.tuple(anyRules, fc.constantFrom(...asked), fc.constantFrom(...Object.keys(holding)))
    fc.assert(
      fc.property(given, ([rules, action, day]) => {
        const decision = ask(bookOf(rules), action, day)
        const expected = twin(rules, action, day)
        const found = {
          effect: decision.effect,
          because: decision.because.map((g) => g.rule).toSorted(),
          faults: decision.faults.map((f) => f.rule).toSorted(),
        }
        expect(found).toEqual({ ...expected, because: expected.because.toSorted(), faults: expected.faults.toSorted() })
        expect(decision.needed).toHaveLength(decision.effect === 'allow' ? 0 : expected.because.length)
      }),
      { numRuns: 60 },
    )
  })

  test('a prohibition added anywhere never opens a door', () => {
    const more = fc.tuple(anyRules, anyRule, fc.nat(places.length - 1), fc.constantFrom(...asked))
    fc.assert(
      fc.property(more, ([rules, rule, at, action]) => {
        const stricter = rules.map((own, i) => (i === at ? [...own, { ...rule, effect: 'forbid' as const }] : own))
        const day = '2026-02-09'
        if (ask(bookOf(rules), action, day).effect === 'deny')
          expect(ask(bookOf(stricter), action, day).effect).toBe('deny')
      }),
      { numRuns: 20 },
    )
  })
})
