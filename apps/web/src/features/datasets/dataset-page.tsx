import type { ReactElement } from 'react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { batchesQuery, datasetQuery, entryQuery } from '../../api/queries.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { itemsOf, MorePages } from '../../shared/paged-list.tsx'
import { useSession } from '../../shared/session.ts'
import { useText } from '../../text/text.tsx'
import { BatchTable } from './batch-table.tsx'
import { QualitySection } from './quality-section.tsx'
import { UploadSection } from './upload-section.tsx'

/** The work of a provider on one dataset: files that come in, what became of each, and how good the data is. */
export function DatasetPage(): ReactElement {
  const t = useText()
  const { code } = useParams({ from: '/datasets/$code' })
  const { organization } = useSession()
  const { data: dataset, isPending, error, refetch } = useQuery(datasetQuery(code))
  const entry = useQuery({ ...entryQuery(dataset?.entry ?? ''), enabled: dataset !== undefined })
  // What only the provider may do is not offered to others: each try would be a refusal on record.
  const isProvider = entry.data?.provider.id === organization.id
  return (
    <Page
      title={dataset?.name ?? t.dataset.title}
      trail={<Link to="/catalog">{t.rail.catalog}</Link>}
      lead={
        dataset !== undefined && (
          <>
            <code>{dataset.code}</code>
            <span>{t.dataset.rows(dataset.rows)}</span>
            <Link to="/catalog/$id" params={{ id: dataset.entry }}>
              {t.grants.toEntry}
            </Link>
          </>
        )
      }
    >
      {isPending && <RowsSkeleton rows={6} />}
      {error !== null && <FaultView asked={t.dataset.title} fault={error} onRetry={() => void refetch()} />}
      {dataset !== undefined && (
        <>
          {isProvider && <UploadSection code={code} />}
          <Batches code={code} isProvider={isProvider} />
          <QualitySection code={code} />
        </>
      )}
    </Page>
  )
}

interface BatchesProps {
  readonly code: string
  readonly isProvider: boolean
}

function Batches({ code, isProvider }: BatchesProps): ReactElement {
  const t = useText()
  const found = useInfiniteQuery(batchesQuery(code))
  const batches = itemsOf(found.data)
  return (
    <Section title={t.dataset.batches}>
      {found.isPending && <RowsSkeleton />}
      {found.isError && (
        <FaultView asked={t.dataset.batches} fault={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.isSuccess && <BatchTable code={code} batches={batches} opensQuarantine={isProvider} />}
      {batches.length > 0 && <MorePages query={found} shown={batches.length} />}
    </Section>
  )
}
