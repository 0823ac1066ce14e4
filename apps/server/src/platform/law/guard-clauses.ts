import type { ClauseId, Ground, Regime } from '@fadu/domain'

/** The clauses a regime binds to a guard: the grounds of a refusal that the platform's own code gives. */
export function guardGrounds(regime: Regime, guard: string): readonly Ground[] {
  const cites = regime.packs.flatMap((pack) => pack.guards.filter((g) => g.guard === guard).flatMap((g) => g.cites))
  return regime.grounds(cites, `guard/${guard}`)
}

/** The first of them, for what would make the act lawful. */
export function clauseOfGuard(regime: Regime, guard: string): ClauseId {
  const [ground] = guardGrounds(regime, guard)
  if (ground === undefined) throw new Error(`no pack of the regime binds a clause to the guard ${guard}`)
  return ground.clause
}
