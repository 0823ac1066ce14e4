import type { ReactElement, ReactNode } from 'react'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Page as PageOf } from '../../api/types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Empty, More, Page, RowsSkeleton } from '../../shared/page.tsx'
import { useText } from '../../text/text.tsx'

export interface RecordsPageProps<T> {
  readonly title: string
  readonly lead: string
  readonly records: UseInfiniteQueryResult<InfiniteData<PageOf<T>>>
  readonly children: (items: readonly T[]) => ReactNode
}

/** The records behind a figure of the cockpit, page after page. */
export function RecordsPage<T>({ title, lead, records, children }: RecordsPageProps<T>): ReactElement {
  const t = useText()
  const items = records.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page title={title} lead={lead} trail={<Link to="/cockpit">{t.cockpit.title}</Link>}>
      {records.isPending && <RowsSkeleton />}
      {records.isError && <FaultView asked={title} fault={records.error} onRetry={() => void records.refetch()} />}
      {records.isSuccess && items.length === 0 && <Empty title={t.cockpit.noRecords} />}
      {items.length > 0 && (
        <div className="sheet">
          {children(items)}
          <More
            hasMore={records.hasNextPage}
            loading={records.isFetchingNextPage}
            shown={items.length}
            onMore={() => void records.fetchNextPage()}
          />
        </div>
      )}
    </Page>
  )
}
