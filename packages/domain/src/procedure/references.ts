import type { ClauseId } from '../shared/index.ts'
import type { ProcedureDefinition, StateDefinition } from './definition.ts'

/** Something a procedure names that must exist elsewhere: a clause, a form, a period or a word of the regime. */
export interface ProcedureReference {
  readonly kind: 'clause' | 'form' | 'basisForm' | 'clock' | 'term'
  readonly name: string
  /** Who names it, for the reader of a message. */
  readonly place: string
  /** Where it stands in the written form, `procedures/*.yaml`. */
  readonly path: readonly (string | number)[]
}
type Path = ProcedureReference['path']

/** All that a procedure names, in the order of its file. */
export function referencesOf(definition: ProcedureDefinition): readonly ProcedureReference[] {
  const { opens } = definition
  return [
    ...cited(definition.cites, definition.name, ['cites']),
    ...forms(opens.form, 'opens', ['opens', 'form']),
    ...term(`role.${opens.role}`, 'opens', ['opens', 'role']),
    ...opens.course.flatMap((step, i) => {
      const path = ['opens', 'course', i]
      if (!('refuse' in step)) return cited(step.cites, 'opens', [...path, 'cites'])
      const { cites, offer } = step.refuse
      const offered = offer === undefined ? [] : term(offer, 'opens', [...path, 'refuse', 'offer'])
      return [...cited(cites, 'opens', [...path, 'refuse', 'cites']), ...offered]
    }),
    ...[...definition.parties.keys()].flatMap((party) => term(party, 'parties', ['parties', party])),
    ...[...definition.states.values()].flatMap(ofState),
  ]
}

/** Every clause a procedure cites anywhere. */
export function allCites(definition: ProcedureDefinition): readonly ClauseId[] {
  const names = referencesOf(definition).flatMap(({ kind, name }) => (kind === 'clause' ? [name as ClauseId] : []))
  return [...new Set(names)]
}

function ofState(state: StateDefinition): readonly ProcedureReference[] {
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
        ...action.routes.flatMap((route, i) => cited(route.cites, act, [...at, 'to', i, 'cites'])),
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
