/** What entries are filtered and counted by. */
export const facetNames = [
  'provider',
  'category',
  'level',
  'shareAttribute',
  'openAttribute',
  'grade',
  'freshness',
  'state',
] as const
export type FacetName = (typeof facetNames)[number]

/** The value of each facet that is asked for. */
export type FacetFilter = { readonly [name in FacetName]?: string | undefined }
export type FacetCounts = Readonly<Record<FacetName, readonly FacetCount[]>>

export interface FacetCount {
  readonly value: string
  readonly label: string
  readonly count: number
}

/** Counts by facet, most first; a facet that an entry leaves open is not counted. */
export interface FacetTotals {
  readonly total: number
  readonly counts: Readonly<Record<FacetName, ReadonlyMap<string, number>>>
}
