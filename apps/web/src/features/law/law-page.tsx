import type { ReactElement } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { packsQuery } from '../../api/queries.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Page, RowsSkeleton } from '../../shared/page.tsx'
import { useVisitor } from '../../shared/session.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { StandingTag } from './standing-tag.tsx'

/** The regulations the platform runs under. */
export function LawPage(): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const visitor = useVisitor()
  const packs = useQuery(packsQuery)
  return (
    <Page
      title={t.rail.law}
      lead={t.law.lead}
      actions={
        <>
          <Link className="button" to="/law/matrix">
            {t.matrix.title}
          </Link>
          {visitor !== null && (
            <Link className="button" to="/law/periods">
              {t.periodsPage.title}
            </Link>
          )}
          <Link className="button" to="/law/due-dates">
            {t.due.title}
          </Link>
        </>
      }
    >
      {packs.isPending && <RowsSkeleton />}
      {packs.isError && <FaultView asked={t.rail.law} fault={packs.error} onRetry={() => void packs.refetch()} />}
      {packs.data !== undefined && (
        <div className="sheet">
          <ul className="rows">
            {packs.data.map((pack) => (
              <li key={pack.id} className="row">
                <div className="row-main">
                  <Link className="row-title" to="/law/packs/$pack" params={{ pack: pack.id }}>
                    {language === 'en' ? pack.titleEn : pack.title}
                  </Link>
                  <div className="row-sub">
                    <span>{t.ranks[pack.rank] ?? pack.rank}</span>
                    {pack.inForceFrom !== null && <span>{t.law.inForce(pack.inForceFrom)}</span>}
                    <span>{t.law.clauseCount(pack.clauses)}</span>
                  </div>
                </div>
                <div className="row-end">
                  <StandingTag standing={pack.standing} />
                </div>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Page>
  )
}
