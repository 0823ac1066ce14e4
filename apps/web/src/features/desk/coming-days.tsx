import { useId, useMemo, useState, type ReactElement } from 'react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { createCalendar, type CivilDate } from '@fadu/domain'
import { noticesQuery, worklistQuery } from '../../api/queries.ts'
import type { CaseSummary } from '../../api/types.ts'
import { CalendarStrip } from '../../components/calendar-strip/calendar-strip.tsx'
import { stripWeeks } from '../../components/calendar-strip/strip-days.ts'
import { CaseRow } from '../../shared/case-row.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { RowsSkeleton, Section } from '../../shared/page.tsx'
import { itemsOf } from '../../shared/paged-list.tsx'
import { useSession } from '../../shared/session.ts'
import { sayDay } from '../../lib/dates.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { casesByDueDay } from './due-days.ts'

/** The coming working weeks by the calendar of the server, with what my organisation owes on each day. */
export function ComingDays(): ReactElement {
  const t = useText()
  const worklist = useInfiniteQuery(worklistQuery)
  const first = worklist.data?.pages[0]
  const notices = useQuery(noticesQuery)
  const fault = worklist.error ?? notices.error
  const calendar = useMemo(
    () => (notices.data === undefined ? undefined : createCalendar(notices.data)),
    [notices.data],
  )
  return (
    <Section title={t.desk.coming}>
      {fault !== null && (
        <FaultView
          asked={t.desk.coming}
          fault={fault}
          onRetry={() => void (worklist.isError ? worklist.refetch() : notices.refetch())}
        />
      )}
      {fault === null && (first === undefined || calendar === undefined) && <RowsSkeleton rows={3} />}
      {fault === null && first !== undefined && calendar !== undefined && (
        <Days
          today={first.today}
          items={itemsOf(worklist.data)}
          isAll={!worklist.hasNextPage}
          weeks={stripWeeks(first.today, calendar)}
        />
      )}
    </Section>
  )
}

interface DaysProps {
  readonly today: CivilDate
  readonly items: readonly CaseSummary[]
  /** Whether these are all that is owed; what falls due first comes first. */
  readonly isAll: boolean
  readonly weeks: ReturnType<typeof stripWeeks>
}

function Days({ today, items, isAll, weeks }: DaysProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const opens = useId()
  const [chosen, setChosen] = useState<CivilDate | null>(null)
  const byDay = casesByDueDay(items, useSession().organization.id)
  const due = new Map([...byDay].map(([day, cases]) => [day, cases.length]))
  const open = chosen === null ? [] : (byDay.get(chosen) ?? [])
  const lastCounted = isAll ? undefined : [...byDay.keys()].toSorted().at(-1)
  const title = chosen === null ? '' : t.desk.dueOn(sayDay(chosen, language, today))
  return (
    <>
      <CalendarStrip
        weeks={weeks}
        today={today}
        due={due}
        chosen={open.length > 0 ? chosen : null}
        opens={opens}
        onChoose={(day) => setChosen(day === chosen ? null : day)}
      />
      {lastCounted !== undefined && (
        <p className="quiet">{t.desk.countedThrough(sayDay(lastCounted, language, today))}</p>
      )}
      {open.length > 0 && (
        <section id={opens} className="strip-open" aria-label={title}>
          <h3>{title}</h3>
          <ul className="rows">
            {open.map((item) => (
              <CaseRow key={item.id} item={item} today={today} shows="clock" />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
