import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'

/** What the public narrows the open catalog by, beside the words that are sought. */
export const openFacets = ['territory', 'provider', 'category', 'openAttribute'] as const
export type OpenFacet = (typeof openFacets)[number]

export interface OpenFilter {
  /** Words, each of which is found. */
  readonly q?: string | undefined
  /** With those below it. */
  readonly territory?: string | undefined
  readonly provider?: string | undefined
  readonly category?: string | undefined
  readonly openAttribute?: 'unconditional' | 'conditional' | undefined
}

/** Entries that agree in everything that narrows. */
export interface OpenGroup {
  readonly territory: string
  readonly provider: string
  readonly providerName: string
  readonly category: string
  readonly openAttribute: string
  readonly count: number
}

export interface OpenCounts {
  readonly total: number
  readonly facets: Readonly<Record<OpenFacet, readonly OpenFacetValue[]>>
}

export interface OpenFacetValue {
  readonly value: string
  readonly label: string
  readonly count: number
}

/** Counts each facet without its own filter, so that another value can be chosen; the most frequent first. A territory counts what lies below it. */
export function countFacets(
  groups: readonly OpenGroup[],
  filter: OpenFilter,
  tree: Pick<TerritoryTree, 'get' | 'path'>,
): OpenCounts {
  /** Values of a facet that a group counts for. */
  const valuesIn = (facet: OpenFacet, group: OpenGroup): readonly string[] => {
    if (facet === 'territory') return tree.path(group.territory)
    return group[facet] === '' ? [] : [group[facet]]
  }
  const fits = (group: OpenGroup, facet: OpenFacet): boolean => {
    const wanted = filter[facet]
    return wanted === undefined || valuesIn(facet, group).includes(wanted)
  }
  const labelOf = (facet: OpenFacet, group: OpenGroup, value: string): string => {
    if (facet === 'provider') return group.providerName
    return facet === 'territory' ? (tree.get(value)?.name ?? value) : value
  }
  const valuesOf = (facet: OpenFacet): readonly OpenFacetValue[] => {
    const values = new Map<string, OpenFacetValue>()
    for (const group of groups) {
      if (!openFacets.every((other) => other === facet || fits(group, other))) continue
      for (const value of valuesIn(facet, group)) {
        const count = (values.get(value)?.count ?? 0) + group.count
        values.set(value, { value, label: labelOf(facet, group, value), count })
      }
    }
    return [...values.values()].toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  }
  return {
    total: groups
      .filter((group) => openFacets.every((facet) => fits(group, facet)))
      .reduce((sum, { count }) => sum + count, 0),
    facets: {
      territory: valuesOf('territory'),
      provider: valuesOf('provider'),
      category: valuesOf('category'),
      openAttribute: valuesOf('openAttribute'),
    },
  }
}
