import { z } from 'zod'
import type { ClauseId } from '../shared/index.ts'
import { ranks, type Rank } from '../regulation/rank.ts'
import { formFact } from './vocabulary.ts'

/** Facts a condition may ask: dotted names such as `entry.shareAttribute`, `territory.level`. */
export type Facts = Readonly<Record<string, string | number | boolean>>

type Scalar = Facts[string]
/** What was entered: of a column of rows every value that some row has. */
export type EnteredFacts = Readonly<Record<string, Scalar | readonly Scalar[]>>

/** All named facts must have the value, or one of the values, given. */
export type Condition = Readonly<Record<string, string | number | boolean | readonly (string | number | boolean)[]>>

/** Where an act leads: one place, or the first whose condition holds. */
export interface Route {
  readonly when?: Condition
  readonly to: string
  readonly effects: readonly string[]
  readonly cites: readonly ClauseId[]
}

/** A way in that is closed by law, with what is offered instead. */
export interface RefusedRoute {
  readonly when?: Condition
  readonly refuse: { readonly cites: readonly ClauseId[]; readonly offer?: string }
}

export interface BasisRule {
  readonly rank: readonly Rank[]
  readonly cites: readonly ClauseId[]
}

export interface ActionDefinition {
  readonly name: string
  readonly by: string
  /** Role the acting person needs inside the party. */
  readonly role: string
  readonly form?: string
  /** Usable once in the life of a case, e.g. one request for supplements. */
  readonly once: boolean
  /** Fulfils a recurring duty: when it stays in its state, the clock of that state ends and starts anew. */
  readonly renews: boolean
  readonly routes: readonly Route[]
  readonly basis?: BasisRule
  readonly cites: readonly ClauseId[]
}

export interface ClockDefinition {
  readonly period: string
  /**
   * The event whose day is not counted: the receipt of what was entered, the entry into the state (both the day of the
   * act), or the day entered in a date field of the act's form, e.g. the day a change of function took effect.
   */
  readonly from: 'receipt' | 'entry' | { readonly field: string }
  /** The time is set in the act itself, in an integer field of its form (限期); otherwise the value of the period holds. */
  readonly length?: { readonly field: string }
  readonly cites: readonly ClauseId[]
  /** True when the text sets no time and the clock runs under the authority's own reading. */
  readonly policy: boolean
}

export interface StateDefinition {
  readonly name: string
  readonly title?: string
  readonly final: boolean
  /** Party that owes the next act. */
  readonly owner?: string
  readonly clock?: ClockDefinition
  /** Period whose clock rests while the case is here. */
  readonly suspends?: string
  readonly actions: ReadonlyMap<string, ActionDefinition>
  /** A happening outside the case that moves it on, e.g. the first delivery under a grant. */
  readonly leaves?: { readonly on: string; readonly to: string; readonly effects: readonly string[] }
  readonly offers: readonly string[]
}

/** What makes somebody a party: who opens the case, an office of the territory, or an organisation that a fact or field names. */
export type PartyRule = string

export interface ProcedureDefinition {
  readonly name: string
  readonly title: string
  readonly cites: readonly ClauseId[]
  readonly subject: string
  readonly opens: {
    readonly by: string
    readonly role: string
    readonly form?: string
    readonly course: readonly (Route | RefusedRoute)[]
  }
  readonly parties: ReadonlyMap<string, PartyRule>
  readonly states: ReadonlyMap<string, StateDefinition>
}

const cites = z.array(z.string()).default([])
const scalar = z.union([z.string(), z.number(), z.boolean()])
const condition = z.record(z.string(), z.union([scalar, z.array(scalar)]))
const effects = z.array(z.string()).default([])
const refusal = z.strictObject({ cites: z.array(z.string()).min(1), offer: z.string().optional() })

const courseStep = z.union([
  z.strictObject({ when: condition, to: z.string(), effects, cites }),
  z.strictObject({ when: condition, refuse: refusal }),
  z.strictObject({ otherwise: z.string(), effects, cites }),
])
const target = z.union([
  z.string(),
  z.array(
    z.union([
      z.strictObject({ when: condition, to: z.string(), effects, cites }),
      z.strictObject({ otherwise: z.string(), effects, cites }),
    ]),
  ),
])
const action = z.strictObject({
  by: z.string(),
  role: z.string().default('steward'),
  form: z.string().optional(),
  once: z.boolean().default(false),
  renews: z.boolean().default(false),
  to: target,
  effects,
  basis: z.strictObject({ rank: z.array(z.enum(ranks)).min(1), cites: z.array(z.string()).min(1) }).optional(),
  cites,
})
const field = z.strictObject({ field: z.string() })
const state = z.strictObject({
  title: z.string().optional(),
  final: z.boolean().default(false),
  owner: z.string().optional(),
  clock: z
    .strictObject({
      period: z.string(),
      from: z.union([z.enum(['receipt', 'entry']), field]),
      length: field.optional(),
      cites,
      kind: z.literal('policy').optional(),
    })
    .optional(),
  suspends: z.string().optional(),
  actions: z.record(z.string(), action).default({}),
  leaves: z.strictObject({ on: z.string(), to: z.string(), effects }).optional(),
  offers: z.array(z.string()).default([]),
})

/** The written form of a procedure, `procedures/*.yaml`. */
export const procedureFile = z.strictObject({
  procedure: z.string(),
  title: z.string(),
  cites: z.array(z.string()).min(1),
  subject: z.string(),
  opens: z.strictObject({
    by: z.string(),
    role: z.string().default('steward'),
    form: z.string().optional(),
    course: z.array(courseStep).min(1),
  }),
  parties: z.record(z.string(), z.strictObject({ is: z.string() })),
  states: z.record(z.string(), state),
})
type ProcedureFile = z.infer<typeof procedureFile>

/** Brings the written form into the one the engine runs: every act has a list of routes, every default is spelled out. */
export function toDefinition(file: ProcedureFile): ProcedureDefinition {
  const asCites = (ids: readonly string[]): readonly ClauseId[] => ids as readonly ClauseId[]
  const toRoute = (step: Exclude<ProcedureFile['opens']['course'][number], { refuse: unknown }>): Route => ({
    ...('when' in step ? { when: step.when } : {}),
    to: 'to' in step ? step.to : step.otherwise,
    effects: step.effects,
    cites: asCites(step.cites),
  })
  const toState = (name: string, s: ProcedureFile['states'][string]): StateDefinition => ({
    name,
    ...(s.title === undefined ? {} : { title: s.title }),
    final: s.final,
    ...(s.owner === undefined ? {} : { owner: s.owner }),
    ...(s.clock === undefined
      ? {}
      : {
          clock: {
            period: s.clock.period,
            from: s.clock.from,
            ...(s.clock.length === undefined ? {} : { length: s.clock.length }),
            cites: asCites(s.clock.cites),
            policy: s.clock.kind === 'policy',
          },
        }),
    ...(s.suspends === undefined ? {} : { suspends: s.suspends }),
    ...(s.leaves === undefined ? {} : { leaves: s.leaves }),
    offers: s.offers,
    actions: new Map(Object.entries(s.actions).map(([key, a]) => [key, toAction(key, a)])),
  })
  const toAction = (name: string, a: ProcedureFile['states'][string]['actions'][string]): ActionDefinition => ({
    name,
    by: a.by,
    role: a.role,
    ...(a.form === undefined ? {} : { form: a.form }),
    once: a.once,
    renews: a.renews,
    routes:
      typeof a.to === 'string'
        ? [{ to: a.to, effects: a.effects, cites: [] }]
        : a.to.map(toRoute).map((route) => ({ ...route, effects: [...a.effects, ...route.effects] })),
    ...(a.basis === undefined ? {} : { basis: { rank: a.basis.rank, cites: asCites(a.basis.cites) } }),
    cites: asCites(a.cites),
  })
  return {
    name: file.procedure,
    title: file.title,
    cites: asCites(file.cites),
    subject: file.subject,
    opens: {
      by: file.opens.by,
      role: file.opens.role,
      ...(file.opens.form === undefined ? {} : { form: file.opens.form }),
      course: file.opens.course.map((step) =>
        'refuse' in step
          ? {
              when: step.when,
              refuse: {
                cites: asCites(step.refuse.cites),
                ...(step.refuse.offer === undefined ? {} : { offer: step.refuse.offer }),
              },
            }
          : toRoute(step),
      ),
    },
    parties: new Map(Object.entries(file.parties).map(([name, rule]) => [name, rule.is])),
    states: new Map(Object.entries(file.states).map(([name, s]) => [name, toState(name, s)])),
  }
}

/** Whether the condition can still hold when nothing has been entered yet. */
export function mayHold(condition: Condition | undefined, facts: Facts): boolean {
  const known = Object.entries(condition ?? {}).filter(([name]) => !name.startsWith(formFact))
  return holds(Object.fromEntries(known), facts)
}

/**
 * True when every fact the condition names is known and has a value it accepts; of rows one that has it is enough. An
 * unknown fact meets no condition.
 */
export function holds(condition: Condition | undefined, facts: EnteredFacts): boolean {
  return Object.entries(condition ?? {}).every(([name, accepted]) => {
    const values = Object.hasOwn(facts, name) ? [facts[name]!].flat() : []
    return values.some((value) => [accepted].flat().includes(value))
  })
}
