import type { BlindIndexer, Sealer } from '@fadu/smcrypto'

/** What opens and seals the rows of one dataset. */
export interface DatasetKeys {
  readonly sealer: Sealer
  indexer(code: string): BlindIndexer
}
