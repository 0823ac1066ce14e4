import type { ReactElement } from 'react'
import { Button, Radio } from 'antd'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { supervisedQuery, type ClockPhase, type ClocksFilter } from '../../api/queries.ts'
import type { SupervisedClock } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { ClockTag } from '../../components/clock-tag/clock-tag.tsx'
import { today } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { Empty, More, Page, RowsSkeleton } from '../../shared/page.tsx'
import { useRegimeWords } from '../../shared/regime-words.ts'
import { useSession } from '../../shared/session.ts'
import { TerritorySelect } from '../../shared/territory-select.tsx'
import { useText } from '../../text/text.tsx'

const phases: readonly ClockPhase[] = ['overdue', 'warning']

/** Deadlines of open cases in a territory and below it that are late, or soon will be: whose they are, and since when. The address holds the question. */
export function ClocksPage(): ReactElement {
  const t = useText()
  const own = useSession().organization.territory
  const search = useSearch({ from: '/supervision' })
  const navigate = useNavigate({ from: '/supervision' })
  const { owner: _, period: __, ...everybody } = search
  const { phase = 'overdue', territory = own } = search
  const ask = (next: ClocksFilter): void => void navigate({ search: next, replace: true, resetScroll: false })
  const clocks = useInfiniteQuery(supervisedQuery({ ...search, phase, territory }))
  const items = clocks.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page title={t.rail.supervision} lead={t.supervision.lead}>
      <div className="filters">
        <TerritorySelect value={territory} onChange={(code) => ask({ ...search, territory: code })} />
        <Radio.Group
          aria-label={t.supervision.phase}
          optionType="button"
          value={phase}
          options={phases.map((value) => ({ value, label: t.supervision.phases[value] }))}
          onChange={(e) => ask({ ...search, phase: e.target.value as ClockPhase })}
        />
        {(search.owner !== undefined || search.period !== undefined) && (
          <Button onClick={() => ask(everybody)}>{t.supervision.everybody}</Button>
        )}
      </div>
      {clocks.isPending && <RowsSkeleton />}
      {clocks.isError && (
        <FaultView asked={t.rail.supervision} fault={clocks.error} onRetry={() => void clocks.refetch()} />
      )}
      {clocks.isSuccess && items.length === 0 && <Empty title={t.supervision.none[phase]} />}
      {items.length > 0 && (
        <div className="sheet">
          <ul className="rows">
            {items.map((item) => (
              <SupervisedRow key={`${item.case} ${item.clock.period}`} item={item} />
            ))}
          </ul>
          <More
            hasMore={clocks.hasNextPage}
            loading={clocks.isFetchingNextPage}
            shown={items.length}
            onMore={() => void clocks.fetchNextPage()}
          />
        </div>
      )}
    </Page>
  )
}

interface SupervisedRowProps {
  readonly item: SupervisedClock
}

function SupervisedRow({ item }: SupervisedRowProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  const words = useRegimeWords(item.territory)
  return (
    <li className={`row${item.clock.phase === 'overdue' ? ' row-overdue' : ''}`}>
      <div className="row-main">
        <Link to="/cases/$id" params={{ id: item.case }} className="row-title">
          {words.procedure(item.procedure)} · {words.period(item.clock.period)}
        </Link>
        <div className="row-sub">
          <span>{t.cases.liesWith(item.owner.name)}</span>
        </div>
      </div>
      <div className="row-end">
        <ClockTag clock={item.clock} today={today()} />
        <ClauseChips clauses={item.clock.cites.map(book.clause)} />
      </div>
    </li>
  )
}
