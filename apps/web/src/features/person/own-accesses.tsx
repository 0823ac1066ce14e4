import { useState, type ReactElement } from 'react'
import { Button } from 'antd'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { disclosuresQuery, ownAccessesQuery } from '../../api/queries.ts'
import type { OwnAccessQuestion, ToldAccess } from '../../api/types.ts'
import { sayInstant } from '../../lib/dates.ts'
import { sayAction } from '../../shared/act-names.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Empty, RowsSkeleton } from '../../shared/page.tsx'
import { itemsOf, MorePages } from '../../shared/paged-list.tsx'
import { useLanguage, useText } from '../../text/text.tsx'

export interface OwnAccessesProps {
  /** As it was entered; nothing is asked without it. */
  readonly number: string
}

/** Who asked for the data of the person. Nothing is asked before the person does: each reading is on record. */
export function OwnAccesses({ number }: OwnAccessesProps): ReactElement {
  const t = useText()
  const disclosures = useInfiniteQuery(disclosuresQuery)
  const proof = itemsOf(disclosures.data).find((d) => d.proof !== null)?.proof
  const [asked, setAsked] = useState<OwnAccessQuestion>()
  const [times, setTimes] = useState(0)
  const accesses = useInfiniteQuery(ownAccessesQuery(asked, times))
  const items = accesses.data?.pages.flatMap((page) => page.result.items) ?? []
  const receipt = accesses.data?.pages.at(-1)?.act.receipt
  const ask = (identifier: OwnAccessQuestion['identifier']): void => {
    setAsked({ identifier, value: number })
    setTimes((n) => n + 1)
  }
  if (disclosures.isSuccess && (proof === null || proof === undefined))
    return <p className="quiet">{t.ownData.notProven}</p>
  return (
    <>
      <p className="quiet">{t.ownData.accessesLead}</p>
      <div className="filters">
        <Button
          type="primary"
          disabled={number === '' || proof === null || proof === undefined}
          loading={accesses.isFetching && !accesses.isFetchingNextPage}
          onClick={() => ask(proof!.identifier)}
        >
          {t.ownData.ask}
        </Button>
      </div>
      {receipt !== undefined && (
        <p className="quiet" role="status">
          {t.audit.recorded}{' '}
          <Link className="seal-link" to="/proof/$entry" params={{ entry: receipt }}>
            {t.seal}
          </Link>
        </p>
      )}
      {asked !== undefined && accesses.isPending && <RowsSkeleton rows={4} />}
      {accesses.isError && <FaultView asked={t.ownData.ask} fault={accesses.error} />}
      {accesses.isSuccess && items.length === 0 && <Empty title={t.ownData.noAccesses} />}
      {items.length > 0 && (
        <>
          <AccessTable items={items} />
          <MorePages query={accesses} shown={items.length} />
        </>
      )}
    </>
  )
}

function AccessTable({ items }: { readonly items: readonly ToldAccess[] }): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const words = t.ownData.columns
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{words.at}</th>
            <th scope="col">{words.who}</th>
            <th scope="col">{words.purpose}</th>
            <th scope="col">{words.data}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ receipt, at, action, dataset, by }) => (
            <tr key={receipt}>
              <td data-label={words.at} className="nowrap">
                {sayInstant(at, language)}
              </td>
              <td data-label={words.who}>
                {by === null ? t.ownData.masked : (by.organization?.name ?? t.ownData.platform)}
                {by?.application !== null && by !== null && <span className="under">{by.application}</span>}
              </td>
              <td data-label={words.purpose}>
                {by?.purpose ?? sayAction(t, action)}
                {by !== null && by.matter !== null && <span className="under">{by.matter}</span>}
              </td>
              <td data-label={words.data}>
                {dataset?.name ?? t.ownData.evidence}
                {by !== null && by.items.length > 0 && (
                  <span className="under">{by.items.map((item) => item.name).join(t.ownData.comma)}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
