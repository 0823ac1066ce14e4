import { useState, type ReactElement } from 'react'
import { Select } from 'antd'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { auditQuery } from '../../api/queries.ts'
import type { Evidence } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { sayInstant } from '../../lib/dates.ts'
import { sayAction } from '../../shared/act-names.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { Empty, More, Page, RowsSkeleton } from '../../shared/page.tsx'
import { useLanguage, useText } from '../../text/text.tsx'
import { readBody } from './evidence-body.ts'

const kinds = ['act', 'refusal', 'access', 'key', 'session', 'system'] as const

/** The evidence of everybody, newest first. Reading it is itself evidence. */
export function AuditPage(): ReactElement {
  const t = useText()
  const [kind, setKind] = useState('')
  const entries = useInfiniteQuery(auditQuery(kind === '' ? undefined : kind))
  const items = entries.data?.pages.flatMap((page) => page.result.items) ?? []
  const receipt = entries.data?.pages.at(-1)?.act.receipt
  return (
    <Page title={t.rail.audit} lead={t.audit.lead}>
      <div className="filters">
        <Select
          aria-label={t.audit.kind}
          className="short"
          value={kind}
          options={[
            { value: '', label: t.audit.anyKind },
            ...kinds.map((value) => ({ value, label: t.audit.kinds[value] })),
          ]}
          onChange={(value: string) => setKind(value)}
        />
        {receipt !== undefined && (
          <span className="quiet">
            {t.audit.recorded}{' '}
            <Link className="seal-link" to="/proof/$entry" params={{ entry: receipt }}>
              {t.seal}
            </Link>
          </span>
        )}
      </div>
      {entries.isPending && <RowsSkeleton rows={8} />}
      {entries.isError && (
        <FaultView asked={t.rail.audit} fault={entries.error} onRetry={() => void entries.refetch()} />
      )}
      {entries.isSuccess && items.length === 0 && <Empty title={t.audit.none} />}
      {items.length > 0 && (
        <div className="sheet">
          <EvidenceTable items={items} />
          <More
            hasMore={entries.hasNextPage}
            loading={entries.isFetchingNextPage}
            shown={items.length}
            onMore={() => void entries.fetchNextPage()}
          />
        </div>
      )}
    </Page>
  )
}

interface EvidenceTableProps {
  readonly items: readonly Evidence[]
}

function EvidenceTable({ items }: EvidenceTableProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const book = useLawBook()
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t.audit.at}</th>
            <th scope="col">{t.audit.action}</th>
            <th scope="col">{t.audit.actor}</th>
            <th scope="col">{t.audit.outcome}</th>
            <th scope="col">{t.audit.grounds}</th>
            <th scope="col">{t.audit.proof}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => {
            const body = readBody(item.body)
            return (
              <tr key={item.entry}>
                <td data-label={t.audit.at} className="nowrap">
                  {body.at === undefined ? '' : sayInstant(body.at, language)}
                </td>
                <td data-label={t.audit.action}>
                  {sayAction(t, body.action)}
                  <code className="under">{body.action}</code>
                </td>
                <td data-label={t.audit.actor}>
                  {t.audit.actors[body.actor.type] ?? body.actor.type}
                  <code className="under">{body.actor.id.slice(0, 8)}</code>
                </td>
                <td data-label={t.audit.outcome}>
                  <span className={`tag tag-${body.outcome === 'refused' ? 'refused' : 'grey'}`}>
                    {t.audit.outcomes[body.outcome] ?? body.outcome}
                  </span>
                </td>
                <td data-label={t.audit.grounds}>
                  <ClauseChips clauses={book.clausesOf(body.grounds)} />
                </td>
                <td data-label={t.audit.proof}>
                  <Link to="/proof/$entry" params={{ entry: item.entry }} className="seal-link">
                    {t.seal}
                  </Link>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
