import type { ReactElement } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { datasetLinesQuery } from '../../api/queries.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { useFacetWords } from '../catalog/facet-words.ts'
import { RecordsPage } from './records-page.tsx'

/** Datasets of a territory with what they hold, how new it is and how good. */
export function DatasetsPage(): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const words = useFacetWords()
  const records = useInfiniteQuery(datasetLinesQuery(useSearch({ from: '/cockpit/datasets' })))
  const { columns } = t.cockpit
  return (
    <RecordsPage title={t.cockpit.datasets.title} lead={t.cockpit.datasets.lead} records={records}>
      {(items) => (
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">{t.overview.figures.datasets}</th>
              <th scope="col">{t.duties.columns.organization}</th>
              <th scope="col">{t.catalog.facets.freshness}</th>
              <th scope="col" className="number">
                {t.overview.figures.rows}
              </th>
              <th scope="col" className="number">
                {t.overview.figures.batches}
              </th>
              <th scope="col" className="number">
                {columns.score}
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.code}>
                <td>
                  <Link to="/catalog/$id" params={{ id: item.entry.id }} className="row-title">
                    {item.entry.name}
                  </Link>
                  <code className="under">{item.code}</code>
                </td>
                <td data-label={t.duties.columns.organization}>{item.provider.name}</td>
                <td data-label={t.catalog.facets.freshness}>{words('freshness', item.freshness, item.freshness)}</td>
                <td className="number" data-label={t.overview.figures.rows}>
                  {item.rows.toLocaleString(language)}
                </td>
                <td className="number" data-label={t.overview.figures.batches}>
                  {item.batches.toLocaleString(language)}
                </td>
                <td className="number" data-label={columns.score}>
                  {item.score === null ? '—' : item.score.toLocaleString(language)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </RecordsPage>
  )
}
