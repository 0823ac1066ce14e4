import type { CivilDate } from '@fadu/domain'

/** What was disclosed to a person. */
export interface RecordDisclosureTable {
  id: string
  case_id: string
  dataset_id: string
  /** Account of the person whose data it is. */
  account_id: string
  /** Identifier of the dataset by which the rows are found. */
  item: string
  /** Of its value, as accesses keep it. */
  digest: Uint8Array
  /** Present where the value names the same person in all datasets. */
  identifier: 'residentId' | 'creditCode' | null
  /** Of the value, as readings of the evidence about a person keep it. */
  person_digest: Uint8Array | null
  valid_until: CivilDate
  proven_until: CivilDate | null
  disclosed_by: string
  disclosed_at: Date
}

export interface DisclosureTables {
  record_disclosure: RecordDisclosureTable
}
