import { sql } from 'kysely'
import type { CedarValue, CivilDate, Decision } from '@fadu/domain'
import type { ActingOrganization, Principal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { notFound } from '../../platform/problem/index.ts'
import type { Dataset, DatasetStore } from '../../platform/release/dataset-store.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { datasetFacts } from '../aggregate/index.ts'
import { readEntry, readItems, type Entry, type Item } from '../catalog/index.ts'
import { readOrganization } from '../org/index.ts'
import { grantFacts, noGrant } from '../share/index.ts'
import { itemsRead, type ProcessingPlan } from './plan.ts'

/** An input of a plan as it stands now. */
export interface PlanInput {
  readonly name: string
  readonly entry: Entry
  readonly dataset: Dataset
  readonly items: readonly Item[]
  /** Items the plan reads of it. */
  readonly read: readonly string[]
}

export interface InputDeps {
  readonly gate: Gate
  readonly datasets: DatasetStore
  readonly territories: () => TerritoryTree
}

/** @throws {Problem} NOT_FOUND when an input has no dataset. */
export async function readInputs(tx: Db | Tx, deps: InputDeps, plan: ProcessingPlan): Promise<readonly PlanInput[]> {
  const inputs: PlanInput[] = []
  for (const { name, entry: code } of plan.inputs) {
    const dataset = await deps.datasets.byCode(tx, code)
    if (dataset === undefined) throw notFound('数据集')
    const entry = await readEntry(tx, dataset.entry)
    inputs.push({ name, entry, dataset, items: await readItems(tx, entry.id), read: itemsRead(plan, name) })
  }
  return inputs
}

export interface Admission {
  readonly decision: Decision
  readonly principal: Principal
  /** Null where an agency processes its own data. */
  readonly grant: string | null
}

/**
 * Whether an agency may read an input for this purpose. Processing is use: of another agency's data it needs a grant that
 * names the purpose and every item, and is decided as a call under that grant would be.
 */
export async function admit(
  tx: Db | Tx,
  { gate, territories }: InputDeps,
  asked: {
    readonly agency: ActingOrganization
    readonly account: string
    readonly purpose: string
    readonly input: Pick<PlanInput, 'dataset' | 'entry' | 'read'>
  },
): Promise<Admission> {
  const { agency, purpose, input } = asked
  const own = input.entry.provider === agency.id
  const grant = own ? undefined : await bestGrant(tx, agency.id, input, purpose, gate.today())
  const principal: Principal =
    grant === undefined
      ? { type: 'Account', id: asked.account, name: agency.name, organization: agency, roles: ['steward'] }
      : {
          type: 'Application',
          id: grant.application,
          name: grant.name,
          organization: agency,
          status: grant.applicationStatus,
          // Nothing is called: it is read inside.
          signedCalls: false,
        }
  const { resource, context } = datasetFacts(input.dataset, input.entry, territories())
  const decision = gate.decide({
    action: 'data.process',
    principal,
    resource,
    context: {
      ...context,
      grant: grant?.facts ?? noGrant,
      purpose,
      matterGiven: true,
      fields: [...input.read],
      mode: 'processing',
      // What is processed stays inside the platform: it is not counted as taken.
      quota: 'left',
    },
  })
  return { decision, principal, grant: grant?.id ?? null }
}

/** An agency as it acts when no person is there: in the background. */
export async function actingAgency(tx: Db | Tx, id: string): Promise<ActingOrganization> {
  const { name, territory, kinds, ...organization } = await readOrganization(tx, id)
  return { id: organization.id, name, territory, kinds }
}

interface AgencyGrant {
  readonly id: string
  readonly application: string
  readonly name: string
  readonly applicationStatus: 'active' | 'suspended'
  readonly facts: Readonly<Record<string, CedarValue>>
}

async function bestGrant(
  tx: Db | Tx,
  agency: string,
  { entry, read }: Pick<PlanInput, 'entry' | 'read'>,
  purpose: string,
  today: CivilDate,
): Promise<AgencyGrant | undefined> {
  const row = await tx
    .selectFrom('data_grant')
    .innerJoin('application', 'application.id', 'data_grant.application_id')
    .selectAll('data_grant')
    .select(['application.name', 'application.status as application_status'])
    .where('data_grant.applicant_id', '=', agency)
    .where('data_grant.entry_id', '=', entry.id)
    .orderBy(
      sql`(data_grant.status = 'active' and valid_until >= ${today} and ${purpose} = any(purposes) and fields @> ${[...read]}::text[])`,
      'desc',
    )
    .orderBy(sql`(data_grant.status = 'active' and valid_until >= ${today})`, 'desc')
    .orderBy('issued_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    id: row.id,
    application: row.application_id,
    name: row.name,
    applicationStatus: row.application_status,
    facts: grantFacts(row, today),
  }
}
