import type { Selectable } from 'kysely'
import type { CivilDate } from '@fadu/domain'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { InformationSystemTable } from '../../platform/db/tables.ts'
import { notFound } from '../../platform/problem/index.ts'

export type Funding = InformationSystemTable['funding']
export const fundings: readonly Funding[] = ['fiscalNew', 'fiscalUpgrade', 'purchasedService', 'other']

/** What an agency says of an information system of its own. */
export interface SystemInput {
  readonly code: string
  readonly name: string
  readonly funding: Funding
  /** Department in charge of it. */
  readonly department: string
  readonly operator: string | null
  /** Level of graded protection, 1 to 5 (GB/T 22240); null while it has not been determined. */
  readonly protectionLevel: number | null
  readonly liveOn: CivilDate | null
  /** Kinds of database it runs on. */
  readonly databases: readonly string[]
  /** Name and number of the project it came from, as in `project.catalog`. */
  readonly project: string | null
}

export interface InformationSystem extends SystemInput {
  readonly id: string
  readonly organization: { readonly id: string; readonly name: string }
  readonly territory: string
  readonly status: 'active' | 'closed'
  readonly version: number
}

export function selectSystems(db: Db | Tx) {
  return db
    .selectFrom('information_system')
    .innerJoin('organization', 'organization.id', 'information_system.organization_id')
    .selectAll('information_system')
    .select('organization.name as organization_name')
}

/** @throws {Problem} `NOT_FOUND` */
export async function readSystem(tx: Db | Tx, id: string): Promise<InformationSystem> {
  const row = await selectSystems(tx).where('information_system.id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound('信息系统')
  return toSystem(row)
}

/** Locks it until the act is done. */
export async function lockSystem(tx: Tx, id: string): Promise<InformationSystem> {
  await tx.selectFrom('information_system').select('id').where('id', '=', id).forUpdate().execute()
  return readSystem(tx, id)
}

export function toSystem(
  row: Selectable<InformationSystemTable> & { readonly organization_name: string },
): InformationSystem {
  return {
    id: row.id,
    organization: { id: row.organization_id, name: row.organization_name },
    territory: row.territory_code,
    code: row.code,
    name: row.name,
    funding: row.funding,
    department: row.department,
    operator: row.operator,
    protectionLevel: row.protection_level,
    liveOn: row.live_on,
    databases: row.databases,
    project: row.project,
    status: row.status,
    version: row.version,
  }
}
