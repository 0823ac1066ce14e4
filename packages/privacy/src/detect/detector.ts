import type { DetectorCategory } from './category.ts'
import type { Charset } from './shape.ts'

/**
 * What a detector says of one value: no; possibly, which counts only where the heading of the column names the category
 * (eight digits under 固定电话); or yes, by structure and, where there is one, check character.
 */
export const verdicts = { no: 0, possible: 1, yes: 2 } as const

export type Verdict = (typeof verdicts)[keyof typeof verdicts]

/** The cheap filter before a detector: a value of another charset or length, or without the hint, is never shown to it. */
export interface Admission {
  readonly charset: Charset
  /** UTF-16 units, both ends included; what is longer than `longestAdmitted` counts as that. */
  readonly lengths: readonly [least: number, most: number]
  /** One of `hints` that the value must show. */
  readonly hint?: number
  /** Some of `hints` that it must not show. */
  readonly without?: number
}

/** Lengths from here on are not told apart by admissions. */
export const longestAdmitted = 200

export interface Detector {
  readonly category: DetectorCategory
  readonly admits: readonly Admission[]
  /** Its yes leaves nothing to ask: a check character and more agree, and no other number is built like it. */
  readonly settles?: true
  /** @param text - Tidy, see `tidy`, and admitted. Must not throw and must be linear in the length of the text. */
  judge(text: string): Verdict
}

/** For detectors that know only yes and no. */
export const yesIf = (isOne: boolean): Verdict => (isOne ? verdicts.yes : verdicts.no)

/** For forms that mean something only under a heading that says so. */
export const possibleIf = (isOne: boolean): Verdict => (isOne ? verdicts.possible : verdicts.no)
