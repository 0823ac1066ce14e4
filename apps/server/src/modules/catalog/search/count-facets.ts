import { open, type Columns } from './columns.ts'
import { facetNames, type FacetFilter, type FacetTotals } from './facets.ts'

export interface FacetCounter {
  /** @returns Whether the entry passes every filter. */
  count(slot: number): boolean
  totals(): FacetTotals
}

/**
 * Counts every value of every facet in one pass. A facet is counted without its own filter, so that what else could be chosen is
 * seen with its number: an entry that fails one filter counts in the facet of that filter only, one that fails two nowhere.
 */
export function createFacetCounter(filter: FacetFilter, columns: Columns): FacetCounter {
  const { values, width, distinct } = columns
  const facets = facetNames.map((name) => ({ name, at: columns.at(name), counts: new Int32Array(distinct) }))
  type Facet = (typeof facets)[number]
  const filtered = facets.flatMap((facet) => {
    const wanted = filter[facet.name]
    return wanted === undefined ? [] : [{ facet, wanted: columns.numberOf(wanted) }]
  })
  let total = 0

  return {
    count: (slot) => {
      const row = slot * width
      let failed: Facet | undefined
      for (const { facet, wanted } of filtered) {
        if (values[row + facet.at] === wanted) continue
        if (failed !== undefined) return false
        failed = facet
      }
      if (failed !== undefined) {
        failed.counts[values[row + failed.at]!]!++
        return false
      }
      total++
      for (const facet of facets) facet.counts[values[row + facet.at]!]!++
      return true
    },
    totals: () => ({
      total,
      counts: Object.fromEntries(
        facets.map(({ name, counts }) => [name, mostFirst(counts, columns)]),
      ) as unknown as FacetTotals['counts'],
    }),
  }
}

function mostFirst(counts: Int32Array, columns: Columns): ReadonlyMap<string, number> {
  const counted: [string, number][] = []
  for (const [number, count] of counts.entries()) {
    if (count > 0 && number !== open) counted.push([columns.valueOf(number), count])
  }
  return new Map(counted.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)))
}
