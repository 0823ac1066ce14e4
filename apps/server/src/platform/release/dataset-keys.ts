import type { BlindIndexer, DataKey, Sealer } from '@fadu/smcrypto'

/** What opens and seals the rows of one dataset. */
export interface DatasetKeys {
  readonly sealer: Sealer
  /** For a thread that seals many rows; it takes a copy of its own. */
  readonly dataKey: DataKey
  indexer(code: string): BlindIndexer
}
