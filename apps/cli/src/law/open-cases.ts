import type { AffectedPeriod } from '@fadu/domain'
import { signInAs, type PersonOptions } from '../people.ts'
import { askLaw } from './ask-server.ts'

/** A running clock that would end on another day. */
export interface MovedClock {
  readonly case: string
  readonly territory: string
  readonly period: string
  readonly owner: string
  readonly due: string
  readonly would: string
}

/** What a server says of its running clocks: all are counted, the first are listed. */
export interface MovedClocks {
  readonly clocks: number
  readonly moved: number
  readonly earlier: number
  readonly later: number
  readonly items: readonly MovedClock[]
}

export interface OpenCases extends MovedClocks {
  /** Periods of another unit: a server is asked with lengths alone. */
  readonly notAsked: readonly string[]
}

const none: MovedClocks = { clocks: 0, moved: 0, earlier: 0, later: 0, items: [] }

/** Who asks in a demonstration. */
const demoAsker = 'platform.system'

/** Asks a server which of its open cases under a pack would fall due on another day. */
export async function openCasesUnder(
  pack: string,
  affected: readonly AffectedPeriod[],
  person: PersonOptions,
): Promise<OpenCases> {
  const asked = affected.filter(({ before, after }) => before.unit === after.unit)
  const notAsked = affected.filter((p) => !asked.includes(p)).map(({ name }) => name)
  if (asked.length === 0) return { ...none, notAsked }
  const client = await signInAs(person, demoAsker)
  const periods = asked.map(({ name, after }) => ({ name, length: after.length }))
  const moved = await askLaw<MovedClocks>(client, '/api/v1/law/diff/open-cases', { pack, periods })
  return { ...moved, notAsked }
}
