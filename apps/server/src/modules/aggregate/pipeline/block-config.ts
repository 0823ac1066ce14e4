import type { CivilDate } from '@fadu/domain'
import type { TableFinding } from '@fadu/privacy'
import type { CarriedDataKey } from '@fadu/smcrypto'
import type { TableIssue } from '@fadu/tables'
import type { Layout } from '../../../platform/release/layout.ts'
import type { HiddenIdentifier } from './identifier-watch.ts'

/** How the rows of a block are written. Bytes are ASCII. */
export type BlockSyntax =
  | {
      readonly kind: 'csv'
      readonly delimiter: number
      readonly quote: number
      readonly newline: number
      readonly mostRecordBytes: number
    }
  /** One flat object a line. */
  | { readonly kind: 'jsonl' }
  /** One array a line: number of the row, its marks, its cells. How rows of workbooks and Parquet come here. */
  | { readonly kind: 'cells' }

/** All that is needed to check and seal blocks of one batch, in whatever thread. */
export interface BlockConfig {
  readonly layout: Layout
  /** Codes an item may have, by the item's code. */
  readonly codeLists: Readonly<Record<string, readonly string[]>>
  readonly datasetId: string
  /** Number of the batch that rows are sealed to. */
  readonly number: number
  readonly withDigest: boolean
  readonly syntax: BlockSyntax
  /** Names in the file, in its order; of JSON Lines those of the items. */
  readonly header: readonly string[]
  /** For each item of the layout its place in the file. */
  readonly positions: readonly number[]
  /** Day on which ages are counted. */
  readonly today: CivilDate
  readonly key: CarriedDataKey
}

/** Whole rows, one after the other. */
export interface Block {
  readonly bytes: Uint8Array
  /** Line of the first row, from 1. */
  readonly firstLine: number
  /** Whether its rows are also looked at for what they hold. */
  readonly sampled: boolean
  /** Memory to write its rows into. */
  readonly spare?: ArrayBuffer
}

export type BlockResult =
  | {
      readonly ok: true
      /** Rows in the binary format of COPY, in memory that is handed over. */
      readonly rows: Uint8Array<ArrayBuffer>
      /** Rows for COPY in its text format: line, faults, sealed row. */
      readonly quarantine: Uint8Array<ArrayBuffer>
      readonly good: number
      readonly quarantined: number
      /** Whether enough rows were looked at. */
      readonly sampleFull: boolean
    }
  | { readonly ok: false; readonly issue: TableIssue }

/** What the sampled rows show. */
export interface SampleFinding {
  readonly found: TableFinding
  readonly hidden: HiddenIdentifier | undefined
}
