import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import type { Evidence } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { sayInstant } from '../../lib/dates.ts'
import { sayAction } from '../../shared/act-names.ts'
import { useLawBook } from '../../shared/law-book.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { readBody } from './evidence-body.ts'

export interface EvidenceTableProps {
  readonly items: readonly (Evidence & { readonly by?: 'key' | 'unkeyed' })[]
}

/** Records of the evidence, each with the way to its proof. */
export function EvidenceTable({ items }: EvidenceTableProps): ReactElement {
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
                  {item.by === 'unkeyed' && <span className="tag tag-grey">{t.audit.unkeyedTag}</span>}
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
                  <ClauseChips clauses={book.clausesOf(body.clauses ?? body.grounds)} />
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
