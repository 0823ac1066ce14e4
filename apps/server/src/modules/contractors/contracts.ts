import { sql } from 'kysely'
import { guardCites, type OrganizationId, type Regime, type TerritoryCode } from '@fadu/domain'
import type { ActingOrganization } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { OrganizationKind } from '../../platform/db/tables.ts'
import { Refused } from '../../platform/problem/index.ts'

/** Kept by this code; each regime that asks for the review says on which clause. */
const guard = 'contractor.reviewed'

/**
 * No account and no data for a contractor before the outsourced activity passed its security review (NB-05-7, WZ-43-1).
 * Asked where a regime binds a clause to it.
 *
 * @param principal - The agency whose contract counts; that of any agency when not said.
 * @throws {Refused}
 */
export async function requireReviewed(
  tx: Db | Tx,
  regime: Regime,
  { contractor, principal }: { readonly contractor: string; readonly principal?: string },
): Promise<void> {
  const cites = guardCites(regime, guard)
  const [clause] = cites
  if (clause === undefined) return
  const passed = await tx
    .selectFrom('service_contract')
    .select('case_id')
    .where('contractor_id', '=', contractor)
    .$if(principal !== undefined, (qb) => qb.where('principal_id', '=', principal!))
    .where('reviewed_at', 'is not', null)
    .where('ended_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (passed !== undefined) return
  throw new Refused({
    reason: { code: 'ACT_FORBIDDEN' },
    grounds: regime.grounds(cites, `guard/${guard}`),
    needed: [
      {
        clause,
        text: '先对该单位承接的外包活动开展安全审查并通过（outsourcing.contract）',
        textEn: 'a security review of the outsourced activity that it passed (outsourcing.contract)',
      },
    ],
  })
}

/** Whether an organisation is there as a contractor alone: what else it is gives it accounts of its own right. */
export function isContractorOnly(kinds: readonly OrganizationKind[]): boolean {
  return kinds.includes('contractor') && !kinds.includes('agency')
}

/**
 * The agency in whose name an account works on an entry, by the latest contract that admitted it; also after the contract
 * ended, since what was written under it goes on to be checked. Undefined for an account that nobody admitted.
 */
export async function commissionerOf(
  tx: Db | Tx,
  account: string,
  entry: string,
): Promise<ActingOrganization | undefined> {
  const row = await tx
    .selectFrom('service_contract_account as a')
    .innerJoin('service_contract as c', 'c.case_id', 'a.case_id')
    .innerJoin('service_contract_dataset as d', 'd.case_id', 'a.case_id')
    .innerJoin('organization as o', 'o.id', 'c.principal_id')
    .select(['o.id', 'o.name', 'o.territory_code', 'o.kinds'])
    .where('a.account_id', '=', account)
    .where('d.entry_id', '=', entry)
    .where(sql<boolean>`'quality' = any(c.tasks)`)
    .orderBy('a.admitted_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const { id, name, territory_code, kinds } = row
  return { id: id as OrganizationId, name, territory: territory_code as TerritoryCode, kinds }
}
