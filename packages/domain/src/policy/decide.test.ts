import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cedar } from '../../cases/read-packs.ts'
import { smallPack } from '../../cases/small-pack.ts'
import type { Pack } from '../regulation/index.ts'
import { createDecider, settle, type ActionDeclaration, type Decision } from './index.ts'

const actions: readonly ActionDeclaration[] = [
  { id: 'data.lookup', principals: ['Account'], resource: 'Dataset', context: 'Use' },
  { id: 'share.request.approve', principals: ['Account'], resource: 'Dataset', context: 'Procedure' },
  { id: 'case.read', principals: ['Account'], resource: 'Dataset', context: 'Procedure' },
  { id: 'catalog.list', principals: ['Account'], resource: 'Dataset', context: 'Plain' },
]
/** The groups an action is in, written by hand. */
const groupsOf: Readonly<Record<string, readonly string[]>> = {
  'data.lookup': ['use'],
  'share.request.approve': ['procedure'],
  'case.read': [],
  'catalog.list': [],
}

type Outcome = 'met' | 'unmet' | 'errs'
interface Rule {
  readonly effect: 'permit' | 'forbid'
  readonly condition: readonly [text: string, outcome: Outcome]
  readonly scope: readonly [text: string, names: readonly string[]]
}
const conditions: readonly (readonly [string, Outcome])[] = [
  ['', 'met'],
  ['when { context.flag }', 'met'],
  ['when { context.count > 7 }', 'unmet'],
  ['unless { context.flag }', 'unmet'],
  ['when { context.missing == 1 }', 'errs'],
  ['unless { context.missing }', 'errs'],
  ['when { principal.nothing }', 'errs'],
  ['when { context.count + 9223372036854775807 > 0 }', 'errs'],
  ['when { context.flag < 3 }', 'errs'],
  ['when { context.flag || context.missing }', 'met'],
  ['when { context.count == 0 && context.missing }', 'unmet'],
  ['when { context.flag } unless { context.missing }', 'errs'],
]
const scopes: Rule['scope'][] = [
  ['action', []],
  ['action in Action::"use"', ['use']],
  ['action in Action::"procedure"', ['procedure']],
  ['action == Action::"data.lookup"', ['data.lookup']],
  ['action == Action::"case.read"', ['case.read']],
  ['action in [Action::"catalog.list", Action::"share.request.approve"]', ['catalog.list', 'share.request.approve']],
  ['action in [Action::"use", Action::"case.read"]', ['use', 'case.read']],
]
const anyRule: fc.Arbitrary<Rule> = fc.record({
  effect: fc.constantFrom('permit', 'forbid'),
  condition: fc.constantFrom(...conditions),
  scope: fc.constantFrom(...scopes),
})

function packOf(rules: readonly string[]): Pack {
  const text = rules.map((rule, i) => `@id("ZZ-01/r${i}")\n@needed("条件 ${i}")\n${rule}`).join('\n\n')
  return smallPack({ id: 'sample', prefix: 'ZZ', territory: '*', files: { 'rules/all.cedar': text } })
}

function textOf({ effect, condition, scope }: Rule): string {
  return `${effect} (principal, ${scope[0]}, resource) ${condition[0]};`
}

function ask(pack: Pack, action: string): Decision {
  const decider = createDecider(cedar, `${pack.version}`, [pack], actions)
  return decider.decide({
    action,
    principal: { type: 'Account', id: 'somebody', facts: { roles: [] } },
    resource: { type: 'Dataset', id: 'data', facts: {} },
    context: { flag: true, count: 5 },
  })
}

/**
 * The slow obvious twin, from the words of the decision: a prohibition outranks a permission; silence means no; a
 * prohibition that cannot be evaluated denies; a permission that cannot be evaluated does not permit.
 */
function twin(
  rules: readonly Rule[],
  action: string,
): { effect: string; by: readonly string[]; faults: readonly string[] } {
  const names = [action, ...groupsOf[action]!]
  const speaking = rules
    .map((rule, i) => ({ ...rule, id: `ZZ-01/r${i}`, outcome: rule.condition[1] }))
    .filter(({ scope }) => scope[1].length === 0 || scope[1].some((name) => names.includes(name)))
  const faults = speaking.filter((r) => r.outcome === 'errs').map((r) => r.id)
  const prohibiting = speaking.filter((r) => r.effect === 'forbid' && r.outcome !== 'unmet')
  if (prohibiting.length > 0) return { effect: 'deny', by: prohibiting.map((r) => r.id), faults }
  const permitting = speaking.filter((r) => r.effect === 'permit' && r.outcome === 'met')
  if (permitting.length > 0) return { effect: 'allow', by: permitting.map((r) => r.id), faults }
  return { effect: 'deny', by: speaking.filter((r) => r.effect === 'permit').map((r) => r.id), faults }
}

describe('decisions', () => {
  test('agree with the twin on any small set of rules', () => {
    const given = fc.tuple(fc.array(anyRule, { maxLength: 6 }), fc.constantFrom(...actions.map((a) => a.id)))
    fc.assert(
      fc.property(given, ([rules, action]) => {
        const decision = ask(packOf(rules.map(textOf)), action)
        const expected = twin(rules, action)
        expect(decision.effect).toBe(expected.effect)
        expect(decision.because.map((g) => g.rule).toSorted()).toEqual(expected.by.toSorted())
        expect(decision.faults.map((f) => f.rule).toSorted()).toEqual(expected.faults.toSorted())
        if (decision.effect === 'deny') expect(decision.needed.length).toBe(expected.by.length)
      }),
      { numRuns: 150 },
    )
  })

  test('settling agrees with its sentence for any number of rules: who bars outranks who permits, nobody means no', () => {
    const anyVoice = fc.record({ id: fc.nat(9), says: fc.constantFrom('permits', 'forbids', 'erredForbids') })
    fc.assert(
      fc.property(fc.array(anyVoice, { maxLength: 6 }), (voices) => {
        const of = (kind: string): readonly number[] => voices.filter((v) => v.says === kind).map((v) => v.id)
        let expected: { effect: string; by: readonly number[] } = { effect: 'deny', by: [] }
        for (const { says } of voices) if (says === 'permits') expected = { effect: 'allow', by: of('permits') }
        for (const { says } of voices) {
          if (says !== 'permits') expected = { effect: 'deny', by: [...of('forbids'), ...of('erredForbids')] }
        }
        const met = { permits: of('permits'), forbids: of('forbids'), erredForbids: of('erredForbids') }
        expect(settle(met)).toEqual(expected)
      }),
    )
  })

  test('an action nobody declared is denied by silence', () => {
    const pack = packOf(['permit (principal, action, resource);'])
    expect(ask(pack, 'data.steal')).toMatchObject({ effect: 'deny', bySilence: true, because: [] })
  })

  test('facts that a rule asks and the engine cannot read deny', () => {
    const pack = packOf([
      'permit (principal, action, resource);',
      'forbid (principal, action, resource) when { context.amount > 9 };',
    ])
    const decision = createDecider(cedar, pack.version, [pack], actions).decide({
      action: 'catalog.list',
      principal: { type: 'Account', id: 'somebody', facts: {} },
      resource: { type: 'Dataset', id: 'data', facts: {} },
      context: { amount: 1.5 },
    })
    expect(decision).toMatchObject({ effect: 'deny', bySilence: false })
    expect(decision.faults).toHaveLength(1)
  })
})

describe('slicing by action', () => {
  const allowed = (rule: string): readonly string[] =>
    actions.map((a) => a.id).filter((action) => ask(packOf([rule]), action).effect === 'allow')

  test.each([
    ['without an action scope a rule applies to every action', 'action', actions.map((a) => a.id)],
    ['a single action', 'action == Action::"case.read"', ['case.read']],
    ['a list', 'action in [Action::"case.read", Action::"catalog.list"]', ['case.read', 'catalog.list']],
    ['a group', 'action in Action::"procedure"', ['share.request.approve']],
    ['a group in a list', 'action in [Action::"use", Action::"case.read"]', ['data.lookup', 'case.read']],
  ])('%s', (_, scope, expected) => {
    expect(allowed(`permit (principal, ${scope}, resource);`)).toEqual(expected)
  })

  test('a condition may ask for the group too: the engine is told which groups an action is in', () => {
    const rule = 'permit (principal, action, resource) when { action in Action::"use" };'
    expect(allowed(rule)).toEqual(['data.lookup'])
    const barred = packOf(['permit (principal, action, resource);', rule.replace('permit', 'forbid')])
    expect(ask(barred, 'data.lookup').effect).toBe('deny')
    expect(ask(barred, 'catalog.list').effect).toBe('allow')
  })
})

describe('rules as files', () => {
  test('each knows its line, also behind Chinese comments and other rules of the same words', () => {
    const rule = 'permit (principal, action, resource);'
    const pack = packOf([`// 说明\n${rule}`, rule, rule])
    expect(pack.policies.map((p) => [p.id, p.line])).toEqual([
      ['ZZ-01/r0', 1],
      ['ZZ-01/r1', 6],
      ['ZZ-01/r2', 10],
    ])
  })
})
