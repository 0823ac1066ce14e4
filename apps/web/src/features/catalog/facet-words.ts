import { entryStates, freshnesses, type CatalogFacet } from '../../api/types.ts'
import { useText } from '../../text/text.tsx'

/** What a value of a facet is called: by the interface where it has a word of its own, else as the regime or the agency says. */
export function useFacetWords(): (facet: CatalogFacet, value: string, label: string) => string {
  const t = useText()
  return (facet, value, label) => {
    if (facet === 'grade' && /^[1-4]$/.test(value)) return t.grade(Number(value))
    if (facet === 'state') return t.entryStates[entryStates.find((s) => s === value) ?? 'draft']
    const freshness = freshnesses.find((f) => f === value)
    if (facet === 'freshness' && freshness !== undefined) return t.catalog.freshness[freshness]
    if (facet === 'level') return t.factValues[`level.${value}`] ?? label
    if (value === 'unset' || value === '') return t.catalog.unset
    return label
  }
}
