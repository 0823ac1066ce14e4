import { z } from 'zod'
import {
  effectVocabulary,
  type ActionDefinition,
  type Condition,
  type FormField,
  type LimitValue,
  type Pack,
  type PeriodValue,
  type ProcedureDefinition,
  type Rank,
  type Regime,
  type StateDefinition,
  type CivilDate,
} from '@fadu/domain'

/** Law as it is shown: shapes and how they are made from the packs. */

export const pack = z
  .object({
    id: z.string(),
    title: z.string(),
    titleEn: z.string(),
    source: z.string(),
    territory: z.string(),
    standing: z.enum(['law', 'draft', 'policy']),
    rank: z.string(),
    inForceFrom: z.string().nullable(),
    version: z.string(),
    clauses: z.number().int(),
  })
  .meta({ id: 'Pack' })

export const clause = z
  .object({
    id: z.string(),
    pack: z.string(),
    article: z.string(),
    text: z.string(),
    actor: z.array(z.string()),
    kind: z.string(),
    lifecycle: z.string(),
    deadline: z.string(),
    executable: z.string(),
    capability: z.string(),
  })
  .meta({ id: 'Clause' })

const formColumn = z.object({
  name: z.string(),
  label: z.string(),
  type: z.string(),
  required: z.boolean(),
  cites: z.array(z.string()),
  help: z.string().optional(),
  options: z.array(z.object({ value: z.string(), label: z.string() })).optional(),
  requiredWhen: z.object({ field: z.string(), is: z.array(z.string()) }).optional(),
  default: z
    .object({
      value: z.union([z.string(), z.boolean()]),
      unless: z.record(z.string(), z.array(z.union([z.string(), z.boolean()]))),
    })
    .optional()
    .meta({ description: 'What a new record starts with, unless another field has one of these values' }),
})
const formField = formColumn.extend({
  columns: z.array(formColumn).optional().meta({ description: 'Of a field of type rows: what each row says' }),
})
export const form = z.object({ name: z.string(), title: z.string(), fields: z.array(formField) })

export const period = z
  .object({
    name: z.string(),
    unit: z.string(),
    length: z.number(),
    /** Set in each notice; `length` says nothing then. */
    entered: z.boolean(),
    basis: z.string(),
    cites: z.array(z.string()),
    reading: z.string().nullable(),
  })
  .meta({ id: 'Period' })

export const limit = z
  .object({
    name: z.string(),
    most: z.number(),
    basis: z.string(),
    cites: z.array(z.string()),
    reading: z.string().nullable(),
    needed: z.string(),
    neededEn: z.string(),
  })
  .meta({ id: 'Limit', description: 'How many of something the platform allows, and what is needed beyond it' })

const worded = z.object({ name: z.string(), label: z.string() })
const effect = z.object({ name: z.string(), text: z.string().nullable(), built: z.boolean() })
const conditions = z.record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()])))
const route = z.object({
  when: conditions.nullable(),
  to: z.string().nullable(),
  refuses: z.object({ cites: z.array(z.string()), offer: worded.nullable() }).nullable(),
  effects: z.array(effect),
  cites: z.array(z.string()),
})
const action = z.object({
  name: z.string(),
  by: z.string(),
  role: worded,
  form: z.string().nullable(),
  once: z.boolean(),
  basis: z.object({ ranks: z.array(worded), cites: z.array(z.string()) }).nullable(),
  cites: z.array(z.string()),
  routes: z.array(route),
})
const state = z.object({
  name: z.string(),
  title: z.string(),
  final: z.boolean(),
  owner: z.string().nullable(),
  clock: z
    .object({
      period: worded,
      from: z.string(),
      lengthField: z.string().nullable(),
      value: period.nullable(),
      cites: z.array(z.string()),
      policy: z.boolean(),
    })
    .nullable(),
  suspends: z.string().nullable(),
  leaves: z.object({ on: z.string(), to: z.string(), effects: z.array(effect) }).nullable(),
  offers: z.array(worded),
  actions: z.array(action),
})
export const procedure = z
  .object({
    name: z.string(),
    title: z.string(),
    pack: z.string(),
    subject: z.string(),
    cites: z.array(z.string()),
    parties: z.array(worded.extend({ is: z.string() })),
    opens: z.object({ by: z.string(), role: worded, form: z.string().nullable(), course: z.array(route) }),
    states: z.array(state),
  })
  .meta({ id: 'Procedure', description: 'A course of law as it stands in one territory today' })

export function packView(p: Pack): z.input<typeof pack> {
  return {
    id: p.id,
    title: p.title,
    titleEn: p.titleEn,
    source: p.source,
    territory: p.territory,
    standing: p.standing,
    rank: p.rank,
    inForceFrom: p.inForceFrom ?? null,
    version: p.version,
    clauses: p.clauses.size,
  }
}

export function periodView(value: PeriodValue): z.input<typeof period> {
  return {
    name: value.name,
    unit: value.unit,
    length: value.length,
    entered: value.entered === true,
    basis: value.basis,
    cites: [...value.cites],
    reading: value.reading ?? null,
  }
}

export function limitView({ name, most, basis, cites, reading, needed, neededEn }: LimitValue): z.input<typeof limit> {
  return { name, most, basis, cites: [...cites], reading: reading ?? null, needed, neededEn }
}

export function formViews(regime: Regime): z.input<typeof form>[] {
  const names = [...new Set(regime.packs.flatMap((p) => [...p.forms.keys()]))]
  return names.map((name) => {
    const { title, fields } = regime.form(name)!
    return {
      name,
      title,
      fields: fields.map(({ columns, ...field }) => ({
        ...columnView(regime, field),
        ...(columns === undefined ? {} : { columns: columns.map((column) => columnView(regime, column)) }),
      })),
    }
  })
}

function columnView(
  regime: Regime,
  { options, cites, requiredWhen, default: initial, ranks: _, columns: __, excludes: ___, ...field }: FormField,
): z.input<typeof formColumn> {
  return {
    ...field,
    cites: [...cites],
    ...(requiredWhen === undefined ? {} : { requiredWhen: { ...requiredWhen, is: [...requiredWhen.is] } }),
    ...(initial === undefined
      ? {}
      : {
          default: {
            value: initial.value,
            unless: Object.fromEntries(Object.entries(initial.unless).map(([name, values]) => [name, [...values]])),
          },
        }),
    ...(options === undefined ? {} : { options: options.map((value) => optionView(regime, field.name, value)) }),
  }
}

function optionView(regime: Regime, field: string, value: string): { value: string; label: string } {
  return { value, label: word(regime, `${field}.${value}`, value) }
}

export function word(regime: Regime, concept: string, otherwise: string): string {
  return regime.term(concept)?.text ?? otherwise
}

export function rankText(regime: Regime, rank: Rank): string {
  return word(regime, `rank.${rank}`, rank)
}

/** Who reads a procedure wants to know what is so here and now: the regime's words, and which effects can be carried out. */
export interface Here {
  readonly regime: Regime
  readonly today: CivilDate
  /** Effects that the platform can carry out. */
  readonly built: ReadonlySet<string>
}

export function procedureView(
  here: Here,
  { definition, pack: from }: { readonly definition: ProcedureDefinition; readonly pack: Pack },
): z.input<typeof procedure> {
  const { regime } = here
  const { opens } = definition
  return {
    name: definition.name,
    title: definition.title,
    pack: from.id,
    subject: definition.subject,
    cites: [...definition.cites],
    parties: [...definition.parties].map(([name, is]) => ({ name, label: word(regime, name, name), is })),
    opens: {
      by: opens.by,
      role: roleView(regime, opens.role),
      form: opens.form ?? null,
      course: opens.course.map((step) => routeView(here, step)),
    },
    states: [...definition.states.values()].map((s) => stateView(here, s)),
  }
}

function stateView(here: Here, s: StateDefinition): z.input<typeof state> {
  const { regime, today } = here
  const { clock, leaves } = s
  const value = clock === undefined ? undefined : regime.period(clock.period, today)
  return {
    name: s.name,
    title: s.title ?? s.name,
    final: s.final,
    owner: s.owner ?? null,
    clock:
      clock === undefined
        ? null
        : {
            period: { name: clock.period, label: word(regime, `period.${clock.period}`, clock.period) },
            from: typeof clock.from === 'string' ? clock.from : `form.${clock.from.field}`,
            lengthField: clock.length?.field ?? null,
            value: value === undefined ? null : periodView(value),
            cites: [...clock.cites],
            policy: clock.policy,
          },
    suspends: s.suspends ?? null,
    leaves: leaves === undefined ? null : { on: leaves.on, to: leaves.to, effects: effectViews(here, leaves.effects) },
    offers: s.offers.map((name) => ({ name, label: word(regime, name, name) })),
    actions: [...s.actions.values()].map((a) => actionView(here, a)),
  }
}

function actionView(here: Here, a: ActionDefinition): z.input<typeof action> {
  const { regime } = here
  const { basis } = a
  return {
    name: a.name,
    by: a.by,
    role: roleView(regime, a.role),
    form: a.form ?? null,
    once: a.once,
    basis:
      basis === undefined
        ? null
        : {
            ranks: basis.rank.map((name) => ({ name, label: rankText(regime, name) })),
            cites: [...basis.cites],
          },
    cites: [...a.cites],
    routes: a.routes.map((step) => routeView(here, step)),
  }
}

function routeView(here: Here, step: ProcedureDefinition['opens']['course'][number]): z.input<typeof route> {
  const when = step.when === undefined ? null : conditionView(step.when)
  if (!('refuse' in step)) {
    return { when, to: step.to, refuses: null, effects: effectViews(here, step.effects), cites: [...step.cites] }
  }
  const { cites, offer } = step.refuse
  const offered = offer === undefined ? null : { name: offer, label: word(here.regime, offer, offer) }
  return { when, to: null, refuses: { cites: [...cites], offer: offered }, effects: [], cites: [] }
}

/** A fact and the values that meet it, one or several. */
function conditionView(condition: Condition): z.input<typeof conditions> {
  const lists = Object.entries(condition).map(([fact, accepted]) => [fact, [accepted].flat()] as const)
  return Object.fromEntries(lists)
}

function effectViews({ built }: Here, names: readonly string[]): z.input<typeof effect>[] {
  return names.map((name) => ({ name, text: effectVocabulary[name]?.text ?? null, built: built.has(name) }))
}

function roleView(regime: Regime, role: string): z.input<typeof worded> {
  return { name: role, label: word(regime, `role.${role}`, role) }
}
