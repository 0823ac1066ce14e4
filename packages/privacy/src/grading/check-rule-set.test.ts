import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changedRules, checkRuleSet, regradingNeed, suggestGrades, type RuleSet } from './index.ts'
import { anyEntry, anyRuleSet, anyWrittenSet } from './testing/rule-sets.ts'

const sound = {
  levels: [1, 2, 3, 4].map((grade) => ({ grade, name: `第${grade}级` })),
  objects: [{ code: 'person', name: '个人权益' }],
  degrees: [
    { code: 'some', name: '一般' },
    { code: 'grave', name: '严重' },
  ],
  matrix: { person: { some: 2, grave: 3 } },
  categories: [
    { code: 'P', name: '个人信息' },
    { code: 'P1', name: '身份信息', parent: 'P' },
  ],
  confidence: 0.5,
  rules: [
    {
      id: 'ID',
      text: '证件号码',
      when: { detected: ['residentId'] },
      category: 'P1',
      impact: { object: 'person', degree: 'grave' },
    },
    { id: 'MASS', text: '大量', of: 'entry', when: { rowsFrom: 1000 }, grade: 4 },
  ],
}

const faultsOf = (value: unknown): readonly string[] => {
  const check = checkRuleSet(value)
  return check.ok ? [] : check.faults.map(({ path, message }) => `${path.join('.')}: ${message}`)
}
const withRule = (rule: object): unknown => ({
  ...sound,
  rules: [...sound.rules, { id: 'X', text: '某', when: { minors: true }, ...rule }],
})

describe('a rule set is read', () => {
  test('with the grade of an impact looked up in the matrix', () => {
    const check = checkRuleSet(sound)
    expect(check).toMatchObject({
      ok: true,
      ruleSet: {
        rules: [
          { id: 'ID', of: 'item', grade: 3 },
          { id: 'MASS', grade: 4 },
        ],
      },
    })
  })

  test('after a way through JSON it is the same', () => {
    const check = checkRuleSet(sound)
    expect(checkRuleSet(JSON.parse(JSON.stringify(sound)))).toEqual(check)
  })

  test.each([
    ['nothing', undefined, ': is missing'],
    ['a text', '规则', ': expected an object'],
    ['an unknown key', { ...sound, lavels: [] }, 'lavels: is not known here'],
    ['a list that is none', { ...sound, rules: 'R' }, 'rules: expected a list of 1 to 2000 members'],
    ['no rules', { ...sound, rules: [] }, 'rules: expected a list of 1 to 2000 members'],
    ['a confidence above one', { ...sound, confidence: 1.5 }, 'confidence: expected a number from 0 to 1'],
    [
      'a level of grade five',
      { ...sound, levels: [{ grade: 5, name: 'x' }] },
      'levels.0.grade: expected one of 1, 2, 3, 4',
    ],
    [
      'a grade twice',
      { ...sound, levels: [...sound.levels.slice(0, 3), sound.levels[0]] },
      'levels.3.grade: «1» stands there already',
    ],
    [
      'a code twice',
      { ...sound, objects: [...sound.objects, sound.objects[0]] },
      'objects.1.code: «person» stands there already',
    ],
    ['a rule id twice', { ...sound, rules: [sound.rules[0], sound.rules[0]] }, 'rules.1.id: «ID» stands there already'],
    ['a gap in the matrix', { ...sound, matrix: { person: { some: 2 } } }, 'matrix.person.grave: expected a grade'],
    ['no row in the matrix', { ...sound, matrix: {} }, 'matrix.person.some: expected a grade'],
    ['a row of no object', { ...sound, matrix: { ...sound.matrix, state: {} } }, 'matrix.state: no object is called'],
    [
      'a column of no degree',
      { ...sound, matrix: { person: { some: 2, grave: 3, worst: 4 } } },
      'matrix.person.worst: no degree',
    ],
    [
      'a matrix that falls',
      { ...sound, matrix: { person: { some: 3, grave: 2 } } },
      'matrix.person.grave: more harm gives the lower grade 2',
    ],
    [
      'a grade that bears no name',
      { ...sound, levels: sound.levels.slice(0, 2) },
      'matrix.person.grave: no level has the grade 3',
    ],
    [
      'an unknown parent',
      { ...sound, categories: [...sound.categories, { code: 'Q', name: 'q', parent: 'Z' }] },
      'categories.2.parent: no category is called «Z»',
    ],
    [
      'a circle in the tree',
      {
        ...sound,
        categories: [...sound.categories, { code: 'A', name: 'a', parent: 'B' }, { code: 'B', name: 'b', parent: 'A' }],
      },
      'categories.2.parent: «A» stands above itself',
    ],
    [
      'an object named like a part of every object',
      withRule({ impact: { object: 'constructor', degree: 'name' } }),
      'rules.2.impact.object: no object is called «constructor»',
    ],
    [
      'an unknown detector',
      withRule({ when: { detected: ['shoeSize'] } }),
      'rules.2.when.detected.0: expected one of residentId',
    ],
    ['a rule without a condition', withRule({ when: {}, grade: 2 }), 'rules.2.when: expected at least one condition'],
    ['neither impact nor grade', withRule({}), 'rules.2: expected either impact or grade'],
    [
      'both',
      withRule({ grade: 2, impact: { object: 'person', degree: 'some' } }),
      'rules.2: expected either impact or grade',
    ],
    ['an unknown category', withRule({ grade: 2, category: 'Z' }), 'rules.2.category: no category is called «Z»'],
    [
      'an unknown degree',
      withRule({ impact: { object: 'person', degree: 'worst' } }),
      'rules.2.impact.degree: no degree',
    ],
    [
      'an entry asked about a code list',
      withRule({ of: 'entry', when: { codeList: ['GB'] }, grade: 2 }),
      'rules.2.when.codeList: asks about an item',
    ],
    [
      'a rule that a stricter one always accompanies',
      withRule({ of: 'entry', when: { rowsFrom: 2000, minors: true }, grade: 3 }),
      'rules.2.when: never settles a grade: wherever it applies, «MASS» gives 4',
    ],
  ])('%s is told with its place', (_, value, expected) => {
    expect(
      faultsOf(value).some((fault) => fault.startsWith(expected)),
      faultsOf(value).join('\n'),
    ).toBe(true)
  })

  test('whatever is given: it is read or every fault has a place, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const check = checkRuleSet(value)
        expect(check.ok || check.faults.length > 0).toBe(true)
      }),
    )
    fc.assert(
      fc.property(anyWrittenSet, (written) => {
        // What an authority writes in this form has no fault but rules that settle nothing.
        for (const fault of faultsOf(written)) expect(fault).toContain('never settles a grade')
      }),
    )
  })

  test('a rule that is called unreachable never is the strictest ground', () => {
    fc.assert(
      fc.property(anyWrittenSet, anyEntry, (written, entry) => {
        const check = checkRuleSet(written)
        if (check.ok) return
        const useless = check.faults.map(({ path }) => written.rules[path[1] as number]!.id)
        const read = checkRuleSet({ ...written, rules: written.rules.filter((r) => !useless.includes(r.id)) })
        if (!read.ok) throw new Error('what is left is sound')
        const whole = { ...read.ruleSet, rules: rulesOf(written) }
        expect(suggestGrades(whole, entry).entry.grade).toBe(suggestGrades(read.ruleSet, entry).entry.grade)
      }),
      { numRuns: 300 },
    )
  })
})

function rulesOf(written: {
  rules: readonly object[]
  matrix: Readonly<Record<string, Readonly<Record<string, number>>>>
}): RuleSet['rules'] {
  return written.rules.map((rule) => {
    const { impact, ...rest } = rule as RuleSet['rules'][number]
    return impact === undefined ? rest : { ...rest, impact, grade: written.matrix[impact.object]![impact.degree] as 1 }
  })
}

describe('a new version of the rules', () => {
  test('affects nothing when it says the same', () => {
    fc.assert(
      fc.property(anyRuleSet, anyEntry, (ruleSet, entry) => {
        const same = { ...ruleSet, rules: ruleSet.rules.toReversed() }
        const changed = changedRules(ruleSet, same)
        expect([...changed]).toEqual([])
        expect(regradingNeed(changed, suggestGrades(ruleSet, entry), suggestGrades(same, entry))).toBeUndefined()
      }),
    )
  })

  test('affects exactly the entries that a changed rule applies to or whose suggestion rose', () => {
    fc.assert(
      fc.property(anyRuleSet, anyRuleSet, anyEntry, (before, after, entry) => {
        const changed = changedRules(before, after)
        const [old, now] = [suggestGrades(before, entry), suggestGrades(after, entry)]
        const need = regradingNeed(changed, old, now)
        const rose = (now.entry.grade ?? 0) > (old.entry.grade ?? 0)
        const applied = [old, now].flatMap((s) =>
          [...s.items.flatMap((i) => i.grounds), ...s.entry.grounds].map((g) => g.rule),
        )
        if (rose || applied.some((rule) => changed.has(rule))) expect(need).toBeDefined()
        if (need === undefined) expect(applied.filter((rule) => changed.has(rule))).toEqual([])
      }),
    )
  })
})
