import type { ReactElement, ReactNode } from 'react'
import { Button } from 'antd'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { useText } from '../text/text.tsx'
import { FaultView } from './fault-view.tsx'
import { RowsSkeleton } from './page.tsx'

/** How a list that comes page by page stands. */
export type PagedQuery = Pick<
  UseInfiniteQueryResult<unknown>,
  'isPending' | 'isError' | 'isSuccess' | 'error' | 'refetch' | 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'
>

/** What came so far, in order. */
export function itemsOf<T>(data: InfiniteData<{ readonly items: readonly T[] }> | undefined): readonly T[] {
  return data?.pages.flatMap((page) => page.items) ?? []
}

export interface PagedListProps {
  /** What was asked for, as a fault names it. */
  readonly asked: string
  readonly query: PagedQuery
  /** How many are shown. */
  readonly shown: number
  /** What is said where there is nothing: what belongs here and how to begin. */
  readonly empty: ReactNode
  /** Rows of the shape that stands in while the first page is on its way. */
  readonly skeletonRows?: number
  /** On a sheet of its own, where no section is around it. */
  readonly sheet?: boolean
  /** Nothing is said at the end of the list. */
  readonly quietEnd?: boolean
  /** The items; not shown while there are none. */
  readonly children: ReactNode
}

/** A list that comes page by page, in each of its states: on its way, at fault, empty, and with more to come. */
export function PagedList(props: PagedListProps): ReactElement {
  const { asked, query, shown, empty, skeletonRows = 4, sheet = false, quietEnd = false, children } = props
  const list = (
    <>
      {children}
      <MorePages query={query} shown={shown} quietEnd={quietEnd} />
    </>
  )
  return (
    <>
      {query.isPending && <RowsSkeleton rows={skeletonRows} />}
      {query.isError && <FaultView asked={asked} fault={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && shown === 0 && empty}
      {shown > 0 && (sheet ? <div className="sheet">{list}</div> : list)}
    </>
  )
}

export interface MorePagesProps {
  readonly query: Pick<PagedQuery, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>
  readonly shown: number
  readonly quietEnd?: boolean
}

/** How many are shown, whether these are all, and the way to the next page. */
export function MorePages({ query, shown, quietEnd = false }: MorePagesProps): ReactElement | null {
  const t = useText()
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  if (quietEnd && !hasNextPage) return null
  return (
    <p className="more">
      <span className="quiet" role="status">
        {hasNextPage ? t.more.shown(shown) : t.more.all(shown)}
      </span>
      {hasNextPage && (
        <Button onClick={() => void fetchNextPage()} loading={isFetchingNextPage}>
          {t.more.load}
        </Button>
      )}
    </p>
  )
}
