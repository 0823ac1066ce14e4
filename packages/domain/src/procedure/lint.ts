import type { ProcedureDefinition } from './definition.ts'

/**
 * Proves a procedure sound: every state can be reached, every state that is not final has an owner and a way out, every
 * party and target exists, every choice ends in an `otherwise`, so that no case can be stranded.
 *
 * @returns One sentence per fault; empty when sound.
 */
export function procedureFaults(definition: ProcedureDefinition): readonly string[] {
  const faults: string[] = []
  const { states, parties, opens } = definition
  const known = (place: string, party: string): void => {
    if (!parties.has(party)) faults.push(`${place}: party «${party}» is not declared under parties`)
  }
  const target = (place: string, to: string): void => {
    if (!states.has(to)) faults.push(`${place}: leads to «${to}», which is not a state`)
  }
  const reached = new Set<string>()
  const queue: string[] = []
  const reach = (to: string): void => {
    if (!reached.has(to) && states.has(to)) {
      reached.add(to)
      queue.push(to)
    }
  }
  known('opens', opens.by)
  for (const step of opens.course) {
    if ('refuse' in step) continue
    target('opens', step.to)
    reach(step.to)
  }
  if (opens.course.at(-1)?.when !== undefined) faults.push('opens: the course needs a last «otherwise»')
  while (queue.length > 0) {
    const state = states.get(queue.pop()!)!
    for (const action of state.actions.values()) for (const route of action.routes) reach(route.to)
    if (state.leaves !== undefined) reach(state.leaves.to)
  }
  for (const state of states.values()) {
    const place = `state «${state.name}»`
    if (!reached.has(state.name)) faults.push(`${place} cannot be reached`)
    if (state.final) {
      if (state.actions.size > 0 || state.leaves !== undefined) faults.push(`${place} is final and has a way out`)
      if (state.clock !== undefined) faults.push(`${place} is final and starts a clock`)
      continue
    }
    if (state.owner === undefined) faults.push(`${place} has no owner: somebody must owe the next act`)
    else known(place, state.owner)
    if (state.actions.size === 0 && state.leaves === undefined) faults.push(`${place} has no way out`)
    if (state.leaves !== undefined) target(place, state.leaves.to)
    for (const action of state.actions.values()) {
      const act = `${place}, act «${action.name}»`
      known(act, action.by)
      for (const route of action.routes) target(act, route.to)
      if (action.routes.at(-1)?.when !== undefined) faults.push(`${act}: the choice needs a last «otherwise»`)
    }
  }
  return faults
}
