import type { ActionDefinition, Condition, ProcedureDefinition, StateDefinition } from './definition.ts'
import { clockFields } from './clock-fields.ts'
import { effectVocabulary } from './effects.ts'
import { conditionFault, formFact, isOpener, subjectFacts, subjectParties } from './vocabulary.ts'

/** A fault of a procedure: one sentence, and where it stands in the written form. */
export interface ProcedureFault {
  readonly path: readonly (string | number)[]
  readonly message: string
}
type Path = ProcedureFault['path']

/**
 * Proves a procedure sound: every state can be reached, every state that is not final has an owner and a way to an end,
 * every party, target and fact exists, every choice ends in an `otherwise` and only there, every clock rests on a clause
 * or says that it is policy, and a clock is suspended only where it runs. So no case can be stranded.
 *
 * @returns Empty when sound.
 */
export function procedureFaults(definition: ProcedureDefinition): readonly ProcedureFault[] {
  const { opens, states } = definition
  const reached = reachable(definition)
  const ending = leadingToAnEnd(definition)
  return [
    ...subjectFaultsOf(definition),
    ...openerFaults(definition),
    ...unknownParty(definition, opens.by, 'opens', ['opens', 'by']),
    ...choiceFaults(definition, opens.course, 'opens', ['opens', 'course']),
    ...[...states.values()].flatMap((state) => [
      ...stateFaults(definition, state),
      ...(reached.has(state.name) ? [] : [fault(['states', state.name], `state «${state.name}» cannot be reached`)]),
      ...(ending.has(state.name) || hasNoWayOut(state)
        ? []
        : [fault(['states', state.name], `state «${state.name}» never leads to a final state`)]),
    ]),
    ...suspensionFaults(definition),
  ]
}

function subjectFaultsOf({ subject, parties }: ProcedureDefinition): readonly ProcedureFault[] {
  if (!Object.hasOwn(subjectFacts, subject)) {
    return [fault(['subject'], `subject «${subject}» is not known; known: ${Object.keys(subjectFacts).join(', ')}`)]
  }
  const rules = subjectParties[subject] ?? []
  return [...parties]
    .filter(([, rule]) => !rules.includes(rule) && !rule.startsWith(formFact))
    .map(([party, rule]) =>
      fault(
        ['parties', party, 'is'],
        `party «${party}» is «${rule}», which names nobody; known: ${rules.join(', ')}, form.<field>`,
      ),
    )
}

/** A case is opened by one organisation: at most one party is whoever opens it, and then nobody else opens. */
function openerFaults({ opens, parties }: ProcedureDefinition): readonly ProcedureFault[] {
  const [opener, second] = [...parties].filter(([, rule]) => isOpener(rule)).map(([party]) => party)
  if (opener === undefined) return []
  if (second !== undefined) {
    return [
      fault(['parties', second, 'is'], `«${opener}» and «${second}» are both whoever opens the case; only one can be`),
    ]
  }
  return opens.by === opener || !parties.has(opens.by)
    ? []
    : [fault(['opens', 'by'], `«${opens.by}» opens the case, but «${opener}» is whoever opens it`)]
}

function effectFaults(effects: readonly string[], place: string, at: Path): readonly ProcedureFault[] {
  return effects
    .filter((effect) => !Object.hasOwn(effectVocabulary, effect))
    .map((effect) => {
      const known = Object.keys(effectVocabulary).toSorted().join(', ')
      return fault(at, `${place}: nothing is known of the effect «${effect}»; known: ${known}`)
    })
}

function stateFaults(definition: ProcedureDefinition, state: StateDefinition): readonly ProcedureFault[] {
  const place = `state «${state.name}»`
  const at: Path = ['states', state.name]
  if (state.final) {
    return [
      ...(state.actions.size > 0 || state.leaves !== undefined
        ? [fault(at, `${place} is final and has a way out`)]
        : []),
      ...(state.clock !== undefined ? [fault([...at, 'clock'], `${place} is final and starts a clock`)] : []),
      ...(state.suspends !== undefined ? [fault([...at, 'suspends'], `${place} is final and suspends a clock`)] : []),
    ]
  }
  return [
    ...(state.owner === undefined
      ? [fault(at, `${place} has no owner: somebody must owe the next act`)]
      : unknownParty(definition, state.owner, place, [...at, 'owner'])),
    ...(hasNoWayOut(state) ? [fault(at, `${place} has no way out`)] : []),
    ...(state.leaves === undefined
      ? []
      : [
          ...unknownTarget(definition, state.leaves.to, place, [...at, 'leaves', 'to']),
          ...effectFaults(state.leaves.effects, place, [...at, 'leaves', 'effects']),
          ...entryFieldFaults(definition, state, place, [...at, 'leaves']),
        ]),
    ...clockFaults(state, place, at),
    ...[...state.actions.values()].flatMap((action) => actionFaults(definition, action, place, at)),
  ]
}

function clockFaults({ clock, suspends }: StateDefinition, place: string, at: Path): readonly ProcedureFault[] {
  if (clock === undefined) return []
  return [
    ...(clock.cites.length === 0 && !clock.policy
      ? [fault([...at, 'clock'], `${place}: a clock needs a clause, or «kind: policy» when the text sets none`)]
      : []),
    ...(clock.period === suspends ? [fault([...at, 'suspends'], `${place} starts the clock that it suspends`)] : []),
  ]
}

function actionFaults(
  definition: ProcedureDefinition,
  action: ActionDefinition,
  place: string,
  state: Path,
): readonly ProcedureFault[] {
  const act = `${place}, act «${action.name}»`
  const at: Path = [...state, 'actions', action.name]
  return [
    ...(action.name === 'open' ? [fault(at, `${act}: «open» is the name of opening the case`)] : []),
    ...unknownParty(definition, action.by, act, [...at, 'by']),
    ...(action.renews ? renewalFaults(definition, action, act, state) : []),
    ...choiceFaults(definition, action.routes, act, [...at, 'to']),
  ]
}

function renewalFaults(
  { states }: ProcedureDefinition,
  { name, routes }: ActionDefinition,
  act: string,
  state: Path,
): readonly ProcedureFault[] {
  const at: Path = [...state, 'actions', name, 'renews']
  return [
    ...(routes.some((route) => route.to === state.at(-1))
      ? []
      : [fault(at, `${act}: renews the clock of its state, but leads elsewhere`)]),
    ...(states.get(String(state.at(-1)))?.clock === undefined
      ? [fault(at, `${act}: renews the clock of its state, which has none`)]
      : []),
  ]
}

/** What happens outside enters nothing, so the clock it starts cannot take its day or length from a form. */
function entryFieldFaults(
  { states }: ProcedureDefinition,
  { leaves, suspends }: StateDefinition,
  place: string,
  at: Path,
): readonly ProcedureFault[] {
  const clock = leaves === undefined ? undefined : states.get(leaves.to)?.clock
  if (clock === undefined || clock.period === suspends || clockFields(clock).length === 0) return []
  return [fault(at, `${place}: «${leaves!.on}» enters no form, but the clock of «${leaves!.to}» asks for one`)]
}

/** A choice is read from the top: everything behind an `otherwise` is dead, and without one a case could be stranded. */
function choiceFaults(
  definition: ProcedureDefinition,
  steps: readonly (
    | { readonly when?: Condition; readonly to: string; readonly effects: readonly string[] }
    | { readonly when?: Condition; readonly refuse: unknown }
  )[],
  place: string,
  at: Path,
): readonly ProcedureFault[] {
  const open = steps.findIndex((step) => step.when === undefined)
  return [
    ...(open < 0 ? [fault(at, `${place}: the choice needs a last «otherwise»`)] : []),
    ...(open >= 0 && open < steps.length - 1
      ? [fault([...at, open + 1], `${place}: this step stands behind «otherwise» and is never taken`)]
      : []),
    ...steps.flatMap((step, i) => {
      const asked = step.when === undefined ? undefined : conditionFault(definition.subject, step.when)
      return [
        ...('to' in step
          ? [
              ...unknownTarget(definition, step.to, place, [...at, i, 'to']),
              ...effectFaults(step.effects, place, [...at, i, 'effects']),
            ]
          : []),
        ...(asked === undefined ? [] : [fault([...at, i, 'when', asked.fact], `${place}: ${asked.message}`)]),
      ]
    }),
  ]
}

function unknownParty(
  { parties }: ProcedureDefinition,
  party: string,
  place: string,
  at: Path,
): readonly ProcedureFault[] {
  return parties.has(party) ? [] : [fault(at, `${place}: party «${party}» is not declared under parties`)]
}

function unknownTarget(
  { states }: ProcedureDefinition,
  to: string,
  place: string,
  at: Path,
): readonly ProcedureFault[] {
  return states.has(to) ? [] : [fault(at, `${place}: leads to «${to}», which is not a state`)]
}

function hasNoWayOut(state: StateDefinition): boolean {
  return !state.final && state.actions.size === 0 && state.leaves === undefined
}

/** Every way from one state to another, however it is taken. */
function exits(state: StateDefinition): readonly string[] {
  const acts = [...state.actions.values()].flatMap((action) => action.routes.map((route) => route.to))
  return state.leaves === undefined ? acts : [...acts, state.leaves.to]
}

function entrances({ opens }: ProcedureDefinition): readonly string[] {
  return opens.course.flatMap((step) => ('refuse' in step ? [] : [step.to]))
}

function reachable(definition: ProcedureDefinition): ReadonlySet<string> {
  const reached = new Set<string>()
  const queue = [...entrances(definition)]
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const state = definition.states.get(next)
    if (state === undefined || reached.has(next)) continue
    reached.add(next)
    queue.push(...exits(state))
  }
  return reached
}

function leadingToAnEnd({ states }: ProcedureDefinition): ReadonlySet<string> {
  const ending = new Set([...states.values()].filter((s) => s.final).map((s) => s.name))
  for (let before = -1; before !== ending.size;) {
    before = ending.size
    for (const state of states.values()) if (exits(state).some((to) => ending.has(to))) ending.add(state.name)
  }
  return ending
}

/** A state that suspends a clock is entered only from where that clock runs, or rests already. */
function suspensionFaults(definition: ProcedureDefinition): readonly ProcedureFault[] {
  const { states } = definition
  const suspending = (name: string): StateDefinition | undefined => {
    const state = states.get(name)
    return state?.suspends === undefined ? undefined : state
  }
  const message = (from: string, to: StateDefinition): string =>
    `${from} leads to «${to.name}», which suspends «${to.suspends}», a clock that does not run there`
  return [
    ...entrances(definition).flatMap((to) => {
      const state = suspending(to)
      return state === undefined ? [] : [fault(['states', to, 'suspends'], message('opens', state))]
    }),
    ...[...states.values()].flatMap((from) =>
      exits(from).flatMap((to) => {
        const state = suspending(to)
        if (state === undefined || [from.clock?.period, from.suspends].includes(state.suspends)) return []
        return [fault(['states', to, 'suspends'], message(`state «${from.name}»`, state))]
      }),
    ),
  ]
}

function fault(path: Path, message: string): ProcedureFault {
  return { path, message }
}
