import type { ReactElement } from 'react'
import { Radio } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { cockpitQuery } from '../../api/queries.ts'
import type { Cockpit } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { sayDay, today } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { Empty, Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { useSession } from '../../shared/session.ts'
import { TerritorySelect } from '../../shared/territory-select.tsx'
import { useLanguage, useText } from '../../text/text.tsx'
import { FigureLink } from '../overview/figure-link.tsx'
import { cockpitWindows, type CockpitWindow } from './cockpit-windows.ts'
import { FigureCards } from './figure-cards.tsx'
import { TrafficSection } from './traffic-section.tsx'

/** How a territory stands, for those who oversee it. Every figure that has a list opens it; the address holds the question. */
export function CockpitPage(): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const { organization } = useSession()
  const search = useSearch({ from: '/cockpit' })
  const navigate = useNavigate({ from: '/cockpit' })
  const { territory = organization.territory, days = cockpitWindows[0] } = search
  const cockpit = useQuery(cockpitQuery(territory, days))
  const ask = (part: typeof search): void =>
    void navigate({ search: { ...search, ...part }, replace: true, resetScroll: false })
  return (
    <Page
      title={t.cockpit.title}
      lead={
        cockpit.data === undefined
          ? t.cockpit.lead
          : t.cockpit.on(
              sayDay(cockpit.data.window.from, language, today()),
              sayDay(cockpit.data.on, language, today()),
            )
      }
    >
      <div className="filters">
        <TerritorySelect value={territory} onChange={(code) => ask({ territory: code })} />
        <Radio.Group
          aria-label={t.cockpit.window}
          optionType="button"
          value={days}
          options={cockpitWindows.map((value) => ({ value, label: t.cockpit.windows[value] }))}
          onChange={(e) => ask({ days: e.target.value as CockpitWindow })}
        />
      </div>
      {cockpit.isPending && <RowsSkeleton rows={6} />}
      {cockpit.isError && (
        <FaultView asked={t.cockpit.title} fault={cockpit.error} onRetry={() => void cockpit.refetch()} />
      )}
      {cockpit.data !== undefined && <Figures cockpit={cockpit.data} />}
    </Page>
  )
}

interface FiguresProps {
  readonly cockpit: Cockpit
}

function Figures({ cockpit }: FiguresProps): ReactElement {
  const t = useText()
  return (
    <>
      {cockpit.coverage.agencies.count === 0 && (
        <Empty title={t.cockpit.noAgencies}>
          <p>{t.cockpit.noAgenciesWhy}</p>
        </Empty>
      )}
      <FigureCards cockpit={cockpit} />
      <OverdueSection overdue={cockpit.overdue} />
      <RefusalsSection refusals={cockpit.refusals} />
      <TrafficSection traffic={cockpit.traffic} />
    </>
  )
}

interface OverdueSectionProps {
  readonly overdue: Cockpit['overdue']
}

function OverdueSection({ overdue }: OverdueSectionProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  return (
    <Section
      title={t.cockpit.overdue}
      aside={<FigureLink figure={overdue.total}>{t.cockpit.total(overdue.total.count)}</FigureLink>}
    >
      {overdue.byAgency.length === 0 ? (
        <p className="quiet">{t.supervision.none.overdue}</p>
      ) : (
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">{t.duties.columns.organization}</th>
              <th scope="col" className="number">
                {t.cockpit.columns.overdue}
              </th>
              <th scope="col">{t.cockpit.columns.clauses}</th>
            </tr>
          </thead>
          <tbody>
            {overdue.byAgency.map(({ organization, clauses, ...figure }) => (
              <tr key={organization.id}>
                <th scope="row">{organization.name}</th>
                <td className="number" data-label={t.cockpit.columns.overdue}>
                  <FigureLink figure={figure} />
                </td>
                <td data-label={t.cockpit.columns.clauses}>
                  <ClauseChips clauses={clauses.map(({ clause }) => book.clause(clause))} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}

interface RefusalsSectionProps {
  readonly refusals: Cockpit['refusals']
}

function RefusalsSection({ refusals }: RefusalsSectionProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const book = useLawBook()
  return (
    <Section title={t.cockpit.refusals}>
      {refusals.byClause.length === 0 ? (
        <p className="quiet">{t.cockpit.noRefusals}</p>
      ) : (
        <table className="table table-cards">
          <thead>
            <tr>
              <th scope="col">{t.cockpit.columns.clause}</th>
              <th scope="col">{t.cockpit.columns.text}</th>
              <th scope="col" className="number">
                {t.cockpit.columns.refusals}
              </th>
            </tr>
          </thead>
          <tbody>
            {refusals.byClause.map(({ clause, count }) => (
              <tr key={clause}>
                <th scope="row">
                  <ClauseChips clauses={[book.clause(clause)]} />
                </th>
                <td lang="zh-CN" data-label={t.cockpit.columns.text}>
                  {book.clause(clause).text ?? '—'}
                </td>
                <td className="number" data-label={t.cockpit.columns.refusals}>
                  {count.toLocaleString(language)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}
