import { uniqueGrounds, type Ground } from '../citation/index.ts'
import type { CivilDate, ClauseId, OrganizationId } from '../shared/index.ts'
import type { Needed } from '../policy/index.ts'
import type { Instrument } from '../regulation/pack.ts'
import type { Regime } from '../regulation/regime.ts'
import { clockFaults, clockStart } from './clock-fields.ts'
import {
  holds,
  mayHold,
  type ActionDefinition,
  type Condition,
  type Facts,
  type ProcedureDefinition,
  type RefusedRoute,
  type Route,
  type StateDefinition,
} from './definition.ts'
import { checkForm, formFacts, isBasis, type FormData } from './form.ts'
import { isInForce } from './in-force.ts'
import { neededBasis, neededOffer } from './needed.ts'
import type { Refusal, RefusalReason } from './refusal.ts'
import { formFact } from './vocabulary.ts'

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
  | {
      readonly kind: 'start'
      readonly period: string
      readonly owner: string
      readonly cites: readonly ClauseId[]
      /** Day of the event when it is not the day of the act. */
      readonly on?: CivilDate
      /** Set by the act itself, in the unit of the period. */
      readonly length?: number
    }
  | {
      readonly kind: 'suspend'
      readonly period: string
      readonly cites: readonly ClauseId[]
      /** What the clock waits for: the title of the state in which it rests. */
      readonly reason: string
    }
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
  const standing = checkStanding(input, input.parties, opens, grounds)
  if (standing !== undefined) return refused(standing)
  // A way that is closed whatever is entered is refused before anything is asked for.
  const [first] = possible(opens.course, input.facts)
  if (first !== undefined && 'refuse' in first && !asksForm(first)) return refuseCourse(input, first)
  const incomplete = checkInput(input, opens.form, grounds)
  if (incomplete !== undefined) return refused(incomplete)
  const step = chosen(opens.course, input, opens.form)
  if (step === undefined) return refuse({ code: 'ACT_COURSE_CLOSED' }, grounds)
  if ('refuse' in step) return refuseCourse(input, step)
  return move(
    input,
    { state: undefined, used: [], renews: false, form: opens.form },
    step,
    [...grounds, ...regime.grounds(step.cites, `${definition.name}/open`)],
    'open',
  )
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
  const closed = checkAct(input, action)
  if (closed !== undefined) return refused(closed)
  const grounds = groundsOf(input, action)
  const fault = checkInput(input, action.form, grounds) ?? checkBasis(input, action)
  if (fault !== undefined) return refused(fault)
  const route = chosen(action.routes, input, action.form)
  if (route === undefined) return refuse({ code: 'ACT_COURSE_CLOSED' }, grounds)
  const used = action.once ? [...input.case.used, action.name] : input.case.used
  return move(
    input,
    { state: current, used, renews: action.renews, form: action.form },
    route,
    [...grounds, ...regime.grounds(route.cites, rule)],
    action.name,
  )
}

/** Moves a case on because something happened outside it; undefined when its state does not wait for that. */
export function happen(
  input: Omit<StepInput, 'actor' | 'form'> & { readonly case: CaseState; readonly event: string },
): StepResult | undefined {
  const current = input.definition.states.get(input.case.state)
  const { leaves } = current ?? {}
  if (current === undefined || leaves === undefined || leaves.on !== input.event) return undefined
  const grounds = input.regime.grounds(input.definition.cites, `${input.definition.name}/${input.event}`)
  const route: Route = { to: leaves.to, effects: leaves.effects, cites: [] }
  return move(
    { ...input, form: {} },
    { state: current, used: input.case.used, renews: false, form: undefined },
    route,
    grounds,
    input.event,
  )
}

/** What an act would need of this person now; the same checks as `step`, without the form. For the page of a case. */
export function openActions(
  input: Omit<StepInput, 'form'> & { readonly case: CaseState },
): readonly { readonly action: ActionDefinition; readonly closed?: Refusal }[] {
  const current = input.definition.states.get(input.case.state)
  return [...(current?.actions.values() ?? [])].map((action) => {
    const closed = checkAct(input, action) ?? checkRoute(input, action)
    return closed === undefined ? { action } : { action, closed }
  })
}

function groundsOf(
  { regime, definition }: Pick<StepInput, 'regime' | 'definition'>,
  action: ActionDefinition,
): readonly Ground[] {
  return regime.grounds(action.cites.length > 0 ? action.cites : definition.cites, `${definition.name}/${action.name}`)
}

/** Whether this person may act at all, before anything is entered. */
function checkAct(
  input: Omit<StepInput, 'form'> & { readonly case: CaseState },
  action: ActionDefinition,
): Refusal | undefined {
  const grounds = groundsOf(input, action)
  if (action.once && input.case.used.includes(action.name)) {
    return refusalOf({ code: 'ACT_ALREADY_USED', action: action.name }, grounds)
  }
  return checkStanding(input, input.case.parties, action, grounds)
}

/** Whether the act would lead anywhere: an act that `step` refuses whatever is entered is not offered. */
function checkRoute(input: Omit<StepInput, 'form'>, action: ActionDefinition): Refusal | undefined {
  const grounds = groundsOf(input, action)
  const routes = possible(action.routes, input.facts)
  if (routes.length === 0) return refusalOf({ code: 'ACT_COURSE_CLOSED' }, grounds)
  const closed = routes.map((route) => checkEffects(input, route, grounds))
  return closed.every((refusal) => refusal !== undefined) ? closed[0] : undefined
}

type Step = { readonly when?: Condition }

/** The first way whose condition holds, asked of the facts and of what was entered. */
function chosen<T extends Step>(
  steps: readonly T[],
  { facts, form, regime }: StepInput,
  name: string | undefined,
): T | undefined {
  const entered = name === undefined ? {} : formFacts(regime.form(name), form)
  return steps.find((s) => holds(s.when, { ...facts, ...entered }))
}

/** The ways that may still be chosen before anything is entered: up to the first that holds whatever is entered. */
function possible<T extends Step>(steps: readonly T[], facts: Facts): readonly T[] {
  const open = steps.filter((s) => mayHold(s.when, facts))
  const certain = open.findIndex((s) => !asksForm(s))
  return certain < 0 ? open : open.slice(0, certain + 1)
}

function asksForm({ when }: Step): boolean {
  return Object.keys(when ?? {}).some((fact) => fact.startsWith(formFact))
}

function checkStanding(
  input: Pick<StepInput, 'actor'>,
  parties: ReadonlyMap<string, OrganizationId>,
  { by, role }: { readonly by: string; readonly role: string },
  grounds: readonly Ground[],
): Refusal | undefined {
  if (parties.get(by) !== input.actor.organization) return refusalOf({ code: 'ACT_NOT_PARTY', party: by }, grounds)
  if (!input.actor.roles.includes(role)) return refusalOf({ code: 'ACT_ROLE_MISSING', role }, grounds)
  return undefined
}

function checkInput(input: StepInput, formName: string | undefined, grounds: readonly Ground[]): Refusal | undefined {
  const form = formName === undefined ? undefined : input.regime.form(formName)
  const faults = checkForm(form ?? { name: 'none', title: '', fields: [] }, input.form, input)
  if (faults.length === 0) return undefined
  const cited = input.regime.grounds([...new Set(faults.flatMap((f) => f.cites))], `form/${formName ?? 'none'}`)
  const fields = faults.map(({ field, label, row, fault }) => ({
    field,
    label,
    ...(row === undefined ? {} : { row }),
    fault,
  }))
  return refusalOf({ code: 'ACT_FORM_INCOMPLETE', fields }, cited.length > 0 ? cited : grounds)
}

function checkBasis(input: StepInput, action: ActionDefinition): Refusal | undefined {
  const rule = action.basis
  if (rule === undefined) return undefined
  const refuseBasis = (reason: RefusalReason): Refusal =>
    refusalOf(reason, input.regime.grounds(rule.cites, `${input.definition.name}/${action.name}`), [
      neededBasis(input.regime, rule),
    ])
  const { basis } = input.form
  if (!isBasis(basis)) return refuseBasis({ code: 'ACT_BASIS_MISSING' })
  const instrument = input.instruments.find((i) => i.id === basis.instrument)
  if (instrument === undefined) return refuseBasis({ code: 'ACT_BASIS_UNKNOWN', instrument: basis.instrument })
  if (!isInForce(instrument, input.today)) {
    return refuseBasis({ code: 'ACT_BASIS_NOT_IN_FORCE', instrument: instrument.title, on: input.today })
  }
  if (rule.rank.includes(instrument.rank)) return undefined
  return refuseBasis({ code: 'ACT_BASIS_RANK', given: instrument.rank, accepted: rule.rank })
}

function checkEffects(
  { effects }: Pick<StepInput, 'effects'>,
  route: Route,
  grounds: readonly Ground[],
): Refusal | undefined {
  const pending = route.effects.find((effect) => !effects.has(effect))
  return pending === undefined ? undefined : refusalOf({ code: 'ACT_EFFECT_PENDING', effect: pending }, grounds)
}

function refuseCourse({ regime, definition }: StepInput, { refuse: { cites, offer } }: RefusedRoute): StepResult {
  const grounds = regime.grounds(cites, `${definition.name}/open`)
  if (offer === undefined) return refuse({ code: 'ACT_COURSE_CLOSED' }, grounds)
  return refuse({ code: 'ACT_COURSE_CLOSED', offer }, grounds, [neededOffer(regime, offer, cites[0]!)])
}

function move(
  input: Pick<StepInput, 'regime' | 'definition' | 'effects' | 'form' | 'today'>,
  at: {
    readonly state: StateDefinition | undefined
    readonly used: readonly string[]
    readonly renews: boolean
    /** Name of the form that was entered. */
    readonly form: string | undefined
  },
  route: Route,
  grounds: readonly Ground[],
  by: string,
): StepResult {
  const pending = checkEffects(input, route, grounds)
  if (pending !== undefined) return refused(pending)
  const next = input.definition.states.get(route.to)!
  const clocks = clockCommands(at, next, by, input.form)
  const entered = at.form === undefined ? undefined : input.regime.form(at.form)
  const fields = clocks.some((c) => c.kind === 'start')
    ? clockFaults(next.clock!, input.form, input.today, entered)
    : []
  if (fields.length > 0) return refuse({ code: 'ACT_FORM_INCOMPLETE', fields }, grounds)
  return {
    kind: 'moved',
    from: at.state?.name,
    next: next.name,
    clocks,
    effects: route.effects,
    grounds: uniqueGrounds(grounds),
    used: at.used,
  }
}

/**
 * Clocks follow the states. Leaving the state that started a clock stops it, unless the next state only suspends it;
 * coming back from there resumes it instead of starting anew, and it rests on where the next state suspends it too.
 */
// INVARIANT (one running clock): a case has at most one clock of a period that is not stopped. Kept here, where a period
// is started only after it was stopped; procedureFaults() proves that only a running clock is ever suspended.
function clockCommands(
  { state: from, renews }: { readonly state: StateDefinition | undefined; readonly renews: boolean },
  next: StateDefinition,
  by: string,
  form: FormData,
): readonly ClockCommand[] {
  if (from === next && !renews) return []
  const commands: ClockCommand[] = []
  const running = from?.clock
  const resting = from?.suspends
  const resumes = resting !== undefined && resting === next.clock?.period
  if (running !== undefined) {
    if (next.suspends === running.period)
      commands.push({
        kind: 'suspend',
        period: running.period,
        cites: running.cites,
        reason: next.title ?? next.name,
      })
    else commands.push({ kind: 'stop', period: running.period, by })
  }
  if (resumes) commands.push({ kind: 'resume', period: resting })
  else if (resting !== undefined && resting !== next.suspends) commands.push({ kind: 'stop', period: resting, by })
  if (next.clock !== undefined && !resumes) {
    const { period, cites } = next.clock
    commands.push({ kind: 'start', period, owner: next.owner!, cites, ...clockStart(next.clock, form) })
  }
  return commands
}

function refusalOf(reason: RefusalReason, grounds: readonly Ground[], needed: readonly Needed[] = []): Refusal {
  return { reason, grounds: uniqueGrounds(grounds), needed }
}

function refused(refusal: Refusal): StepResult {
  return { kind: 'refused', refusal }
}

function refuse(reason: RefusalReason, grounds: readonly Ground[], needed: readonly Needed[] = []): StepResult {
  return refused(refusalOf(reason, grounds, needed))
}
