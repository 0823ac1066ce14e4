import type { ColumnType, Generated } from 'kysely'
import type { CivilDate } from '@fadu/domain'

type Instant = ColumnType<Date, Date, Date>

/** A change of evidence by a transaction that is not yet over. */
export interface EvidenceChangeTable {
  seq: Generated<number>
  /** Of the transaction, as text; 0 for what stood before there were commitments. */
  xid: string
  table_name: string
  row_key: string
  image: unknown
}
export interface EvidenceSaltTable {
  table_name: string
  row_key: string
  salt: Uint8Array
  entry_id: string
}
export interface LogWitnessTable {
  id: string
  name: string
  organization_id: string
  verifier_key: string
  registered_by: string
  registered_at: Instant
  ended_by: string | null
  ended_at: Instant | null
}
export interface LogCosignatureTable {
  witness_id: string
  tree_size: number
  line: string
  signed_at: Instant
}

/** Entries chosen for an inspector. */
export interface EvidenceBundleTable {
  id: string
  entries: string[]
  opens_rows: boolean
  recipient: string
  reason: string
  matter: string
  asked_by: string
  asked_at: Instant
  approved_by: string | null
  approved_at: Instant | null
  valid_until: CivilDate | null
}

/** Keys of the log that are not to be believed from an entry on, once a second administrator agreed. */
export interface LogKeyRevocationTable {
  version: number
  from_entry: number
  keys: string[]
  asked_by: string
  asked_at: Instant
  agreed_by: string | null
  agreed_at: Instant | null
}

export interface EvidenceTables {
  evidence_bundle: EvidenceBundleTable
  log_key_revocation: LogKeyRevocationTable
  evidence_change: EvidenceChangeTable
  evidence_salt: EvidenceSaltTable
  log_witness: LogWitnessTable
  log_cosignature: LogCosignatureTable
}
