import type { BlindIndexer, BulkOpener, DataKey, SealedRow, Sealer } from '@fadu/smcrypto'

/** What opens and seals the rows of one dataset, under one version of its key. */
export interface DatasetKeys {
  readonly sealer: Sealer
  readonly opener: BulkOpener
  /** For a thread that seals many rows; it takes a copy of its own. */
  readonly dataKey: DataKey
  indexer(code: string): BlindIndexer
}

/** All versions of a dataset's key under which rows may be sealed; more than one while a key takes the place of another. */
export interface Keyring {
  /** Seals what is written. */
  readonly current: DatasetKeys
  /** Oldest first; a value looked up may be indexed under any of them. */
  readonly versions: readonly DatasetKeys[]
  /**
   * Opens an envelope by the version that it names.
   *
   * @throws {EnvelopeTampered} also when it names a version that no row can have.
   */
  open(rowId: string, envelope: Uint8Array): Uint8Array
  /** The same of many rows in a third of the time. Plaintexts share memory. @throws {EnvelopeTampered} for the first. */
  openAll(rows: readonly SealedRow[]): readonly Uint8Array[]
}

/** The dataset is no longer as it was read: another key, sealed off or destroyed. Read it again before going on. */
export class DatasetMoved extends Error {
  constructor(dataset: string) {
    super(`dataset ${dataset} changed while it was read`)
    this.name = 'DatasetMoved'
  }
}
