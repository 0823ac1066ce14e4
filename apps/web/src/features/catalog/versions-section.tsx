import { useState, type ReactElement } from 'react'
import { Select } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { differenceQuery, versionsQuery } from '../../api/queries.ts'
import type { EntryVersion } from '../../api/types.ts'
import { DiffView } from '../../components/diff-view/diff-view.tsx'
import { sayInstant } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { RowsSkeleton, Section } from '../../shared/page.tsx'
import { useLanguage, useText } from '../../text/text.tsx'

export interface VersionsSectionProps {
  readonly entry: string
}

/** Every version that was published, newest first, and what made any of them into another. */
export function VersionsSection({ entry }: VersionsSectionProps): ReactElement {
  const t = useText()
  const versions = useQuery(versionsQuery(entry))
  return (
    <Section title={t.versions.title}>
      {versions.isPending && <RowsSkeleton rows={2} />}
      {versions.isError && (
        <FaultView asked={t.versions.title} fault={versions.error} onRetry={() => void versions.refetch()} />
      )}
      {versions.data?.length === 0 && <p className="quiet">{t.versions.none}</p>}
      {versions.data !== undefined && versions.data.length > 0 && (
        <>
          <VersionList versions={versions.data} />
          {versions.data.length > 1 && <Comparison entry={entry} versions={versions.data} />}
        </>
      )}
    </Section>
  )
}

interface VersionListProps {
  readonly versions: readonly EntryVersion[]
}

function VersionList({ versions }: VersionListProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  return (
    <ol className="rows">
      {versions.map((version, i) => (
        <li key={version.number} className="row version">
          <div className="row-main">
            <strong>{t.versions.number(version.number)}</strong>{' '}
            {i === 0 && <span className="tag tag-ink">{t.versions.standing}</span>}
            <div className="row-sub">
              <time dateTime={version.publishedAt}>{sayInstant(version.publishedAt, language)}</time>
              <span>{t.versions.origins[version.origin]}</span>
            </div>
          </div>
          {version.case !== null && (
            <Link to="/cases/$id" params={{ id: version.case }}>
              {t.versions.toCase}
            </Link>
          )}
        </li>
      ))}
    </ol>
  )
}

interface ComparisonProps {
  readonly entry: string
  readonly versions: readonly EntryVersion[]
}

function Comparison({ entry, versions }: ComparisonProps): ReactElement {
  const t = useText()
  const latest = versions[0]!.number
  const [chosen, setChosen] = useState<{ readonly from: number; readonly to: number } | undefined>(undefined)
  const { from, to } = chosen ?? { from: latest - 1, to: latest }
  const difference = useQuery(differenceQuery(entry, from, to))
  const options = versions.map(({ number }) => ({ value: number, label: t.versions.number(number) }))
  return (
    <div className="comparison">
      <div className="comparison-head">
        <h3>{t.versions.compare}</h3>
        <Select
          aria-label={t.versions.from}
          value={from}
          options={options}
          onChange={(number: number) => setChosen({ from: number, to })}
        />
        <span aria-hidden="true">→</span>
        <Select
          aria-label={t.versions.to}
          value={to}
          options={options}
          onChange={(number: number) => setChosen({ from, to: number })}
        />
      </div>
      {difference.isPending && <RowsSkeleton rows={2} />}
      {difference.isError && <FaultView asked={t.versions.compare} fault={difference.error} />}
      {difference.data !== undefined && <DiffView difference={difference.data} />}
    </div>
  )
}
