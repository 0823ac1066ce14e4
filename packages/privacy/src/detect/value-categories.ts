import type { DetectorCategory } from './category.ts'
import { categoriesIn, isBlank, matchValue } from './match-value.ts'

/**
 * The categories that one value is of, or holds, under a heading that names `expected`. Without a heading only what
 * structure and check characters prove counts. A value says less than its column: see `detectColumn`.
 */
export function categoriesOf(value: string, expected: readonly DetectorCategory[] = []): readonly DetectorCategory[] {
  if (isBlank(value)) return []
  const { matched, possible, embedded } = matchValue(value)
  const proven = categoriesIn(matched | embedded)
  return [...new Set([...proven, ...categoriesIn(possible).filter((category) => expected.includes(category))])]
}
