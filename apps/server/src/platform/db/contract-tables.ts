import type { ColumnType, Generated } from 'kysely'
import type { CivilDate } from '@fadu/domain'

type Instant = ColumnType<Date, Date, Date>
type Day = ColumnType<CivilDate, string, string>

/** A contract under which an organisation works on public data for an agency: the case in which it was reviewed or given. */
export interface ServiceContractTable {
  case_id: string
  contractor_id: string
  principal_id: string
  /** Last day, Asia/Shanghai. */
  valid_until: Day
  /** What its accounts may do with its datasets: `view`, `quality`. */
  tasks: Generated<string[]>
  /** When it passed its security review; null where its course has none of its own. */
  reviewed_at: Instant | null
  ended_at: Instant | null
}
export interface ServiceContractDatasetTable {
  case_id: string
  entry_id: string
}
export interface ServiceContractAccountTable {
  case_id: string
  account_id: string
  admitted_at: Instant
}

export interface ContractTables {
  service_contract: ServiceContractTable
  service_contract_dataset: ServiceContractDatasetTable
  service_contract_account: ServiceContractAccountTable
}
