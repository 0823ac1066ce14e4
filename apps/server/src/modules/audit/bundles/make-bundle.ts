import type { LogHash, NoteSigner } from '@fadu/audit-log'
import { toHex } from '@fadu/audit-log'
import type { Tx } from '../../../platform/db/open-database.ts'
import type { EvidenceLog } from '../../../platform/log/evidence-log.ts'
import type { RowCommitments } from '../../../platform/log/evidence-rows.ts'
import { openRows } from '../../../platform/log/open-rows.ts'
import { Problem } from '../../../platform/problem/index.ts'
import { bundleFile, type BundledEntry, type BundleHead } from './bundle-file.ts'

/** What a bundle holds, as it was agreed to. */
export interface Chosen extends Pick<BundleHead, 'bundle' | 'recipient' | 'reason' | 'matter' | 'madeAt'> {
  readonly entries: readonly string[]
  readonly opensRows: boolean
}

/** What of the witnesses goes along: the newest countersigned checkpoint, and all keys that are registered. */
export interface Witnessed {
  readonly cosigned: { readonly size: number; readonly note: string } | undefined
  readonly keys: readonly string[]
}

export type MakeBundle = (tx: Tx, chosen: Chosen, witnessed: Witnessed) => Promise<Uint8Array>

export function createMakeBundle(deps: {
  readonly log: EvidenceLog
  readonly hash: LogHash
  readonly origin: string
  readonly signers: readonly NoteSigner[]
  readonly verifierKeys: readonly string[]
}): MakeBundle {
  const { log, hash, origin, signers, verifierKeys } = deps
  return async (tx, chosen, { cosigned, keys }) => {
    const { entries: ids, opensRows, ...about } = chosen
    const reading = log.readIn(tx)
    const rows = await tx
      .selectFrom('log_entry as e')
      .innerJoin('log_leaf as l', 'l.entry_id', 'e.id')
      .select(['e.id', 'e.body', 'l.leaf_index'])
      .where('e.id', 'in', ids)
      .orderBy('l.leaf_index')
      .execute()
    const newest = await reading.checkpoint()
    // What was asked for a moment ago may wait for its place; whoever comes again finds it there.
    if (rows.length < ids.length || newest === undefined) throw new Problem({ code: 'BUSY', retrySeconds: 2 })
    const entries: BundledEntry[] = []
    for (const { id, body, leaf_index: leafIndex } of rows) {
      const path = (await reading.inclusion(leafIndex, newest.size)).map(toHex)
      const { rows: said } = JSON.parse(body) as { rows?: RowCommitments }
      const opening = opensRows && said !== undefined ? await openRows(tx, hash, said) : {}
      entries.push({ entry: id, leafIndex, body, path, ...opening })
    }
    const consistency = cosigned === undefined ? [] : await reading.consistency(cosigned.size, newest.size)
    const head: BundleHead = {
      ...about,
      origin,
      checkpoint: newest.note,
      cosigned: cosigned?.note ?? null,
      consistency: consistency.map(toHex),
      keys: verifierKeys,
      witnesses: keys,
    }
    return bundleFile(head, entries, signers)
  }
}
