import type { CivilDate, LimitValue, Regime } from '@fadu/domain'
import { Refused } from '../problem/index.ts'

/** How many of something the law of a territory allows; the platform's own pack has a number for each that code counts. */
export function limitOf(regime: Regime, name: string, today: CivilDate): LimitValue {
  const limit = regime.limit(name, today)
  if (limit === undefined) throw new Error(`no pack of the regime ${regime.name} says how many «${name}» there may be`)
  return limit
}

/** What goes over a limit is refused on its clause, with what the text that set it says is needed. */
export function refusedOver(regime: Regime, limit: LimitValue, counted: number): Refused {
  const { name, most, cites, needed, neededEn } = limit
  return new Refused({
    reason: { code: 'ACT_LIMIT_EXCEEDED', limit: name, counted, most },
    grounds: regime.grounds(cites, `limit/${name}`),
    needed: cites.slice(0, 1).map((clause) => ({ clause, text: needed, textEn: neededEn })),
  })
}
