import { addDays, addMonths, addYears, type CivilDate } from '@fadu/domain'

/**
 * Whether data is as new as its entry says: `current` until the update cycle after the last batch is over, `late` after that,
 * `never` without a batch, `irregular` where the entry promises no cycle. A working rule of the platform: the texts name the
 * update cycle of an entry and set no tolerance.
 */
export type Freshness = 'current' | 'late' | 'never' | 'irregular'
export const freshnesses: readonly Freshness[] = ['current', 'late', 'never', 'irregular']

const cycles: Readonly<Record<string, (day: CivilDate) => CivilDate>> = {
  realTime: (day) => addDays(day, 1),
  daily: (day) => addDays(day, 1),
  weekly: (day) => addDays(day, 7),
  monthly: (day) => addMonths(day, 1),
  quarterly: (day) => addMonths(day, 3),
  yearly: (day) => addYears(day, 1),
}

/** Last day on which data of that cycle counts as current. */
export function freshThrough(cycle: string | undefined, lastBatch: CivilDate | undefined): CivilDate | undefined {
  if (cycle === undefined || lastBatch === undefined || !Object.hasOwn(cycles, cycle)) return undefined
  return cycles[cycle]!(lastBatch)
}

/**
 * Day by which a published entry is to be updated next: the end of its cycle after the last batch, or after its publication while
 * nothing was aggregated. What is not updated by then is overdue from the next day on.
 */
export function updateDueOn(
  cycle: string | undefined,
  since: { readonly lastBatch: CivilDate | undefined; readonly publishedOn: CivilDate | undefined },
): CivilDate | undefined {
  return freshThrough(cycle, since.lastBatch ?? since.publishedOn)
}

export function freshnessOf(cycle: string | undefined, through: CivilDate | undefined, today: CivilDate): Freshness {
  if (cycle === undefined || !Object.hasOwn(cycles, cycle)) return 'irregular'
  if (through === undefined) return 'never'
  return today <= through ? 'current' : 'late'
}
