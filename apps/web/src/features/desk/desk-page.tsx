import type { ReactElement } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import type { CivilDate } from '@fadu/domain'
import { casesQuery, worklistQuery } from '../../api/queries.ts'
import { BeginLink } from '../../shared/begin-link.tsx'
import { CaseRow } from '../../shared/case-row.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Empty, Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { itemsOf, MorePages } from '../../shared/paged-list.tsx'
import { useSession } from '../../shared/session.ts'
import { sayDay } from '../../lib/dates.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { ComingDays } from './coming-days.tsx'
import { JustHappened } from './just-happened.tsx'

/** Before any day there was: while the server has not said what day it is, days are told with their year. */
const unknownDay = '0001-01-01' as CivilDate

/** What my organisation owes, by due date, on which day, what it waits for and what just happened. The server says what day it is. */
export function DeskPage(): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const worklist = useInfiniteQuery(worklistQuery)
  const today = worklist.data?.pages[0]?.today ?? unknownDay
  return (
    <Page title={t.desk.title} lead={worklist.isSuccess ? sayDay(today, language, today) : '\u00a0'}>
      <Owed today={today} />
      <ComingDays />
      <Awaited today={today} />
      <JustHappened />
    </Page>
  )
}

interface LaneProps {
  readonly today: CivilDate
}

function Owed({ today }: LaneProps): ReactElement {
  const t = useText()
  const worklist = useInfiniteQuery(worklistQuery)
  const items = itemsOf(worklist.data)
  const [first] = worklist.data?.pages ?? []
  const overdue = items.filter((c) => c.clocks.some((clock) => clock.phase === 'overdue'))
  const inTime = items.filter((c) => !overdue.includes(c))
  return (
    <Section
      title={t.desk.owed}
      aside={first !== undefined && <span className="quiet">{t.desk.count(first.total, first.overdue)}</span>}
    >
      {worklist.isPending && <RowsSkeleton />}
      {worklist.isError && (
        <FaultView asked={t.desk.owed} fault={worklist.error} onRetry={() => void worklist.refetch()} />
      )}
      {worklist.isSuccess && items.length === 0 && (
        <Empty title={t.desk.nothingOwed}>
          <p>{t.desk.nothingOwedWhy}</p>
          <BeginLink />
        </Empty>
      )}
      {items.length > 0 && (
        <ul className="rows">
          {[...overdue, ...inTime].map((item) => (
            <CaseRow key={item.id} item={item} today={today} shows="clock" />
          ))}
        </ul>
      )}
      <MorePages query={worklist} shown={items.length} quietEnd />
    </Section>
  )
}

function Awaited({ today }: LaneProps): ReactElement {
  const t = useText()
  const me = useSession().organization.id
  const cases = useInfiniteQuery(casesQuery('open'))
  const items = itemsOf(cases.data).filter((item) => item.owner?.id !== me)
  return (
    <Section title={t.desk.awaited}>
      {cases.isPending && <RowsSkeleton rows={2} />}
      {cases.isError && <FaultView asked={t.desk.awaited} fault={cases.error} onRetry={() => void cases.refetch()} />}
      {cases.isSuccess && items.length === 0 && <Empty title={t.desk.nothingAwaited} />}
      {items.length > 0 && (
        <ul className="rows">
          {items.map((item) => (
            <CaseRow key={item.id} item={item} today={today} shows="owner" />
          ))}
        </ul>
      )}
      <MorePages query={cases} shown={items.length} quietEnd />
    </Section>
  )
}
