import type { ComparedItem } from './comparable-value.ts'

/** One claim: that the row found by `key` has `value` in `item`. All in comparable form. */
export interface Claim {
  readonly key: string
  readonly item: string
  readonly value: string
}

export interface Verification {
  /** Item by which rows are found. */
  readonly keyItem: string
  readonly keyKind: ComparedItem['identifier']
  /** Number of the matter the call serves. */
  readonly matter: string
  /** Civil day of the call. */
  readonly day: string
  readonly claims: readonly Claim[]
}

export type Outcome = 'match' | 'mismatch' | 'notFound'

/** What is counted by how many different members a group has. */
export type SightingMeasure =
  'mattersPerDay' | 'valuesPerKey' | 'neighbouringKeys' | 'keysPerFailedValue' | 'keysNotFound'

/** A member seen in a group; seen again it counts once. Both are made of values: whoever stores them digests them first. */
export interface Sighting {
  readonly measure: SightingMeasure
  readonly group: string
  readonly member: string
}

/**
 * What a call shows before anything is looked up, so that a cut-off by it tells nothing of the data: how many matters of a day,
 * how many different values one key is tried with in one item (guessing), how many keys of one series (enumerating).
 */
export function sightingsOfCall(call: Verification): readonly Sighting[] {
  const { keyItem, matter, day, claims } = call
  return distinct([
    { measure: 'mattersPerDay', group: day, member: matter },
    ...claims.map(({ key, item, value }): Sighting => {
      return { measure: 'valuesPerKey', group: composed(keyItem, key, item), member: value }
    }),
    ...claims.flatMap(({ key }): readonly Sighting[] => {
      const series = seriesOf(call.keyKind, key)
      return series === undefined
        ? []
        : [{ measure: 'neighbouringKeys', group: composed(keyItem, series), member: key }]
    }),
  ])
}

/**
 * What a call shows by its outcomes: keys that nobody has, and one value tried on many keys and wrong (sweeping). A value that
 * is right of many is no sweep: many people live in one district.
 *
 * @param outcomes - Of the claims, in their order.
 */
export function sightingsOfOutcomes(call: Verification, outcomes: readonly Outcome[]): readonly Sighting[] {
  const { keyItem, claims } = call
  return distinct(
    claims.flatMap(({ key, item, value }, i): readonly Sighting[] => {
      const outcome = outcomes[i]
      if (outcome === 'match' || outcome === undefined) return []
      const failed: Sighting = {
        measure: 'keysPerFailedValue',
        group: composed(item, value),
        member: composed(keyItem, key),
      }
      const missed: Sighting = { measure: 'keysNotFound', group: keyItem, member: key }
      return outcome === 'notFound' ? [failed, missed] : [failed]
    }),
  )
}

/** Characters of an identifier before its running number and check character; 18 characters in all. */
const seriesLength = 14

/**
 * The series that a key is one of: region and birth day of a 公民身份号码, the first digits of the organisation in a
 * 统一社会信用代码. Of other identifiers none is known: 1, 2, 3 may be how their office numbers households.
 */
export function seriesOf(kind: ComparedItem['identifier'], key: string): string | undefined {
  const structured = kind === 'residentId' || kind === 'creditCode'
  return structured && key.length === 18 ? key.slice(0, seriesLength) : undefined
}

function composed(...parts: readonly string[]): string {
  return JSON.stringify(parts)
}

function distinct(sightings: readonly Sighting[]): readonly Sighting[] {
  const known = new Map(sightings.map((s) => [composed(s.measure, s.group, s.member), s]))
  return [...known.values()]
}
