import type { GradingRule, RuleSet } from './rule-set.ts'
import type { Grade } from './rule-set.ts'
import type { GradeGround, SuggestedGrades } from './suggest-grades.ts'

/** Ids of rules that are new, gone, or say something else. */
export function changedRules(before: RuleSet, after: RuleSet): ReadonlySet<string> {
  const ids = new Set([...before.rules, ...after.rules].map((r) => r.id))
  const textOf = ({ rules }: RuleSet, id: string): string => canonical(rules.find((r) => r.id === id))
  return new Set([...ids].filter((id) => textOf(before, id) !== textOf(after, id)))
}

/** Why an entry has to be graded again: which rules, and which suggestions rose. */
export interface RegradingNeed {
  /** Changed rules that applied before or apply now. */
  readonly rules: readonly string[]
  /** Items whose suggestion is higher than before; `null` is the entry as a whole. */
  readonly higher: readonly { readonly item: string | null; readonly from: Grade | null; readonly to: Grade }[]
}

/** What a new version of the rules means for an entry; undefined when it is not affected. */
export function regradingNeed(
  changed: ReadonlySet<string>,
  before: SuggestedGrades,
  after: SuggestedGrades,
): RegradingNeed | undefined {
  const grounds = [before, after].flatMap(allGrounds)
  const rules = [...new Set(grounds.map((g) => g.rule).filter((id) => changed.has(id)))]
  const items = after.items.map(({ item, grade }) => ({
    item,
    from: before.items.find((b) => b.item === item)?.grade ?? null,
    to: grade,
  }))
  const whole =
    after.entry.grade === undefined ? [] : [{ item: null, from: before.entry.grade ?? null, to: after.entry.grade }]
  const higher = [...items, ...whole].filter(({ from, to }) => from === null || to > from)
  return rules.length === 0 && higher.length === 0 ? undefined : { rules, higher }
}

function allGrounds({ items, entry }: SuggestedGrades): readonly GradeGround[] {
  return [...items.flatMap((i) => i.grounds), ...entry.grounds]
}

/** Lists whose order says nothing are sorted, so that another order is no other rule. */
function canonical(rule: GradingRule | undefined): string {
  if (rule === undefined) return ''
  const when = Object.entries(rule.when)
    .map(([key, value]) => [key, Array.isArray(value) ? [...(value as readonly string[])].toSorted() : value] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([rule.of, rule.text, when, rule.category, rule.impact?.object, rule.impact?.degree, rule.grade])
}
