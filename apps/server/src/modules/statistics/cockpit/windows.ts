import { addDays, daysBetween, type CivilDate } from '@fadu/domain'

/** Days of Asia/Shanghai, both included. */
export interface Days {
  readonly from: CivilDate
  readonly to: CivilDate
}

/** Days that are looked at, and as many before them to compare with. */
export interface Windows {
  readonly window: Days
  readonly before: Days
}

/** A number over time; null where there was nothing to count it from. */
export interface Trend {
  /** In the window, or at its end. */
  readonly now: number | null
  /** The same of the window before. */
  readonly before: number | null
  /** The window in equal parts, the oldest first. */
  readonly points: readonly (Days & { readonly value: number | null })[]
}

const mostParts = 12

/** The window of so many days that ends today, and the one before it. */
export function windowsUntil(today: CivilDate, days: number): Windows {
  const from = addDays(today, 1 - days)
  return { window: { from, to: today }, before: { from: addDays(from, -days), to: addDays(from, -1) } }
}

/** A window in at most twelve parts without a gap, whose lengths differ by a day at most. */
export function partsOf({ from, to }: Days): readonly Days[] {
  const days = daysBetween(from, to) + 1
  const parts = Math.min(days, mostParts)
  const start = (i: number): number => Math.floor((i * days) / parts)
  return Array.from({ length: parts }, (_, i) => ({
    from: addDays(from, start(i)),
    to: addDays(from, start(i + 1) - 1),
  }))
}

/** Every day of a window, those without anything as well. */
export function everyDay({ from, to }: Days): readonly CivilDate[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, i) => addDays(from, i))
}

export function isIn({ from, to }: Days, day: CivilDate): boolean {
  return from <= day && day <= to
}

/**
 * The smallest of the values that at least that share of them does not exceed (nearest rank): always a value that was there,
 * as `percentile_disc` of SQL. Null of none.
 *
 * @param share - Above 0, at most 1; 0.5 is the median.
 */
export function percentile(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null
}

/** A trend of what happened on days: each part and each window is measured by what falls into it. */
export function trendOf<T extends { readonly day: CivilDate }>(
  { window, before }: Windows,
  happened: readonly T[],
  measure: (some: readonly T[]) => number | null,
): Trend {
  const of = (days: Days): number | null => measure(happened.filter(({ day }) => isIn(days, day)))
  return {
    now: of(window),
    before: of(before),
    points: partsOf(window).map((part) => ({ ...part, value: of(part) })),
  }
}

/** A trend of how things stood at the end of days. */
export function trendOfStanding({ window, before }: Windows, at: (day: CivilDate) => number | null): Trend {
  return {
    now: at(window.to),
    before: at(before.to),
    points: partsOf(window).map((part) => ({ ...part, value: at(part.to) })),
  }
}

export function sumOf<T>(some: readonly T[], of: (one: T) => number): number {
  return some.reduce((sum, one) => sum + of(one), 0)
}
