/** What a run found of one rule. */
export interface RuleCount {
  readonly weight: number
  /** Rows, or the one question of timeliness, that the rule could be asked of. */
  readonly checked: number
  readonly broken: number
}

/**
 * The score of a dataset, 0 to 100 with two decimals: the share of what was checked that holds, averaged over the rules by their
 * weight. A rule that had nothing to check says nothing; when none had, there is no score.
 */
export function qualityScore(counts: readonly RuleCount[]): number | undefined {
  const asked = counts.filter((c) => c.checked > 0)
  const weight = asked.reduce((sum, c) => sum + c.weight, 0)
  if (weight === 0) return undefined
  const held = asked.reduce((sum, c) => sum + (c.weight * (c.checked - c.broken)) / c.checked, 0)
  // Never 100 while something is broken, and never 0 while something holds.
  const exact = (100 * held) / weight
  const rounded = Math.round(exact * 100) / 100
  if (rounded === 100 && asked.some((c) => c.broken > 0)) return 99.99
  return rounded === 0 && asked.some((c) => c.broken < c.checked) ? 0.01 : rounded
}
