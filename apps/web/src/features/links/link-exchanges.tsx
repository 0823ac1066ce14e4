import type { ReactElement } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { exchangesQuery } from '../../api/keeping-queries.ts'
import { sayInstant } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { More, RowsSkeleton } from '../../shared/page.tsx'
import { useLanguage, useText } from '../../text/text.tsx'

export interface LinkExchangesProps {
  /** Id of the link. */
  readonly link: string
}

/** Exchanges that brought something or failed, newest first. */
export function LinkExchanges({ link }: LinkExchangesProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const exchanges = useInfiniteQuery(exchangesQuery(link))
  const items = exchanges.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <>
      {exchanges.isPending && <RowsSkeleton rows={3} />}
      {exchanges.isError && (
        <FaultView asked={t.links.exchanges} fault={exchanges.error} onRetry={() => void exchanges.refetch()} />
      )}
      {exchanges.isSuccess && items.length === 0 && <p className="quiet">{t.links.noExchanges}</p>}
      <ul className="rows">
        {items.map((one) => (
          <li key={one.id} className="row">
            <div className="row-main">
              <strong>{t.links.directions[one.direction]}</strong>{' '}
              {t.links.brought(one.entries, one.grants, one.withdrawn)}
              {one.fault !== null && (
                <div className="row-sub">
                  {one.fault.detail} <code>{one.fault.code}</code>
                </div>
              )}
            </div>
            <time className="quiet" dateTime={one.at}>
              {sayInstant(one.at, language)}
            </time>
          </li>
        ))}
      </ul>
      {items.length > 0 && (
        <More
          hasMore={exchanges.hasNextPage}
          loading={exchanges.isFetchingNextPage}
          shown={items.length}
          onMore={() => void exchanges.fetchNextPage()}
        />
      )}
    </>
  )
}
