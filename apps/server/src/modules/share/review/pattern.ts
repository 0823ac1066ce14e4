import type { CivilDate } from '@fadu/domain'

/** What was done under a grant on one day. */
export interface DayOfUse {
  readonly day: CivilDate
  readonly asked: number
  /** Keys that gave no row. */
  readonly missed: number
  readonly rows: number
  /** Rows taken before office hours or after them. */
  readonly offHoursRows: number
  /** Items that were asked for. */
  readonly items: readonly string[]
}

// A type and not an interface: only a type fits where a record of rule values is asked for.
/** How a grant was used over some days; counts only. What is too much is said by the rules. */
export type UsePattern = {
  /** Days of the calendar on which it could be used, from the first to the last looked at. */
  readonly workingDays: number
  /** Granted items that nothing asked for. */
  readonly unusedFields: readonly string[]
  /** The busiest day in percent of the volume that was stated; 0 where none was. Whole, rounded down. */
  readonly volumePercent: number
  readonly rows: number
  readonly asked: number
  readonly missedPercent: number
  readonly offHoursRows: number
  readonly offHoursPercent: number
}

/**
 * What the days of use of a grant show.
 *
 * @param working.days - Working days among those looked at, also those without use.
 * @param working.isWorkingDay - On another day every row counts as taken outside office hours.
 */
export function usePattern(
  days: readonly DayOfUse[],
  grant: { readonly fields: readonly string[]; readonly volumePerDay: number | null },
  working: { readonly days: number; readonly isWorkingDay: (day: CivilDate) => boolean },
): UsePattern {
  const used = new Set(days.flatMap((d) => d.items))
  const rows = sum(days, (d) => d.rows)
  const asked = sum(days, (d) => d.asked)
  const offHoursRows = sum(days, (d) => (working.isWorkingDay(d.day) ? d.offHoursRows : d.rows))
  return {
    workingDays: working.days,
    unusedFields: grant.fields.filter((field) => !used.has(field)),
    volumePercent:
      grant.volumePerDay === null ? 0 : Math.max(0, ...days.map((d) => percent(d.rows, grant.volumePerDay!))),
    rows,
    asked,
    missedPercent: percent(
      sum(days, (d) => d.missed),
      asked,
    ),
    offHoursRows,
    offHoursPercent: percent(offHoursRows, rows),
  }
}

function sum(days: readonly DayOfUse[], of: (day: DayOfUse) => number): number {
  return days.reduce((total, day) => total + of(day), 0)
}

function percent(part: number, of: number): number {
  return of === 0 ? 0 : Math.floor((part * 100) / of)
}
