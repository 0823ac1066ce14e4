import type { Needed } from '../policy/index.ts'
import type { CivilDate, TerritoryCode } from '../shared/index.ts'
import type { PeriodUnit, PeriodValue } from './pack.ts'
import type { Regime } from './regime.ts'

/** A length that no text fixes, as the authority of a territory has set it. */
export interface PolicyValue {
  readonly territory: TerritoryCode
  /** Name of the period: `share.reply`. */
  readonly name: string
  readonly unit: PeriodUnit
  /** In `unit`; 0 only for working days, meaning 立即. */
  readonly length: number
  /** First day the value holds. */
  readonly from: CivilDate
}

/** The regime's word for how such a value is read, where its packs have one. */
const readingTerm = 'reading.policyValue'

/**
 * The regime in which the authorities' own values take the place of the packs' policies. What a text fixes, law or draft,
 * is not theirs to change and stays. Of several policies that of the nearest territory holds, be it a pack's or an
 * authority's; in one territory the authority's.
 *
 * @param path - The territory and everything above it, nearest first.
 * @param values - In the order they were entered: of two for one territory, period and day the later one holds.
 */
export function withPolicyValues(
  regime: Regime,
  path: readonly TerritoryCode[],
  values: readonly PolicyValue[],
): Regime {
  const ofPath = values.filter((v) => path.includes(v.territory))
  if (ofPath.length === 0) return regime
  const reading = regime.term(readingTerm)?.text
  return {
    ...regime,
    period: (name, on) => {
      const written = regime.period(name, on)
      if (written === undefined || !isSettable(written)) return written
      const set = nearest(ofPath, path.slice(0, placesUpTo(regime, path, written)), name, on)
      if (set === undefined) return written
      const { reading: _replaced, ...terms } = written
      const read = reading === undefined ? {} : { reading }
      return { ...terms, ...read, unit: set.unit, length: set.length, from: set.from }
    },
  }
}

/** Whether an authority may set it: only where the text leaves the number to it and a number there is. */
export function isSettable(value: PeriodValue): boolean {
  return value.basis === 'policy' && value.entered !== true
}

/** What would change a period that is not an authority's to set. */
export function neededForFixedPeriod({ cites, entered }: PeriodValue): readonly Needed[] {
  const [clause] = cites
  if (clause === undefined) return []
  return entered === true
    ? [{ clause, text: '在每份通知中写明该期限', textEn: 'state the time in each notice' }]
    : [{ clause, text: '由制定机关修改该条文', textEn: 'an amendment of the clause by those who enacted it' }]
}

/** How many places of the path are as near as the pack that gave the value; all of them when it holds everywhere. */
function placesUpTo({ packs }: Regime, path: readonly TerritoryCode[], written: PeriodValue): number {
  const pack = packs.find((p) => p.periods.get(written.name)?.includes(written))
  const place = path.findIndex((code) => code === pack?.territory)
  return place === -1 ? path.length : place + 1
}

function nearest(
  values: readonly PolicyValue[],
  places: readonly TerritoryCode[],
  name: string,
  on: CivilDate,
): PolicyValue | undefined {
  for (const place of places) {
    const begun = values.filter((v) => v.territory === place && v.name === name && v.from <= on)
    // Sorting keeps the order of entry among values of one day.
    const latest = begun.toSorted((a, b) => a.from.localeCompare(b.from)).at(-1)
    if (latest !== undefined) return latest
  }
  return undefined
}
