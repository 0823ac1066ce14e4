import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Grade, SuggestedGrades } from '@fadu/privacy'
import { planGrading, type GradingPlan, type StoredRecord, type StoredSuggestion } from './plan-grading.ts'

const items = ['a', 'b', '']
const anyGrade = fc.constantFrom<Grade>(1, 2, 3, 4)

/** What rules say of the two items and of the entry: a few rules with a grade each, so that the same come again. */
const anySuggested: fc.Arbitrary<SuggestedGrades> = fc
  .record({
    a: fc.subarray(['R1', 'R2', 'R3', 'R4']),
    b: fc.subarray(['R1', 'R2', 'R3', 'R4']),
    whole: fc.subarray(['E2', 'E4']),
  })
  .map(({ a, b, whole }) => {
    const groundsOf = (rules: readonly string[]) =>
      rules
        .map((rule) => ({ rule, text: rule, grade: Number(rule[1]) as Grade, detected: [], confidence: 1 }))
        .toSorted((x, y) => y.grade - x.grade)
    const item = (code: string, rules: readonly string[]) => {
      const grounds = groundsOf(rules)
      return grounds.length === 0 ? [] : [{ item: code, grade: grounds[0]!.grade, confidence: 1, grounds }]
    }
    const entry = groundsOf(whole)
    return { items: [...item('a', a), ...item('b', b)], entry: { grade: entry[0]?.grade, grounds: entry } }
  })

const anyGrades = fc.record({ a: anyGrade, b: anyGrade, whole: anyGrade }).map(
  ({ a, b, whole }) =>
    new Map<string, number>([
      ['a', a],
      ['b', b],
      ['', whole],
    ]),
)

/** One thing that happens to an entry: it is saved or looked at again, or a person keeps the grade of what is pending. */
const anyStep = fc.record({
  ruleSet: fc.constantFrom('x/1', 'x/2'),
  suggested: anySuggested,
  grades: anyGrades,
  keeps: fc.subarray(items),
})

interface Stored {
  readonly suggestions: readonly StoredSuggestion[]
  readonly records: readonly StoredRecord[]
}

/** What the database makes of a plan. */
function carriedOut(stored: Stored, ruleSet: string, plan: GradingPlan, name: () => string): Stored {
  const state = (s: StoredSuggestion): StoredSuggestion => {
    const met = plan.met.find((m) => m.id === s.id)
    if (met !== undefined) return { ...s, state: 'accepted', decidedGrade: met.grade }
    return plan.lapse.includes(s.id) ? { ...s, state: 'lapsed' } : s
  }
  const made = plan.suggest.map(({ item, grade, grounds }): StoredSuggestion => ({
    id: name(),
    item,
    grade,
    ruleSet,
    grounds: grounds.map((g) => ({ rule: g.rule, grade: g.grade, text: g.text, reason: '' })),
    state: 'pending',
    decidedGrade: null,
  }))
  const recorded = plan.record.map((r) => r.item)
  return {
    suggestions: [...made, ...stored.suggestions.map(state)],
    records: [
      ...plan.record.map(({ item, grade, rules }) => ({ item, grade, rules, ruleSet })),
      ...stored.records.filter((r) => !recorded.includes(r.item)),
    ],
  }
}

test('whatever happens to an entry, a machine asks once, overwrites nobody, and what is undecided lies above the grade', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { minLength: 1, maxLength: 8 }), (steps) => {
      let stored: Stored = { suggestions: [], records: [] }
      let number = 0
      const name = (): string => String(number++)
      for (const { ruleSet, suggested, grades, keeps } of steps) {
        const before = stored.suggestions.filter((s) => s.decidedGrade !== null)
        const plan = planGrading({ ruleSet, suggested, grades, ...stored })
        stored = carriedOut(stored, ruleSet, plan, name)

        const pending = stored.suggestions.filter((s) => s.state === 'pending')
        for (const item of items) expect(pending.filter((s) => s.item === item).length).toBeLessThanOrEqual(1)
        for (const { item, grade } of pending) expect(grade).toBeGreaterThan(grades.get(item)!)
        // What a person decided stays as it was.
        for (const decision of before) expect(stored.suggestions).toContainEqual(decision)
        // Every grade names the rules under which it was last looked at.
        for (const [item, grade] of grades)
          expect(stored.records).toContainEqual(expect.objectContaining({ item, grade, ruleSet }))
        // Looking again changes nothing.
        expect(planGrading({ ruleSet, suggested, grades, ...stored })).toEqual({
          suggest: [],
          lapse: [],
          met: [],
          record: [],
        })

        stored = {
          ...stored,
          suggestions: stored.suggestions.map((s) =>
            s.state === 'pending' && keeps.includes(s.item)
              ? { ...s, state: 'kept', decidedGrade: grades.get(s.item)! }
              : s,
          ),
        }
        // What somebody kept is not asked again on the same grounds.
        const again = planGrading({ ruleSet, suggested, grades, ...stored })
        for (const { item } of again.suggest) expect(keeps).not.toContain(item)
      }
    }),
    { numRuns: 200 },
  )
})
