import { guardVocabulary } from '../policy/index.ts'
import { effectVocabulary, type ProcedureDefinition, type StateDefinition } from '../procedure/index.ts'
import { everyField, type LawBook, type Pack } from '../regulation/index.ts'
import type { ClauseId, PackId } from '../shared/index.ts'

export type BindingKind =
  'pack' | 'rule' | 'field' | 'period' | 'procedure' | 'act' | 'clock' | 'duty' | 'guard' | 'term'

/** Where a clause binds on the platform. */
export interface Binding {
  readonly kind: BindingKind
  /** `share.request/approve`, `catalog-entry.shareAttribute`, `WZ-27`, `access.recorded`. */
  readonly name: string
  readonly pack: PackId
  /** Effects and guards it rests on that the platform has not; empty when it works whole. */
  readonly pending: readonly string[]
}

interface Cited extends Binding {
  readonly cites: readonly ClauseId[]
}

/** Every place of every pack that cites a clause. A citation of a whole article binds each of its clauses. */
export function bindingsOf(book: LawBook): ReadonlyMap<ClauseId, readonly Binding[]> {
  const known = book.packs.flatMap((pack) => [...pack.clauses.keys()])
  const bindings = new Map<ClauseId, Binding[]>(known.map((id) => [id, []]))
  for (const { cites, ...binding } of book.packs.flatMap(citedIn)) {
    const meant = new Set(cites.flatMap((cite) => known.filter((id) => id === cite || id.startsWith(`${cite}-`))))
    for (const id of meant) bindings.get(id)!.push(binding)
  }
  return bindings
}

function citedIn(pack: Pack): readonly Cited[] {
  const at = (kind: BindingKind, name: string, cites: readonly ClauseId[], pending: readonly string[] = []): Cited => ({
    kind,
    name,
    pack: pack.id,
    pending,
    cites,
  })
  const duties = new Set(pack.duties.map((duty) => duty.name))
  return [
    at('pack', pack.id, pack.cites),
    ...pack.policies.map((policy) => at('rule', policy.id, [policy.clause])),
    ...[...pack.forms.values()].flatMap((form) =>
      everyField(form).map((field) => at('field', `${form.name}.${field.name}`, field.cites)),
    ),
    ...[...pack.periods].flatMap(([name, values]) => values.map((value) => at('period', name, value.cites))),
    ...[...pack.terms].map(([concept, term]) => at('term', concept, term.cites)),
    ...pack.guards.map(({ guard, cites }) => at('guard', guard, cites, guardVocabulary[guard]!.built ? [] : [guard])),
    ...pack.duties.map((duty) => at('duty', duty.name, duty.cites)),
    ...[...pack.procedures.values()]
      .filter((definition) => !duties.has(definition.name))
      .flatMap((definition) => inProcedure(definition, at)),
  ]
}

type At = (kind: BindingKind, name: string, cites: readonly ClauseId[], pending?: readonly string[]) => Cited

function inProcedure(definition: ProcedureDefinition, at: At): readonly Cited[] {
  const { name, opens, states } = definition
  return [
    at('procedure', name, definition.cites, pendingEffects(effectsOf(definition))),
    ...opens.course.map((step) =>
      'refuse' in step
        ? at('act', `${name}/open`, step.refuse.cites)
        : at('act', `${name}/open`, step.cites, pendingEffects(step.effects)),
    ),
    ...[...states.values()].flatMap((state) => inState(name, state, at)),
  ]
}

function inState(procedure: string, state: StateDefinition, at: At): readonly Cited[] {
  return [
    ...(state.clock === undefined ? [] : [at('clock', `${procedure}/${state.clock.period}`, state.clock.cites)]),
    ...[...state.actions.values()].flatMap((action) => {
      const name = `${procedure}/${action.name}`
      const effects = action.routes.flatMap((route) => route.effects)
      return [
        at('act', name, [...action.cites, ...(action.basis?.cites ?? [])], pendingEffects(effects)),
        ...action.routes.map((route) => at('act', name, route.cites, pendingEffects(route.effects))),
      ]
    }),
  ]
}

function effectsOf({ opens, states }: ProcedureDefinition): readonly string[] {
  return [
    ...opens.course.flatMap((step) => ('refuse' in step ? [] : step.effects)),
    ...[...states.values()].flatMap((state) => [
      ...(state.leaves?.effects ?? []),
      ...[...state.actions.values()].flatMap((action) => action.routes.flatMap((route) => route.effects)),
    ]),
  ]
}

function pendingEffects(effects: readonly string[]): readonly string[] {
  return [...new Set(effects)].filter((effect) => effectVocabulary[effect]?.built !== true)
}

/** What a pack asks for that the platform cannot do yet, with the places that ask. */
export interface PendingCapability {
  readonly kind: 'effect' | 'guard'
  readonly name: string
  /** What it is to do, in Chinese. */
  readonly text: string
  /** Acts that are refused for the lack of it, or clauses it is to keep. */
  readonly where: readonly string[]
}

/** Effects and guards that packs name and the platform has not built: the acts that need them are refused with that reason. */
export function pendingOf(book: LawBook): readonly PendingCapability[] {
  const found = new Map<string, { readonly kind: 'effect' | 'guard'; readonly where: Set<string> }>()
  for (const { kind, name, pack, pending } of book.packs.flatMap(citedIn)) {
    for (const capability of pending) {
      const known = found.get(capability) ?? { kind: kind === 'guard' ? 'guard' : 'effect', where: new Set() }
      if (kind !== 'procedure') known.where.add(`${pack}: ${name}`)
      found.set(capability, known)
    }
  }
  return [...found]
    .map(([name, { kind, where }]) => ({ kind, name, text: textOf(name), where: [...where].toSorted() }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

/** What an effect or guard is to do, in Chinese. */
export function textOf(name: string): string {
  return (effectVocabulary[name] ?? guardVocabulary[name])!.text
}
