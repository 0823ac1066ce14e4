import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import { useInfiniteQuery } from '@tanstack/react-query'
import { casesQuery } from '../../api/queries.ts'
import { today } from '../../lib/dates.ts'
import { CaseRow } from '../../shared/case-row.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { More, RowsSkeleton } from '../../shared/page.tsx'
import { useText } from '../../text/text.tsx'

/** Requests about the own data: to read it, to have it corrected or deleted. */
export function OwnRequests(): ReactElement {
  const t = useText()
  const cases = useInfiniteQuery(casesQuery('all'))
  const items = (cases.data?.pages.flatMap((page) => page.items) ?? []).filter((c) =>
    c.procedure.startsWith('subject.'),
  )
  return (
    <>
      {cases.isPending && <RowsSkeleton rows={2} />}
      {cases.isError && (
        <FaultView asked={t.ownData.requests} fault={cases.error} onRetry={() => void cases.refetch()} />
      )}
      {cases.isSuccess && items.length === 0 && <p className="quiet">{t.ownData.noRequests}</p>}
      {items.length > 0 && (
        <>
          <ul className="rows">
            {items.map((item) => (
              <CaseRow key={item.id} item={item} today={today()} shows="owner" />
            ))}
          </ul>
          {cases.hasNextPage && (
            <More
              hasMore
              loading={cases.isFetchingNextPage}
              shown={items.length}
              onMore={() => void cases.fetchNextPage()}
            />
          )}
        </>
      )}
      <p>
        <Link to="/procedures/$name" params={{ name: 'subject.access' }}>
          {t.ownData.begin}
        </Link>
      </p>
    </>
  )
}
