import type { ReactElement } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { collectionPlanQuery, lawTerritoriesQuery } from '../../api/public-queries.ts'
import type { CollectionPlan } from '../../api/public-types.ts'
import { dayOfInstant, sayDay, today } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { Statements } from '../../shared/statements.tsx'
import { useLanguage, useText } from '../../text/text.tsx'

/** What units and persons are told of one collection: on what it rests, what is asked, and the notice. */
export function PlanPage(): ReactElement {
  const t = useText()
  const { id } = useParams({ from: '/collection/$id' })
  const plan = useQuery(collectionPlanQuery(id))
  if (plan.data !== undefined) return <Plan plan={plan.data} />
  return (
    <Page title={t.collection.one} trail={<Link to="/collection">{t.collection.title}</Link>}>
      {plan.isPending ? (
        <RowsSkeleton rows={6} />
      ) : (
        <FaultView asked={t.collection.one} fault={plan.error} onRetry={() => void plan.refetch()} />
      )}
    </Page>
  )
}

interface PlanProps {
  readonly plan: CollectionPlan
}

function Plan({ plan }: PlanProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const where = useQuery(lawTerritoriesQuery).data?.find(({ code }) => code === plan.territory)?.name
  const day = (instant: string): string => sayDay(dayOfInstant(instant), language, today())
  return (
    <Page
      title={plan.matter}
      trail={<Link to="/collection">{t.collection.title}</Link>}
      lead={
        <>
          <span>{plan.agency.name}</span>
          <span>{where ?? plan.territory}</span>
          <span>{t.collection.since(day(plan.since))}</span>
          {plan.draft && <span className="tag">{t.collection.draft}</span>}
        </>
      }
    >
      <Section title={t.collection.grounds}>
        <dl className="facts">
          <Statements statements={plan.statements} />
        </dl>
      </Section>
      <Section title={t.collection.items} aside={<span className="quiet">{t.more.all(plan.items.length)}</span>}>
        <ul className="grants">
          {plan.items.map((item, i) => (
            <li key={i}>
              <h3>{item.name}</h3>
              <dl className="facts">
                <Statements statements={item.statements} />
              </dl>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t.collection.notice}>
        {plan.notice === null ? (
          <p className="quiet">{t.collection.noNotice}</p>
        ) : (
          <>
            <p className="quiet">{t.collection.published(day(plan.notice.publishedAt))}</p>
            <dl className="facts">
              <Statements statements={plan.notice.statements} />
            </dl>
          </>
        )}
      </Section>
      <Section title={t.open.machines}>
        <p>{t.open.machinesWhat}</p>
        <ul className="ways">
          <li>
            <a href={`/api/v1/public/collection-plans/${plan.id}`} target="_blank" rel="noopener">
              {t.collection.json}
            </a>
          </li>
        </ul>
      </Section>
    </Page>
  )
}
