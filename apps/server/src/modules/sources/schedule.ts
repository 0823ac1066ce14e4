import { civilDateOf, type CivilDate } from '@fadu/domain'

/** When a source is fetched: every so many minutes, or once a day at a time of Asia/Shanghai. */
export type Schedule =
  { readonly every: 'minutes'; readonly minutes: number } | { readonly every: 'day'; readonly at: string }

/** Asia/Shanghai has had no summer time since 1991. */
const zone = '+08:00'
const dayMs = 24 * 60 * 60 * 1000

/**
 * The first moment of a schedule after an instant.
 *
 * @param schedule - `minutes` from 5 to 44,640; `at` as `HH:MM`.
 */
export function nextPull(schedule: Schedule, after: Date): Date {
  if (schedule.every === 'minutes') return new Date(after.getTime() + schedule.minutes * 60_000)
  const today = momentOf(civilDateOf(after), schedule.at)
  return today > after ? today : new Date(today.getTime() + dayMs)
}

function momentOf(day: CivilDate, at: string): Date {
  return new Date(`${day}T${at}:00${zone}`)
}
