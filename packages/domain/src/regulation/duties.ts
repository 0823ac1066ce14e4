import type { ProcedureDefinition, StateDefinition } from '../procedure/definition.ts'
import type { PackIssue } from './issues.ts'
import type { DutyDefinition, Pack } from './pack.ts'

/** Courses that the platform's pack gives to duties: one that comes again in each cycle, one that is kept current. */
const recurring = 'duty.recurring'
const standing = 'duty.standing'

/** Whether a procedure is the file of a duty, or the course that duties take: it is assigned, not begun one by one. */
export function isDuty(packs: readonly Pack[], procedure: string): boolean {
  return (
    procedure === recurring || procedure === standing || packs.some((p) => p.duties.some((d) => d.name === procedure))
  )
}

/**
 * Turns the duties of every pack into procedures on the platform's course for duties: the same states and acts, under the
 * duty's own name, clauses, cycle and form. A duty is thus a case like any other, with its clock, its owner and its record.
 */
export function withDuties(packs: readonly Pack[]): {
  readonly packs: readonly Pack[]
  readonly issues: readonly PackIssue[]
} {
  const courses = new Map(packs.filter((p) => p.territory === '*').flatMap((p) => [...p.procedures]))
  const issues: PackIssue[] = []
  const completed = packs.map((pack): Pack => {
    if (pack.duties.length === 0) return pack
    const procedures = new Map(pack.procedures)
    for (const duty of pack.duties) {
      const name = duty.cycle === undefined ? standing : recurring
      const course = courses.get(name)
      if (course !== undefined) procedures.set(duty.name, dutyProcedure(duty, course))
      else {
        const message = `duty ${duty.name} takes the course ${name}, which the platform's pack has not`
        issues.push({ code: 'PACK_BASE_MISSING', ...pack.locate(`procedure ${duty.name}`), message })
      }
    }
    return { ...pack, procedures }
  })
  return { packs: completed, issues }
}

function dutyProcedure(duty: DutyDefinition, course: ProcedureDefinition): ProcedureDefinition {
  return {
    ...course,
    name: duty.name,
    title: duty.title,
    cites: duty.cites,
    states: new Map([...course.states].map(([name, state]) => [name, dutyState(duty, state)])),
  }
}

function dutyState(duty: DutyDefinition, state: StateDefinition): StateDefinition {
  const { clock } = state
  const { cycle } = duty
  return {
    ...state,
    ...(clock === undefined || cycle === undefined ? {} : { clock: { ...clock, period: cycle, cites: duty.cites } }),
    actions: new Map(
      [...state.actions].map(([name, action]) => [
        name,
        // Only what the owner records is the duty's own; how the authority ends it stays as the course has it.
        action.by !== state.owner || action.form === undefined
          ? action
          : { ...action, form: duty.form, role: duty.role },
      ]),
    ),
  }
}
