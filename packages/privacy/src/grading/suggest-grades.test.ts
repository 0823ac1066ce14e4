import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { suggestGrades, type EntryToGrade, type GradingRule, type ItemToGrade, type RuleSet } from './index.ts'
import { anyEntry, anyItem, anyRuleSet } from './testing/rule-sets.ts'

/** The same, word by word: one rule, one thing at a time, no sharing of work. */
function slowRules(ruleSet: RuleSet, entry: EntryToGrade, item: ItemToGrade | undefined): readonly GradingRule[] {
  const applying: GradingRule[] = []
  for (const rule of ruleSet.rules) {
    const { when } = rule
    const looked = item === undefined ? entry.items : [item]
    let holds = rule.of === (item === undefined ? 'entry' : 'item')
    const sees = (items: readonly ItemToGrade[], categories: readonly string[]): boolean => {
      for (const { findings } of items)
        for (const f of findings) if (f.confidence >= ruleSet.confidence && categories.includes(f.category)) return true
      return false
    }
    if (when.detected !== undefined && !sees(looked, when.detected)) holds = false
    if (
      when.with !== undefined &&
      !sees(
        entry.items.filter((i) => i.code !== item?.code),
        when.with,
      )
    )
      holds = false
    const text = item === undefined ? entry.name : `${item.name}\u0000${item.meaning ?? ''}`
    if (when.named !== undefined && when.named.filter((w) => text.includes(w)).length === 0) holds = false
    if (when.theme !== undefined && when.theme.filter((w) => (entry.theme ?? '').includes(w)).length === 0)
      holds = false
    if (when.codeList !== undefined && when.codeList.filter((c) => (item?.codeList ?? '').startsWith(c)).length === 0)
      holds = false
    if (when.minors !== undefined && entry.minors !== true) holds = false
    const sets = entry.quasiIdentifiers ?? []
    const inSet = item === undefined ? sets.length > 0 : sets.flat().includes(item.code)
    if (when.quasiIdentifiers !== undefined && !inSet) holds = false
    if (when.rowsFrom !== undefined && !((entry.rows ?? -1) >= when.rowsFrom)) holds = false
    if (holds) applying.push(rule)
  }
  return applying
}

const highest = (rules: readonly { readonly grade: number }[]): number => Math.max(0, ...rules.map((r) => r.grade))

describe('suggestions', () => {
  test('are those of the slow twin: every rule that applies is kept, the strictest wins', () => {
    fc.assert(
      fc.property(anyRuleSet, anyEntry, (ruleSet, entry) => {
        const { items, entry: whole } = suggestGrades(ruleSet, entry)
        for (const item of entry.items) {
          const rules = slowRules(ruleSet, entry, item)
          const suggested = items.find((i) => i.item === item.code)
          expect(new Set(suggested?.grounds.map((g) => g.rule))).toEqual(new Set(rules.map((r) => r.id)))
          expect(suggested?.grade ?? 0).toBe(highest(rules))
        }
        const ofEntry = slowRules(ruleSet, entry, undefined)
        expect(new Set(whole.grounds.map((g) => g.rule))).toEqual(new Set(ofEntry.map((r) => r.id)))
        const all = [...ofEntry, ...entry.items.flatMap((item) => slowRules(ruleSet, entry, item))]
        expect(whole.grade ?? 0).toBe(highest(all))
      }),
      { numRuns: 1000 },
    )
  })

  test('never fall when an item is added', () => {
    fc.assert(
      fc.property(anyRuleSet, anyEntry, anyItem, (ruleSet, entry, item) => {
        const more = { ...entry, items: [...entry.items, { ...item, code: 'added' }] }
        const [before, after] = [suggestGrades(ruleSet, entry), suggestGrades(ruleSet, more)]
        expect(after.entry.grade ?? 0).toBeGreaterThanOrEqual(before.entry.grade ?? 0)
        for (const { item: code, grade } of before.items) {
          expect(after.items.find((i) => i.item === code)!.grade).toBeGreaterThanOrEqual(grade)
        }
      }),
    )
  })

  test('never fall when a rule sees more harm', () => {
    const worse: Readonly<Record<string, string>> = { little: 'much', much: 'most', most: 'most' }
    fc.assert(
      fc.property(anyRuleSet, anyEntry, fc.nat(), (ruleSet, entry, nth) => {
        const raised = ruleSet.rules.map((rule, i): GradingRule => {
          if (i !== nth % ruleSet.rules.length || rule.impact === undefined) return rule
          const { object, degree } = rule.impact
          const harm = { object, degree: worse[degree]! }
          return { ...rule, impact: harm, grade: ruleSet.matrix[object]![harm.degree]! }
        })
        const [before, after] = [suggestGrades(ruleSet, entry), suggestGrades({ ...ruleSet, rules: raised }, entry)]
        expect(after.entry.grade ?? 0).toBeGreaterThanOrEqual(before.entry.grade ?? 0)
      }),
    )
  })

  test('say which finding a rule rests on, and leave out what a detector is not sure of', () => {
    const ruleSet: RuleSet = {
      levels: [],
      objects: [],
      degrees: [],
      matrix: {},
      categories: [],
      confidence: 0.5,
      rules: [
        { id: 'NAME', text: '姓名', of: 'item', when: { detected: ['personName'] }, grade: 2, category: 'P' },
        { id: 'ID', text: '证件', of: 'item', when: { detected: ['residentId'] }, grade: 3 },
      ],
    }
    const item = (findings: ItemToGrade['findings']): EntryToGrade => ({
      name: '',
      items: [{ code: 'x', name: '', findings }],
    })
    const unsure = item([{ category: 'residentId', confidence: 0.4 }])
    expect(suggestGrades(ruleSet, unsure)).toEqual({ items: [], entry: { grade: undefined, grounds: [] } })
    const both = item([
      { category: 'personName', confidence: 0.6 },
      { category: 'residentId', confidence: 0.9 },
    ])
    expect(suggestGrades(ruleSet, both).items).toMatchObject([
      {
        item: 'x',
        grade: 3,
        category: 'P',
        confidence: 0.9,
        grounds: [
          { rule: 'ID', detected: ['residentId'] },
          { rule: 'NAME', detected: ['personName'] },
        ],
      },
    ])
  })
})
