import type { ReactElement, ReactNode } from 'react'
import { Button } from 'antd'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { datasetQuery, readPreview } from '../../api/queries.ts'
import type { Dataset, Preview } from '../../api/types.ts'
import { clauseOfGround, ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { SealedValue } from '../../components/sealed-value/sealed-value.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { RowsSkeleton, Section } from '../../shared/page.tsx'
import { useText } from '../../text/text.tsx'
import { BatchTable } from '../datasets/batch-table.tsx'

export interface DatasetSectionProps {
  readonly code: string
  readonly isProvider: boolean
  /** Shown beside a refused preview: what its reader could begin instead. */
  readonly instead: ReactNode
}

/** The physical side of an entry: rows, the batches they came in, and a few rows to look at. */
export function DatasetSection({ code, isProvider, instead }: DatasetSectionProps): ReactElement {
  const t = useText()
  const dataset = useQuery(datasetQuery(code))
  return (
    <Section
      title={t.dataset.title}
      aside={
        dataset.isSuccess && (
          <>
            <span className="quiet">{t.dataset.rows(dataset.data.rows)}</span>
            <Link to="/datasets/$code" params={{ code }}>
              {t.dataset.toWork}
            </Link>
          </>
        )
      }
    >
      {dataset.isPending && <RowsSkeleton rows={2} />}
      {dataset.isError && (
        <FaultView asked={t.dataset.title} fault={dataset.error} onRetry={() => void dataset.refetch()} />
      )}
      {dataset.isSuccess && (
        <>
          <BatchTable code={code} batches={dataset.data.batches} opensQuarantine={isProvider} />
          <PreviewPart dataset={dataset.data} instead={instead} />
        </>
      )}
    </Section>
  )
}

interface PreviewPartProps {
  readonly dataset: Dataset
  readonly instead: ReactNode
}

/** Asked for by hand: every look is recorded before it is answered. */
function PreviewPart({ dataset, instead }: PreviewPartProps): ReactElement {
  const t = useText()
  const preview = useMutation({ mutationFn: () => readPreview(dataset.code) })
  return (
    <div className="preview">
      <div className="preview-head">
        <h3>{t.dataset.preview}</h3>
        <Button onClick={() => preview.mutate()} loading={preview.isPending}>
          {t.dataset.look}
        </Button>
        <span className="quiet">{t.dataset.lookIsRecorded}</span>
      </div>
      {preview.error !== null && (
        <FaultView asked={t.dataset.preview} fault={preview.error}>
          {instead}
        </FaultView>
      )}
      {preview.data !== undefined && <PreviewTable dataset={dataset} preview={preview.data} />}
    </div>
  )
}

interface PreviewTableProps {
  readonly dataset: Dataset
  readonly preview: Preview
}

/** From this grade on a preview masks; the answer does not say which values it masked. */
const maskedFromGrade = 3

function PreviewTable({ dataset, preview }: PreviewTableProps): ReactElement {
  const t = useText()
  const columns = dataset.layout
  return (
    <>
      <p className="preview-grounds">
        {t.dataset.shownUnder}
        <ClauseChips clauses={preview.grounds.map(clauseOfGround)} />
        <a className="seal-link" href={`/proof/${preview.receipt}`}>
          {t.seal}
        </a>
      </p>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t.dataset.preview}>
        <table className="table table-data">
          <thead>
            <tr>
              {columns.map((c) => (
                <th key={c.code} scope="col">
                  {c.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.rows.map((row, i) => (
              <tr key={i}>
                {columns.map((c) => (
                  <td key={c.code} className={c.type === 'integer' || c.type === 'decimal' ? 'number' : ''}>
                    <Value value={row[c.code]} grade={c.grade} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

interface ValueProps {
  readonly value: string | number | boolean | null | undefined
  readonly grade: number
}

function Value({ value, grade }: ValueProps): ReactElement {
  const t = useText()
  if (value === null || value === undefined || value === '') return <span className="quiet">{t.dataset.blank}</span>
  const text = typeof value === 'boolean' ? (value ? t.form.yes : t.form.no) : String(value)
  return grade >= maskedFromGrade && text.includes('*') ? <SealedValue text={text} grade={grade} /> : <>{text}</>
}
