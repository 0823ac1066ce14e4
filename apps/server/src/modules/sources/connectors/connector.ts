import type { Column } from '../../../platform/release/layout.ts'
import type { PlaceOf, SourcePlace } from '../place.ts'

/** One file or one reading of a table, to become one batch. */
export interface Fetched {
  /** What the batch is called. */
  readonly name: string
  /** Tells this writing of the file from another; null for a table, which is read whole each time. */
  readonly mark: string | null
  /** Opens it; ends with an error when the source breaks off, never with a shorter file. */
  open(): Promise<AsyncIterable<Uint8Array>>
}

export interface Fetching {
  readonly items: AsyncIterable<Fetched>
  close(): Promise<void>
}

/**
 * Opens a source.
 *
 * @param columns - Items of the dataset, in the order in which a table is read.
 * @throws {SourceFault}
 */
export type Connector<K extends SourcePlace['kind']> = (
  source: Pick<PlaceOf<K>, 'place' | 'secret'>,
  columns: readonly Pick<Column, 'code'>[],
  signal: AbortSignal,
) => Promise<Fetching>

export const connectTimeoutMs = 15_000
