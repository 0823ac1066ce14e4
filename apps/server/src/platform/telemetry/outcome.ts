import { DatabaseError, sqlState } from '../db/connection.ts'
import { Problem, Refused } from '../problem/index.ts'
import type { Ground } from '@fadu/domain'
import type { SpanAttributes } from './span-attributes.ts'

/** What settled an act, by name. The text of a clause is public; it is left out for its length. */
export function groundsSaid(grounds: readonly Ground[]): SpanAttributes {
  return { 'fadu.clauses': grounds.map((g) => g.clause), 'fadu.rules': grounds.map((g) => g.rule) }
}

/** How work ended that did not come to its end: a refusal by law, a request that cannot be met, or a fault of the platform's. */
export function outcomeOf(error: unknown): SpanAttributes {
  if (error instanceof Refused)
    return { 'fadu.outcome': 'refused', 'fadu.reason': error.reason.code, ...groundsSaid(error.grounds) }
  if (error instanceof Problem && error.status < 500)
    return { 'fadu.outcome': 'declined', 'fadu.reason': error.reason.code }
  return { 'fadu.outcome': 'failed', 'error.type': faultCode(error) }
}

function faultCode(error: unknown): string {
  if (error instanceof Problem) return error.reason.code
  if (error instanceof DatabaseError) return error.fault.code
  return sqlState(error) ?? '_OTHER'
}
