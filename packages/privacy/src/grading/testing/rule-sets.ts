import fc from 'fast-check'
import { detectorCategories, type DetectorCategory } from '../../detect/category.ts'
import type { EntryToGrade, Grade, GradingRule, RuleCondition, RuleSet } from '../index.ts'

const objects = ['a', 'b', 'c']
const degrees = ['little', 'much', 'most']
/** Few categories and words, so that rules and items meet often. */
const categories = detectorCategories.slice(0, 5)
const words = ['姓名', '住址', '行踪', '企业']

const anyGrade = fc.constantFrom<Grade>(1, 2, 3, 4)
const someOf = <T>(from: readonly T[]) => fc.subarray([...from], { minLength: 1 })

/** Rows that never fall: three grades in order for each object. */
const anyMatrix = fc
  .tuple(...objects.map(() => fc.tuple(anyGrade, anyGrade, anyGrade).map((row) => row.toSorted())))
  .map((rows) =>
    Object.fromEntries(objects.map((o, i) => [o, Object.fromEntries(degrees.map((d, j) => [d, rows[i]![j]!]))])),
  )

const anyCondition: fc.Arbitrary<RuleCondition> = fc
  .record(
    {
      detected: someOf(categories),
      with: someOf(categories),
      named: someOf(words),
      theme: someOf(words),
      codeList: fc.constant(['GB/T 2261']),
      minors: fc.constant(true as const),
      quasiIdentifiers: fc.constant(true as const),
      rowsFrom: fc.constantFrom(1, 100, 1000),
    },
    { requiredKeys: [] },
  )
  .filter((when) => Object.keys(when).length > 0)

/** As it is written: with an impact or a grade, and of an entry only what an entry knows. */
const anyWrittenRule = fc.record({
  of: fc.constantFrom('item' as const, 'entry' as const),
  when: anyCondition,
  gives: fc.oneof(
    fc.record({ grade: anyGrade }),
    fc.record({ impact: fc.record({ object: fc.constantFrom(...objects), degree: fc.constantFrom(...degrees) }) }),
  ),
})

/** A set as an authority would write it, with names distinct and references kept; some of its rules may settle nothing. */
export const anyWrittenSet = fc
  .record({
    matrix: anyMatrix,
    confidence: fc.constantFrom(0, 0.5, 0.9),
    rules: fc.array(anyWrittenRule, { minLength: 1, maxLength: 12 }),
  })
  .map(({ matrix, confidence, rules }) => ({
    levels: [1, 2, 3, 4].map((grade) => ({ grade, name: `第${grade}级` })),
    objects: objects.map((code) => ({ code, name: code })),
    degrees: degrees.map((code) => ({ code, name: code })),
    matrix,
    categories: [{ code: 'P', name: '个人信息' }],
    confidence,
    rules: rules.map(({ of, when, gives }, i) => {
      const { with: _beside, codeList: _codeList, ...known } = when
      const asked = of === 'item' ? when : known
      return {
        id: `R-${i}`,
        text: `规则 ${i}`,
        of,
        when: Object.keys(asked).length > 0 ? asked : { minors: true },
        ...gives,
      }
    }),
  }))

/** The same, read: grades of impacts looked up. Rules that settle nothing are left in; suggestions do not mind them. */
export const anyRuleSet: fc.Arbitrary<RuleSet> = anyWrittenSet.map((written) => ({
  ...(written as unknown as RuleSet),
  rules: written.rules.map((rule) => {
    const { impact } = rule as Partial<GradingRule>
    return {
      ...rule,
      ...(impact === undefined ? {} : { grade: written.matrix[impact.object]![impact.degree]! }),
    } as GradingRule
  }),
}))

const anyFinding = fc.record({
  category: fc.constantFrom<DetectorCategory>(...categories),
  confidence: fc.constantFrom(0.1, 0.5, 0.95, 1),
})
export const anyItem = fc
  .record(
    {
      name: fc.constantFrom('姓名', '家庭住址', '行踪轨迹', '企业名称', '数量'),
      meaning: fc.constantFrom('户籍住址', '说明'),
      codeList: fc.constantFrom('GB/T 2261.1', 'GB/T 4658'),
      findings: fc.array(anyFinding, { maxLength: 3 }),
    },
    { requiredKeys: ['name', 'findings'] },
  )
  .map((item) => ({ code: '', ...item }))
export const anyEntry: fc.Arbitrary<EntryToGrade> = fc
  .record(
    {
      name: fc.constantFrom('企业登记', '行踪', '目录'),
      theme: fc.constantFrom('企业', '人口'),
      rows: fc.constantFrom(0, 99, 100, 5000),
      minors: fc.boolean(),
      sets: fc.array(fc.array(fc.nat(5), { minLength: 1, maxLength: 3 }), { maxLength: 2 }),
      items: fc.array(anyItem, { maxLength: 6 }),
    },
    { requiredKeys: ['name', 'items'] },
  )
  .map(({ sets, items, ...entry }) => ({
    ...entry,
    ...(sets === undefined ? {} : { quasiIdentifiers: sets.map((set) => set.map((i) => `i${i}`)) }),
    items: items.map((item, i) => ({ ...item, code: `i${i}` })),
  }))
