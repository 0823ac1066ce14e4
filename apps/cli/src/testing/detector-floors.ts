import type { DetectorCategory } from '@fadu/privacy'

/** Seeds that the detectors were worked on with, and seeds that nobody looked at while doing so. */
export const measuredSeeds = { known: [1, 2, 3], heldOut: [101, 102, 103] } as const

interface Floors {
  readonly precision: number
  readonly recall: number
}

const usual: Floors = { precision: 0.95, recall: 0.95 }

/**
 * What precision and recall of columns may not fall below, on the seeds that were not worked on. Below the usual are what
 * nothing but a heading tells apart: a passport or permit number under 编号 is a letter and eight digits like many another, and
 * dates under 内容 may be any dates.
 */
const exceptions: Readonly<Partial<Record<DetectorCategory, Floors>>> = {
  passport: { precision: 0.95, recall: 0.75 },
  travelPermit: { precision: 0.95, recall: 0.75 },
  birthDate: { precision: 0.95, recall: 0.85 },
  personName: { precision: 0.9, recall: 0.9 },
}

export function columnFloorsOf(category: DetectorCategory): Floors {
  return exceptions[category] ?? usual
}

/** The same for values; dirt in a column that is found by its heading alone counts as wrong here. */
export function valueFloorsOf(category: DetectorCategory): Floors {
  const { precision, recall } = columnFloorsOf(category)
  return { precision: Math.min(precision, 0.9), recall: Math.min(recall, 0.9) }
}
