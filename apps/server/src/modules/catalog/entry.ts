import { sql } from 'kysely'
import { itemChoices, type OrganizationId, type TerritoryCode } from '@fadu/domain'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { Custody, EntryState, RevisionState, Secrecy } from '../../platform/db/tables.ts'
import type { Resource } from '../../platform/law/gate.ts'
import { notFound } from '../../platform/problem/index.ts'
import { sealedFromGrade, type Column, type Layout } from '../../platform/release/layout.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { holdsPersonal } from './personal.ts'

/** What a data item is, as the agency describes it. How it is protected follows from that. */
export interface ItemInput {
  readonly code: string
  readonly name: string
  readonly type: Column['type']
  readonly maxLength: number | null
  readonly nullable: boolean
  readonly identifier: Column['identifier']
  readonly mask: Column['mask']
  readonly grade: number
  readonly meaning: string | null
  /** Code of a standard code list, e.g. `GB/T 2261.1`. */
  readonly codeList: string | null
  /** Sensitivity category: one of the detectors' categories. */
  readonly category: ItemCategory | null
}

/** An item with what follows from its description. */
export interface Item extends ItemInput {
  readonly sealed: boolean
}

/** Sensitivity categories of an item. */
export const itemCategories = itemChoices.category
export type ItemCategory = (typeof itemCategories)[number]

/** An entry as its own row has it. */
export interface EntryRecord {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly territory: TerritoryCode
  readonly provider: OrganizationId
  readonly state: EntryState
  readonly version: number
  readonly fields: Readonly<Record<string, unknown>>
  readonly createdAt: Date
  readonly publishedAt: Date | null
  /** Number of the standing version; null before the first publication. */
  readonly publishedVersion: number | null
  /** Of the standing version. */
  readonly secrecy: Secrecy
  /** Whether a processing record of the standing version was entered. */
  readonly prepared: boolean
  /** `blocked` while a result of processing stands under assessment or was found not to leave. */
  readonly derivedRisk: 'none' | 'blocked'
  /** Entry that takes the place of this one, once it is withdrawn. */
  readonly successor: string | null
}

/** An entry with what stands beside it: its revision and the rows of its dataset. */
export interface Entry extends EntryRecord {
  readonly revision: 'none' | RevisionState
  /** Whether its dataset holds rows. */
  readonly aggregated: boolean
  /** Whether one of its items is information of a natural person. */
  readonly personal: boolean
  /** What became of its dataset; `active` also before there is one. */
  readonly custody: Custody
}

export async function readEntry(tx: Db | Tx, id: string, lock: 'none' | 'update' = 'none'): Promise<Entry> {
  const query = tx.selectFrom('catalog_entry').selectAll().where('id', '=', id)
  const row = await (lock === 'update' ? query.forUpdate() : query).executeTakeFirst()
  if (row === undefined) throw notFound('目录条目')
  // Asked after the lock: whoever held it before may have changed both.
  const revision = await tx.selectFrom('catalog_revision').select('state').where('entry_id', '=', id).executeTakeFirst()
  const dataset = await tx
    .selectFrom('dataset')
    .select(['row_count', 'custody'])
    .where('entry_id', '=', id)
    .executeTakeFirst()
  const { rows: held } = await sql<{
    personal: boolean
  }>`select ${holdsPersonal(sql`${id}::uuid`)} as personal`.execute(tx)
  return {
    ...toEntry(row),
    revision: revision?.state ?? 'none',
    aggregated: (dataset?.row_count ?? 0) > 0,
    personal: held[0]!.personal,
    custody: dataset?.custody ?? 'active',
  }
}

export function toEntry(row: {
  id: string
  code: string
  name: string
  territory_code: string
  provider_id: string
  state: EntryState
  version: number
  fields: Record<string, unknown>
  created_at: Date | string
  published_at: Date | string | null
  published_version: number | null
  secrecy: Secrecy
  prepared: boolean
  derived_risk: 'none' | 'blocked'
  successor_id: string | null
}): EntryRecord {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    territory: row.territory_code as TerritoryCode,
    provider: row.provider_id as OrganizationId,
    state: row.state,
    version: row.version,
    fields: row.fields,
    createdAt: new Date(row.created_at),
    publishedAt: row.published_at === null ? null : new Date(row.published_at),
    publishedVersion: row.published_version,
    secrecy: row.secrecy,
    prepared: row.prepared,
    derivedRisk: row.derived_risk,
    successor: row.successor_id,
  }
}

/** Items of the standing content, in their order. */
export async function readItems(tx: Db | Tx, entryId: string): Promise<readonly Item[]> {
  const rows = await tx
    .selectFrom('data_item')
    .selectAll()
    .where('entry_id', '=', entryId)
    .orderBy('position')
    .execute()
  return rows.map((r) => ({
    code: r.code,
    name: r.name,
    type: r.type,
    maxLength: r.max_length,
    nullable: r.nullable,
    identifier: r.identifier,
    sealed: r.sealed,
    mask: r.mask as Column['mask'],
    grade: r.grade,
    meaning: r.meaning,
    codeList: r.code_list,
    category: r.category as ItemCategory | null,
  }))
}

/** The columns that items make. */
export function layoutOf(items: readonly ItemInput[]): Layout {
  return items.map((item) => ({
    code: item.code,
    name: item.name,
    type: item.type,
    maxLength: item.maxLength,
    nullable: item.nullable,
    identifier: item.identifier,
    sealed: isSealed(item),
    mask: item.mask,
    grade: item.grade,
    ...((item.codeList ?? '') === '' ? {} : { codeList: item.codeList! }),
  }))
}

/** Sensitive values and the identifiers of persons are stored sealed (NB-13); nobody chooses that item by item. */
export function isSealed(item: Pick<ItemInput, 'grade' | 'identifier'>): boolean {
  return item.grade >= sealedFromGrade || item.identifier === 'residentId'
}

/** The `entry` record of the policy schema. */
// A type and not an interface: only a type fits where a record of rule values is asked for.
export type EntryFacts = {
  readonly id: string
  readonly provider: string
  readonly state: string
  readonly level: string
  readonly shareAttribute: string
  readonly openAttribute: string
  readonly grade: number
  readonly obtainedBySharing: boolean
  /** State of its revision, `none` without one. */
  readonly revision: string
  readonly aggregated: boolean
  readonly secrecy: string
  readonly prepared: boolean
  /** `active`, `sealedOff` or `destroyed`. */
  readonly custody: string
  readonly derivedRisk: string
  readonly personal: boolean
}

/** The entry as the rules see it. */
export function entryFacts(entry: Entry, tree: TerritoryTree): EntryFacts {
  const { shareAttribute, openAttribute, grade } = entry.fields
  return {
    id: entry.id,
    provider: entry.provider,
    state: entry.state,
    level: tree.get(entry.territory)?.level ?? 'unknown',
    shareAttribute: typeof shareAttribute === 'string' ? shareAttribute : 'unset',
    openAttribute: typeof openAttribute === 'string' ? openAttribute : 'unset',
    grade: typeof grade === 'number' && Number.isSafeInteger(grade) ? grade : 4,
    obtainedBySharing: entry.fields['obtainedBySharing'] === true,
    revision: entry.revision,
    aggregated: entry.aggregated,
    secrecy: entry.secrecy,
    prepared: entry.prepared,
    custody: entry.custody,
    derivedRisk: entry.derivedRisk,
    personal: entry.personal,
  }
}

export function entryResource(entry: Pick<Entry, 'id' | 'territory'>): Resource {
  return { type: 'CatalogEntry', id: entry.id, territory: entry.territory, facts: { territory: entry.territory } }
}
