import { addDays, civilDateOf, type CivilDate } from '../shared/index.ts'
import { workingDaysBetween, type HolidayCalendar } from '../calendar/index.ts'
import { isInHours, type Deadline } from './deadline.ts'
import { replay, type Replay } from './replay.ts'

/**
 * Working days that a duty took until it was done, as its clock counts them against who owes it: not the day of the event, not
 * the days from a suspension through the resumption, but the day on which it was done. Of a deadline in hours, which runs
 * through nights and days off, the working days after its first day through its last.
 *
 * @param deadline - Must have ended.
 * @returns 0 when it was done on the day of the event.
 * @throws {CodedError} `CAL_DATE_OUT_OF_RANGE` beyond 2000 to 2100.
 */
export function workingDaysTaken(deadline: Deadline, calendar: HolidayCalendar): number {
  if (isInHours(deadline)) {
    const [started, ended] = [deadline.entries[0]!, deadline.entries.at(-1)!]
    return daysBetween(civilDateOf(started.at), civilDateOf(ended.at), calendar)
  }
  const last = deadline.entries.at(-1)!.on
  return daysCounted(replay(deadline, last, calendar), last, calendar)
}

function daysCounted({ count, turns }: Replay, last: CivilDate, calendar: HolidayCalendar): number {
  const rested = turns.reduce(
    (sum, { entry, before, effective }) =>
      effective && entry.kind === 'suspended' ? sum + daysBetween(before.anchor, addDays(entry.on, -1), calendar) : sum,
    0,
  )
  return count.suspendedSince === undefined ? rested + daysBetween(count.anchor, last, calendar) : rested
}

function daysBetween(from: CivilDate, to: CivilDate, calendar: HolidayCalendar): number {
  return to <= from ? 0 : workingDaysBetween(from, to, calendar)
}
