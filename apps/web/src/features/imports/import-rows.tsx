import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import type { ImportFault, ImportRow } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { DiffView } from '../../components/diff-view/diff-view.tsx'
import { Fold } from '../../shared/fold.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { Empty } from '../../shared/page.tsx'
import { useText } from '../../text/text.tsx'

export interface ImportRowsProps {
  readonly rows: readonly ImportRow[]
}

/** Entries of the file in its order: what each would do, what differs from the catalog, and what is wrong with it. */
export function ImportRows({ rows }: ImportRowsProps): ReactElement {
  const t = useText()
  if (rows.length === 0) return <Empty title={t.imports.noRows} />
  return (
    <ol className="import-rows">
      {rows.map((row) => (
        <li key={`${row.line} ${row.code}`} className={`import-row import-${row.kind}`}>
          <div className="result-head">
            <span className={`tag${row.kind === 'refused' ? ' tag-refused' : ''}`}>{t.imports.kinds[row.kind]}</span>
            <RowName row={row} />
            <code>{row.code}</code>
            <span className="quiet">{t.imports.line(row.line)}</span>
          </div>
          <Faults faults={row.faults} />
          {row.kind === 'changed' && row.differences !== null && <Differences row={row} />}
        </li>
      ))}
    </ol>
  )
}

interface RowProps {
  readonly row: ImportRow
}

function RowName({ row }: RowProps): ReactElement {
  if (row.entry === null) return <strong>{row.name}</strong>
  return (
    <Link to="/catalog/$id" params={{ id: row.entry }} className="row-title">
      {row.name}
    </Link>
  )
}

function Differences({ row }: RowProps): ReactElement | null {
  const t = useText()
  const { differences } = row
  if (differences === null) return null
  const count = differences.fields.length + differences.items.length + (differences.name === null ? 0 : 1)
  return <Fold summary={t.imports.differences(count)}>{() => <DiffView difference={differences} />}</Fold>
}

interface FaultsProps {
  readonly faults: readonly ImportFault[]
}

/** Errors keep the entry out; warnings tell what is needed before it can be submitted, and may be many: they are folded. */
function Faults({ faults }: FaultsProps): ReactElement {
  const t = useText()
  const warnings = faults.filter((fault) => fault.severity === 'warning')
  return (
    <>
      <FaultList faults={faults.filter((fault) => fault.severity === 'error')} />
      {warnings.length > 0 && (
        <Fold summary={t.imports.warnings(warnings.length)}>{() => <FaultList faults={warnings} />}</Fold>
      )}
    </>
  )
}

function FaultList({ faults }: FaultsProps): ReactElement | null {
  const t = useText()
  const book = useLawBook()
  if (faults.length === 0) return null
  return (
    <ul className="import-faults">
      {faults.map((fault, i) => (
        <li key={i} className={`import-${fault.severity}`}>
          <span className="mark">{t.imports.severities[fault.severity]}</span>
          <span>
            {t.imports.place(fault.line, fault.column)}
            {fault.text}
            {fault.options !== undefined && t.imports.options(fault.options.join(t.listComma))}
            {fault.needed !== undefined && `${t.sentenceComma}${fault.needed}`}
          </span>
          <ClauseChips clauses={fault.cites.map(book.clause)} />
        </li>
      ))}
    </ul>
  )
}
