import { categoryNamesZhCN, detectedFrom, type DetectorCategory, type TableFinding } from '@fadu/privacy'
import type { Layout } from '../../../platform/release/layout.ts'
import type { HiddenIdentifier } from './identifier-watch.ts'

/**
 * What identifies a person and so is never stored in clear because nobody said what a column holds. Policy of the platform
 * where no rules of grading are asked; whoever prepares a batch may name others.
 */
export const identifyingCategories: ReadonlySet<DetectorCategory> = new Set([
  'residentId',
  'passport',
  'travelPermit',
  'bankCard',
  'mobileNumber',
])

/** Values that must speak for it: a few numbers may look like anything. */
const fewestValues = 20

/**
 * The first column of text that by its values is of such a category while the catalog declares it as plain text: no
 * identifier, not sealed, without a mask. A heading alone is no evidence.
 */
export function undeclaredIn(
  layout: Layout,
  found: TableFinding,
  categories: ReadonlySet<DetectorCategory> = identifyingCategories,
): HiddenIdentifier | undefined {
  for (const [i, column] of layout.entries()) {
    if (column.sealed || column.identifier !== null || column.mask !== 'none' || column.type === 'date') continue
    const candidate = found.columns[i]?.candidates.find(
      (c) =>
        categories.has(c.category) && c.confidence >= detectedFrom && c.by !== 'header' && c.matched >= fewestValues,
    )
    if (candidate === undefined) continue
    return { column: column.name, kind: categoryNamesZhCN[candidate.category], evidence: candidate.evidence }
  }
  return undefined
}
