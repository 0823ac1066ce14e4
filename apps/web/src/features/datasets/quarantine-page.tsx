import { useState, type ReactElement } from 'react'
import { Button, Input } from 'antd'
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { withQuery, type Performed } from '../../api/client.ts'
import { datasetQuery, quarantinePath, quarantineQuery, readQuarantine } from '../../api/queries.ts'
import type { Batch, Cells, Dataset, QuarantinedRow } from '../../api/types.ts'
import { DoneNote } from '../../shared/done-note.tsx'
import { useDownload } from '../../shared/download.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { Empty, Page, RowsSkeleton } from '../../shared/page.tsx'
import { itemsOf, MorePages } from '../../shared/paged-list.tsx'
import { useAct } from '../../shared/use-act.ts'
import { useText } from '../../text/text.tsx'
import { CellFaults, useFaultWords } from './cell-faults.tsx'

/** Rows of a batch that did not pass: why, and the way to bring them in corrected. */
export function QuarantinePage(): ReactElement {
  const t = useText()
  const { code, number } = useParams({ from: '/datasets/$code/batches/$number/quarantine' })
  const batch = Number(number)
  const dataset = useQuery(datasetQuery(code))
  const found = useInfiniteQuery(quarantineQuery(code, batch))
  const rows = itemsOf(found.data)
  const [done, setDone] = useState<Performed<Batch>>()
  const download = useDownload()
  const path = quarantinePath(code, batch)
  return (
    <Page
      title={t.quarantine.title(batch)}
      trail={
        <Link to="/datasets/$code" params={{ code }}>
          {dataset.data?.name ?? code}
        </Link>
      }
      lead={t.quarantine.lead}
      actions={
        <Button
          loading={download.isPending}
          onClick={() => download.mutate(withQuery(`${path}.csv`, { values: 'masked' }))}
        >
          {t.quarantine.asFile}
        </Button>
      }
    >
      {download.error !== null && <FaultView asked={t.quarantine.asFile} fault={download.error} />}
      {done !== undefined && (
        <DoneNote done={done}>
          <Link to="/datasets/$code" params={{ code }}>
            {t.quarantine.brought(done.result.number, done.result.stored)}
          </Link>
        </DoneNote>
      )}
      {(found.isPending || dataset.isPending) && <RowsSkeleton rows={6} />}
      {found.isError && (
        <FaultView asked={t.quarantine.title(batch)} fault={found.error} onRetry={() => void found.refetch()} />
      )}
      {found.isSuccess && rows.length === 0 && <Empty title={t.quarantine.none} />}
      {dataset.data !== undefined && rows.length > 0 && (
        <div className="sheet">
          <ul className="rows">
            {rows.map((row) => (
              <Row key={row.line} dataset={dataset.data} batch={batch} row={row} onCorrected={setDone} />
            ))}
          </ul>
          <MorePages query={found} shown={rows.length} />
        </div>
      )}
    </Page>
  )
}

interface RowProps {
  readonly dataset: Dataset
  readonly batch: number
  readonly row: QuarantinedRow
  readonly onCorrected: (done: Performed<Batch>) => void
}

function Row({ dataset, batch, row, onCorrected }: RowProps): ReactElement {
  const t = useText()
  const { line, faults, settledBy } = row
  // Asked for by hand: the whole row is shown to whoever corrects it, and that is recorded.
  const whole = useMutation({
    mutationFn: async () =>
      (await readQuarantine(dataset.code, batch, { after: line - 1, limit: 1, values: 'full' })).items[0]?.values,
  })
  return (
    <li className="row">
      <div className="row-main">
        <div className="result-head">
          <strong>{t.imports.line(line)}</strong>
          {settledBy !== null && <span className="tag">{t.quarantine.settled(settledBy)}</span>}
        </div>
        <CellFaults faults={faults} items={dataset.layout} />
        {whole.error !== null && <FaultView asked={t.quarantine.correct} fault={whole.error} />}
        {whole.data !== undefined && settledBy === null && (
          <Correction dataset={dataset} batch={batch} row={row} values={whole.data} onDone={onCorrected} />
        )}
      </div>
      {settledBy === null && whole.data === undefined && (
        <div className="row-end">
          <Button loading={whole.isPending} onClick={() => whole.mutate()}>
            {t.quarantine.correct}
          </Button>
          <span className="quiet">{t.quarantine.lookIsRecorded}</span>
        </div>
      )}
    </li>
  )
}

interface CorrectionProps {
  readonly dataset: Dataset
  readonly batch: number
  readonly row: QuarantinedRow
  readonly values: Cells
  readonly onDone: (done: Performed<Batch>) => void
}

/** The row as it was received, to be put right. A cell that did not pass is marked with why. */
function Correction({ dataset, batch, row, values, onDone }: CorrectionProps): ReactElement {
  const t = useText()
  const say = useFaultWords()
  const [cells, setCells] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(dataset.layout.map(({ code }) => [code, String(values[code] ?? '')])),
  )
  const bring = useAct<Batch>(onDone)
  const path = `${quarantinePath(dataset.code, batch)}/corrections`
  return (
    <form
      className="form"
      aria-label={t.quarantine.correctLine(row.line)}
      onSubmit={(event) => {
        event.preventDefault()
        bring.mutate({ path, body: { rows: [{ line: row.line, values: valuesOf(cells) }] } })
      }}
    >
      {dataset.layout.map(({ code, name }) => {
        const faults = row.faults.filter((fault) => fault.item === code)
        return (
          <Field
            key={code}
            name={code}
            label={name}
            fault={faults.length === 0 ? undefined : faults.map(say).join(t.listComma)}
          >
            {(ids) => (
              <Input
                {...ids}
                value={cells[code] ?? ''}
                onChange={(event) => setCells({ ...cells, [code]: event.target.value })}
              />
            )}
          </Field>
        )
      })}
      {bring.error !== null && <FaultView asked={t.quarantine.bring} fault={bring.error} />}
      <div className="action-foot">
        <Button type="primary" htmlType="submit" loading={bring.isPending}>
          {t.quarantine.bring}
        </Button>
      </div>
    </form>
  )
}

/** A blank cell is no value. */
function valuesOf(cells: Readonly<Record<string, string>>): Cells {
  return Object.fromEntries(Object.entries(cells).map(([code, text]) => [code, text === '' ? null : text]))
}
