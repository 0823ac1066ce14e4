import { sm3 } from '@fadu/smcrypto'
import { encodeUtf8, toHex } from '@fadu/audit-log'
import type { Layout } from '../../platform/release/layout.ts'
import type { DatasetKeys } from '../../platform/release/dataset-store.ts'
import type { ParsedValue } from './parse-rows.ts'

/** No item can be called so: codes have no colon. */
const digestField = 'row:digest'

/**
 * A keyed digest of all values of a row, the same for the same values: without the key nobody can try values against it.
 * An absent value counts as none at all, so that an item that came to the entry later changes no row that leaves it empty.
 */
export function createRowDigest(
  layout: Layout,
  keys: DatasetKeys,
): (values: Readonly<Record<string, ParsedValue>>) => Uint8Array {
  const codes = layout.map((c) => c.code).toSorted()
  const indexer = keys.indexer(digestField)
  return (values) => {
    const present = codes.flatMap((code) => {
      const value = values[code] ?? null
      return value === null ? [] : [[code, value]]
    })
    return indexer.index(toHex(sm3(encodeUtf8(JSON.stringify(present)))))
  }
}
