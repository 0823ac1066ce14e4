import { sql } from 'kysely'
import type { CivilDate, TerritoryCode } from '@fadu/domain'
import type { Tx } from '../../platform/db/open-database.ts'
import { holdsPersonal, toEntry, type Entry, type ItemInput } from '../catalog/index.ts'

/** An entry as it can be told: its row, and the standing version with the record of its publication. */
export interface StandingEntry {
  readonly entry: Entry
  readonly provider: string
  readonly items: readonly ItemInput[]
  readonly receipt: string | null
}

export interface StandingGrant {
  readonly id: string
  readonly entry: string
  readonly applicant: { readonly name: string; readonly territory: TerritoryCode }
  readonly status: 'active' | 'suspended' | 'revoked'
  readonly fields: readonly string[]
  readonly purposes: readonly string[]
  readonly modes: readonly string[]
  readonly narrowed: boolean
  readonly until: CivilDate
  readonly issuedAt: Date
  readonly receipt: string | null
}

/** The act of a case by which something came about: the first of it that was recorded from then on. */
const receiptOf = (caseId: string, at: string) =>
  sql<string | null>`(
    select l.id::text from log_entry l
    where l.case_id = ${sql.ref(caseId)} and l.kind = 'act' and l.recorded_at >= ${sql.ref(at)}
    order by l.id limit 1)`

export async function standingEntries(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, StandingEntry>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('catalog_entry as e')
    .innerJoin('organization as o', 'o.id', 'e.provider_id')
    .innerJoin('catalog_version as v', (join) =>
      join.onRef('v.entry_id', '=', 'e.id').onRef('v.number', '=', 'e.published_version'),
    )
    .leftJoin('dataset as d', 'd.entry_id', 'e.id')
    .leftJoin('catalog_revision as r', 'r.entry_id', 'e.id')
    .selectAll('e')
    .select([
      'o.name as provider_name',
      'v.name as standing_name',
      'v.fields as standing_fields',
      'v.items as standing_items',
      'd.row_count',
      'd.custody',
      'r.state as revision',
    ])
    .select(receiptOf('v.case_id', 'v.published_at').as('receipt'))
    .select(holdsPersonal(sql`e.id`).as('personal'))
    .where('e.id', 'in', [...ids])
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        entry: {
          ...toEntry({ ...row, name: row.standing_name, fields: row.standing_fields }),
          revision: row.revision ?? 'none',
          aggregated: (row.row_count ?? 0) > 0,
          personal: row.personal,
          custody: row.custody ?? 'active',
        },
        provider: row.provider_name,
        items: row.standing_items as readonly ItemInput[],
        receipt: row.receipt,
      },
    ]),
  )
}

export async function standingGrants(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, StandingGrant>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('data_grant as g')
    .innerJoin('organization as o', 'o.id', 'g.applicant_id')
    .innerJoin('grant_change as c', 'c.grant_id', 'g.id')
    .selectAll('g')
    .select(['o.name as applicant_name', 'o.territory_code as applicant_territory'])
    .select(receiptOf('c.case_id', 'c.made_at').as('receipt'))
    .where('g.id', 'in', [...ids])
    .where(sql<boolean>`c.position = (select max(n.position) from grant_change n where n.grant_id = g.id)`)
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        entry: row.entry_id,
        applicant: { name: row.applicant_name, territory: row.applicant_territory as TerritoryCode },
        status: row.status,
        fields: row.fields,
        purposes: row.purposes,
        modes: row.modes,
        narrowed: row.row_filter.length > 0 || Object.keys(row.masks).length > 0,
        until: row.valid_until,
        issuedAt: row.issued_at,
        receipt: row.receipt,
      },
    ]),
  )
}
