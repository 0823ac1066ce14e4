import type { Decision } from '@fadu/domain'
import { organizationOf } from '../auth/principal.ts'
import type { Gate } from '../law/gate.ts'
import type { DecidedRequest } from './decide-release.ts'
import type { Column } from './layout.ts'

type Asked = Pick<DecidedRequest, 'principal' | 'action' | 'resource' | 'standing'>

/** Whether values of a grade are shown as they are, by the rules; what no rule lets through is masked. */
export function isClear(gate: Gate, { principal, action, resource, standing }: Asked, grade: number): boolean {
  const { provider } = standing['entry'] as { readonly provider: string }
  const own = organizationOf(principal)?.id === provider
  const context = { grade, mode: action, own }
  return gate.decide({ action: 'value.clear', principal, resource, context }).effect === 'allow'
}

/**
 * The grades that are shown as they are. They rest on nothing but what the way out itself was decided on, so they are asked
 * once for each decision: equal facts are one decision, and one object.
 */
export function createClearGrades(
  gate: Gate,
): (asked: Asked, decision: Decision, columns: readonly Column[]) => ReadonlySet<number> {
  const known = new WeakMap<Decision, Map<number, boolean>>()
  return (asked, decision, columns) => {
    const grades = known.get(decision) ?? new Map<number, boolean>()
    known.set(decision, grades)
    const clear = new Set<number>()
    for (const { grade } of columns) {
      const shown = grades.get(grade) ?? isClear(gate, asked, grade)
      grades.set(grade, shown)
      if (shown) clear.add(grade)
    }
    return clear
  }
}
