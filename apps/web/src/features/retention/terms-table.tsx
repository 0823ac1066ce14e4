import type { ReactElement } from 'react'
import { useQuery } from '@tanstack/react-query'
import { daysBetween } from '@fadu/domain'
import { retentionDueQuery } from '../../api/keeping-queries.ts'
import type { RetentionTerm } from '../../api/keeping-types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { sayDay, today } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { Keeping, RecordCounts } from './due-counts.tsx'

export interface TermsTableProps {
  readonly terms: readonly RetentionTerm[]
}

/** Each kind of record with its term, the oldest day that is there, and what of it is over the term or held. */
export function TermsTable({ terms }: TermsTableProps): ReactElement {
  const t = useText()
  return (
    <div className="table-scroll">
      <table className="table table-cards">
        <thead>
          <tr>
            <th scope="col">{t.retention.kind}</th>
            <th scope="col">{t.retention.term}</th>
            <th scope="col">{t.retention.oldest}</th>
            <th scope="col">{t.retention.over}</th>
            <th scope="col">{t.retention.held}</th>
          </tr>
        </thead>
        <tbody>
          {terms.map((term) => (
            <TermRow key={term.kind} term={term} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function TermRow({ term }: { readonly term: RetentionTerm }): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const book = useLawBook()
  const due = useQuery(retentionDueQuery(term.kind, term.dueBefore))
  const waits = <span aria-busy={due.isPending}>…</span>
  return (
    <tr>
      <th scope="row">
        {t.retention.kinds[term.kind]}
        <span className="under quiet">{t.retention.kindsWhat[term.kind]}</span>
      </th>
      <td data-label={t.retention.term}>
        <div>
          {t.retention.days(term.days)} <ClauseChips clauses={term.cites.map(book.clause)} />
          {term.reading !== null && (
            <span className="under quiet" lang="zh-CN">
              {term.reading}
            </span>
          )}
        </div>
      </td>
      {due.isError ? (
        <td colSpan={3}>
          <FaultView asked={t.retention.over} fault={due.error} onRetry={() => void due.refetch()} />
        </td>
      ) : (
        <>
          <td data-label={t.retention.oldest}>
            {due.data === undefined && waits}
            {due.data !== undefined && (
              <div>
                <span className="nowrap">
                  {due.data.oldest === null ? t.retention.nothingThere : sayDay(due.data.oldest, language, today())}
                </span>
                {due.data.oldest !== null && due.data.oldest < term.dueBefore && (
                  <span className="under nowrap">
                    {t.retention.overBy(daysBetween(due.data.oldest, term.dueBefore))}
                  </span>
                )}
              </div>
            )}
          </td>
          <td data-label={t.retention.over}>
            {due.data === undefined ? (
              waits
            ) : (
              <RecordCounts records={due.data.records} none={t.retention.nothingOver} />
            )}
          </td>
          <td data-label={t.retention.held}>{due.data === undefined ? waits : <Keeping due={due.data} />}</td>
        </>
      )}
    </tr>
  )
}
