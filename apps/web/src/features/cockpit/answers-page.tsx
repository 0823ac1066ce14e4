import type { ReactElement } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { addDays } from '@fadu/domain'
import { answersQuery } from '../../api/queries.ts'
import { today } from '../../lib/dates.ts'
import { CaseRow } from '../../shared/case-row.tsx'
import { useText } from '../../text/text.tsx'
import { cockpitWindows } from './cockpit-windows.ts'
import { RecordsPage } from './records-page.tsx'

/** Requests for data that were answered: those of the address, or of the shortest window. */
export function AnswersPage(): ReactElement {
  const t = useText()
  const search = useSearch({ from: '/cockpit/answers' })
  const from = addDays(today(), 1 - cockpitWindows[0])
  const records = useInfiniteQuery(answersQuery({ answeredFrom: from, ...search }))
  const { title, lead, leadInTime, leadLate } = t.cockpit.answers
  return (
    <RecordsPage
      title={title}
      lead={search.late === undefined ? lead : search.late === 'true' ? leadLate : leadInTime}
      records={records}
    >
      {(items) => (
        <ul className="rows">
          {items.map((item) => (
            <CaseRow key={item.id} item={item} today={today()} shows="owner" />
          ))}
        </ul>
      )}
    </RecordsPage>
  )
}
