import { workingDaysTaken, type CivilDate, type HolidayCalendar } from '@fadu/domain'
import type { Db } from '../../../platform/db/open-database.ts'
import { answeredRequests } from '../../share/index.ts'
import { isIn, percentile, trendOf, type Trend, type Windows } from './windows.ts'

/** How fast requests for data were answered; the days are those that the clock of the reply counts against who owes it. */
export interface Response {
  readonly answered: number
  readonly inTime: number
  readonly late: number
  /** Working days, nearest rank; null where nothing was answered. */
  readonly median: number | null
  readonly ninth: number | null
  /** Of the median. */
  readonly trend: Trend
}

interface Answered {
  readonly day: CivilDate
  readonly late: boolean
  readonly taken: number
}

export async function responseIn(
  db: Db,
  within: readonly string[],
  windows: Windows,
  calendar: HolidayCalendar,
): Promise<Response> {
  const { rows } = await answeredRequests(within, { from: windows.before.from, to: windows.window.to }).execute(db)
  const answered = rows.map(({ day, late, ledger }): Answered => ({
    day,
    late,
    taken: workingDaysTaken(ledger, calendar),
  }))
  const now = answered.filter(({ day }) => isIn(windows.window, day))
  const late = now.filter((one) => one.late).length
  const taken = (some: readonly Answered[]): readonly number[] => some.map((one) => one.taken)
  return {
    answered: now.length,
    inTime: now.length - late,
    late,
    median: percentile(taken(now), 0.5),
    ninth: percentile(taken(now), 0.9),
    trend: trendOf(windows, answered, (some) => percentile(taken(some), 0.5)),
  }
}
