import { sql } from 'kysely'
import type { OrganizationId, TerritoryCode } from '@fadu/domain'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { OrganizationKind } from '../../platform/db/tables.ts'
import type { Resource } from '../../platform/law/gate.ts'
import { notFound } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'

export interface Organization {
  readonly id: OrganizationId
  readonly code: string
  readonly name: string
  readonly territory: TerritoryCode
  readonly kinds: readonly OrganizationKind[]
}

export async function readOrganization(tx: Db | Tx, id: string): Promise<Organization> {
  const row = await tx.selectFrom('organization').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound('单位')
  return toOrganization(row)
}

export async function readOwnerOfApplication(tx: Db | Tx, id: string): Promise<Organization> {
  const row = await tx.selectFrom('application').select('organization_id').where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound('应用')
  return readOrganization(tx, row.organization_id)
}

export function toOrganization(row: {
  id: string
  code: string
  name: string
  territory_code: string
  kinds: OrganizationKind[]
}): Organization {
  return {
    id: row.id as OrganizationId,
    code: row.code,
    name: row.name,
    territory: row.territory_code as TerritoryCode,
    kinds: row.kinds,
  }
}

export function organizationResource(organization: Pick<Organization, 'id' | 'territory' | 'kinds'>): Resource {
  const { id, territory, kinds } = organization
  return { type: 'Organization', id, territory, facts: { id, territory, kinds } }
}

export function territoryResource(tree: TerritoryTree, code: string): Resource {
  const territory = tree.get(code)
  if (territory === undefined) throw notFound('地区')
  return { type: 'Territory', id: territory.code, territory: territory.code, facts: { level: territory.level } }
}

/** The authority for public data of a territory; every territory that runs procedures has exactly one. */
export async function authorityOf(tx: Db | Tx, territory: string): Promise<OrganizationId | undefined> {
  return officeOf(tx, territory, 'authority')
}

/** The government of a territory. */
export async function governmentOf(tx: Db | Tx, territory: string): Promise<OrganizationId | undefined> {
  return officeOf(tx, territory, 'government')
}

/** In whose name the office opens what no person opens. */
export async function approverOf(tx: Db | Tx, organization: string): Promise<string | undefined> {
  const row = await tx
    .selectFrom('account')
    .select('id')
    .where('organization_id', '=', organization)
    .where('status', '=', 'active')
    .where(sql<boolean>`'approver' = any(roles)`)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

async function officeOf(
  tx: Db | Tx,
  territory: string,
  kind: 'authority' | 'government',
): Promise<OrganizationId | undefined> {
  const row = await tx
    .selectFrom('organization')
    .select('id')
    .where('territory_code', '=', territory)
    .where((eb) => eb('kinds', '@>', eb.val([kind]) as never))
    .orderBy('id')
    .executeTakeFirst()
  return row?.id as OrganizationId | undefined
}
