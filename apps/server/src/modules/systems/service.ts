import { uuidv7 } from 'uuidv7'
import type { CivilDate, TerritoryCode } from '@fadu/domain'
import type { Act, ActFacts, Acts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import { violatedConstraint, type Db, type Tx } from '../../platform/db/open-database.ts'
import { decodeCursor, toPage, type Page } from '../../platform/http/page.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import type { CaseRuntime } from '../cases/index.ts'
import { visibilityIn, visibleWhere } from '../catalog/index.ts'
import { organizationResource, readOrganization } from '../org/index.ts'
import { demandsUpdate, entriesOf, openUpdates, type SchemaChange, type UpdateTask } from './schema-change.ts'
import { lockSystem, readSystem, selectSystems, toSystem, type InformationSystem, type SystemInput } from './systems.ts'

export interface SystemView extends InformationSystem {
  /** Entries that name it, as far as the viewer may see them. */
  readonly entries: readonly {
    readonly id: string
    readonly code: string
    readonly name: string
    readonly state: string
  }[]
  readonly schemaChanges: readonly (SchemaChange & {
    readonly id: string
    readonly registeredAt: string
    readonly tasks: readonly UpdateTask[]
  })[]
}

export interface SystemQuery {
  readonly territory: string
  readonly organization?: string | undefined
  readonly status?: InformationSystem['status'] | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

interface SystemFacts extends ActFacts {
  readonly system: InformationSystem
}

interface Saved {
  readonly id: string
  readonly version: number
}

/** The register of information systems: what the data of a catalog comes from (YZ-08, WZ-14). */
export interface SystemService {
  list(query: SystemQuery): Promise<Page<InformationSystem>>
  find(id: string): Promise<{ readonly system: InformationSystem; readonly facts: ActFacts }>
  view(principal: AccountPrincipal, system: InformationSystem): Promise<SystemView>
  register(organization: string, input: SystemInput): Act<ActFacts, Saved>
  amend(id: string, version: number, input: SystemInput): Act<SystemFacts, Saved>
  /** It goes out of use; entries that name it stay, their agency decides of them. */
  close(id: string, version: number): Act<SystemFacts, Saved>
  /** Registers a change of its schema and, where the regime demands it, opens the update of its published entries. */
  changeSchema(
    principal: AccountPrincipal,
    id: string,
    change: SchemaChange,
  ): Act<SystemFacts, { readonly id: string; readonly tasks: readonly UpdateTask[] }>
}

export function createSystemService(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly acts: Acts
  readonly runtime: CaseRuntime
  readonly territories: () => TerritoryTree
}): SystemService {
  const { db, gate, territories } = deps

  const factsOf = async (tx: Db | Tx, system: InformationSystem): Promise<ActFacts> => ({
    resource: organizationResource(await readOrganization(tx, system.organization.id)),
    trace: { subject: { type: 'InformationSystem', id: system.id } },
  })
  const load =
    (id: string) =>
    async (tx: Tx): Promise<SystemFacts> => {
      const system = await lockSystem(tx, id)
      return { ...(await factsOf(tx, system)), system }
    }

  return {
    list: async ({ territory, organization, status, limit, cursor }) => {
      const [code, id] = cursor === undefined ? ['', ''] : decodeCursor(cursor, ['text', 'id'])
      const rows = await selectSystems(db)
        .where('information_system.territory_code', 'in', [...territories().within(territory)])
        .$if(organization !== undefined, (qb) => qb.where('information_system.organization_id', '=', organization!))
        .$if(status !== undefined, (qb) => qb.where('information_system.status', '=', status!))
        .$if(cursor !== undefined, (qb) =>
          qb.where((eb) =>
            eb.or([
              eb('information_system.code', '>', code!),
              eb.and([eb('information_system.code', '=', code!), eb('information_system.id', '>', id!)]),
            ]),
          ),
        )
        .orderBy('information_system.code')
        .orderBy('information_system.id')
        .limit(limit + 1)
        .execute()
      return toPage(rows, limit, (row) => [row.code, row.id], toSystem)
    },
    find: async (id) => {
      const system = await readSystem(db, id)
      return { system, facts: await factsOf(db, system) }
    },
    view: async (principal, system) => {
      const visible = visibleWhere(visibilityIn(principal, system.territory, territories()), 'catalog_search')
      const entries = await entriesOf(db, system)
        .innerJoin('catalog_entry', 'catalog_entry.id', 'catalog_search.entry_id')
        .select(['catalog_entry.id', 'catalog_entry.code', 'catalog_entry.name', 'catalog_entry.state'])
        .where(visible)
        .orderBy('catalog_entry.code')
        .execute()
      return { ...system, entries, schemaChanges: await changesOf(db, system.id) }
    },
    register: (organization, input) => ({
      action: 'informationSystem.register',
      load: async (tx) => ({ resource: organizationResource(await readOrganization(tx, organization)) }),
      carryOut: async (tx) => {
        const { territory } = await readOrganization(tx, organization)
        const id = uuidv7()
        await refusingDuplicates(() =>
          tx
            .insertInto('information_system')
            .values({
              id,
              organization_id: organization,
              territory_code: territory,
              ...columnsOf(input),
              registered_at: gate.now(),
              closed_at: null,
            })
            .execute(),
        )
        return { id, version: 1 }
      },
      trace: (_, { id }) => ({ subject: { type: 'InformationSystem', id } }),
    }),
    amend: (id, version, input) => ({
      action: 'informationSystem.amend',
      load: load(id),
      carryOut: async (tx, { system }) => {
        requireVersion(system, version)
        requireActive(system)
        await refusingDuplicates(() =>
          tx
            .updateTable('information_system')
            .set({ ...columnsOf(input), version: version + 1 })
            .where('id', '=', id)
            .execute(),
        )
        return { id, version: version + 1 }
      },
    }),
    close: (id, version) => ({
      action: 'informationSystem.close',
      load: load(id),
      carryOut: async (tx, { system }) => {
        requireVersion(system, version)
        requireActive(system)
        await tx
          .updateTable('information_system')
          .set({ status: 'closed', closed_at: gate.now(), version: version + 1 })
          .where('id', '=', id)
          .execute()
        return { id, version: version + 1 }
      },
    }),
    changeSchema: (principal, id, change) => ({
      action: 'informationSystem.changeSchema',
      load: load(id),
      carryOut: async (tx, { system }) => {
        requireActive(system)
        requirePast(change.changedOn, gate.today())
        const changeId = uuidv7()
        await tx
          .insertInto('system_schema_change')
          .values({
            id: changeId,
            system_id: id,
            changed_on: change.changedOn,
            description: change.description,
            registered_at: gate.now(),
          })
          .execute()
        const demanded = demandsUpdate(gate.regimeFor(system.territory as TerritoryCode))
        const tasks = demanded ? await openUpdates(tx, deps, principal, system, change) : []
        if (tasks.length > 0) {
          await tx
            .insertInto('schema_change_task')
            .values(tasks.map((task) => ({ change_id: changeId, entry_id: task.entry, case_id: task.case })))
            .execute()
        }
        return { id: changeId, tasks }
      },
      trace: (_, result) => ({ detail: { change: result.id, tasks: result.tasks.length } }),
    }),
  }
}

function columnsOf(input: SystemInput) {
  return {
    code: input.code,
    name: input.name,
    funding: input.funding,
    department: input.department,
    operator: input.operator,
    protection_level: input.protectionLevel,
    live_on: input.liveOn,
    databases: [...input.databases],
    project: input.project,
  }
}

function requireVersion({ version }: InformationSystem, given: number): void {
  if (version !== given) throw new Problem({ code: 'VERSION_CONFLICT', current: version, given })
}

function requireActive({ status }: InformationSystem): void {
  if (status === 'closed') throw new Problem({ code: 'STATE_CONFLICT', what: '信息系统', state: 'closed' })
}

function requirePast(changedOn: CivilDate, today: CivilDate): void {
  if (changedOn <= today) return
  const faults = [{ field: 'body.changedOn', expected: 'a day that has come' }]
  throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}

const uniqueFields: Readonly<Record<string, string>> = {
  information_system_code_unique: 'code',
  information_system_name_unique: 'name',
}

async function refusingDuplicates(write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    const field = uniqueFields[violatedConstraint(error) ?? '']
    if (field !== undefined) throw new Problem({ code: 'DUPLICATE', field })
    throw error
  }
}

async function changesOf(db: Db, system: string): Promise<SystemView['schemaChanges']> {
  const changes = await db
    .selectFrom('system_schema_change')
    .selectAll()
    .where('system_id', '=', system)
    .orderBy('registered_at', 'desc')
    .orderBy('id', 'desc')
    .limit(200)
    .execute()
  const tasks =
    changes.length === 0
      ? []
      : await db
          .selectFrom('schema_change_task')
          .selectAll()
          .where(
            'change_id',
            'in',
            changes.map((change) => change.id),
          )
          .execute()
  return changes.map((change) => ({
    id: change.id,
    changedOn: change.changed_on,
    description: change.description,
    registeredAt: change.registered_at.toISOString(),
    tasks: tasks.filter((t) => t.change_id === change.id).map((t) => ({ entry: t.entry_id, case: t.case_id })),
  }))
}
