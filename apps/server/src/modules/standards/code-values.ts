import type { CivilDate, Regime, TerritoryCode } from '@fadu/domain'
import type { Db } from '../../platform/db/open-database.ts'
import type { Layout } from '../../platform/release/layout.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { isInForceOn, isListOf, readStandards } from './registry.ts'

/**
 * How a code may be written: the code, its meaning, or a beginning of its meaning that no other has, as 男 is of 男性. What is
 * stored is what was received.
 */
export function writingsOf(values: Readonly<Record<string, string>>): ReadonlySet<string> {
  const meanings = Object.values(values)
  const begun = new Map<string, number>()
  for (const meaning of meanings) {
    const characters = [...meaning]
    for (let length = 1; length < characters.length; length++) {
      const beginning = characters.slice(0, length).join('')
      begun.set(beginning, (begun.get(beginning) ?? 0) + 1)
    }
  }
  const beginnings = [...begun].filter(([, meant]) => meant === 1).map(([beginning]) => beginning)
  return new Set([...Object.keys(values), ...meanings, ...beginnings])
}

/**
 * The codes that the items of a layout may have, by the item's code: those of the standard in force that an item names. A
 * standard whose codes the register does not hold leaves its items unchecked.
 */
export function createCodeValues(deps: {
  readonly db: Db
  readonly territories: () => TerritoryTree
  readonly regimeFor: (territory: TerritoryCode) => Regime
  readonly today: () => CivilDate
}): (territory: TerritoryCode, layout: Layout) => Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  return async (territory, layout) => {
    const named = layout.filter((c) => c.codeList !== undefined)
    if (named.length === 0) return new Map()
    const known = await readStandards(deps.db, deps.regimeFor(territory), deps.territories().path(territory))
    const inForce = known.filter((standard) => isInForceOn(standard, deps.today()) && standard.values !== null)
    return new Map(
      named.flatMap(({ code, codeList }) => {
        const standard = inForce.find((candidate) => isListOf(candidate, codeList!))
        return standard === undefined ? [] : [[code, writingsOf(standard.values!)] as const]
      }),
    )
  }
}
