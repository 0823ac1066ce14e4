import { catalogFacets, type CatalogFacet, type CatalogFilter, type FacetValue } from '../../api/types.ts'

/** What the address of the catalog holds: the words sought and one value for each facet that filters. */
export type CatalogSearch = CatalogFilter

const longestQuery = 100

/** Reads an address that anybody may have typed; what is no filter is left out. */
export function readCatalogSearch(search: Readonly<Record<string, unknown>>): CatalogSearch {
  const names = ['q', 'territory', 'system', ...catalogFacets] as const
  const given = names.flatMap((name) => {
    // An address reads `grade=3` as a number.
    const value = typeof search[name] === 'number' ? String(search[name]) : search[name]
    return typeof value === 'string' && value.trim() !== '' ? [[name, value.slice(0, longestQuery)] as const] : []
  })
  return Object.fromEntries(given)
}

/** The filter with one of its parts changed; undefined lifts it. */
export function withPart(search: CatalogSearch, part: keyof CatalogFilter, value: string | undefined): CatalogSearch {
  const others = Object.entries(search).filter(([name]) => name !== part)
  return Object.fromEntries(value === undefined || value === '' ? others : [...others, [part, value]])
}

export interface ChosenFacet {
  readonly facet: CatalogFacet
  readonly value: string
  readonly label: string
  /** Entries there would be without this filter: a facet is counted without its own. */
  readonly without: number
}

/** The facets that filter, in their order, each with what lifting it would bring. */
export function chosenFacets(
  search: CatalogSearch,
  facets: Readonly<Record<CatalogFacet, readonly FacetValue[]>> | undefined,
): readonly ChosenFacet[] {
  return catalogFacets.flatMap((facet) => {
    const value = search[facet]
    if (value === undefined) return []
    const values = facets?.[facet] ?? []
    const label = values.find((v) => v.value === value)?.label ?? value
    return [{ facet, value, label, without: values.reduce((sum, v) => sum + v.count, 0) }]
  })
}
