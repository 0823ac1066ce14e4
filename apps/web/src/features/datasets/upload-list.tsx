import { useRef, useState, type ReactElement } from 'react'
import { Button, Progress } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { isUnderWay, uploadReportQuery } from '../../api/queries.ts'
import type { Upload } from '../../api/types.ts'
import { clauseOfGround, ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { sayInstant } from '../../lib/dates.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Fold } from '../../shared/fold.tsx'
import { RowsSkeleton } from '../../shared/page.tsx'
import { useAct } from '../../shared/use-act.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { CellFaults } from './cell-faults.tsx'

export interface UploadListProps {
  readonly code: string
  readonly uploads: readonly Upload[]
  /** The one that this page is sending. */
  readonly sending: string | undefined
  /** Goes on with one that broke off; the file is the one that was begun, by its name and size. */
  readonly onGoOn: (upload: string, file: File) => void
}

/** Files on their way, and those of before with what became of them. */
export function UploadList({ code, uploads, sending, onGoOn }: UploadListProps): ReactElement | null {
  if (uploads.length === 0) return null
  return (
    <ul className="rows">
      {uploads.map((upload) => (
        <UploadRow
          key={upload.id}
          code={code}
          upload={upload}
          isSending={upload.id === sending}
          onGoOn={(file) => onGoOn(upload.id, file)}
        />
      ))}
    </ul>
  )
}

interface UploadRowProps {
  readonly code: string
  readonly upload: Upload
  readonly isSending: boolean
  readonly onGoOn: (file: File) => void
}

function UploadRow({ code, upload, isSending, onGoOn }: UploadRowProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const { id, state, fileName, batch, rows, problem } = upload
  const act = useAct<unknown>()
  const path = `/api/v1/uploads/${id}`
  const isBroken = state === 'refused' || state === 'failed'
  return (
    <li className="row">
      <div className="row-main">
        <span className="row-title">{fileName}</span>
        <div className="row-sub">
          <span className={`tag${isBroken ? ' tag-refused' : ''}`}>{t.uploads.states[state]}</span>
          <span>{t.dataset.modes[upload.mode]}</span>
          <time dateTime={upload.createdAt}>{sayInstant(upload.createdAt, language)}</time>
          {rows.seen > 0 && <span>{t.uploads.rows(rows.good, rows.quarantined)}</span>}
          {state === 'stored' && batch !== null && rows.quarantined > 0 && (
            <Link to="/datasets/$code/batches/$number/quarantine" params={{ code, number: String(batch) }}>
              {t.uploads.toQuarantine}
            </Link>
          )}
        </div>
        {isUnderWay(upload) && state !== 'uploading' && <Pace upload={upload} />}
        {isBroken && problem !== null && (
          <div className="note note-near">
            <span>{problem.detail}</span>
            <ClauseChips clauses={problem.grounds.map(clauseOfGround)} />
          </div>
        )}
        {state === 'refused' && rows.quarantined > 0 && (
          <Fold summary={t.uploads.report}>{() => <Report id={id} />}</Fold>
        )}
        {act.error !== null && <FaultView asked={fileName} fault={act.error} />}
      </div>
      <div className="row-end">
        {state === 'uploading' && !isSending && <GoOn upload={upload} onFile={onGoOn} />}
        {isUnderWay(upload) && !isSending && (
          <Button loading={act.isPending} onClick={() => act.mutate({ path, method: 'DELETE' })}>
            {t.uploads.cancel}
          </Button>
        )}
        {state === 'failed' && (
          <Button loading={act.isPending} onClick={() => act.mutate({ path: `${path}/repeat` })}>
            {t.uploads.repeat}
          </Button>
        )}
      </div>
    </li>
  )
}

interface PaceProps {
  readonly upload: Upload
}

/** How far a job is by the bytes it has read, and when it will be done at this pace. */
function Pace({ upload }: PaceProps): ReactElement {
  const t = useText()
  const { bytes, rowsPerSecond, secondsRemaining, state } = upload
  return (
    <div role="status">
      <Progress percent={Math.floor((bytes.read / bytes.declared) * 100)} aria-label={t.uploads.states[state]} />
      {rowsPerSecond !== null && <span className="quiet">{t.uploads.pace(rowsPerSecond, secondsRemaining)}</span>}
    </div>
  )
}

interface GoOnProps {
  readonly upload: Upload
  readonly onFile: (file: File) => void
}

function GoOn({ upload: { fileName, bytes }, onFile }: GoOnProps): ReactElement {
  const t = useText()
  const input = useRef<HTMLInputElement>(null)
  const [isOther, setOther] = useState(false)
  const take = (file: File | undefined): void => {
    if (file === undefined) return
    const isSame = file.name.slice(0, 200) === fileName && file.size === bytes.declared
    setOther(!isSame)
    if (isSame) onFile(file)
  }
  return (
    <>
      {isOther && (
        <span className="mark" role="alert">
          {t.uploads.otherFile(fileName)}
        </span>
      )}
      <Button onClick={() => input.current?.click()}>{t.uploads.goOn}</Button>
      <input
        ref={input}
        className="visually-hidden"
        type="file"
        aria-label={`${t.uploads.goOn} ${fileName}`}
        tabIndex={-1}
        onChange={(event) => {
          take(event.target.files?.[0])
          event.target.value = ''
        }}
      />
    </>
  )
}

interface ReportProps {
  readonly id: string
}

/** Why the rows of a refused file did not pass, the first hundred of them. */
function Report({ id }: ReportProps): ReactElement {
  const t = useText()
  const report = useQuery(uploadReportQuery(id))
  if (report.isPending) return <RowsSkeleton rows={2} />
  if (report.isError) return <FaultView asked={t.uploads.report} fault={report.error} />
  return (
    <ul className="rows">
      {report.data.map(({ line, faults }) => (
        <li key={line} className="row">
          <span>{t.imports.line(line)}</span>
          <CellFaults faults={faults} />
        </li>
      ))}
    </ul>
  )
}
