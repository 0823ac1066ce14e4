import {
  describeDeadlineDerivationZhCN,
  openActions,
  refusalZhCN,
  type CivilDate,
  type Deadline,
  type Refusal,
  type Regime,
  type TerritoryCode,
} from '@fadu/domain'
import { sql } from 'kysely'
import type { ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import { likeText } from '../../platform/db/like-text.ts'
import type { Db } from '../../platform/db/open-database.ts'
import { decodeCursor, idBefore, toPage, type Page } from '../../platform/http/page.ts'
import type { CalendarSource } from '../../platform/law/calendar-source.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { PackTextError } from '../../platform/law/pack-archive.ts'
import { clockView, type ClockView } from './clock-view.ts'
import { isLate } from './late.ts'
import { caseResource, caseState, type CaseRuntime, type LoadedCase } from './runtime.ts'

export interface CaseSummary {
  readonly id: string
  readonly procedure: string
  readonly title: string
  readonly pack: string
  readonly draft: boolean
  readonly state: string
  readonly stateTitle: string
  readonly open: boolean
  readonly territory: string
  readonly subject: { readonly type: string; readonly id: string; readonly name: string }
  readonly owner: { readonly id: string; readonly name: string } | null
  readonly openedAt: string
  readonly clocks: readonly ClockView[]
}

export interface CaseView extends CaseSummary {
  readonly version: number
  readonly form: Readonly<Record<string, unknown>>
  readonly parties: readonly {
    readonly party: string
    readonly label: string
    readonly organization: { readonly id: string; readonly name: string }
  }[]
  readonly actions: readonly {
    readonly action: string
    readonly by: string
    readonly role: string
    readonly form: string | null
    readonly cites: readonly string[]
    readonly open: boolean
    /** Why it is closed to the reader, in words. */
    readonly closedBecause: string | null
  }[]
  readonly states: readonly { readonly name: string; readonly title: string; readonly final: boolean }[]
  readonly timeline: readonly TimelineEntry[]
  /** What was entered with each act after the opening, oldest first. */
  readonly entries: readonly EnteredForm[]
  /** The alert of the platform for which it was opened; null for every other case. */
  readonly cause: CaseCause | null
  /** The printable count behind every due date. */
  readonly derivations: readonly { readonly period: string; readonly lines: readonly string[] }[]
}

export interface CaseCause {
  readonly id: string
  readonly signal: string
  /** Instant, ISO 8601. */
  readonly openedAt: string
}

export interface EnteredForm {
  readonly act: string
  readonly at: string
  readonly organization: { readonly id: string; readonly name: string }
  readonly form: Readonly<Record<string, unknown>>
}

export interface TimelineEntry {
  readonly receipt: string
  readonly at: string
  readonly action: string
  readonly outcome: string
  readonly actor: string
  readonly organization: string | null
  readonly grounds: readonly string[]
  readonly detail: Readonly<Record<string, unknown>>
}

export interface CaseService {
  find(id: string): Promise<{ readonly loaded: LoadedCase; readonly facts: ActFacts }>
  view(principal: AccountPrincipal, loaded: LoadedCase): Promise<CaseView>
  /** Cases an organisation is party to. */
  list(
    organization: string,
    query: {
      readonly open?: boolean | undefined
      /** Beginning of the number, or part of the title or of the name of the subject. */
      readonly q?: string | undefined
      readonly limit: number
      readonly cursor?: string | undefined
    },
  ): Promise<Page<CaseSummary>>
  today(): CivilDate
  /** Cases as they stand in lists; who may see them was asked before. */
  summaries(ids: readonly string[]): Promise<readonly CaseSummary[]>
  /** What an organisation owes, each case once, by the day on which the first of its clocks there falls due; without one last. */
  worklist(
    organization: string,
    query: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<Page<CaseSummary> & { readonly total: number; readonly overdue: number }>
}

/** By which law a case runs. */
type Course = Pick<CaseRow, 'procedure' | 'pack' | 'pack_version' | 'territory_code' | 'is_open'>
type CaseRow = Awaited<ReturnType<ReturnType<typeof selectCases>['execute']>>[number]

function selectCases(db: Db) {
  return db
    .selectFrom('procedure_case')
    .leftJoin('organization', 'organization.id', 'procedure_case.owner_id')
    .selectAll('procedure_case')
    .select(['organization.name as owner_name'])
}

export function createCaseService(deps: {
  readonly db: Db
  readonly runtime: CaseRuntime
  readonly gate: Gate
  readonly calendar: CalendarSource
  /** Of a case that something on the platform caused. */
  readonly causeOf: (caseId: string) => Promise<CaseCause | null>
}): CaseService {
  const { db, runtime, gate, calendar, causeOf } = deps

  const clocksOf = async (
    ids: readonly string[],
  ): Promise<ReadonlyMap<string, readonly { ledger: Deadline; owner: string }[]>> => {
    if (ids.length === 0) return new Map()
    const rows = await db
      .selectFrom('case_clock')
      .selectAll()
      .where('case_id', 'in', [...ids])
      .orderBy('id')
      .execute()
    const byCase = new Map<string, { ledger: Deadline; owner: string }[]>()
    for (const row of rows) {
      const list = byCase.get(row.case_id) ?? []
      list.push({ ledger: row.ledger as Deadline, owner: row.owner_id })
      byCase.set(row.case_id, list)
    }
    return byCase
  }

  /** A closed case whose text can no longer be read keeps its place in a list, under the bare names of its course. */
  const lawOf = async (row: Course): Promise<Regime> => {
    const territory = row.territory_code as TerritoryCode
    try {
      return await gate.regimeOfCase(db, territory, { pack: row.pack, version: row.pack_version })
    } catch (error) {
      if (row.is_open || !(error instanceof PackTextError)) throw error
      return gate.regimeFor(territory)
    }
  }

  /** The courses an organisation's cases run by whose title holds a text; titles stand in the law, not in the rows. */
  const coursesTitled = async (organization: string, q: string) => {
    const courses = await db
      .selectFrom('procedure_case')
      .innerJoin('case_party', 'case_party.case_id', 'procedure_case.id')
      .where('case_party.organization_id', '=', organization)
      .select(['procedure', 'pack', 'pack_version', 'territory_code'])
      .select((eb) => eb.fn<boolean>('bool_or', ['is_open']).as('is_open'))
      .groupBy(['procedure', 'pack', 'pack_version', 'territory_code'])
      .execute()
    const sought = q.toLowerCase()
    const titled: (typeof courses)[number][] = []
    for (const course of courses) {
      const title = definitionIn(await lawOf(course), course)?.title ?? course.procedure
      if (title.toLowerCase().includes(sought)) titled.push(course)
    }
    return titled
  }

  const toSummaries = async (rows: readonly CaseRow[]): Promise<readonly CaseSummary[]> => {
    const clocks = await clocksOf(rows.map((r) => r.id))
    const laws = new Map<CaseRow, Regime>()
    for (const row of rows) laws.set(row, await lawOf(row))
    return rows.map((row) => {
      const regime = laws.get(row)!
      const definition = definitionIn(regime, row)
      return {
        id: row.id,
        procedure: row.procedure,
        title: definition?.title ?? row.procedure,
        pack: row.pack,
        draft: regime.draft,
        state: row.state,
        stateTitle: definition?.states.get(row.state)?.title ?? row.state,
        open: row.is_open,
        territory: row.territory_code,
        subject: { type: row.subject_type, id: row.subject_id, name: row.subject_name },
        owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
        openedAt: row.opened_at.toISOString(),
        clocks: (clocks.get(row.id) ?? []).map(({ ledger, owner }) =>
          clockView(ledger, owner, gate.now(), calendar.now()),
        ),
      }
    })
  }

  return {
    today: () => gate.today(),
    find: async (id) => {
      const loaded = await runtime.readCase(db, id, 'none')
      return {
        loaded,
        facts: {
          resource: caseResource(loaded.procedure, loaded.state, loaded.territory, loaded.id),
          context: {
            ...runtime.contextOf(loaded),
          },
        },
      }
    },
    view: async (principal, loaded) => {
      const [summary] = await toSummaries(await selectCases(db).where('procedure_case.id', '=', loaded.id).execute())
      const ids = [...new Set(Object.values(loaded.parties))]
      const organizations = new Map(
        (await db.selectFrom('organization').select(['id', 'name']).where('id', 'in', ids).execute()).map((o) => [
          o.id,
          o.name,
        ]),
      )
      const word = (concept: string, otherwise: string): string => loaded.regime.term(concept)?.text ?? otherwise
      const label = (party: string): string => word(party, party)
      const offered = openActions({
        regime: loaded.regime,
        definition: loaded.definition,
        actor: { organization: principal.organization.id, roles: principal.roles },
        facts: runtime.factsOf(loaded.subject),
        today: gate.today(),
        effects: runtime.effects,
        instruments: loaded.regime.instruments,
        case: caseState(loaded),
      })
      const ledgers = (await clocksOf([loaded.id])).get(loaded.id) ?? []
      return {
        ...summary!,
        version: loaded.version,
        form: loaded.form,
        parties: Object.entries(loaded.parties).map(([party, id]) => ({
          party,
          label: label(party),
          organization: { id, name: organizations.get(id) ?? '' },
        })),
        actions: offered.map(({ action, closed }) => ({
          action: action.name,
          by: label(action.by),
          role: loaded.regime.term(`role.${action.role}`)?.text ?? action.role,
          form: action.form ?? null,
          cites: action.cites.length > 0 ? action.cites : loaded.definition.cites,
          open: closed === undefined,
          closedBecause: closed === undefined ? null : explain(closed, word),
        })),
        states: [...loaded.definition.states.values()].map((s) => ({
          name: s.name,
          title: s.title ?? s.name,
          final: s.final,
        })),
        timeline: await readTimeline(db, loaded.id),
        entries: await readEntered(db, loaded.id),
        cause: await causeOf(loaded.id),
        derivations: ledgers.map(({ ledger }) => ({
          period: ledger.period,
          lines: describeDeadlineDerivationZhCN(
            ledger,
            gate.now().getTime(),
            calendar.now().calendar,
            word(`period.${ledger.period}`, ledger.period),
          ),
        })),
      }
    },
    list: async (organization, { open, q, limit, cursor }) => {
      const before = idBefore(cursor)
      const titled = q === undefined ? [] : await coursesTitled(organization, q)
      const rows = await selectCases(db)
        .where((eb) =>
          eb(
            'procedure_case.id',
            'in',
            eb.selectFrom('case_party').select('case_id').where('organization_id', '=', organization),
          ),
        )
        .$if(open !== undefined, (qb) => qb.where('procedure_case.is_open', '=', open!))
        .$if(q !== undefined, (qb) =>
          qb.where((eb) =>
            eb.or([
              eb('procedure_case.subject_name', 'ilike', `%${likeText(q!)}%`),
              sql<boolean>`procedure_case.id::text like ${`${likeText(q!.toLowerCase())}%`}`,
              ...titled.map(({ procedure, pack, pack_version: version }) =>
                eb.and([
                  eb('procedure_case.procedure', '=', procedure),
                  eb('procedure_case.pack', '=', pack),
                  eb('procedure_case.pack_version', '=', version),
                ]),
              ),
            ]),
          ),
        )
        .where('procedure_case.id', '<', before)
        .orderBy('procedure_case.id', 'desc')
        .limit(limit + 1)
        .execute()
      const page = toPage(
        rows,
        limit,
        (r) => [r.id],
        (r) => r,
      )
      return { items: await toSummaries(page.items), next: page.next }
    },
    summaries: async (ids) =>
      ids.length === 0
        ? []
        : toSummaries(
            await selectCases(db)
              .where('procedure_case.id', 'in', [...ids])
              .execute(),
          ),
    worklist: async (organization, { limit, cursor }) => {
      const after = cursor === undefined ? undefined : decodeCursor(cursor, ['dayOrNone', 'id'])
      // A case may run several clocks; it stands where the first of them puts it.
      const firstDue = db
        .selectFrom('case_clock')
        .select((eb) => [
          'case_id',
          eb.fn.min('due_on').as('due_on'),
          sql<boolean>`bool_or(${isLate(gate.now())})`.as('late'),
        ])
        .where('owner_id', '=', organization)
        .where('state', '=', 'running')
        .groupBy('case_id')
        .as('first_due')
      const dueOn = sql<string>`coalesce(first_due.due_on, 'infinity')`
      const rows = await selectCases(db)
        .leftJoin(firstDue, 'first_due.case_id', 'procedure_case.id')
        .select('first_due.due_on as first_due_on')
        .where('procedure_case.owner_id', '=', organization)
        .where('procedure_case.is_open', '=', true)
        .$if(after !== undefined, (qb) => {
          const [day, id] = after!
          return qb.where(sql<boolean>`(${dueOn}, procedure_case.id) > (${day || 'infinity'}::date, ${id}::uuid)`)
        })
        .orderBy(dueOn)
        .orderBy('procedure_case.id')
        .limit(limit + 1)
        .execute()
      const { total, overdue } = await db
        .selectFrom('procedure_case')
        .leftJoin(firstDue, 'first_due.case_id', 'procedure_case.id')
        .select((eb) => [
          eb.fn.countAll<number>().as('total'),
          sql<number>`count(*) filter (where first_due.late)`.as('overdue'),
        ])
        .where('owner_id', '=', organization)
        .where('is_open', '=', true)
        .executeTakeFirstOrThrow()
      const page = toPage(
        rows,
        limit,
        (r) => [r.first_due_on ?? '', r.id],
        (r) => r,
      )
      return {
        items: await toSummaries(page.items),
        next: page.next,
        total: Number(total),
        overdue: Number(overdue),
      }
    },
  }
}

function definitionIn(regime: Regime, { pack, pack_version: version, procedure }: Course) {
  return regime.packs.find((p) => p.id === pack && p.version === version)?.procedures.get(procedure)
}

/** A refusal in the regime's own words: parties and roles by what they are called there. */
function explain(refusal: Refusal, word: (concept: string, otherwise: string) => string): string {
  const { reason } = refusal
  const say = refusalZhCN[reason.code] as (r: typeof reason) => string
  if (reason.code === 'ACT_NOT_PARTY') return say({ ...reason, party: word(reason.party, reason.party) })
  return reason.code === 'ACT_ROLE_MISSING'
    ? say({ ...reason, role: word(`role.${reason.role}`, reason.role) })
    : say(reason)
}

async function readEntered(db: Db, caseId: string): Promise<readonly EnteredForm[]> {
  const rows = await db
    .selectFrom('case_entry')
    .innerJoin('organization', 'organization.id', 'case_entry.organization_id')
    .select(['case_entry.act', 'case_entry.form', 'case_entry.entered_at', 'organization.id', 'organization.name'])
    .where('case_entry.case_id', '=', caseId)
    .orderBy('case_entry.version')
    .execute()
  return rows.map(({ act, form, entered_at, id, name }) => ({
    act,
    at: entered_at.toISOString(),
    organization: { id, name },
    form,
  }))
}

async function readTimeline(db: Db, caseId: string): Promise<readonly TimelineEntry[]> {
  const rows = await db
    .selectFrom('log_entry')
    .leftJoin('organization', 'organization.id', 'log_entry.organization_id')
    .select([
      'log_entry.id',
      'log_entry.recorded_at',
      'log_entry.action',
      'log_entry.actor',
      'log_entry.body',
      'organization.name',
    ])
    .where('case_id', '=', caseId)
    .where('log_entry.kind', 'in', ['act', 'refusal'])
    // Each download is on record; what was done to the case is not lost among them.
    .where('log_entry.action', '!=', 'document.read')
    .orderBy('recorded_at')
    .orderBy('log_entry.id')
    .limit(500)
    .execute()
  return rows.map((row) => {
    const body = JSON.parse(row.body) as { grounds: string[]; outcome: string; detail?: Record<string, unknown> }
    return {
      receipt: row.id,
      at: row.recorded_at.toISOString(),
      action: row.action,
      outcome: body.outcome,
      actor: row.actor,
      organization: row.name,
      grounds: body.grounds,
      detail: body.detail ?? {},
    }
  })
}
