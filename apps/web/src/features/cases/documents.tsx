import type { ReactElement } from 'react'
import { Button } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { newIdempotencyKey, uploadDocument, withQuery } from '../../api/client.ts'
import { caseDocumentsQuery } from '../../api/queries.ts'
import type { CaseDocument } from '../../api/types.ts'
import { sayInstant } from '../../lib/dates.ts'
import { ActButton } from '../../shared/act-button.tsx'
import { useDownload } from '../../shared/download.ts'
import { DropZone } from '../../shared/drop-zone.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Fold } from '../../shared/fold.tsx'
import { Section } from '../../shared/page.tsx'
import { useLanguage, useText } from '../../text/text.tsx'

const endings = '.pdf,.png,.jpg,.jpeg,.docx,.xlsx,.ofd,.txt'

export interface DocumentsProps {
  readonly caseId: string
}

/** What the parties put to a case: read by whoever reads the case, added by its parties while it is open. */
export function Documents({ caseId }: DocumentsProps): ReactElement | null {
  const t = useText()
  const found = useQuery(caseDocumentsQuery(caseId))
  if (found.isError) {
    return <FaultView asked={t.papers.documents} fault={found.error} onRetry={() => void found.refetch()} />
  }
  if (found.data === undefined) return null
  const { items, mayAdd } = found.data
  if (items.length === 0 && !mayAdd) return null
  return (
    <Section title={t.papers.documents}>
      {items.length === 0 && <p className="quiet">{t.papers.noDocuments}</p>}
      <ul className="rows">
        {items.map((item) => (
          <DocumentRow key={item.id} caseId={caseId} item={item} />
        ))}
      </ul>
      {mayAdd && <AddDocument caseId={caseId} />}
    </Section>
  )
}

function AddDocument({ caseId }: DocumentsProps): ReactElement {
  const t = useText()
  const client = useQueryClient()
  const add = useMutation({
    mutationFn: (file: File) =>
      uploadDocument(
        withQuery(`/api/v1/cases/${caseId}/documents`, { fileName: file.name }),
        file,
        newIdempotencyKey(),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: ['case', caseId] }),
  })
  return (
    <>
      <DropZone
        label={t.papers.addDocument}
        help={t.papers.addHelp}
        accept={endings}
        loading={add.isPending}
        onFile={(file) => add.mutate(file)}
      />
      {add.error !== null && <FaultView asked={t.papers.addDocument} fault={add.error} />}
    </>
  )
}

interface DocumentRowProps extends DocumentsProps {
  readonly item: CaseDocument
}

function DocumentRow({ caseId, item }: DocumentRowProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const download = useDownload()
  const path = `/api/v1/cases/${caseId}/documents/${item.id}`
  const { withdrawn } = item
  return (
    <li className="row">
      <div className="row-main">
        <strong className="document-name">{item.name}</strong>
        <div className="row-sub">
          <span>
            {item.organization.name} {item.author}
          </span>
          <time dateTime={item.at}>{sayInstant(item.at, language)}</time>
          <span>{t.papers.size(item.bytes)}</span>
        </div>
        {withdrawn === null ? (
          <p className="quiet digest">SM3 {item.sm3}</p>
        ) : (
          <p className="quiet">{t.papers.withdrawn(withdrawn.by, sayInstant(withdrawn.at, language))}</p>
        )}
        {item.shown && (
          <Fold summary={t.papers.preview}>
            {() => <img className="document-image" src={`${path}/file`} alt={item.name} />}
          </Fold>
        )}
        {item.withdrawable && (
          <Fold summary={t.papers.withdraw}>
            {() => (
              <>
                <p className="quiet">{t.papers.withdrawDocumentConfirm}</p>
                <ActButton small label={t.cases.confirm(t.papers.withdraw)} act={{ path: `${path}/withdrawal` }} />
              </>
            )}
          </Fold>
        )}
        {download.error !== null && <FaultView asked={t.papers.download} fault={download.error} />}
      </div>
      {withdrawn === null && (
        <div className="row-end">
          <Button
            size="small"
            loading={download.isPending}
            aria-label={t.papers.downloadOf(item.name)}
            onClick={() => download.mutate(`${path}/file`)}
          >
            {t.papers.download}
          </Button>
        </div>
      )}
    </li>
  )
}
