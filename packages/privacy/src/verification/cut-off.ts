import type { SightingMeasure } from './sightings.ts'

/** What a permit has left to spend, beside what is counted by sightings. */
export type BudgetMeasure = 'total' | 'perDay' | 'perMatter'
export type VerificationMeasure = BudgetMeasure | SightingMeasure

/** How many there may be of each; from the permit and the limits of the regime. */
export type VerificationLimits = Readonly<Record<VerificationMeasure, number>>

/** How many there are, this call included; of sightings in the fullest group. */
export type VerificationCounts = Partial<Readonly<Record<VerificationMeasure, number>>>

export interface CutOff {
  readonly measure: VerificationMeasure
  readonly counted: number
  readonly most: number
  /** `suspend` where the call looks like an attack; `refuse` where a budget is spent, which honest work may do. */
  readonly consequence: 'suspend' | 'refuse'
}

/** Gravest first: of a call that is over several limits this one is said. */
const measures: readonly (readonly [VerificationMeasure, CutOff['consequence']])[] = [
  ['valuesPerKey', 'suspend'],
  ['neighbouringKeys', 'suspend'],
  ['keysPerFailedValue', 'suspend'],
  ['keysNotFound', 'suspend'],
  ['mattersPerDay', 'refuse'],
  ['perMatter', 'refuse'],
  ['perDay', 'refuse'],
  ['total', 'refuse'],
]

/** Whether a call goes over what is allowed. As many as allowed are allowed. */
export function cutOff(counts: VerificationCounts, limits: VerificationLimits): CutOff | undefined {
  for (const [measure, consequence] of measures) {
    const counted = counts[measure] ?? 0
    const most = limits[measure]
    if (counted > most) return { measure, counted, most, consequence }
  }
  return undefined
}
