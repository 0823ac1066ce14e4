import type { ReactElement } from 'react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { request } from '../../api/client.ts'
import { clausesQuery, matrixQuery, packsQuery } from '../../api/queries.ts'
import type { Clause } from '../../api/types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { useLanguage, useText } from '../../text/text.tsx'
import { ClauseStanding } from './clause-standing.tsx'
import { ClauseStatusTag } from './clause-status-tag.tsx'
import { StandingTag } from './standing-tag.tsx'

/** One clause: its words, its place, and what the platform makes of it. */
export function ClausePage(): ReactElement {
  const t = useText()
  const { clause: id } = useParams({ from: '/law/clauses/$clause' })
  const clause = useQuery({
    queryKey: ['law', 'clause', id],
    queryFn: () => request<Clause>(`/api/v1/law/clauses/${encodeURIComponent(id)}`),
    staleTime: Infinity,
  })
  if (clause.data !== undefined) return <ClauseSheet clause={clause.data} />
  return (
    <Page title={id} trail={<Link to="/law">{t.rail.law}</Link>}>
      {clause.isError ? (
        <FaultView asked={id} fault={clause.error} onRetry={() => void clause.refetch()} />
      ) : (
        <RowsSkeleton />
      )}
    </Page>
  )
}

interface ClauseSheetProps {
  readonly clause: Clause
}

function ClauseSheet({ clause }: ClauseSheetProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const pack = useQuery(packsQuery).data?.find((p) => p.id === clause.pack)
  const all = useQuery(clausesQuery(clause.pack)).data ?? []
  const at = all.findIndex((c) => c.id === clause.id)
  const neighbours = [all[at - 1], all[at + 1]]
  return (
    <Page
      title={pack === undefined ? clause.id : `${pack.source} ${clause.id.slice(clause.id.indexOf('-') + 1)}`}
      trail={
        <Link to="/law/packs/$pack" params={{ pack: clause.pack }}>
          {(language === 'en' ? pack?.titleEn : pack?.title) ?? clause.pack}
        </Link>
      }
      lead={
        <>
          <code>{clause.id}</code>
          {pack !== undefined && <StandingTag standing={pack.standing} />}
        </>
      }
    >
      <div className="sheet">
        <blockquote className="clause-words" lang="zh-CN">
          {clause.text}
        </blockquote>
        <dl className="facts">
          <div>
            <dt>{t.law.article}</dt>
            <dd>{t.law.articleNumber(clause.article)}</dd>
          </div>
          {clause.deadline !== '' && language === 'en' && (
            <div>
              <dt>{t.law.deadline}</dt>
              <dd>{clause.deadline}</dd>
            </div>
          )}
          <div>
            <dt>{t.law.executable}</dt>
            <dd>{t.law.executables[clause.executable] ?? clause.executable}</dd>
          </div>
        </dl>
      </div>
      <Kept clause={clause.id} />
      <nav className="neighbours" aria-label={t.law.neighbours}>
        {neighbours.map((c, i) =>
          c === undefined ? (
            <span key={i} />
          ) : (
            <Link key={i} to="/law/clauses/$clause" params={{ clause: c.id }}>
              {i === 0 ? t.law.before(c.id) : t.law.after(c.id)}
            </Link>
          ),
        )}
      </nav>
    </Page>
  )
}

interface KeptProps {
  readonly clause: string
}

/** How the platform keeps the clause, from the same list as the overview of all clauses. */
function Kept({ clause }: KeptProps): ReactElement {
  const t = useText()
  const matrix = useQuery(matrixQuery)
  const row = matrix.data?.items.find((r) => r.clause.id === clause)
  return (
    <Section title={t.matrix.kept} aside={row !== undefined && <ClauseStatusTag status={row.status} />}>
      {matrix.isPending && <RowsSkeleton rows={3} />}
      {matrix.isError && <FaultView asked={t.matrix.kept} fault={matrix.error} onRetry={() => void matrix.refetch()} />}
      {row !== undefined && <ClauseStanding row={row} />}
    </Section>
  )
}
