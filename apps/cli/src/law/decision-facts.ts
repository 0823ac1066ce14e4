import { isCivilDate, type CivilDate } from '@fadu/domain'
import { pathOf } from './territory-path.ts'

/** What an act is decided on, as a facts file holds it. The facts may be anything that JSON can say. */
export interface DecisionFacts {
  readonly principal: FactsOf
  readonly resource: FactsOf
  readonly context: Readonly<Record<string, unknown>>
}

export interface FactsOf {
  readonly type: string
  readonly id: string
  readonly facts: Readonly<Record<string, unknown>>
}

/** A field at fault, and what was expected there. */
export interface FactFault {
  readonly field: string
  readonly expected: string
}

/** A facts file that cannot be read as one, or facts that do not fit the act. */
export class FactsInvalid extends Error {
  readonly code = 'FACTS_INVALID'
  readonly faults: readonly FactFault[]

  constructor(faults: readonly FactFault[]) {
    super(`FACTS_INVALID ${faults.map((f) => f.field).join(', ')}`)
    this.name = 'FactsInvalid'
    this.faults = faults
  }
}

/** Reads a facts file. @throws {FactsInvalid} naming every field at fault. */
export function parseFacts(text: string): DecisionFacts {
  const input = parseJson(text)
  if (!isObject(input))
    throw new FactsInvalid([{ field: 'facts', expected: 'an object with principal, resource, context' }])
  const { principal, resource, context = {}, ...others } = input
  const faults = [
    ...entityFaults('principal', principal),
    ...entityFaults('resource', resource),
    ...(isObject(context) ? [] : [{ field: 'context', expected: 'an object' }]),
    ...Object.keys(others).map((field) => ({ field, expected: 'principal, resource and context alone' })),
  ]
  if (faults.length > 0) throw new FactsInvalid(faults)
  return {
    principal: entityOf(principal as Entity),
    resource: entityOf(resource as Entity),
    context: context as DecisionFacts['context'],
  }
}

/** Standard facts that were not given, with the values they were given instead. */
export type Defaulted = Readonly<Record<string, string>>

/**
 * Adds the facts that the platform adds by itself: the day, and where the territory lies as seen from the principal's.
 *
 * @param today - The day when the facts name none.
 * @returns With `on`, the day whose law is asked: the one that the facts name.
 * @throws {FactsInvalid} when the day that the facts name is none.
 */
export function withStandardFacts(
  { principal, resource, context }: DecisionFacts,
  { territory, today }: { readonly territory: string; readonly today: CivilDate },
): { readonly facts: DecisionFacts; readonly defaulted: Defaulted; readonly on: CivilDate } {
  const standard = { today, reach: reachOf(principal.facts['territory'], territory) }
  const missing = Object.fromEntries(Object.entries(standard).filter(([name]) => !Object.hasOwn(context, name)))
  const whole: DecisionFacts['context'] = { ...context, ...missing }
  return { facts: { principal, resource, context: whole }, defaulted: missing, on: dayOf(whole['today']) }
}

function dayOf(today: unknown): CivilDate {
  if (typeof today === 'string' && isCivilDate(today)) return today
  throw new FactsInvalid([{ field: 'context.today', expected: 'a day of the calendar, written YYYY-MM-DD' }])
}

/** Own when the principal's territory is not said, as on the platform for those who belong to none. */
function reachOf(from: unknown, to: string): string {
  if (typeof from !== 'string' || from === to || !/^\d{12}$/.test(from)) return 'own'
  if ((pathOf(to) as readonly string[]).includes(from)) return 'below'
  return (pathOf(from) as readonly string[]).includes(to) ? 'above' : 'other'
}

/** Facts may be left out where there are none, as of a visitor. */
type Entity = Omit<FactsOf, 'facts'> & Partial<FactsOf>

function entityOf({ type, id, facts = {} }: Entity): FactsOf {
  return { type, id, facts }
}

function entityFaults(field: string, value: unknown): readonly FactFault[] {
  if (!isObject(value)) return [{ field, expected: 'an object with type, id and facts' }]
  const { type, id, facts = {}, ...others } = value
  return [
    ...(isText(type) ? [] : [{ field: `${field}.type`, expected: 'a kind such as Account or Dataset' }]),
    ...(isText(id) ? [] : [{ field: `${field}.id`, expected: 'a text' }]),
    ...(isObject(facts) ? [] : [{ field: `${field}.facts`, expected: 'an object' }]),
    ...Object.keys(others).map((name) => ({ field: `${field}.${name}`, expected: 'type, id and facts alone' })),
  ]
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new FactsInvalid([{ field: 'facts', expected: `JSON: ${(error as SyntaxError).message}` }])
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
