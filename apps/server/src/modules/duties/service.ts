import type { CivilDate, DutyDefinition, OrganizationId, Regime, TerritoryCode } from '@fadu/domain'
import type { Acts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import type { CaseRuntime } from '../cases/index.ts'

/** One duty of one organisation, as it stands. */
export interface DutyLine {
  readonly duty: string
  readonly title: string
  readonly cites: readonly string[]
  readonly organization: { readonly id: string; readonly name: string }
  /** Null while it has not been assigned: a gap. */
  readonly case: string | null
  readonly state: string | null
  readonly due: CivilDate | null
  readonly overdue: boolean
}

export interface DutyService {
  /** Every duty of the regime for every organisation of the territory that owes it, gaps included. */
  register(territory: TerritoryCode): Promise<readonly DutyLine[]>
  /**
   * Opens the files that are missing, each as an act of its own, decided and recorded. It may be repeated: what is there
   * stays, what is missing is opened.
   *
   * @returns How many were opened now and how many are still missing after `limit`.
   */
  assign(
    principal: AccountPrincipal,
    territory: TerritoryCode,
    limit: number,
  ): Promise<{ readonly opened: number; readonly remaining: number }>
}

export function createDutyService(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly acts: Acts
  readonly runtime: CaseRuntime
}): DutyService {
  const { db, gate, acts, runtime } = deps

  const register = async (territory: TerritoryCode): Promise<readonly DutyLine[]> => {
    const regime = gate.regimeFor(territory)
    const duties = dutiesOf(regime)
    const [organizations, files] = await Promise.all([owingIn(db, territory), filesIn(db, territory, duties)])
    const today = gate.today()
    return duties.flatMap((duty) =>
      organizations
        .filter((organization) => organization.kinds.includes(duty.owedBy))
        .map(({ id, name }): DutyLine => {
          const file = files.get(`${duty.name}/${id}`)
          const state = file === undefined ? undefined : regime.procedure(duty.name)?.definition.states.get(file.state)
          return {
            duty: duty.name,
            title: duty.title,
            cites: duty.cites,
            organization: { id, name },
            case: file?.id ?? null,
            state: state?.title ?? file?.state ?? null,
            due: file?.due ?? null,
            overdue: file?.due !== undefined && file.due !== null && file.due < today,
          }
        }),
    )
  }

  return {
    register,
    assign: async (principal, territory, limit) => {
      const missing = (await register(territory)).filter((line) => line.case === null)
      const now = missing.slice(0, limit)
      for (const { duty, organization } of now) {
        await acts.perform(principal, runtime.open(principal, duty, { type: 'organization', id: organization.id }, {}))
      }
      return { opened: now.length, remaining: missing.length - now.length }
    },
  }
}

/** The duties of a regime; where two texts name one, the nearest speaks. */
function dutiesOf(regime: Regime): readonly DutyDefinition[] {
  const byName = new Map<string, DutyDefinition>()
  for (const duty of regime.packs.flatMap((pack) => pack.duties)) {
    if (!byName.has(duty.name)) byName.set(duty.name, duty)
  }
  return [...byName.values()]
}

async function owingIn(
  db: Db,
  territory: TerritoryCode,
): Promise<readonly { readonly id: OrganizationId; readonly name: string; readonly kinds: readonly string[] }[]> {
  const rows = await db
    .selectFrom('organization')
    .select(['id', 'name', 'kinds'])
    .where('territory_code', '=', territory)
    .orderBy('code')
    .execute()
  return rows.map((row) => ({ ...row, id: row.id as OrganizationId }))
}

/** Open files by duty and organisation, with the day the running clock ends. */
async function filesIn(
  db: Db,
  territory: TerritoryCode,
  duties: readonly DutyDefinition[],
): Promise<ReadonlyMap<string, { readonly id: string; readonly state: string; readonly due: CivilDate | null }>> {
  if (duties.length === 0) return new Map()
  const rows = await db
    .selectFrom('procedure_case')
    .leftJoin('case_clock', (join) =>
      join.onRef('case_clock.case_id', '=', 'procedure_case.id').on('case_clock.state', '=', 'running'),
    )
    .select([
      'procedure_case.id',
      'procedure_case.procedure',
      'procedure_case.subject_id',
      'procedure_case.state',
      'case_clock.due_on',
    ])
    .where('procedure_case.territory_code', '=', territory)
    .where('procedure_case.is_open', '=', true)
    .where(
      'procedure_case.procedure',
      'in',
      duties.map((duty) => duty.name),
    )
    .execute()
  return new Map(
    rows.map((row) => [`${row.procedure}/${row.subject_id}`, { id: row.id, state: row.state, due: row.due_on }]),
  )
}
