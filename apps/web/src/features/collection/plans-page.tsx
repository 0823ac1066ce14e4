import type { ReactElement } from 'react'
import { Select } from 'antd'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { collectionPlansQuery, lawTerritoriesQuery } from '../../api/public-queries.ts'
import type { CollectionPlanLine } from '../../api/public-types.ts'
import { dayOfInstant, sayDay, today } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Empty, Page, RowsSkeleton } from '../../shared/page.tsx'
import { itemsOf, PagedList } from '../../shared/paged-list.tsx'
import { useVisitor } from '../../shared/session.ts'
import { useLanguage, useText } from '../../text/text.tsx'

/** What agencies announced that they collect, for anybody. The address holds of which territory. */
export function PlansPage(): ReactElement {
  const t = useText()
  const search = useSearch({ from: '/collection' })
  const navigate = useNavigate({ from: '/collection' })
  const own = useVisitor()?.organization.territory
  const territories = useQuery(lawTerritoriesQuery)
  // Whoever comes from nowhere begins with the first city.
  const territory = search.territory ?? own ?? territories.data?.find(({ parent }) => parent === null)?.code
  return (
    <Page title={t.collection.title} lead={t.collection.lead}>
      {territories.isError && (
        <FaultView asked={t.collection.title} fault={territories.error} onRetry={() => void territories.refetch()} />
      )}
      {territories.isPending && <RowsSkeleton />}
      {territories.isSuccess && (
        <div className="filters">
          <Select
            aria-label={t.due.territory}
            className="short"
            showSearch={{ optionFilterProp: 'label' }}
            value={territory ?? null}
            options={territories.data.map(({ code, name }) => ({ value: code, label: name }))}
            onChange={(code: string) => void navigate({ search: { territory: code }, replace: true })}
          />
        </div>
      )}
      {territory !== undefined && <Plans territory={territory} />}
    </Page>
  )
}

interface PlansProps {
  readonly territory: string
}

function Plans({ territory }: PlansProps): ReactElement {
  const t = useText()
  const plans = useInfiniteQuery(collectionPlansQuery(territory))
  const items = itemsOf(plans.data)
  return (
    <PagedList
      asked={t.collection.title}
      query={plans}
      shown={items.length}
      empty={<Empty title={t.collection.none}>{t.collection.noneWhy}</Empty>}
      sheet
    >
      <ul className="rows">
        {items.map((plan) => (
          <PlanRow key={plan.id} plan={plan} />
        ))}
      </ul>
    </PagedList>
  )
}

interface PlanRowProps {
  readonly plan: CollectionPlanLine
}

function PlanRow({ plan }: PlanRowProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const where = useQuery(lawTerritoriesQuery).data?.find(({ code }) => code === plan.territory)?.name
  return (
    <li className="row">
      <div className="row-main">
        <Link to="/collection/$id" params={{ id: plan.id }} className="row-title">
          {plan.matter}
        </Link>
        <div className="row-sub">
          <span>{plan.agency.name}</span>
          <span>{where ?? plan.territory}</span>
          <span>{t.collection.since(sayDay(dayOfInstant(plan.since), language, today()))}</span>
          {plan.draft && <span className="tag">{t.collection.draft}</span>}
        </div>
      </div>
    </li>
  )
}
