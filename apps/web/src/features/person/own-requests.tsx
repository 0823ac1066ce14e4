import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import { useInfiniteQuery } from '@tanstack/react-query'
import { casesQuery } from '../../api/queries.ts'
import { today } from '../../lib/dates.ts'
import { CaseRow } from '../../shared/case-row.tsx'
import { itemsOf, PagedList } from '../../shared/paged-list.tsx'
import { useText } from '../../text/text.tsx'

/** Requests about the own data: to read it, to have it corrected or deleted. */
export function OwnRequests(): ReactElement {
  const t = useText()
  const cases = useInfiniteQuery(casesQuery('all'))
  const items = itemsOf(cases.data).filter((c) => c.procedure.startsWith('subject.'))
  return (
    <>
      <PagedList
        asked={t.ownData.requests}
        query={cases}
        shown={items.length}
        empty={<p className="quiet">{t.ownData.noRequests}</p>}
        skeletonRows={2}
        quietEnd
      >
        <ul className="rows">
          {items.map((item) => (
            <CaseRow key={item.id} item={item} today={today()} shows="owner" />
          ))}
        </ul>
      </PagedList>
      <p>
        <Link to="/procedures/$name" params={{ name: 'subject.access' }}>
          {t.ownData.begin}
        </Link>
      </p>
    </>
  )
}
