import type { ReactElement } from 'react'
import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { request } from '../../api/client.ts'
import { disclosuresQuery } from '../../api/queries.ts'
import type { Disclosure, OwnRecord } from '../../api/types.ts'
import { sayDay, today } from '../../lib/dates.ts'
import { usePostedDownload } from '../../shared/download.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { itemsOf, PagedList } from '../../shared/paged-list.tsx'
import { useLanguage, useText } from '../../text/text.tsx'
import { OwnRecordView } from './own-record.tsx'

export interface DisclosuresProps {
  /** As it was entered; nothing is opened without it. */
  readonly number: string
}

/** What providers disclosed to the person: seen and taken along until its last day. */
export function Disclosures({ number }: DisclosuresProps): ReactElement {
  const t = useText()
  const disclosures = useInfiniteQuery(disclosuresQuery)
  const items = itemsOf(disclosures.data)
  return (
    <>
      <PagedList
        asked={t.ownData.disclosed}
        query={disclosures}
        shown={items.length}
        empty={<p className="quiet">{t.ownData.noneDisclosed}</p>}
        skeletonRows={2}
        quietEnd
      >
        <ul className="rows">
          {items.map((item) => (
            <DisclosureRow key={item.id} item={item} number={number} />
          ))}
        </ul>
      </PagedList>
    </>
  )
}

interface DisclosureRowProps extends DisclosuresProps {
  readonly item: Disclosure
}

function DisclosureRow({ item, number }: DisclosureRowProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const path = `/api/v1/persons/self/disclosures/${encodeURIComponent(item.id)}`
  const view = useMutation({
    mutationFn: () => request<OwnRecord>(`${path}/rows`, { method: 'POST', body: { value: number } }),
    gcTime: 0,
  })
  const download = usePostedDownload<{ value: string; format: 'csv' | 'json' }>()
  const isOpen = item.state === 'open'
  const asked = `${t.ownData.view} ${item.dataset.name}`
  return (
    <li className="row">
      <div className="row-main">
        <Link to="/cases/$id" params={{ id: item.case }} className="row-title">
          {item.dataset.name}
        </Link>
        <div className="row-sub">
          <span>{item.provider.name}</span>
          <span>{isOpen ? t.ownData.until(sayDay(item.validUntil, language, today())) : t.ownData.ended}</span>
        </div>
        {isOpen && (
          <div className="filters">
            <Button
              type="primary"
              size="small"
              disabled={number === ''}
              loading={view.isPending}
              onClick={() => view.mutate()}
            >
              {t.ownData.view}
            </Button>
            {(['csv', 'json'] as const).map((format) => (
              <Button
                key={format}
                size="small"
                disabled={number === ''}
                loading={download.isPending && download.variables.body.format === format}
                onClick={() => download.mutate({ path: `${path}/file`, body: { value: number, format } })}
              >
                {t.ownData.download[format]}
              </Button>
            ))}
          </div>
        )}
        {view.isError && <FaultView asked={asked} fault={view.error} />}
        {download.isError && (
          <FaultView asked={t.ownData.download[download.variables.body.format]} fault={download.error} />
        )}
        {view.isSuccess && <OwnRecordView record={view.data} onClose={() => view.reset()} />}
      </div>
    </li>
  )
}
