import type { ReactElement } from 'react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { exchangesQuery } from '../../api/keeping-queries.ts'
import { sayInstant } from '../../lib/dates.ts'
import { itemsOf, PagedList } from '../../shared/paged-list.tsx'
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
  const items = itemsOf(exchanges.data)
  return (
    <PagedList
      asked={t.links.exchanges}
      query={exchanges}
      shown={items.length}
      empty={<p className="quiet">{t.links.noExchanges}</p>}
      skeletonRows={3}
    >
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
    </PagedList>
  )
}
