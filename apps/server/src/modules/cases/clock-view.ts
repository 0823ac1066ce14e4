import { z } from 'zod'
import { deadlineStanding, describeDeadlineZhCN, shanghaiTimeOf, type Deadline } from '@fadu/domain'
import type { CalendarNow } from '../../platform/law/calendar-source.ts'
import { civilDay, id } from '../../platform/http/schemas.ts'

/** A clock as it is shown, wherever it is shown. */
export const clockShape = z
  .object({
    period: z.string(),
    owner: id,
    basis: z.enum(['law', 'draft', 'policy']),
    cites: z.array(z.string()),
    reading: z.string().nullable(),
    state: z.enum(['running', 'suspended', 'finished']),
    due: civilDay.nullable().meta({ description: 'In time until 24:00 of this day, Asia/Shanghai' }),
    dueAt: z.string().nullable().meta({ description: 'Clocks in hours alone: the last instant in time' }),
    left: z.number().int().nullable().meta({ description: 'Working days left; full hours for a clock in hours' }),
    overdueBy: z
      .number()
      .int()
      .nullable()
      .meta({ description: 'Working days, or full hours, past the due day; null unless it is late' }),
    phase: z.enum(['onTime', 'warning', 'overdue']).nullable(),
    provisional: z.boolean().meta({ description: 'A holiday notice that is not known yet may still move it' }),
    text: z.string(),
  })
  .meta({ id: 'Clock' })

export interface ClockView {
  readonly period: string
  readonly owner: string
  readonly basis: 'law' | 'draft' | 'policy'
  readonly cites: readonly string[]
  readonly reading: string | null
  readonly state: 'running' | 'suspended' | 'finished'
  readonly due: string | null
  readonly dueAt: string | null
  /** Null when it does not run. */
  readonly left: number | null
  /** Null unless it is late. */
  readonly overdueBy: number | null
  readonly phase: 'onTime' | 'warning' | 'overdue' | null
  readonly provisional: boolean
  /** How it stands, in words. */
  readonly text: string
}

/** Counted from the ledger when it is asked for, never read from stored columns. */
export function clockView(deadline: Deadline, owner: string, now: Date, { calendar }: CalendarNow): ClockView {
  const at = now.getTime()
  const { state, due, dueAt, left, overdueBy, late, phase, provisional } = deadlineStanding(deadline, at, calendar)
  return {
    period: deadline.period,
    owner,
    basis: deadline.basis,
    cites: deadline.cites,
    reading: deadline.reading ?? null,
    state,
    due,
    dueAt: dueAt === null ? null : shanghaiTimeOf(dueAt),
    left,
    overdueBy: late ? overdueBy : null,
    phase,
    provisional,
    text: describeDeadlineZhCN(deadline, at, calendar),
  }
}
