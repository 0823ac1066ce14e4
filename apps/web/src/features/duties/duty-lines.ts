import type { DutyLine } from '../../api/types.ts'

/** By what the register is read: each duty with those who owe it, or each organisation with what it owes. */
export type DutyView = 'duty' | 'organization'
export type DutyFilter = 'all' | 'gap' | 'overdue'

export interface DutyGroupLines {
  readonly key: string
  readonly title: string
  /** Clauses of the duty; none for a group of an organisation, whose lines have their own. */
  readonly cites: readonly string[]
  readonly lines: readonly DutyLine[]
}

export interface DutyCount {
  readonly gaps: number
  readonly overdue: number
}

/** Without a case the duty has not been assigned to the organisation. */
export function isGap(line: DutyLine): boolean {
  return line.case === null
}

export function wants(filter: DutyFilter, line: DutyLine): boolean {
  return filter === 'all' || (filter === 'gap' ? isGap(line) : line.overdue)
}

export function countDuties(lines: readonly DutyLine[]): DutyCount {
  return { gaps: lines.filter(isGap).length, overdue: lines.filter((line) => line.overdue).length }
}

/** Groups with gaps first, then those with overdue lines; within a group the same, then by due day. */
export function groupDuties(lines: readonly DutyLine[], view: DutyView): readonly DutyGroupLines[] {
  const groups = new Map<string, DutyLine[]>()
  for (const line of lines) {
    const key = view === 'duty' ? line.duty : line.organization.id
    groups.set(key, [...(groups.get(key) ?? []), line])
  }
  return [...groups]
    .map(([key, own]): DutyGroupLines => {
      const first = own[0]!
      return {
        key,
        title: view === 'duty' ? first.title : first.organization.name,
        cites: view === 'duty' ? first.cites : [],
        lines: own.toSorted((a, b) => urgency(b) - urgency(a) || (a.due ?? '9').localeCompare(b.due ?? '9')),
      }
    })
    .toSorted((a, b) => {
      const [left, right] = [countDuties(a.lines), countDuties(b.lines)]
      return right.gaps - left.gaps || right.overdue - left.overdue
    })
}

function urgency(line: DutyLine): number {
  return isGap(line) ? 2 : Number(line.overdue)
}
