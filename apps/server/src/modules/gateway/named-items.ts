import { Problem } from '../../platform/problem/index.ts'
import type { Dataset } from '../../platform/release/dataset-store.ts'
import { conditionFault, type RowCondition } from '../../platform/release/row-filter.ts'
import type { Entry } from '../catalog/index.ts'

/** What a use of a dataset under a grant names of its items. */
export interface NamedItems {
  /** Of the grant: empty without one. */
  readonly granted: readonly string[]
  readonly rowFilter: readonly RowCondition[]
  /** Items to be shown. */
  readonly fields: readonly string[]
  /** Items by which rows are chosen or ordered. */
  readonly by: readonly string[]
}

/**
 * That everything a use names is still there. What is gone with a later version of the entry is said, never left out in
 * silence: a granted item, or a row filter that can no longer be asked and so would be none.
 *
 * @throws {Problem} `ITEM_REMOVED`, or `REQUEST_MALFORMED` for items that never were.
 */
export function requireItems(
  { code: dataset, layout }: Dataset,
  { publishedVersion }: Entry,
  { granted, rowFilter, fields, by }: NamedItems,
): void {
  const isThere = (code: string): boolean => layout.some((c) => c.code === code)
  const gone = [
    ...[...fields, ...by].filter((code) => granted.includes(code) && !isThere(code)),
    ...rowFilter.filter((condition) => conditionFault(layout, condition) !== undefined).map(({ item }) => item),
  ]
  if (gone.length > 0) {
    throw new Problem({ code: 'ITEM_REMOVED', dataset, items: [...new Set(gone)], version: publishedVersion ?? 1 })
  }
  const faults = fields
    .filter((code) => !isThere(code))
    .map((code) => ({ field: 'body.fields', expected: `items of the dataset; «${code}» is none` }))
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}
