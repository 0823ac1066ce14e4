import { join } from 'node:path'
import {
  civil,
  deriveDueDate,
  describeDueDateZhCN,
  PackError,
  type PeriodValue,
  type TerritoryCode,
} from '@fadu/domain'
import { readCalendar, readPacks } from './load-law.ts'

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
  readonly known: readonly string[]

  constructor(period: string, known: readonly string[]) {
    super(`PERIOD_UNKNOWN ${period}`)
    this.name = 'PeriodUnknown'
    this.period = period
    this.known = known
  }
}

/** The due date of a period, or of so many working days, from the packs on this machine. */
export async function dueDateOffline(p: {
  readonly packs: string
  readonly territory: string
  readonly from: string
  readonly period?: string | undefined
  readonly days?: number | undefined
}): Promise<ClockAnswer> {
  const { book, issues } = await readPacks(p.packs)
  if (book === undefined) throw new PackError(issues)
  const event = civil(p.from)
  const regime = book.regimeOf(pathOf(p.territory))
  const value = p.period === undefined ? undefined : regime.period(p.period, event)
  if (p.period !== undefined && (value === undefined || value.unit === 'hour')) {
    throw new PeriodUnknown(p.period, [...new Set(regime.packs.flatMap((pack) => [...pack.periods.keys()]))].toSorted())
  }
  const unit = value === undefined || value.unit === 'hour' ? 'workingDay' : value.unit
  const calendar = await readCalendar(join(p.packs, 'calendar'))
  const derivation = deriveDueDate({ event, period: { unit, length: value?.length ?? p.days! }, calendar })
  return {
    due: derivation.due,
    provisional: derivation.provisional,
    period:
      value === undefined
        ? null
        : { name: value.name, unit: value.unit, length: value.length, basis: value.basis, cites: value.cites },
    lines: describeDueDateZhCN(derivation),
    papers: derivation.papers,
  }
}

/** A division code holds its own path: county, city, region (GB/T 2260). */
export function pathOf(territory: string): readonly TerritoryCode[] {
  const codes = [12, 9, 6, 4, 2].map((length) => territory.slice(0, length).padEnd(12, '0'))
  return [...new Set(codes)] as readonly string[] as readonly TerritoryCode[]
}
