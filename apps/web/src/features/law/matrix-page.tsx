import type { ReactElement } from 'react'
import { Select } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { matrixQuery, packsQuery } from '../../api/queries.ts'
import { clauseStatuses, type ClauseStatus, type Matrix, type MatrixRow, type Pack } from '../../api/types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Fold } from '../../shared/fold.tsx'
import { Empty, Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { stages } from '../../shared/stages.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { ClauseStanding } from './clause-standing.tsx'
import { ClauseStatusTag } from './clause-status-tag.tsx'

/** Which clauses the platform keeps, how, and how far that is proven: nothing the law asks is left out of sight. */
export function MatrixPage(): ReactElement {
  const t = useText()
  const matrix = useQuery(matrixQuery)
  const packs = useQuery(packsQuery)
  const search = useSearch({ from: '/law/matrix' })
  return (
    <Page title={t.matrix.title} trail={<Link to="/law">{t.rail.law}</Link>} lead={t.matrix.lead}>
      {matrix.isPending && <RowsSkeleton rows={8} />}
      {matrix.isError && (
        <FaultView asked={t.matrix.title} fault={matrix.error} onRetry={() => void matrix.refetch()} />
      )}
      {matrix.data !== undefined && (
        <>
          <Counts matrix={matrix.data} packs={packs.data ?? []} />
          <Filters packs={packs.data ?? []} />
          <Rows rows={matrix.data.items.filter((row) => fits(row, search))} />
        </>
      )}
    </Page>
  )
}

export interface MatrixSearch {
  readonly pack?: string
  readonly status?: ClauseStatus
  readonly stage?: string
}

function fits({ clause, status }: MatrixRow, search: MatrixSearch): boolean {
  return (
    (search.pack === undefined || clause.pack === search.pack) &&
    (search.status === undefined || status === search.status) &&
    (search.stage === undefined || clause.lifecycle === search.stage)
  )
}

interface CountsProps {
  readonly matrix: Matrix
  readonly packs: readonly Pack[]
}

function Counts({ matrix, packs }: CountsProps): ReactElement {
  const t = useText()
  const titleOf = usePackTitle(packs)
  return (
    <Section title={t.matrix.counts}>
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t.matrix.pack}</th>
              <th scope="col" className="number">
                {t.matrix.clauses}
              </th>
              <th scope="col" className="number">
                {t.matrix.executable}
              </th>
              {clauseStatuses.map((status) => (
                <th key={status} scope="col" className="number">
                  <ClauseStatusTag status={status} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.counts.map(({ pack, clauses, executable, counts }) => (
              <tr key={pack}>
                <th scope="row">
                  <Link to="/law/matrix" search={{ pack }}>
                    {titleOf(pack)}
                  </Link>
                </th>
                <td className="number">{clauses}</td>
                <td className="number">{executable}</td>
                {clauseStatuses.map((status) => (
                  <td key={status} className="number">
                    {counts[status] === 0 ? (
                      <span className="quiet">0</span>
                    ) : (
                      <Link
                        to="/law/matrix"
                        search={{ pack, status }}
                        aria-label={`${titleOf(pack)} ${t.matrix.statuses[status]} ${counts[status]}`}
                      >
                        {counts[status]}
                      </Link>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )
}

function usePackTitle(packs: readonly Pack[]): (id: string) => string {
  const { language } = useLanguage()
  return (id) => {
    const pack = packs.find((p) => p.id === id)
    return (language === 'en' ? pack?.titleEn : pack?.title) ?? id
  }
}

interface FiltersProps {
  readonly packs: readonly Pack[]
}

function Filters({ packs }: FiltersProps): ReactElement {
  const t = useText()
  const search = useSearch({ from: '/law/matrix' })
  const navigate = useNavigate({ from: '/law/matrix' })
  const titleOf = usePackTitle(packs)
  const choose = (name: keyof MatrixSearch, value: string): void => {
    const { [name]: _, ...others } = search
    void navigate({ search: { ...others, ...(value === '' ? {} : { [name]: value }) }, replace: true })
  }
  return (
    <div className="filters matrix-filters" role="search">
      <Select
        aria-label={t.matrix.pack}
        className="medium"
        value={search.pack ?? ''}
        options={[{ value: '', label: t.matrix.anyPack }, ...packs.map((p) => ({ value: p.id, label: titleOf(p.id) }))]}
        onChange={(value: string) => choose('pack', value)}
      />
      <Select
        aria-label={t.matrix.status}
        className="short"
        value={search.status ?? ''}
        options={[
          { value: '', label: t.matrix.anyStatus },
          ...clauseStatuses.map((value) => ({ value, label: t.matrix.statuses[value] })),
        ]}
        onChange={(value: string) => choose('status', value)}
      />
      <Select
        aria-label={t.matrix.stage}
        className="short"
        value={search.stage ?? ''}
        options={[
          { value: '', label: t.matrix.anyStage },
          ...stages.map((value) => ({ value, label: t.stages[value] ?? value })),
        ]}
        onChange={(value: string) => choose('stage', value)}
      />
    </div>
  )
}

interface RowsProps {
  readonly rows: readonly MatrixRow[]
}

function Rows({ rows }: RowsProps): ReactElement {
  const t = useText()
  if (rows.length === 0) return <Empty title={t.matrix.none}>{t.matrix.noneWhy}</Empty>
  return (
    <Section title={t.matrix.found(rows.length)}>
      <ol className="matrix">
        {rows.map((row) => (
          <li key={row.clause.id}>
            <Fold summary={<RowHead row={row} />}>{() => <RowBody row={row} />}</Fold>
          </li>
        ))}
      </ol>
    </Section>
  )
}

interface RowProps {
  readonly row: MatrixRow
}

function RowHead({ row: { clause, status } }: RowProps): ReactElement {
  const t = useText()
  return (
    <span className="matrix-row">
      <code>{clause.id}</code>
      <span className="matrix-text" lang="zh-CN">
        {clause.text}
      </span>
      <span className="quiet nowrap">{t.stages[clause.lifecycle] ?? clause.lifecycle}</span>
      <ClauseStatusTag status={status} />
    </span>
  )
}

function RowBody({ row }: RowProps): ReactElement {
  const t = useText()
  const { id, text } = row.clause
  return (
    <>
      <blockquote lang="zh-CN">{text}</blockquote>
      <ClauseStanding row={row} />
      <Link to="/law/clauses/$clause" params={{ clause: id }}>
        {t.matrix.toClause}
      </Link>
    </>
  )
}
