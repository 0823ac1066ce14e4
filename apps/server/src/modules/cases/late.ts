import { sql, type RawBuilder } from 'kysely'
import { civilDateOf } from '@fadu/domain'

/**
 * Whether a running clock of `case_clock` is late at an instant. Only clocks in hours have an instant themselves; without one
 * the comparison is unknown, and so would be its negation.
 */
export function isLate(at: Date): RawBuilder<boolean> {
  return sql<boolean>`(case_clock.due_on < ${civilDateOf(at)}::date
    or coalesce(case_clock.due_at < ${at}::timestamptz, false))`
}
