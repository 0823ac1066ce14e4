import { addDays, addWorkingDays, dayOfWeek, workingDays, type CivilDate, type HolidayCalendar } from '@fadu/domain'
import type { DayStatus } from '@fadu/domain'

/** How many working days after today the strip shows at least. */
const ahead = workingDays(15)

/**
 * Whole weeks, Monday first, from the one that today is in to the one in which the last of the coming working days lies. Which days
 * are worked is the rule by which the server counts.
 */
export function stripWeeks(today: CivilDate, calendar: HolidayCalendar): readonly (readonly DayStatus[])[] {
  const last = addWorkingDays(today, ahead, calendar).date
  const weeks: DayStatus[][] = []
  for (let monday = addDays(today, 1 - dayOfWeek(today)); monday <= last; monday = addDays(monday, 7)) {
    weeks.push(Array.from({ length: 7 }, (_, i) => calendar.dayStatus(addDays(monday, i))))
  }
  return weeks
}
