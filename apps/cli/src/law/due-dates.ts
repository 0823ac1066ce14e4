import { civil, deriveDueDate, describeDueDateZhCN, type PeriodValue } from '@fadu/domain'
import type { Law } from '@fadu/law-files'
import type { ClockQuery } from './clock-query.ts'
import { pathOf } from './territory-path.ts'

export interface ClockAnswer {
  readonly due: string
  readonly provisional: boolean
  readonly period: Pick<PeriodValue, 'name' | 'unit' | 'length' | 'basis' | 'cites'> | null
  readonly lines: readonly string[]
  readonly papers: readonly string[]
}

/** The regime has no such period, or one that is not counted in days. */
export class PeriodUnknown extends Error {
  readonly code = 'PERIOD_UNKNOWN'
  readonly period: string
  /** Periods in days that the regime has on that day. */
  readonly known: readonly string[]

  constructor(period: string, known: readonly string[]) {
    super(`PERIOD_UNKNOWN ${period}`)
    this.name = 'PeriodUnknown'
    this.period = period
    this.known = known
  }
}

/**
 * The due date of a period, or of so many working days, under the law that holds on the day of the event.
 *
 * @throws {PeriodUnknown} when the regime has no such period in days; {CodedError} when a day lies beyond those that can
 *   be counted.
 */
export function dueDateOf({ book, calendar }: Pick<Law, 'book' | 'calendar'>, query: ClockQuery): ClockAnswer {
  const event = civil(query.from)
  const value = query.period === undefined ? undefined : periodOf(book, query, query.period)
  const period = value ?? { unit: 'workingDay' as const, length: query.days! }
  const derivation = deriveDueDate({ event, period: { unit: period.unit, length: period.length }, calendar })
  return {
    due: derivation.due,
    provisional: derivation.provisional,
    period: value === undefined ? null : named(value),
    lines: describeDueDateZhCN(derivation),
    papers: derivation.papers,
  }
}

type InDays = PeriodValue & { readonly unit: Exclude<PeriodValue['unit'], 'hour'> }

function periodOf(book: Law['book'], { territory, from }: ClockQuery, name: string): InDays {
  const on = civil(from)
  const regime = book.regimeOf(pathOf(territory), on)
  const value = regime.period(name, on)
  if (value !== undefined && isInDays(value)) return value
  const names = [...new Set(regime.packs.flatMap((pack) => [...pack.periods.keys()]))]
  const known = names.filter((n) => {
    const other = regime.period(n, on)
    return other !== undefined && isInDays(other)
  })
  throw new PeriodUnknown(name, known.toSorted())
}

function isInDays(value: PeriodValue): value is InDays {
  return value.unit !== 'hour'
}

function named({ name, unit, length, basis, cites }: PeriodValue): ClockAnswer['period'] {
  return { name, unit, length, basis, cites }
}
