import type { CivilDate } from '@fadu/domain'
import type { CaseSummary } from '../../api/types.ts'

/** The cases of which an organisation owes an act, under each day on which a clock of it ends. */
export function casesByDueDay(
  items: readonly CaseSummary[],
  organization: string,
): ReadonlyMap<CivilDate, readonly CaseSummary[]> {
  const byDay = new Map<CivilDate, CaseSummary[]>()
  for (const item of items) {
    for (const { state, owner, due } of item.clocks) {
      if (state !== 'running' || owner !== organization || due === null) continue
      const cases = byDay.get(due) ?? []
      if (!cases.some(({ id }) => id === item.id)) cases.push(item)
      byDay.set(due, cases)
    }
  }
  return byDay
}
