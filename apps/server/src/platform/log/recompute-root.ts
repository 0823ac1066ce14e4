import { appendToRange, emptyRange, encodeUtf8, leafHash, rangeRoot, type LogHash } from '@fadu/audit-log'
import type { Db, Tx } from '../db/open-database.ts'

const pageSize = 10_000

/**
 * Roots of the tree that the stored entries themselves make, at these sizes; no tile and no checkpoint is believed.
 *
 * @returns Undefined for a size that the entries do not reach, or before which one is missing.
 */
export async function recomputeRoots(
  tx: Db | Tx,
  hash: LogHash,
  sizes: readonly number[],
): Promise<ReadonlyMap<number, Uint8Array>> {
  const wanted = new Set(sizes)
  const most = Math.max(0, ...sizes)
  const roots = new Map<number, Uint8Array>()
  let range = emptyRange
  const keep = (): void => {
    if (wanted.has(range.size)) roots.set(range.size, rangeRoot(hash, range))
  }
  keep()
  while (range.size < most) {
    const page = await tx
      .selectFrom('log_leaf as l')
      .innerJoin('log_entry as e', 'e.id', 'l.entry_id')
      .select(['l.leaf_index', 'e.body'])
      .where('l.leaf_index', '>=', range.size)
      .where('l.leaf_index', '<', Math.min(most, range.size + pageSize))
      .orderBy('l.leaf_index')
      .execute()
    if (page.length === 0) return roots
    for (const { leaf_index, body } of page) {
      if (leaf_index !== range.size) return roots
      range = appendToRange(hash, range, leafHash(hash, encodeUtf8(body)))
      keep()
    }
  }
  return roots
}
