import type { FieldType } from '../regulation/pack.ts'
import type { ClauseId } from '../shared/index.ts'
import { clockFields } from './clock-fields.ts'
import type { Condition, ProcedureDefinition, StateDefinition } from './definition.ts'
import { formFact } from './vocabulary.ts'

/**
 * Something a procedure names that must exist elsewhere: a clause, a form and its fields, a period or a word of the regime.
 * Of a `field` the name is the form's.
 */
export type ProcedureReference = Named | FieldReference

interface Named extends Place {
  readonly kind: 'clause' | 'form' | 'basisForm' | 'clock' | 'term'
  readonly name: string
}

/** A field that an act must have entered: the day or length of a clock, a party, or what a condition asks. */
export interface FieldReference extends Place {
  readonly kind: 'field'
  readonly name: string
  readonly field: string
  readonly types: readonly FieldType[]
  /** False where a condition asks it, which is then simply not met. */
  readonly required: boolean
  /** Values a condition compares it with. */
  readonly values?: readonly unknown[]
}

interface Place {
  /** Who names it, for the reader of a message. */
  readonly place: string
  /** Where it stands in the written form, `procedures/*.yaml`. */
  readonly path: readonly (string | number)[]
}
type Path = Place['path']

/** All that a procedure names, in the order of its file. */
export function referencesOf(definition: ProcedureDefinition): readonly ProcedureReference[] {
  const { opens } = definition
  return [
    ...cited(definition.cites, definition.name, ['cites']),
    ...forms(opens.form, 'opens', ['opens', 'form']),
    ...term(`role.${opens.role}`, 'opens', ['opens', 'role']),
    ...opens.course.flatMap((step, i) => {
      const path = ['opens', 'course', i]
      const asked = askedFields(opens.form, step.when, 'opens', [...path, 'when'])
      if (!('refuse' in step)) {
        const entered = enteredFields(definition, undefined, step.to, opens.form, 'opens', path)
        return [...cited(step.cites, 'opens', [...path, 'cites']), ...asked, ...entered]
      }
      const { cites, offer } = step.refuse
      const offered = offer === undefined ? [] : term(offer, 'opens', [...path, 'refuse', 'offer'])
      return [...cited(cites, 'opens', [...path, 'refuse', 'cites']), ...offered, ...asked]
    }),
    ...[...definition.parties].flatMap(([party, rule]) => [
      ...term(party, 'parties', ['parties', party]),
      ...partyField(opens.form, party, rule),
    ]),
    ...[...definition.states.values()].flatMap((state) => ofState(definition, state)),
  ]
}

/** Every clause a procedure cites anywhere. */
export function allCites(definition: ProcedureDefinition): readonly ClauseId[] {
  const names = referencesOf(definition).flatMap(({ kind, name }) => (kind === 'clause' ? [name as ClauseId] : []))
  return [...new Set(names)]
}

function partyField(form: string | undefined, party: string, rule: string): readonly ProcedureReference[] {
  if (!rule.startsWith(formFact)) return []
  const field = rule.slice(formFact.length)
  const path = ['parties', party, 'is']
  return [
    {
      kind: 'field',
      name: form ?? '',
      field,
      types: ['organization'],
      required: true,
      place: `party «${party}»`,
      path,
    },
  ]
}

/** What the conditions of a way ask of the form that the act enters. */
function askedFields(
  form: string | undefined,
  when: Condition | undefined,
  place: string,
  path: Path,
): readonly ProcedureReference[] {
  return Object.entries(when ?? {})
    .filter(([fact]) => fact.startsWith(formFact))
    .map(([fact, values]) => ({
      kind: 'field',
      name: form ?? '',
      field: fact.slice(formFact.length),
      types: ['choice', 'boolean'],
      required: false,
      values: [values].flat(),
      place,
      path: [...path, fact],
    }))
}

/** What a clock that the act starts takes from its form. */
function enteredFields(
  { states }: ProcedureDefinition,
  from: StateDefinition | undefined,
  to: string,
  form: string | undefined,
  place: string,
  path: Path,
): readonly ProcedureReference[] {
  const clock = states.get(to)?.clock
  if (clock === undefined || from?.suspends === clock.period) return []
  return clockFields(clock).map(({ field, type }) => ({
    kind: 'field',
    name: form ?? '',
    field,
    types: [type],
    required: true,
    place,
    path,
  }))
}

function ofState(definition: ProcedureDefinition, state: StateDefinition): readonly ProcedureReference[] {
  const place = `state «${state.name}»`
  const path: Path = ['states', state.name]
  return [
    ...(state.clock === undefined
      ? []
      : [
          ...clock(state.clock.period, place, [...path, 'clock', 'period']),
          ...cited(state.clock.cites, place, [...path, 'clock', 'cites']),
        ]),
    ...(state.suspends === undefined ? [] : clock(state.suspends, place, [...path, 'suspends'])),
    ...[...state.actions.values()].flatMap((action) => {
      const act = `${place}, act «${action.name}»`
      const at: Path = [...path, 'actions', action.name]
      return [
        ...cited(action.cites, act, [...at, 'cites']),
        ...forms(action.form, act, [...at, 'form']),
        ...term(`role.${action.role}`, act, [...at, 'role']),
        ...action.routes.flatMap((route, i) => [
          ...cited(route.cites, act, [...at, 'to', i, 'cites']),
          ...askedFields(action.form, route.when, act, [...at, 'to', i, 'when']),
          ...(route.to === state.name && !action.renews
            ? []
            : enteredFields(definition, state, route.to, action.form, act, [...at, 'to', i])),
        ]),
        ...(action.basis === undefined
          ? []
          : [
              ...cited(action.basis.cites, act, [...at, 'basis', 'cites']),
              ...action.basis.rank.flatMap((rank, i) => term(`rank.${rank}`, act, [...at, 'basis', 'rank', i])),
              { kind: 'basisForm', name: action.form ?? '', place: act, path: [...at, 'basis'] } as const,
            ]),
      ]
    }),
    ...state.offers.flatMap((offer, i) => term(offer, place, [...path, 'offers', i])),
  ]
}

function cited(cites: readonly string[], place: string, path: Path): readonly ProcedureReference[] {
  return cites.map((name, i) => ({ kind: 'clause', name, place, path: [...path, i] }))
}

function forms(name: string | undefined, place: string, path: Path): readonly ProcedureReference[] {
  return name === undefined ? [] : [{ kind: 'form', name, place, path }]
}

function clock(name: string, place: string, path: Path): readonly ProcedureReference[] {
  return [{ kind: 'clock', name, place, path }]
}

function term(name: string, place: string, path: Path): readonly ProcedureReference[] {
  return [{ kind: 'term', name, place, path }]
}
