import { guardCites, type RefusalReason, type Regime } from '@fadu/domain'
import { Refused } from '../../platform/problem/index.ts'

/** Refused on the clauses that the regime binds to a guard. */
export function refusedUnder(regime: Regime, guard: string, reason: RefusalReason): Refused {
  return new Refused({ reason, grounds: regime.grounds(guardCites(regime, guard), `guard/${guard}`), needed: [] })
}
