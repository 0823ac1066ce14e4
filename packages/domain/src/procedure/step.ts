import type { Ground } from '../citation/index.ts'
import type { CivilDate, ClauseId, OrganizationId } from '../shared/index.ts'
import type { Needed } from '../policy/index.ts'
import type { Instrument } from '../regulation/pack.ts'
import type { Regime } from '../regulation/regime.ts'
import { holds, type ActionDefinition, type Facts, type ProcedureDefinition, type Route, type StateDefinition } from './definition.ts'
import { checkForm, isBasis, type FormData } from './form.ts'
import type { Refusal, RefusalReason } from './refusal.ts'

/** A case as the engine needs it. Who is party was settled when it opened. */
export interface CaseState {
  readonly state: string
  readonly parties: ReadonlyMap<string, OrganizationId>
  /** Acts marked `once` that were used. */
  readonly used: readonly string[]
}

export interface ActingPerson {
  readonly organization: OrganizationId
  readonly roles: readonly string[]
}

/** What the caller must do with the clocks of the case, in this order. */
export type ClockCommand =
  | { readonly kind: 'start'; readonly period: string; readonly owner: string; readonly cites: readonly ClauseId[] }
  | { readonly kind: 'suspend'; readonly period: string; readonly cites: readonly ClauseId[] }
  | { readonly kind: 'resume'; readonly period: string }
  | { readonly kind: 'stop'; readonly period: string; readonly by: string }

export interface Move {
  readonly kind: 'moved'
  readonly from: string | undefined
  readonly next: string
  readonly clocks: readonly ClockCommand[]
  readonly effects: readonly string[]
  readonly grounds: readonly Ground[]
  readonly used: readonly string[]
}
export type StepResult = Move | { readonly kind: 'refused'; readonly refusal: Refusal }

export interface StepInput {
  readonly regime: Regime
  readonly definition: ProcedureDefinition
  readonly actor: ActingPerson
  readonly form: FormData
  readonly facts: Facts
  readonly today: CivilDate
  /** Effects the running platform can carry out; an act that needs another is refused, never silently skipped. */
  readonly effects: ReadonlySet<string>
  /** Instruments a refusal may rest on: the regime's and those the authority entered. */
  readonly instruments: readonly Instrument[]
}

/** Opens a case: who may, whether the form is complete, and where the course of this regime leads. */
export function openCase(input: StepInput & { readonly parties: ReadonlyMap<string, OrganizationId> }): StepResult {
  const { definition, regime } = input
  const { opens } = definition
  const grounds = regime.grounds(definition.cites, `${definition.name}/open`)
  const vacant = [...definition.parties.keys()].find((party) => !input.parties.has(party))
  if (vacant !== undefined) return refuse({ code: 'ACT_PARTY_VACANT', party: vacant }, grounds)
  const standing = checkStanding(input, input.parties, opens.by, opens.role, grounds)
  if (standing !== undefined) return standing
  const step = opens.course.find((s) => holds(s.when, input.facts))
  if (step === undefined) return refuse({ code: 'ACT_COURSE_CLOSED' }, grounds)
  if ('refuse' in step) {
    const { cites, offer } = step.refuse
    return refuse({ code: 'ACT_COURSE_CLOSED', ...(offer === undefined ? {} : { offer }) }, regime.grounds(cites, `${definition.name}/open`))
  }
  const incomplete = checkInput(input, opens.form, grounds)
  if (incomplete !== undefined) return incomplete
  return move(input, { state: undefined, used: [] }, step, [...grounds, ...regime.grounds(step.cites, `${definition.name}/open`)], 'open')
}

/** One act on an open case. Decides alone; loading, saving and the wall clock stay with the caller. */
export function step(input: StepInput & { readonly case: CaseState; readonly action: string }): StepResult {
  const { definition, regime } = input
  const current = definition.states.get(input.case.state)
  const rule = `${definition.name}/${input.action}`
  const action = current?.actions.get(input.action)
  if (current === undefined || action === undefined) {
    const offered = [...(current?.actions.keys() ?? [])]
    const reason: RefusalReason = { code: 'ACT_NOT_OFFERED', action: input.action, state: input.case.state, offered }
    return refuse(reason, regime.grounds(definition.cites, rule))
  }
  const grounds = regime.grounds(action.cites.length > 0 ? action.cites : definition.cites, rule)
  if (action.once && input.case.used.includes(action.name)) return refuse({ code: 'ACT_ALREADY_USED', action: action.name }, grounds)
  const standing = checkStanding(input, input.case.parties, action.by, action.role, grounds)
  if (standing !== undefined) return standing
  const incomplete = checkInput(input, action.form, grounds)
  if (incomplete !== undefined) return incomplete
  const unfounded = checkBasis(input, action)
  if (unfounded !== undefined) return unfounded
  const route = action.routes.find((r) => holds(r.when, input.facts))
  if (route === undefined) return refuse({ code: 'ACT_COURSE_CLOSED' }, grounds)
  const used = action.once ? [...input.case.used, action.name] : input.case.used
  return move(input, { state: current, used }, route, [...grounds, ...regime.grounds(route.cites, rule)], action.name)
}

/** Moves a case on because something happened outside it; undefined when its state does not wait for that. */
export function happen(input: Omit<StepInput, 'actor' | 'form'> & { readonly case: CaseState; readonly event: string }): StepResult | undefined {
  const current = input.definition.states.get(input.case.state)
  const { leaves } = current ?? {}
  if (current === undefined || leaves === undefined || leaves.on !== input.event) return undefined
  const grounds = input.regime.grounds(input.definition.cites, `${input.definition.name}/${input.event}`)
  const route: Route = { to: leaves.to, effects: leaves.effects, cites: [] }
  return move(input, { state: current, used: input.case.used }, route, grounds, input.event)
}

/** What an act would need of this person now; the same checks as `step`, without the form. For the page of a case. */
export function openActions(
  input: Omit<StepInput, 'form'> & { readonly case: CaseState },
): readonly { readonly action: ActionDefinition; readonly closed?: Refusal }[] {
  const current = input.definition.states.get(input.case.state)
  return [...(current?.actions.values() ?? [])].map((action) => {
    const grounds = input.regime.grounds(action.cites.length > 0 ? action.cites : input.definition.cites, `${input.definition.name}/${action.name}`)
    if (action.once && input.case.used.includes(action.name)) {
      return { action, closed: { reason: { code: 'ACT_ALREADY_USED', action: action.name }, grounds, needed: [] } }
    }
    const standing = checkStanding({ ...input, form: {} }, input.case.parties, action.by, action.role, grounds)
    return standing === undefined || standing.kind === 'moved' ? { action } : { action, closed: standing.refusal }
  })
}

function checkStanding(
  input: StepInput,
  parties: ReadonlyMap<string, OrganizationId>,
  by: string,
  role: string,
  grounds: readonly Ground[],
): StepResult | undefined {
  if (parties.get(by) !== input.actor.organization) return refuse({ code: 'ACT_NOT_PARTY', party: by }, grounds)
  if (!input.actor.roles.includes(role)) return refuse({ code: 'ACT_ROLE_MISSING', role }, grounds)
  return undefined
}

function checkInput(input: StepInput, formName: string | undefined, grounds: readonly Ground[]): StepResult | undefined {
  const form = formName === undefined ? undefined : input.regime.form(formName)
  const faults = checkForm(form ?? { name: 'none', title: '', fields: [] }, input.form)
  if (faults.length === 0) return undefined
  const cited = input.regime.grounds([...new Set(faults.flatMap((f) => f.cites))], `form/${formName ?? 'none'}`)
  const fields = faults.map(({ field, label, fault }) => ({ field, label, fault }))
  return refuse({ code: 'ACT_FORM_INCOMPLETE', fields }, cited.length > 0 ? cited : grounds)
}

function checkBasis(input: StepInput, action: ActionDefinition): StepResult | undefined {
  if (action.basis === undefined) return undefined
  const grounds = input.regime.grounds(action.basis.cites, `${input.definition.name}/${action.name}`)
  const { basis } = input.form
  if (!isBasis(basis)) return refuse({ code: 'ACT_BASIS_MISSING' }, grounds)
  const instrument = input.instruments.find((i) => i.id === basis.instrument)
  if (instrument === undefined) return refuse({ code: 'ACT_BASIS_UNKNOWN', instrument: basis.instrument }, grounds)
  const inForce = instrument.inForceFrom <= input.today && (instrument.repealedOn === undefined || input.today < instrument.repealedOn)
  if (!inForce) return refuse({ code: 'ACT_BASIS_NOT_IN_FORCE', instrument: instrument.title, on: input.today }, grounds)
  if (action.basis.rank.includes(instrument.rank)) return undefined
  return refuse({ code: 'ACT_BASIS_RANK', given: instrument.rank, accepted: action.basis.rank }, grounds)
}

function move(
  input: Pick<StepInput, 'definition' | 'effects'>,
  at: { readonly state: StateDefinition | undefined; readonly used: readonly string[] },
  route: Route,
  grounds: readonly Ground[],
  by: string,
): StepResult {
  const pending = route.effects.find((effect) => !input.effects.has(effect))
  if (pending !== undefined) return refuse({ code: 'ACT_EFFECT_PENDING', effect: pending }, grounds)
  const next = input.definition.states.get(route.to)!
  return {
    kind: 'moved',
    from: at.state?.name,
    next: next.name,
    clocks: clockCommands(at.state, next, by),
    effects: route.effects,
    grounds: uniqueGrounds(grounds),
    used: at.used,
  }
}

/**
 * Clocks follow the states. Leaving the state that started a clock stops it, unless the next state only suspends it;
 * coming back from there resumes it instead of starting anew.
 */
function clockCommands(from: StateDefinition | undefined, next: StateDefinition, by: string): readonly ClockCommand[] {
  const commands: ClockCommand[] = []
  const left = from?.clock
  if (left !== undefined && from !== next) {
    if (next.suspends === left.period) commands.push({ kind: 'suspend', period: left.period, cites: left.cites })
    else commands.push({ kind: 'stop', period: left.period, by })
  }
  const resumes = from?.suspends !== undefined && from.suspends === next.clock?.period
  if (from?.suspends !== undefined) {
    commands.push(resumes ? { kind: 'resume', period: from.suspends } : { kind: 'stop', period: from.suspends, by })
  }
  if (next.clock !== undefined && next !== from && !resumes) {
    commands.push({ kind: 'start', period: next.clock.period, owner: next.owner!, cites: next.clock.cites })
  }
  return commands
}

function uniqueGrounds(grounds: readonly Ground[]): readonly Ground[] {
  return [...new Map(grounds.map((g) => [g.clause, g])).values()]
}

function refuse(reason: RefusalReason, grounds: readonly Ground[], needed: readonly Needed[] = []): StepResult {
  return { kind: 'refused', refusal: { reason, grounds: uniqueGrounds(grounds), needed } }
}
