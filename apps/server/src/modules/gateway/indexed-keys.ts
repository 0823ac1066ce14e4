import { keyForm } from '@fadu/privacy'
import { Problem } from '../../platform/problem/index.ts'
import type { Layout } from '../../platform/release/layout.ts'
import { fits } from '../../platform/release/row-filter.ts'

/**
 * The keys of a lookup in the form in which they were indexed.
 *
 * @throws {Problem} `REQUEST_MALFORMED` when the item identifies nothing, or a key can be no value of it.
 */
export function indexedKeys(layout: Layout, code: string, given: readonly string[]): readonly string[] {
  const item = layout.find((c) => c.code === code)
  if (item === undefined || item.identifier === null) {
    const faults = [{ field: 'body.item', expected: 'an identifier of the dataset' }]
    throw new Problem({ code: 'REQUEST_MALFORMED', faults })
  }
  const keys = given.map((value) => keyForm(item, value))
  const faults = keys.flatMap((key, i) =>
    fits(item.type, key) ? [] : [{ field: `body.values.${i}`, expected: `a well-formed value of type ${item.type}` }],
  )
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
  return keys
}
