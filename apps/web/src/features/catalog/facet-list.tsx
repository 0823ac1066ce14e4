import { useState, type ReactElement } from 'react'
import { Button } from 'antd'
import { catalogFacets, type CatalogFacet, type FacetValue } from '../../api/types.ts'
import { useText } from '../../text/text.tsx'
import type { CatalogSearch } from './catalog-search.ts'
import { useFacetWords } from './facet-words.ts'

export interface FacetListProps {
  readonly facets: Readonly<Record<CatalogFacet, readonly FacetValue[]>>
  readonly search: CatalogSearch
  readonly onToggle: (facet: CatalogFacet, value: string) => void
}

/** How the found entries divide, each part with its count; pressing one narrows to it, pressing it again lifts that. */
export function FacetList({ facets, search, onToggle }: FacetListProps): ReactElement {
  const t = useText()
  const shown = catalogFacets.filter((facet) => facets[facet].length > 0)
  return (
    <nav className="facets" aria-label={t.catalog.narrow}>
      {shown.map((facet) => (
        <FacetPart
          key={facet}
          facet={facet}
          values={facets[facet]}
          chosen={search[facet]}
          onToggle={(value) => onToggle(facet, value)}
        />
      ))}
    </nav>
  )
}

interface FacetPartProps {
  readonly facet: CatalogFacet
  readonly values: readonly FacetValue[]
  readonly chosen: string | undefined
  readonly onToggle: (value: string) => void
}

const shortList = 7

function FacetPart({ facet, values, chosen, onToggle }: FacetPartProps): ReactElement {
  const t = useText()
  const words = useFacetWords()
  const [all, setAll] = useState(false)
  const shown =
    all || values.length <= shortList + 1 ? values : values.filter((v, i) => i < shortList || v.value === chosen)
  return (
    <div className="facet" role="group" aria-label={t.catalog.facets[facet]}>
      <h2>{t.catalog.facets[facet]}</h2>
      <ul>
        {shown.map(({ value, label, count }) => (
          <li key={value}>
            <button
              type="button"
              className="facet-value"
              aria-pressed={value === chosen}
              onClick={() => onToggle(value)}
            >
              <span>{words(facet, value, label)}</span>
              <span className="facet-count">{count.toLocaleString()}</span>
            </button>
          </li>
        ))}
      </ul>
      {shown.length < values.length && (
        <Button type="link" size="small" onClick={() => setAll(true)}>
          {t.catalog.allValues(values.length)}
        </Button>
      )}
    </div>
  )
}
