import { sql } from 'kysely'
import type { Deadline } from '@fadu/domain'
import type { Db } from '../../../platform/db/open-database.ts'
import type { CalendarSource } from '../../../platform/law/calendar-source.ts'
import { clockView, type ClockView } from '../../cases/index.ts'
import type { UpdateMonitor, UpdateView } from '../update-monitor.ts'

/** What an agency owes on the quality of its data, by what kind of work it is; each kind by the courses of law that ask for it. */
const courses = {
  verification: ['verification.notice', 'subject.objection', 'quality.issue'],
  update: ['quality.refresh'],
  aggregation: ['aggregate.task'],
} as const
export type TaskKind = keyof typeof courses
export const taskKinds = Object.keys(courses) as readonly TaskKind[]

export interface OpenTask {
  readonly case: string
  readonly procedure: string
  readonly subject: { readonly id: string; readonly name: string }
  readonly clock: ClockView
}

/** Open tasks with their due days, and how those of the last twelve months were done; all from the clocks themselves. */
export interface TasksOfKind {
  readonly kind: TaskKind
  readonly open: readonly OpenTask[]
  readonly overdue: number
  readonly doneOnTime: number
  readonly doneLate: number
}

export interface AgencyTasks {
  readonly tasks: readonly TasksOfKind[]
  /** Entries whose update cycle has run out, by due day; the first 200. */
  readonly overdueUpdates: readonly UpdateView[]
}

const pageSize = 1000
const months = 12

export function createAgencyTasks(deps: {
  readonly db: Db
  readonly calendar: CalendarSource
  readonly updates: UpdateMonitor
  readonly now: () => Date
}): (organization: string) => Promise<AgencyTasks> {
  const { db, calendar, updates, now } = deps
  return async (organization) => {
    const at = now()
    const since = new Date(at)
    since.setUTCMonth(since.getUTCMonth() - months)
    const sums = new Map(
      taskKinds.map((kind) => [kind, { kind, open: [] as OpenTask[], overdue: 0, doneOnTime: 0, doneLate: 0 }]),
    )
    let after = '00000000-0000-0000-0000-000000000000'
    for (;;) {
      const rows = await clocksOf(db, organization, since, after)
      for (const row of rows) {
        const sum = sums.get(kindOf(row.procedure))!
        const clock = clockView(row.ledger as Deadline, organization, at, calendar.now())
        if (clock.state === 'finished') {
          if (clock.overdueBy === null) sum.doneOnTime++
          else sum.doneLate++
          continue
        }
        if (clock.overdueBy !== null) sum.overdue++
        const { case_id, procedure, subject_id, subject_name } = row
        sum.open.push({ case: case_id, procedure, subject: { id: subject_id, name: subject_name }, clock })
      }
      if (rows.length < pageSize) break
      after = rows.at(-1)!.id
    }
    const tasks = [...sums.values()].map((sum) => ({
      ...sum,
      open: sum.open.toSorted((a, b) => (a.clock.due ?? '9999').localeCompare(b.clock.due ?? '9999')),
    }))
    const { items } = await updates.ofProvider(organization, { phase: 'overdue', limit: 200, cursor: undefined })
    return { tasks, overdueUpdates: items }
  }
}

function kindOf(procedure: string): TaskKind {
  return taskKinds.find((kind) => (courses[kind] as readonly string[]).includes(procedure))!
}

function clocksOf(db: Db, organization: string, since: Date, after: string) {
  return db
    .selectFrom('case_clock as k')
    .innerJoin('procedure_case as c', 'c.id', 'k.case_id')
    .select(['k.id', 'k.case_id', 'k.ledger', 'c.procedure', 'c.subject_id', 'c.subject_name'])
    .where('k.owner_id', '=', organization)
    .where('c.procedure', 'in', Object.values(courses).flat())
    .where('c.id', 'in', (eb) =>
      eb.selectFrom('case_party').select('case_id').where('organization_id', '=', organization),
    )
    .where((eb) => eb.or([eb('c.is_open', '=', true), eb('c.opened_at', '>', since)]))
    .where(sql<boolean>`k.id > ${after}::uuid`)
    .orderBy('k.id')
    .limit(pageSize)
    .execute()
}
