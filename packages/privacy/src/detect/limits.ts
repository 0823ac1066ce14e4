import type { DetectorCategory } from './category.ts'

/** What it takes to believe that a column is of a category. Shares are of the values that are not blank. */
export interface Limits {
  /** Share of unrelated values of the like look that would pass the detector by chance; only what exceeds it counts. */
  readonly chance: number
  /** Share from which more matches add nothing: the rest is dirt. */
  readonly full: number
  /** Highest confidence that the values alone, under a heading that says nothing, can give. */
  readonly alone: number
  /** What is left of that under a heading that names something else. */
  readonly resists: number
}

/**
 * The one table of thresholds. Reasons: a check character and a date make a number of a resident (chance below 1 %, and
 * hardly a heading can talk it away); Luhn and MOD 11,10 pass one number in ten; passports and permits are a letter and
 * eight digits like many a serial number; a quarter of all short words look like a name.
 */
export const limits: Readonly<Record<DetectorCategory, Limits>> = {
  residentId: { chance: 0.015, full: 0.5, alone: 0.99, resists: 0.95 },
  passport: { chance: 0.02, full: 0.7, alone: 0.6, resists: 0.3 },
  travelPermit: { chance: 0.02, full: 0.7, alone: 0.58, resists: 0.3 },
  otherDocument: { chance: 0.005, full: 0.6, alone: 0.85, resists: 0.5 },
  creditCode: { chance: 0.003, full: 0.5, alone: 0.99, resists: 0.95 },
  organizationCode: { chance: 0.1, full: 0.7, alone: 0.85, resists: 0.25 },
  licence: { chance: 0.05, full: 0.7, alone: 0.85, resists: 0.3 },
  mobileNumber: { chance: 0.02, full: 0.6, alone: 0.95, resists: 0.6 },
  landlineNumber: { chance: 0.03, full: 0.6, alone: 0.9, resists: 0.4 },
  bankCard: { chance: 0.1, full: 0.6, alone: 0.95, resists: 0.4 },
  plateNumber: { chance: 0.001, full: 0.5, alone: 0.97, resists: 0.9 },
  personName: { chance: 0.25, full: 0.7, alone: 0.85, resists: 0.25 },
  address: { chance: 0.03, full: 0.6, alone: 0.9, resists: 0.6 },
  email: { chance: 0.001, full: 0.4, alone: 0.99, resists: 0.95 },
  ipAddress: { chance: 0.005, full: 0.5, alone: 0.95, resists: 0.5 },
  macAddress: { chance: 0.001, full: 0.5, alone: 0.98, resists: 0.9 },
  birthDate: { chance: 0, full: 0.65, alone: 0.6, resists: 0.1 },
  coordinates: { chance: 0.001, full: 0.6, alone: 0.95, resists: 0.6 },
  medical: { chance: 0.03, full: 0.4, alone: 0.85, resists: 0.7 },
  biometric: { chance: 0.01, full: 0.5, alone: 0.85, resists: 0.6 },
  religion: { chance: 0.005, full: 0.5, alone: 0.95, resists: 0.8 },
  minor: { chance: 0.02, full: 0.6, alone: 0.9, resists: 0.9 },
}

/** A column counts as of a category from this confidence on. What is below is worth a look, not a decision. */
export const detectedFrom = 0.5

/** Candidates below this are not reported. */
export const reportedFrom = 0.15

/** What a heading is worth. */
export const headerWorth = {
  /** A heading that names the category, and values to be seen that neither agree nor disagree (none, or masked ones). */
  alone: 0.6,
  /** The same for categories that only words tell: of a diagnosis the values can be anything. */
  aloneForWords: 0.7,
  /** How much of the doubt that a heading leaves is taken away by values that agree. */
  withContent: 0.95,
  /** Values are there and are not of the category. */
  contradicted: 0.3,
  /** Share of matching values from which a heading is believed. */
  leastShare: 0.1,
  /** The same under a heading that names a family of numbers (证件号码), where each kind has a share of its own. */
  leastShareOfFamily: 0.03,
  /** Share from which heading and values together leave no doubt but dirt. */
  fullShare: 0.4,
} as const

/** Numbers and addresses inside longer texts: how much of the confidence remains, and from which share of values on. */
export const embeddedWorth = { weight: 0.8, full: 0.05 } as const

/** Categories that a heading settles by itself. */
export const toldByWords: ReadonlySet<DetectorCategory> = new Set(['medical', 'biometric', 'religion', 'minor'])

/** A run of numbers that grow by less than ten from row to row is a serial number, whatever it looks like. */
export const serialRuns = { from: 0.5, weight: 0.3 } as const

/** Categories that a serial number can look like, for nothing in them is checked or by a digit only. */
export const likeSerials: ReadonlySet<DetectorCategory> = new Set([
  'passport',
  'travelPermit',
  'otherDocument',
  'mobileNumber',
  'landlineNumber',
])

/** A column of few different values is a list to choose from, not names. Among `from` values or more. */
export const fewValues = { from: 20, share: 0.5, weight: 0.3 } as const

/**
 * Among names the twenty most frequent surnames make up half of all, nowhere less than a third; among other words that
 * begin as names do they are rare.
 */
export const commonSurnames = { usual: 0.3 } as const

/**
 * Landlines come from a few areas. Where their beginnings are nearly as many as those of random digits would be (there are
 * a hundred after the 0), they are none.
 */
export const manyAreas = { beginnings: 100, share: 0.7, weight: 0.3 } as const

/** What is left of the doubt that a heading such as 编号 or 内容 casts: it would fit nearly any column. */
export const vagueHeading = 0.5

/** Dates without a heading: birth dates reach over a life, and a good part of them lies before 1980. */
export const lifelike = { beforeYear: 1980, share: 0.15, spanYears: 40 } as const
