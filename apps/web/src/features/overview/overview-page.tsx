import { useState, type ReactElement } from 'react'
import { useQuery } from '@tanstack/react-query'
import { overviewQuery } from '../../api/queries.ts'
import { catalogFacets, type CatalogFacet, type Overview } from '../../api/types.ts'
import { sayDay, today } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { useSession } from '../../shared/session.ts'
import { TerritorySelect } from '../../shared/territory-select.tsx'
import { useLanguage, useText } from '../../text/text.tsx'
import { useFacetWords } from '../catalog/facet-words.ts'
import { FigureLink } from './figure-link.tsx'

/** What data resources a territory has. Every figure opens the records that it counts. */
export function OverviewPage(): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const [territory, setTerritory] = useState(useSession().organization.territory)
  const overview = useQuery(overviewQuery(territory))
  return (
    <Page
      title={t.overview.title}
      lead={overview.data === undefined ? t.overview.lead : t.overview.on(sayDay(overview.data.on, language, today()))}
    >
      <div className="filters">
        <TerritorySelect value={territory} onChange={setTerritory} />
      </div>
      {overview.isPending && <RowsSkeleton rows={6} />}
      {overview.isError && (
        <FaultView asked={t.overview.title} fault={overview.error} onRetry={() => void overview.refetch()} />
      )}
      {overview.data !== undefined && (
        <>
          <Figures overview={overview.data} />
          <div className="distributions">
            {catalogFacets
              .filter((facet) => facet !== 'provider')
              .map((facet) => (
                <Distribution key={facet} facet={facet} values={overview.data.entriesBy[facet]} />
              ))}
          </div>
          <Agencies overview={overview.data} />
        </>
      )}
    </Page>
  )
}

interface OverviewProps {
  readonly overview: Overview
}

const figures = ['agencies', 'systems', 'entries', 'datasets', 'rows', 'batches'] as const

function Figures({ overview }: OverviewProps): ReactElement {
  const t = useText()
  return (
    <dl className="figures">
      {figures.map((name) => (
        <div key={name} className="sheet">
          <dt>{t.overview.figures[name]}</dt>
          <dd>
            <FigureLink figure={overview[name]} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

interface DistributionProps {
  readonly facet: CatalogFacet
  readonly values: Overview['entriesBy'][CatalogFacet]
}

/** How the entries divide, with lengths beside the numbers. */
function Distribution({ facet, values }: DistributionProps): ReactElement | null {
  const t = useText()
  const words = useFacetWords()
  const most = Math.max(1, ...values.map((v) => v.count))
  if (values.length === 0) return null
  return (
    <Section title={t.catalog.facets[facet]}>
      <ul className="bars">
        {values.map((value) => (
          <li key={value.value}>
            <span>{words(facet, value.value, value.label)}</span>
            <span className="bar-line" aria-hidden="true">
              <i style={{ width: `${(value.count / most) * 100}%` }} />
            </span>
            <FigureLink figure={value} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

const columns = ['systems', 'entries', 'published', 'late', 'datasets', 'rows'] as const

function Agencies({ overview }: OverviewProps): ReactElement {
  const t = useText()
  return (
    <Section title={t.overview.byAgency}>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t.duties.columns.organization}</th>
              {columns.map((column) => (
                <th key={column} scope="col" className="number">
                  {t.overview.figures[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {overview.byAgency.map((agency) => (
              <tr key={agency.organization.id}>
                <th scope="row">{agency.organization.name}</th>
                {columns.map((column) => (
                  <td key={column} className="number">
                    <FigureLink figure={agency[column]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}
