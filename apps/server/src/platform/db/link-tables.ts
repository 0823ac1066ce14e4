import type { ColumnType } from 'kysely'
import type { CivilDate } from '@fadu/domain'

type Json<T> = ColumnType<T, string, string>
type Instant = ColumnType<Date, Date, Date>
type Count = ColumnType<number, number | undefined, number>

export interface PlatformLinkTable {
  id: string
  territory_code: string
  name: string
  relation: 'upper' | 'lower'
  other_territory_code: string
  application_id: string
  client_id: string | null
  base_url: string
  calls: 'none' | 'pull' | 'both'
  origin: string
  verifier_keys: string[]
  every_seconds: number
  state: ColumnType<LinkState, LinkState | undefined, LinkState>
  version: Count
  heard_change: Count
  heard_size: Count
  heard_root: ColumnType<Uint8Array | null, Uint8Array | null | undefined, Uint8Array | null>
  heard_at: ColumnType<Date | null, Date | undefined, Date>
  told_change: Count
  told_at: ColumnType<Date | null, Date | undefined, Date>
  failures: Count
  fault: ColumnType<unknown, string | undefined, string | null>
  fault_at: ColumnType<Date | null, Date | undefined, Date | null>
  next_call_at: Instant
  leased_until: ColumnType<Date | null, Date | null | undefined, Date | null>
  created_at: Instant
}
export type LinkState = 'active' | 'suspended' | 'stopped' | 'ended'

export interface LinkExchangeTable {
  id: string
  link_id: string
  direction: 'heard' | 'told'
  way: 'pull' | 'push'
  at: Instant
  from_change: number
  to_change: number
  entries: Count
  grants: Count
  withdrawn: Count
  receipt: string | null
  fault: ColumnType<unknown, string | null, string | null>
}
export interface ExchangeChangeTable {
  kind: 'entry' | 'grant'
  subject_id: string
  number: number
  mark: string
}
export interface LinkToldTable {
  link_id: string
  kind: 'entry' | 'grant'
  subject_id: string
}
export interface ForeignEntryTable {
  link_id: string
  id: string
  change: number
  code: string
  name: string
  territory_code: string
  provider_name: string
  state: 'published' | 'withdrawn'
  version: number
  fields: Json<Record<string, unknown>>
  items: Json<unknown>
  published_at: Instant
  receipt: string | null
  words: string
  heard_at: Instant
  told_in: string
}
export interface ForeignGrantTable {
  link_id: string
  id: string
  change: number
  entry_id: string
  entry_code: string
  entry_name: string
  applicant_name: string
  applicant_territory_code: string
  status: 'active' | 'suspended' | 'revoked'
  terms: Json<unknown>
  valid_until: ColumnType<CivilDate, string, string>
  issued_at: Instant
  receipt: string | null
  heard_at: Instant
  told_in: string
}

/** Links to other platforms and what came over them. */
export interface LinkTables {
  platform_link: PlatformLinkTable
  link_exchange: LinkExchangeTable
  exchange_change: ExchangeChangeTable
  link_told: LinkToldTable
  foreign_entry: ForeignEntryTable
  foreign_grant: ForeignGrantTable
}
