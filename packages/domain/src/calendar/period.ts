import { addDays, addMonths, addYears, type CivilDate } from '../shared/index.ts'

/** Units that end with a day. Hours end with an instant and are counted by `deriveDueInstant`. */
export type DayUnit = 'workingDay' | 'calendarDay' | 'month' | 'year'

/** A length of time. Length 0 exists for working days only and means 立即 (reading 3). */
export interface Period {
  readonly unit: DayUnit
  readonly length: number
}

/** The corresponding day of a period in calendar days, months or years, worked or not. */
export function calendarEnd(event: CivilDate, { unit, length }: Period): CivilDate {
  if (unit === 'month') return addMonths(event, length)
  return unit === 'year' ? addYears(event, length) : addDays(event, length)
}
