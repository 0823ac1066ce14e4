import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import {
  chosenIn,
  givenIn,
  happen,
  isBasis,
  isOpener,
  openCase,
  step,
  type CedarValue,
  type Facts,
  type FormData,
  type Move,
  type OrganizationId,
  type ProcedureDefinition,
  type Regime,
  type StepInput,
  type TerritoryCode,
} from '@fadu/domain'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal, ActingOrganization } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { CalendarSource } from '../../platform/law/calendar-source.ts'
import type { Gate, Resource } from '../../platform/law/gate.ts'
import { settledBy, type EvidenceLog } from '../../platform/log/evidence-log.ts'
import { notFound, Problem, Refused } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { isUuid } from '../../platform/uuid.ts'
import type { LawAdditions } from '../law/index.ts'
import { authorityOf, governmentOf } from '../org/index.ts'
import { runClockCommands } from './clocks.ts'
import type { Effect, EffectInput, ModuleContribution, Subject, SubjectLoader } from './subjects.ts'

export interface CaseOpened {
  readonly case: string
  readonly state: string
}

/** Runs the procedures of the law: opens cases, takes their acts, moves them when something happens outside. */
export interface CaseRuntime {
  /** Effects that can be carried out; an act that needs another is refused. */
  readonly effects: ReadonlySet<string>
  /** What conditions of procedures may ask about a subject. */
  factsOf(subject: Subject): Facts
  /** What the rules may ask of a case that is only looked at. */
  contextOf(loaded: LoadedCase): Readonly<Record<string, CedarValue>>
  open(
    principal: AccountPrincipal,
    procedure: string,
    subject: { type: string; id: string },
    form: FormData,
  ): Act<OpeningFacts, CaseOpened>
  /**
   * Opens a case that a rule opens and no person: in the name of the office whose act it is, on what an account of the law's
   * side began. Recorded as an act of the platform.
   */
  openByRule(
    tx: Tx,
    office: ActingOrganization,
    begunBy: string,
    opening: { readonly procedure: string; readonly subject: { type: string; id: string }; readonly form: FormData },
  ): Promise<CaseOpened>
  act(
    principal: AccountPrincipal,
    caseId: string,
    action: string,
    request: { form: FormData; version: number | undefined },
  ): Act<CaseFacts, CaseOpened>
  /** Moves a case because of an event; nothing happens when its state does not wait for that. @returns Whether it moved. */
  happen(tx: Tx, caseId: string, event: string): Promise<boolean>
  readCase(tx: Db | Tx, caseId: string, lock: 'none' | 'update'): Promise<LoadedCase>
}

export interface LoadedCase {
  readonly id: string
  readonly procedure: string
  readonly pack: string
  readonly territory: TerritoryCode
  readonly state: string
  readonly version: number
  readonly parties: Readonly<Record<string, string>>
  readonly used: readonly string[]
  readonly form: FormData
  readonly subject: Subject
  readonly definition: ProcedureDefinition
  readonly regime: Regime
}

interface OpeningFacts extends ActFacts {
  readonly subject: Subject
  readonly regime: Regime
  readonly definition: ProcedureDefinition
  readonly pack: { readonly id: string; readonly version: string }
  readonly parties: ReadonlyMap<string, OrganizationId>
  readonly input: StepInput
}

interface CaseFacts extends ActFacts {
  readonly loaded: LoadedCase
  readonly input: StepInput
}

export function createCaseRuntime(deps: {
  readonly gate: Gate
  readonly calendar: CalendarSource
  readonly territories: () => TerritoryTree
  readonly contributions: readonly ModuleContribution[]
  readonly log: EvidenceLog
  readonly additions: LawAdditions
}): CaseRuntime {
  const { gate, calendar, territories, log, additions } = deps
  const loaders = new Map<string, SubjectLoader>(deps.contributions.flatMap((c) => Object.entries(c.subjects ?? {})))
  const effects = new Map<string, Effect>(deps.contributions.flatMap((c) => Object.entries(c.effects ?? {})))
  const guards = deps.contributions.flatMap((c) => Object.entries(c.guards ?? {}))
  const checkGuards = async (tx: Tx, act: string, input: EffectInput): Promise<void> => {
    for (const [name, check] of guards) if (name === act) await check(tx, input)
  }
  const known = new Set(effects.keys())

  const loadSubject = (tx: Db | Tx, type: string, id: string, lock: 'none' | 'update'): Promise<Subject> => {
    const loader = loaders.get(type)
    if (loader === undefined) throw new Error(`no module loads subjects of type ${type}`)
    // Territories alone are known by a code; the id of anything else reaches the database only when it is one.
    if (type !== 'territory' && !isUuid(id)) throw notFound('办理对象')
    return loader(tx, id, lock)
  }

  const factsOf = (subject: Subject): Facts => ({
    ...subject.facts,
    'territory.level': territories().get(subject.territory)?.level ?? 'unknown',
  })

  /** Settles who is party, once, when the case opens. A rule nobody fills leaves the party out, which is then refused. */
  const settleParties = async (
    tx: Tx,
    definition: ProcedureDefinition,
    subject: Subject,
    principal: AccountPrincipal,
    form: FormData,
  ): Promise<ReadonlyMap<string, OrganizationId>> => {
    const parties = new Map<string, OrganizationId>()
    for (const [party, rule] of definition.parties) {
      const organization = await fillParty(tx, rule, { subject, principal, form, tree: territories() })
      if (organization !== undefined) parties.set(party, organization)
    }
    return parties
  }

  /** What the rules may ask beside who acts and on which case. */
  const procedureContext = (
    subject: Subject,
    parties: Iterable<string>,
    entered: { readonly regime: Regime; readonly name: string | undefined; readonly form: FormData },
    roles: readonly string[],
  ): Record<string, CedarValue> => ({
    subject: subject.type,
    level: territories().get(subject.territory)?.level ?? 'unknown',
    ...(subject.entry === undefined ? {} : { entry: subject.entry }),
    parties: [...new Set(parties)],
    form: {
      given: givenIn(entered.form),
      chosen: chosenIn(entered.regime, entered.name, entered.form),
      roles,
    },
  })

  const runEffects = async (tx: Tx, move: Move, input: Parameters<Effect>[1]): Promise<void> => {
    for (const name of move.effects) await effects.get(name)!(tx, input)
  }

  const readCase: CaseRuntime['readCase'] = async (tx, caseId, lock) => {
    const query = tx.selectFrom('procedure_case').selectAll().where('id', '=', caseId)
    const row = await (lock === 'update' ? query.forUpdate() : query).executeTakeFirst()
    if (row === undefined) throw notFound('事项')
    const subject = await loadSubject(tx, row.subject_type, row.subject_id, lock)
    const territory = row.territory_code as TerritoryCode
    const began = { pack: row.pack, version: row.pack_version }
    const regime = await additions.regimeWith(tx, territory, await gate.regimeOfCase(tx, territory, began))
    const pack = regime.packs.find((p) => p.id === row.pack)
    const definition = pack?.procedures.get(row.procedure)
    if (definition === undefined)
      throw new Error(`case ${row.id} follows ${row.pack}/${row.procedure}, which is not loaded`)
    return {
      id: row.id,
      procedure: row.procedure,
      pack: row.pack,
      territory,
      state: row.state,
      version: row.version,
      parties: row.parties,
      used: row.used,
      form: row.form,
      subject,
      definition,
      regime,
    }
  }

  /** Writes where the case now is, with its clocks and effects. */
  const save = async (
    tx: Tx,
    loaded: LoadedCase,
    move: Move,
    act: { form: FormData; organization: AccountPrincipal['organization'] | undefined; account?: string },
  ): Promise<void> => {
    const { final, owner } = loaded.definition.states.get(move.next)!
    const now = gate.now()
    await tx
      .updateTable('procedure_case')
      .set({
        state: move.next,
        is_open: !final,
        owner_id: owner === undefined ? null : loaded.parties[owner]!,
        used: [...move.used],
        version: loaded.version + 1,
        closed_at: final ? now : null,
      })
      .where('id', '=', loaded.id)
      .execute()
    await runClockCommands(tx, move.clocks, {
      caseId: loaded.id,
      regime: loaded.regime,
      calendar,
      now,
      parties: loaded.parties,
    })
    await runEffects(tx, move, {
      regime: loaded.regime,
      subject: loaded.subject,
      case: loaded,
      form: act.form,
      organization: act.organization,
      ...(act.account === undefined ? {} : { account: act.account }),
      today: gate.today(),
      now,
    })
  }

  const open: CaseRuntime['open'] = (principal, procedure, { type, id }, form) => ({
    action: `${procedure}.open`,
    load: async (tx) => {
      const subject = await loadSubject(tx, type, id, 'update')
      const regime = await additions.regimeWith(tx, subject.territory, gate.regimeFor(subject.territory))
      const found = regime.procedure(procedure)
      if (found === undefined) throw notFound('办理程序')
      const { definition, pack } = found
      const given = definition.opens.form === undefined ? form : (subject.forms[definition.opens.form] ?? form)
      const parties = await settleParties(tx, definition, subject, principal, given)
      const input = stepInput(principal, regime, definition, subject, given)
      return {
        subject,
        regime,
        definition,
        pack,
        parties,
        input,
        resource: caseResource(procedure, '', subject.territory, `${type}/${id}`),
        context: procedureContext(
          subject,
          parties.values(),
          { regime, name: definition.opens.form, form: given },
          principal.roles,
        ),
        trace: { subject: { type, id } },
      }
    },
    transition: ({ input, parties }) => openCase({ ...input, parties }),
    carryOut: async (tx, { subject, regime, definition, pack, parties, input }, move) => {
      const caseId = uuidv7()
      const state = definition.states.get(move!.next)!
      const record = Object.fromEntries(parties)
      const effectInput: EffectInput = {
        regime,
        subject,
        case: { id: caseId, pack: pack.id, territory: subject.territory, parties: record, form: input.form },
        form: input.form,
        organization: principal.organization,
        account: principal.id,
        today: gate.today(),
        now: gate.now(),
      }
      await checkGuards(tx, procedure, effectInput)
      await tx
        .insertInto('procedure_case')
        .values({
          id: caseId,
          procedure,
          pack: pack.id,
          pack_version: pack.version,
          territory_code: subject.territory,
          subject_type: subject.type,
          subject_id: subject.id,
          subject_name: subject.name,
          state: state.name,
          is_open: !state.final,
          parties: JSON.stringify(record),
          owner_id: state.owner === undefined ? null : record[state.owner]!,
          form: JSON.stringify(storable(regime, definition.opens.form, input.form)),
          opened_by: principal.id,
          opened_at: gate.now(),
          closed_at: state.final ? gate.now() : null,
        })
        .execute()
      await tx
        .insertInto('case_party')
        .values(
          [...parties].map(([party, organization]) => ({ case_id: caseId, party, organization_id: organization })),
        )
        .execute()
      await runClockCommands(tx, move!.clocks, { caseId, regime, calendar, now: gate.now(), parties: record })
      await runEffects(tx, move!, effectInput)
      return { case: caseId, state: state.name }
    },
    trace: (_, opened) => ({ case: opened.case, detail: { state: opened.state } }),
  })

  const openByRule: CaseRuntime['openByRule'] = async (tx, office, begunBy, { procedure, subject, form }) => {
    // No person acts, so none can lack the role that the opening asks of one.
    const role = gate.regimeFor(office.territory).procedure(procedure)?.definition.opens.role
    const roles = role === undefined ? [] : [role]
    const acting: AccountPrincipal = { type: 'Account', id: begunBy, name: office.name, organization: office, roles }
    const opening = open(acting, procedure, subject, form)
    const facts = await opening.load(tx)
    const move = opening.transition!(facts)
    if (move.kind === 'refused') throw new Refused(move.refusal)
    const opened = await opening.carryOut(tx, facts, move)
    await log.append(tx, gate.now(), {
      kind: 'act',
      action: `${procedure}.open`,
      actor: { type: 'System', id: 'system' },
      subject,
      territory: facts.subject.territory,
      case: opened.case,
      ...settledBy(move.grounds),
      outcome: 'done',
      detail: { state: opened.state },
    })
    return opened
  }

  const act: CaseRuntime['act'] = (principal, caseId, action, request) => {
    return {
      action: 'case.act',
      load: async (tx) => {
        const loaded = await readCase(tx, caseId, 'update')
        if (request.version !== undefined && request.version !== loaded.version) {
          throw new Problem({ code: 'VERSION_CONFLICT', current: loaded.version, given: request.version })
        }
        const formName = loaded.definition.states.get(loaded.state)?.actions.get(action)?.form
        const form = formName === undefined ? request.form : (loaded.subject.forms[formName] ?? request.form)
        return {
          loaded,
          input: stepInput(principal, loaded.regime, loaded.definition, loaded.subject, form),
          action: knowsAct(loaded.definition, action) ? `${loaded.procedure}.${action}` : 'case.act',
          // The act is one of the text the case began under, and is decided under it.
          resource: {
            ...caseResource(loaded.procedure, loaded.state, loaded.territory, loaded.id),
            regime: loaded.regime,
          },
          context: procedureContext(
            loaded.subject,
            Object.values(loaded.parties),
            { regime: loaded.regime, name: formName, form },
            principal.roles,
          ),
          trace: { subject: { type: loaded.subject.type, id: loaded.subject.id }, case: loaded.id },
        }
      },
      transition: ({ input, loaded }) => step({ ...input, case: caseState(loaded), action }),
      carryOut: async (tx, { loaded, input }, move) => {
        await checkGuards(tx, `${loaded.procedure}.${action}`, {
          regime: loaded.regime,
          subject: loaded.subject,
          case: loaded,
          form: input.form,
          organization: principal.organization,
          account: principal.id,
          today: gate.today(),
          now: gate.now(),
        })
        const { id: account, organization } = principal
        await save(tx, loaded, move!, { form: input.form, organization, account })
        const formName = loaded.definition.states.get(loaded.state)?.actions.get(action)?.form
        const kept = storable(loaded.regime, formName, input.form)
        await keepEntered(tx, loaded, action, { principal, form: kept, now: gate.now() })
        return { case: loaded.id, state: move!.next }
      },
      trace: ({ loaded, input }, { state }) => ({
        detail: { act: action, from: loaded.state, to: state, ...basisOf(input.form) },
      }),
    }
  }

  function stepInput(
    principal: AccountPrincipal,
    regime: Regime,
    definition: ProcedureDefinition,
    subject: Subject,
    form: FormData,
  ): StepInput {
    return {
      regime,
      definition,
      actor: { organization: principal.organization.id, roles: principal.roles },
      form,
      facts: factsOf(subject),
      today: gate.today(),
      effects: known,
      instruments: regime.instruments,
    }
  }

  return {
    effects: known,
    factsOf,
    contextOf: ({ subject, parties, regime }) =>
      procedureContext(subject, Object.values(parties), { regime, name: undefined, form: {} }, []),
    open,
    openByRule,
    act,
    readCase,
    happen: async (tx, caseId, event) => {
      const loaded = await readCase(tx, caseId, 'update')
      const moved = happen({
        regime: loaded.regime,
        definition: loaded.definition,
        facts: factsOf(loaded.subject),
        today: gate.today(),
        effects: known,
        instruments: loaded.regime.instruments,
        case: caseState(loaded),
        event,
      })
      if (moved?.kind !== 'moved') return false
      await save(tx, loaded, moved, { form: {}, organization: undefined })
      await log.append(tx, gate.now(), {
        kind: 'act',
        action: `${loaded.procedure}.${event}`,
        actor: { type: 'System', id: 'system' },
        subject: { type: loaded.subject.type, id: loaded.subject.id },
        territory: loaded.territory,
        case: loaded.id,
        ...settledBy(moved.grounds),
        outcome: 'done',
        detail: { from: loaded.state, to: moved.next },
      })
      return true
    },
  }
}

export function caseState(loaded: LoadedCase): Parameters<typeof step>[0]['case'] {
  const parties = new Map(Object.entries(loaded.parties) as [string, OrganizationId][])
  return { state: loaded.state, parties, used: loaded.used }
}

export function caseResource(procedure: string, state: string, territory: TerritoryCode, id: string): Resource {
  return { type: 'Case', id, territory, facts: { territory, procedure, state } }
}

/** An act that no state of the procedure has is decided under the door's own name and then refused by the procedure. */
function knowsAct(definition: ProcedureDefinition, action: string): boolean {
  return [...definition.states.values()].some((state) => state.actions.has(action))
}

/** What of a form is kept: a confidential field serves its act and is stored nowhere. */
function storable(regime: Regime, formName: string | undefined, form: FormData): FormData {
  const secret = new Set((regime.form(formName ?? '')?.fields ?? []).flatMap((f) => (f.confidential ? [f.name] : [])))
  return secret.size === 0 ? form : Object.fromEntries(Object.entries(form).filter(([name]) => !secret.has(name)))
}

/** What was entered with an act stays in the case: it is the reason, the finding or the proof that the text asks for. */
async function keepEntered(
  tx: Tx,
  loaded: LoadedCase,
  act: string,
  entered: { readonly principal: AccountPrincipal; readonly form: FormData; readonly now: Date },
): Promise<void> {
  const { principal, form, now } = entered
  if (Object.keys(form).length === 0) return
  await tx
    .insertInto('case_entry')
    .values({
      case_id: loaded.id,
      version: loaded.version + 1,
      act,
      form: JSON.stringify(form),
      organization_id: principal.organization.id,
      entered_by: principal.id,
      entered_at: now,
    })
    .execute()
}

/** The record of a refusal names its basis; other form content stays in the case. */
function basisOf(form: FormData): Record<string, unknown> {
  const { basis } = form
  return isBasis(basis) ? { basis } : {}
}

interface Filling {
  readonly subject: Subject
  readonly principal: AccountPrincipal
  /** What the opening act entered. */
  readonly form: FormData
  readonly tree: TerritoryTree
}

async function fillParty(
  tx: Tx,
  rule: string,
  { subject, principal, form, tree }: Filling,
): Promise<OrganizationId | undefined> {
  if (isOpener(rule)) {
    return (principal.organization.kinds as readonly string[]).includes(rule) ? principal.organization.id : undefined
  }
  if (rule.startsWith(formParty)) return namedOrganization(tx, rule.slice(formParty.length), form)
  switch (rule) {
    case 'territory.authority':
      return authorityOf(tx, subject.territory)
    case 'territory.government':
      return governmentOf(tx, subject.territory)
    case 'territory.superiorAuthority': {
      const [own, ...above] = tree.path(subject.territory)
      for (const territory of above) {
        const authority = await authorityOf(tx, territory)
        if (authority !== undefined) return authority
      }
      return own === undefined ? undefined : authorityOf(tx, own)
    }
    default:
      return subject.organizations[rule]
  }
}

const formParty = 'form.'

/** The organisation a field names; a field left empty is the form's own fault and told there. */
async function namedOrganization(tx: Tx, field: string, form: FormData): Promise<OrganizationId | undefined> {
  const id = form[field]
  if (typeof id !== 'string' || id === '') return undefined
  const row = await tx
    .selectFrom('organization')
    .select('id')
    .where(sql<string>`id::text`, '=', id)
    .executeTakeFirst()
  if (row === undefined) {
    throw new Problem({
      code: 'REQUEST_MALFORMED',
      faults: [{ field: `form.${field}`, expected: 'the id of a registered organisation' }],
    })
  }
  return row.id as OrganizationId
}
