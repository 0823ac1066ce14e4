import type { ReactElement } from 'react'
import { Button, Radio } from 'antd'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { supervisedQuery, type ClockPhase, type ClocksFilter } from '../../api/queries.ts'
import type { SupervisedClock } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { ClockTag } from '../../components/clock-tag/clock-tag.tsx'
import { today } from '../../lib/dates.ts'
import { useLawBook } from '../../shared/law-book.ts'
import { Empty, Page } from '../../shared/page.tsx'
import { itemsOf, PagedList } from '../../shared/paged-list.tsx'
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
  const items = itemsOf(clocks.data)
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
      <PagedList
        asked={t.rail.supervision}
        query={clocks}
        shown={items.length}
        empty={<Empty title={t.supervision.none[phase]} />}
        sheet
      >
        <ul className="rows">
          {items.map((item) => (
            <SupervisedRow key={`${item.case} ${item.clock.period}`} item={item} />
          ))}
        </ul>
      </PagedList>
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
