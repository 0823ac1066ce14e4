import type { ColumnType } from 'kysely'

type Bytes = ColumnType<Uint8Array, Uint8Array | undefined, Uint8Array>
type Count = ColumnType<number, number | undefined, number>
type Instant = ColumnType<Date, Date, Date>

export interface BatchChecksumTable {
  batch_id: string
  dataset_id: string
  number: number
  /** `lost`: they were taken once, and are there no more. */
  state: 'taking' | 'taken' | 'lost'
  pages: Count
  at_line: Count
  rows: Count
  chain: Bytes
  receipt: ColumnType<string | null, string | null | undefined, string | null>
}
export interface BatchChecksumPageTable {
  batch_id: string
  page: number
  from_line: number
  to_line: number | null
  marks: Uint8Array
}
export interface ErasedRowTable {
  dataset_id: string
  batch: number
  line: number
}
export interface ChecksumComparisonTable {
  id: string
  dataset_id: string
  begun_by: string
  begun_at: Instant
  /** `ended`: the dataset was destroyed meanwhile. */
  state: 'running' | 'done' | 'ended'
  at_batch: Count
  at_page: Count
  chain: Bytes
  rows: Count
  altered: Count
  missing: Count
  added: Count
  checksums: Count
  receipt: ColumnType<string | null, string | null | undefined, string | null>
  ended_at: ColumnType<Date | null, Date | null | undefined, Date | null>
}
export type FindingKind = 'altered' | 'missing' | 'added' | 'checksums'
export interface ChecksumFindingTable {
  comparison_id: string
  kind: FindingKind
  batch: number
  line: number
}

/** Checksums of stored values, and what comparing with them found. */
export interface ChecksumTables {
  batch_checksum: BatchChecksumTable
  batch_checksum_page: BatchChecksumPageTable
  erased_row: ErasedRowTable
  checksum_comparison: ChecksumComparisonTable
  checksum_finding: ChecksumFindingTable
}
