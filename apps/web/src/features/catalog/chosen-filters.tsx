import type { ReactElement } from 'react'
import { Button } from 'antd'
import type { CatalogFilter } from '../../api/types.ts'
import { useText } from '../../text/text.tsx'
import type { ChosenFacet } from './catalog-search.ts'
import { useFacetWords } from './facet-words.ts'

export interface ChosenFiltersProps {
  readonly chosen: readonly ChosenFacet[]
  readonly onLift: (part: keyof CatalogFilter) => void
}

/** The filters that are on, each lifted by one press. */
export function ChosenFilters({ chosen, onLift }: ChosenFiltersProps): ReactElement | null {
  const t = useText()
  const words = useFacetWords()
  if (chosen.length === 0) return null
  return (
    <ul className="chosen" aria-label={t.catalog.chosen}>
      {chosen.map(({ facet, value, label }) => (
        <li key={facet}>
          <button type="button" className="chosen-filter" onClick={() => onLift(facet)}>
            {t.catalog.filter(t.catalog.facets[facet], words(facet, value, label))}
            <span aria-hidden="true">×</span>
            <span className="visually-hidden">{t.catalog.lift}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}

export interface NothingFoundProps extends ChosenFiltersProps {
  readonly sought: string | undefined
}

/** Nothing fits: which single filter stands in the way, and how many entries there are without it. */
export function NothingFound({ chosen, sought, onLift }: NothingFoundProps): ReactElement {
  const t = useText()
  const words = useFacetWords()
  const helps = chosen.filter((facet) => facet.without > 0)
  return (
    <div className="empty" role="status">
      <strong>{sought === undefined ? t.catalog.none : t.catalog.noneWith(sought)}</strong>
      <p>{helps.length === 0 ? t.catalog.noneWhy : t.catalog.liftOne}</p>
      <div className="lifts">
        {helps.map(({ facet, value, label, without }) => (
          <Button key={facet} onClick={() => onLift(facet)}>
            {t.catalog.liftBrings(t.catalog.filter(t.catalog.facets[facet], words(facet, value, label)), without)}
          </Button>
        ))}
        {sought !== undefined && <Button onClick={() => onLift('q')}>{t.catalog.clearSought}</Button>}
      </div>
    </div>
  )
}
