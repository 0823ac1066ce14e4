import type { RuleSet } from './rule-set.ts'
import type { GradeGround } from './suggest-grades.ts'

/** Why a rule gives its grade, in one Chinese sentence. It names classes and rules, never a value. */
export function describeGroundZhCN(ruleSet: RuleSet, ground: GradeGround): string {
  const { rule, text, grade, impact } = ground
  const level = ruleSet.levels.find((l) => l.grade === grade)?.name ?? ''
  const harm =
    impact === undefined
      ? ''
      : `，一旦泄露可能对${nameOf(ruleSet.objects, impact.object)}造成${nameOf(ruleSet.degrees, impact.degree)}`
  return `${text}${harm}，定为 ${grade} 级（${level}）；规则 ${rule}`
}

/** The class with those above it: 个人信息 / 敏感个人信息. */
export function describeCategoryZhCN({ categories }: RuleSet, code: string): string {
  const path: string[] = []
  let node = categories.find((c) => c.code === code)
  while (node !== undefined) {
    path.unshift(node.name)
    const { parent } = node
    node = categories.find((c) => c.code === parent)
  }
  return path.join(' / ')
}

function nameOf(named: readonly { readonly code: string; readonly name: string }[], code: string): string {
  return named.find((n) => n.code === code)?.name ?? code
}
