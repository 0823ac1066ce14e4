import { useDeferredValue, useState, type ReactElement } from 'react'
import { Input } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { clausesQuery, packsQuery } from '../../api/queries.ts'
import type { Clause } from '../../api/types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Highlighted } from '../../shared/highlighted.tsx'
import { Empty, Page, RowsSkeleton } from '../../shared/page.tsx'
import { useLanguage, useText } from '../../text/text.tsx'
import { StandingTag } from './standing-tag.tsx'

/** The text of a regulation, clause by clause. */
export function PackPage(): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const { pack: id } = useParams({ from: '/law/packs/$pack' })
  const packs = useQuery(packsQuery)
  const clauses = useQuery(clausesQuery(id))
  const [sought, setSought] = useState('')
  const wanted = useDeferredValue(sought.trim())
  const pack = packs.data?.find((p) => p.id === id)
  const found =
    clauses.data?.filter(
      (c) => wanted === '' || c.text.includes(wanted) || c.id.toLowerCase().includes(wanted.toLowerCase()),
    ) ?? []
  return (
    <Page
      title={(language === 'en' ? pack?.titleEn : pack?.title) ?? id}
      trail={<Link to="/law">{t.rail.law}</Link>}
      lead={pack !== undefined && <StandingTag standing={pack.standing} />}
    >
      <div className="filters" role="search">
        <Input
          className="search"
          type="search"
          allowClear
          aria-label={t.law.search}
          placeholder={t.law.search}
          value={sought}
          onChange={(e) => setSought(e.target.value)}
        />
        {clauses.isSuccess && (
          <span className="quiet" role="status">
            {t.law.clauseCount(found.length)}
          </span>
        )}
      </div>
      {clauses.isPending && <RowsSkeleton rows={8} />}
      {clauses.isError && <FaultView asked={t.rail.law} fault={clauses.error} />}
      {clauses.isSuccess && found.length === 0 && <Empty title={t.law.noneFound(wanted)} />}
      {found.length > 0 && (
        <ol className="clauses sheet">
          {found.map((clause) => (
            <ClauseRow key={clause.id} clause={clause} wanted={wanted} />
          ))}
        </ol>
      )}
    </Page>
  )
}

interface ClauseRowProps {
  readonly clause: Clause
  readonly wanted: string
}

function ClauseRow({ clause, wanted }: ClauseRowProps): ReactElement {
  return (
    <li>
      <Link to="/law/clauses/$clause" params={{ clause: clause.id }} className="clause-id">
        {clause.id}
      </Link>
      <p lang="zh-CN">
        <Highlighted text={clause.text} sought={wanted} />
      </p>
    </li>
  )
}
