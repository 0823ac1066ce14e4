import type { ReactElement, ReactNode } from 'react'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Page as PageOf } from '../../api/types.ts'
import { Empty, Page } from '../../shared/page.tsx'
import { itemsOf, PagedList } from '../../shared/paged-list.tsx'
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
  const items = itemsOf(records.data)
  return (
    <Page title={title} lead={lead} trail={<Link to="/cockpit">{t.cockpit.title}</Link>}>
      <PagedList asked={title} query={records} shown={items.length} empty={<Empty title={t.cockpit.noRecords} />} sheet>
        {children(items)}
      </PagedList>
    </Page>
  )
}
