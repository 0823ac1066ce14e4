import type { Clause, Standing } from '../citation/index.ts'
import type {
  ActionDefinition,
  ClockDefinition,
  ProcedureDefinition,
  RefusedRoute,
  Route,
  StateDefinition,
} from '../procedure/definition.ts'
import type { ClauseId, PackId } from '../shared/index.ts'
import { everyField } from './join-forms.ts'
import type { FormField, Pack, PeriodUnit, PeriodValue } from './pack.ts'

/** What a pack is made of, as its readers name it. */
export type DiffPart =
  | 'pack'
  | 'clause'
  | 'term'
  | 'period'
  | 'limit'
  | 'form'
  | 'field'
  | 'instrument'
  | 'guard'
  | 'grading'
  | 'duty'
  | 'policy'
  | 'procedure'
  | 'party'
  | 'state'
  | 'action'

export type DiffValue =
  string | number | boolean | null | readonly DiffValue[] | { readonly [key: string]: DiffValue | undefined }

/** One property that is not as it was; `null` where there is none. */
export interface AspectChange {
  readonly aspect: string
  readonly before: DiffValue
  readonly after: DiffValue
}

/** One thing that a later text adds, drops or changes, and for whom. */
export interface Difference {
  readonly part: DiffPart
  /** `WZ-26-2`, `share.reply`, `share-request/purpose`, `share.request/submitted/refuse`. */
  readonly name: string
  readonly change: 'added' | 'removed' | 'changed'
  readonly aspects: readonly AspectChange[]
  /**
   * Kinds of actor it touches, in the words of the clauses' `actor`: who owes or does it where a procedure says so, else
   * whom the cited clauses address. Empty when neither is said.
   */
  readonly concerns: readonly string[]
  readonly cites: readonly ClauseId[]
}

export interface PackDiff {
  readonly before: DiffedPack
  readonly after: DiffedPack
  readonly differences: readonly Difference[]
}

export interface DiffedPack {
  readonly id: PackId
  readonly version: string
  readonly title: string
}

/** Length of a period as its latest value sets it. */
export interface PeriodLength {
  readonly length: number
  readonly unit: PeriodUnit
  readonly basis: Standing
}

/** A period that runs on under another length. */
export interface AffectedPeriod {
  readonly name: string
  readonly before: PeriodLength
  readonly after: PeriodLength
}

/** One part of a pack with what is compared of it. */
interface Item {
  readonly part: DiffPart
  readonly name: string
  readonly aspects: Readonly<Record<string, DiffValue | undefined>>
  readonly concerns: readonly string[]
  readonly cites: readonly ClauseId[]
}

/**
 * What changes for whom between two texts: two versions of one pack, or a pack and its successor. Where things stand in
 * their files, comments and cases make no difference.
 */
export function diffPacks(before: Pack, after: Pack): PackDiff {
  const old = byKey(itemsOf(before))
  const now = byKey(itemsOf(after))
  const keys = [...new Set([...now.keys(), ...old.keys()])]
  return {
    before: headOf(before),
    after: headOf(after),
    differences: keys.flatMap((key) => differenceOf(old.get(key), now.get(key))).toSorted(inOrderOfParts),
  }
}

/**
 * Periods whose running clocks would have ended on another day under the new text: those whose length or unit differs. One
 * that only one of the texts has is not among them: nothing runs under it, or nothing replaces it.
 */
export function affectedPeriods({ differences }: PackDiff): readonly AffectedPeriod[] {
  return differences.flatMap(({ part, change, name, aspects }) => {
    const value = aspects.find(({ aspect }) => aspect === 'value')
    if (part !== 'period' || change !== 'changed' || value === undefined) return []
    const [before, after] = [value.before, value.after] as unknown as readonly [PeriodLength, PeriodLength]
    return before.length === after.length && before.unit === after.unit ? [] : [{ name, before, after }]
  })
}

function headOf({ id, version, title }: Pack): DiffedPack {
  return { id, version, title }
}

function byKey(items: readonly Item[]): ReadonlyMap<string, Item> {
  // There is one head; two packs are compared as texts, whatever they are called.
  return new Map(items.map((item) => [item.part === 'pack' ? 'pack' : `${item.part} ${item.name}`, item]))
}

function differenceOf(old: Item | undefined, now: Item | undefined): readonly Difference[] {
  const item = now ?? old
  if (item === undefined) return []
  const aspects = changedAspects(old?.aspects ?? {}, now?.aspects ?? {})
  const change = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed'
  if (change === 'changed' && aspects.length === 0) return []
  const concerns = [...new Set([...(old?.concerns ?? []), ...(now?.concerns ?? [])])]
  return [{ part: item.part, name: item.name, change, aspects, concerns, cites: item.cites }]
}

function changedAspects(old: Item['aspects'], now: Item['aspects']): readonly AspectChange[] {
  return [...new Set([...Object.keys(now), ...Object.keys(old)])].flatMap((aspect) => {
    const [before, after] = [old[aspect] ?? null, now[aspect] ?? null]
    return canonical(before) === canonical(after) ? [] : [{ aspect, before, after }]
  })
}

/** The same text for the same value, in whatever order its keys were written. */
function canonical(value: DiffValue | undefined): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null)
  if (Array.isArray(value)) return `[${(value as readonly DiffValue[]).map(canonical).join()}]`
  const entries = Object.entries(value).filter(([, v]) => v !== undefined)
  return `{${entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, v]) => `${JSON.stringify(key)}:${canonical(v as DiffValue)}`)
    .join()}}`
}

const partOrder: readonly DiffPart[] = [
  'pack',
  'clause',
  'term',
  'period',
  'limit',
  'form',
  'field',
  'instrument',
  'guard',
  'grading',
  'duty',
  'policy',
  'procedure',
  'party',
  'state',
  'action',
]

function inOrderOfParts(a: Difference, b: Difference): number {
  return partOrder.indexOf(a.part) - partOrder.indexOf(b.part) || (a.name < b.name ? -1 : 1)
}

function itemsOf(pack: Pack): readonly Item[] {
  const actors = actorsOf(pack)
  const cited = (cites: readonly ClauseId[], doers: readonly string[] = []): readonly string[] =>
    doers.length > 0 ? [...new Set(doers)] : actors.addressed(cites)
  return [
    { part: 'pack', name: pack.id, aspects: headAspects(pack), concerns: [], cites: [] },
    ...[...pack.clauses.values()].map((c): Item => clauseItem(c)),
    ...[...pack.terms].map(([name, { text, cites }]): Item => {
      return { part: 'term', name, aspects: { text, cites: inOrder(cites) }, concerns: cited(cites), cites }
    }),
    ...[...pack.periods].map(([name, values]): Item => {
      const cites = latest(values).cites
      return { part: 'period', name, aspects: periodAspects(values), concerns: cited(cites, actors.owing(name)), cites }
    }),
    ...[...pack.forms.values()].flatMap((form): readonly Item[] => {
      const fillers = actors.filling(form.name)
      const fields = everyField(form).map((field): Item => {
        const name = `${form.name}/${field.name}`
        const concerns = cited(field.cites, fillers)
        return { part: 'field', name, aspects: fieldAspects(field), concerns, cites: field.cites }
      })
      return [
        { part: 'form', name: form.name, aspects: { title: form.title }, concerns: fillers, cites: [] },
        ...fields,
      ]
    }),
    ...limitItems(pack),
    ...pack.instruments.map(({ id, title, rank, inForceFrom, repealedOn }): Item => {
      const aspects = { title, rank, inForceFrom, repealedOn }
      return { part: 'instrument', name: id, aspects, concerns: actors.restingOn(rank), cites: [] }
    }),
    ...[...new Set(pack.guards.map(({ guard }) => guard))].map((name): Item => {
      const bindings = pack.guards.filter(({ guard }) => guard === name)
      const cites = bindings.flatMap((b) => b.cites)
      const notes = bindings.flatMap(({ note }) => note ?? [])
      return { part: 'guard', name, aspects: { cites: inOrder(cites), notes }, concerns: cited(cites), cites }
    }),
    ...gradingItems(pack),
    ...pack.duties.map(({ name, title, owedBy, cycle, form, role, cites }): Item => {
      const aspects = { title, owedBy, cycle, form, role, cites: inOrder(cites) }
      return { part: 'duty', name, aspects, concerns: [owedBy], cites }
    }),
    ...pack.policies.map(({ id, clause, effect, actions, needed, neededEn, text }): Item => {
      const aspects = { effect, actions: inOrder(actions), needed, neededEn, text }
      return { part: 'policy', name: id, aspects, concerns: cited([clause]), cites: [clause] }
    }),
    ...[...pack.procedures.values()].flatMap(procedureItems),
  ]
}

function limitItems({ limits }: Pack): readonly Item[] {
  return [...limits].map(([name, values]): Item => {
    const cites = values.flatMap((v) => v.cites)
    const dated = values.map(({ most, least, basis, from, needed }) => {
      const floor = least === undefined ? '' : ` ≥ ${least}`
      return `${from ?? 'draft'}: ${most}${floor} (${basis}) ${needed}`
    })
    return { part: 'limit', name, aspects: { cites: inOrder(cites), values: dated }, concerns: ['agency'], cites }
  })
}

function gradingItems({ grading }: Pack): readonly Item[] {
  if (grading === undefined) return []
  const { title, version, source, cites, ruleSet } = grading
  const aspects = { title, version, source, cites: inOrder(cites), ruleSet: ruleSet as DiffValue }
  return [{ part: 'grading', name: 'grading', aspects, concerns: ['agency', 'authority'], cites }]
}

function headAspects(pack: Pack): Item['aspects'] {
  const { id, title, source, titleEn, territory, rank, standing, inForceFrom, repealedOn, buildsOn, replaces } = pack
  return {
    id,
    title,
    source,
    titleEn,
    territory,
    rank,
    standing,
    inForceFrom,
    repealedOn,
    buildsOn: inOrder(buildsOn),
    replaces,
  }
}

function clauseItem(clause: Clause): Item {
  const { id, article, text, actor, kind, lifecycle, deadline, executable, capability, acceptance } = clause
  const aspects = { text, article, actor, kind, lifecycle, deadline, executable, capability, acceptance }
  return { part: 'clause', name: id, aspects, concerns: actor, cites: [id] }
}

function periodAspects(values: readonly PeriodValue[]): Item['aspects'] {
  const { length, unit, basis, from, warnDays, reading, cites } = latest(values)
  const dated = values.map((v): readonly [string, DiffValue] => [v.from ?? 'draft', v.length])
  return {
    value: { length, unit, basis },
    since: from,
    values: Object.fromEntries(dated),
    warnDays,
    reading,
    cites: inOrder(cites),
  }
}

function latest(values: readonly PeriodValue[]): PeriodValue {
  return values.reduce((last, value) => ((value.from ?? '') >= (last.from ?? '') ? value : last))
}

function fieldAspects(field: FormField): Item['aspects'] {
  const { label, type, required, requiredWhen, default: initial, options, ranks, help, confidential, cites } = field
  const excludes = (field.excludes ?? []).map(({ whole, within, cites }) => ({ whole, within, cites: inOrder(cites) }))
  return {
    required,
    requiredWhen,
    default: initial === undefined ? undefined : { ...initial },
    label,
    type,
    options,
    ranks,
    excludes: excludes.length === 0 ? undefined : excludes,
    help,
    confidential,
    cites: inOrder(cites),
  }
}

function procedureItems(definition: ProcedureDefinition): readonly Item[] {
  const { name, title, subject, opens, cites } = definition
  const everyone = [...new Set([...definition.parties.values()].map(actorOfRule))]
  const actor = (party: string | undefined): readonly string[] => {
    const rule = party === undefined ? undefined : definition.parties.get(party)
    return rule === undefined ? everyone : [actorOfRule(rule)]
  }
  const course = opens.course.map(routeValue)
  const opening = { openedBy: opens.by, openedInRole: opens.role, form: opens.form, course }
  return [
    {
      part: 'procedure',
      name,
      aspects: { title, subject, ...opening, cites: inOrder(cites) },
      concerns: everyone,
      cites,
    },
    ...[...definition.parties].map(([party, rule]): Item => {
      return { part: 'party', name: `${name}/${party}`, aspects: { is: rule }, concerns: [actorOfRule(rule)], cites }
    }),
    ...[...definition.states.values()].flatMap((state): readonly Item[] => [
      {
        part: 'state',
        name: `${name}/${state.name}`,
        aspects: stateAspects(state),
        concerns: actor(state.owner),
        cites: state.clock?.cites ?? [],
      },
      ...[...state.actions.values()].map((action): Item => ({
        part: 'action',
        name: `${name}/${state.name}/${action.name}`,
        aspects: actionAspects(action),
        concerns: actor(action.by),
        cites: [...new Set([...action.cites, ...(action.basis?.cites ?? [])])],
      })),
    ]),
  ]
}

function stateAspects({ title, final, owner, clock, suspends, leaves, offers }: StateDefinition): Item['aspects'] {
  return {
    title,
    final,
    owner,
    clock: clock === undefined ? undefined : clockValue(clock),
    suspends,
    leaves,
    offers: inOrder(offers),
  }
}

function clockValue({ period, from, length, cites, policy }: ClockDefinition): DiffValue {
  return { period, from, length, cites: inOrder(cites), policy }
}

function actionAspects(action: ActionDefinition): Item['aspects'] {
  const { by, role, form, once, renews, routes, basis, cites } = action
  return {
    by,
    role,
    form,
    once,
    renews,
    to: routes.map(routeValue),
    basisRanks: basis === undefined ? undefined : inOrder(basis.rank),
    cites: inOrder([...cites, ...(basis?.cites ?? [])]),
  }
}

function routeValue(step: Route | RefusedRoute): DiffValue {
  if ('refuse' in step) {
    const { cites, offer } = step.refuse
    return { when: step.when, refuse: { cites: inOrder(cites), offer } }
  }
  return { when: step.when, to: step.to, effects: step.effects, cites: inOrder(step.cites) }
}

/** Of a set the order says nothing; of a way through a procedure it says everything. */
function inOrder(names: readonly string[]): readonly string[] {
  return [...new Set(names)].toSorted()
}

interface Actors {
  /** Whom the clauses address. */
  addressed(cites: readonly string[]): readonly string[]
  /** Who owes what a period measures. */
  owing(period: string): readonly string[]
  /** Who fills in a form. */
  filling(form: string): readonly string[]
  /** Who may refuse on instruments of a rank. */
  restingOn(rank: string): readonly string[]
}

function actorsOf(pack: Pack): Actors {
  const states: (readonly [ProcedureDefinition, StateDefinition])[] = []
  for (const definition of pack.procedures.values())
    for (const state of definition.states.values()) states.push([definition, state])
  const acts = states.flatMap(([definition, state]) =>
    [...state.actions.values()].map((action) => [definition, action] as const),
  )
  const openings = [...pack.procedures.values()].map((d) => [d, d.opens] as const)
  const actor = (definition: ProcedureDefinition, party: string | undefined): readonly string[] => {
    const rule = party === undefined ? undefined : definition.parties.get(party)
    return rule === undefined ? [] : [actorOfRule(rule)]
  }
  return {
    addressed: (cites) => {
      const clauses = cites.flatMap((cite) => citedClauses(pack, cite))
      return [...new Set(clauses.flatMap((clause) => clause.actor))]
    },
    owing: (period) => {
      const clocked = states.filter(([, state]) => state.clock?.period === period)
      const cycles = pack.duties.filter(({ cycle }) => cycle === period).map(({ owedBy }) => owedBy)
      return [...new Set([...clocked.flatMap(([definition, state]) => actor(definition, state.owner)), ...cycles])]
    },
    filling: (form) => {
      const filled = [...openings, ...acts].filter(([, act]) => act.form === form)
      const recorded = pack.duties.filter((duty) => duty.form === form).map(({ owedBy }) => owedBy)
      return [...new Set([...filled.flatMap(([definition, act]) => actor(definition, act.by)), ...recorded])]
    },
    restingOn: (rank) => {
      const resting = acts.filter(([, act]) => act.basis?.rank.some((r) => r === rank))
      return [...new Set(resting.flatMap(([definition, act]) => actor(definition, act.by)))]
    },
  }
}

/** A citation of an article or paragraph stands for the clauses it has. */
function citedClauses({ clauses }: Pack, cite: string): readonly Clause[] {
  const exact = clauses.get(cite as ClauseId)
  return exact === undefined ? [...clauses.values()].filter((c) => c.id.startsWith(`${cite}-`)) : [exact]
}

/** The kind of actor behind a party, in the words of the clauses; a rule that has no such word stands for itself. */
function actorOfRule(rule: string): string {
  return actorWords[rule] ?? rule
}

const actorWords: Readonly<Record<string, string>> = {
  person: 'person-or-organisation',
  'entry.provider': 'data provider',
  'territory.authority': 'authority',
  'territory.superiorAuthority': 'authority',
  'territory.government': 'government',
}
