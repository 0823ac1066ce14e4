import { useEffect, useRef, useState, type ReactElement } from 'react'
import { Progress, Segmented } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { newIdempotencyKey, readOffset, request, sendBytes, type Performed } from '../../api/client.ts'
import { datasetPath, isUnderWay, uploadsQuery } from '../../api/queries.ts'
import { uploadModes, type Upload, type UploadMode } from '../../api/types.ts'
import { DropZone } from '../../shared/drop-zone.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { RowsSkeleton, Section } from '../../shared/page.tsx'
import { useText } from '../../text/text.tsx'
import { sendFile } from './send-file.ts'
import { UploadList } from './upload-list.tsx'

export interface UploadSectionProps {
  readonly code: string
}

interface Sending {
  readonly file: File
  /** An upload that broke off; without it a new one is begun. */
  readonly upload?: string
}

/** Takes a file into the dataset, and shows how far this one and the ones before are. */
export function UploadSection({ code }: UploadSectionProps): ReactElement {
  const t = useText()
  const client = useQueryClient()
  const [mode, setMode] = useState<UploadMode>('append')
  const [sent, setSent] = useState<{ readonly upload: string; readonly bytes: number; readonly of: number }>()
  const uploads = useQuery(uploadsQuery(code))
  const readAgain = (): Promise<void> => client.invalidateQueries({ queryKey: ['uploads', code] })
  const send = useMutation({
    mutationFn: async ({ file, upload }: Sending) => {
      const id = upload ?? (await begin(code, file, mode))
      await readAgain()
      const path = `/api/v1/uploads/${id}`
      await sendFile(
        file,
        {
          send: (offset, bytes) => sendBytes(path, offset, bytes),
          offset: () => readOffset(path),
          pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
        },
        (bytes) => setSent({ upload: id, bytes, of: file.size }),
      )
    },
    onSettled: async () => {
      setSent(undefined)
      await readAgain()
    },
  })
  useLeavingWarned(send.isPending)
  useReadAgainWhenEnded(code, uploads.data)
  return (
    <Section title={t.uploads.title}>
      <div className="kinds">
        <Segmented
          aria-label={t.dataset.mode}
          value={mode}
          onChange={setMode}
          options={uploadModes.map((value) => ({ value, label: t.dataset.modes[value] }))}
        />
        <span className="quiet">{t.uploads.modeHelp[mode]}</span>
      </div>
      <DropZone
        label={t.uploads.drop}
        help={t.uploads.dropHelp}
        accept=".csv,.xlsx,.jsonl,.ndjson,.parquet"
        loading={send.isPending}
        onFile={(file) => send.mutate({ file })}
      />
      {sent !== undefined && (
        <div role="status">
          <p>{t.uploads.sent(sent.bytes, sent.of)}</p>
          <Progress percent={Math.floor((sent.bytes / sent.of) * 100)} aria-label={t.uploads.states.uploading} />
        </div>
      )}
      {send.error !== null && <FaultView asked={t.uploads.title} fault={send.error} />}
      {uploads.isPending && <RowsSkeleton rows={2} />}
      {uploads.isError && (
        <FaultView asked={t.uploads.title} fault={uploads.error} onRetry={() => void uploads.refetch()} />
      )}
      <UploadList
        code={code}
        uploads={uploads.data ?? []}
        sending={sent?.upload}
        onGoOn={(upload, file) => send.mutate({ upload, file })}
      />
    </Section>
  )
}

async function begin(code: string, file: File, mode: UploadMode): Promise<string> {
  const begun = await request<Performed<{ readonly id: string }>>(`${datasetPath(code)}/uploads`, {
    method: 'POST',
    body: { fileName: file.name.slice(0, 200), bytes: file.size, mode },
    idempotencyKey: newIdempotencyKey(),
  })
  return begun.result.id
}

/** The browser asks before it drops a file that is still being sent. */
function useLeavingWarned(isSending: boolean): void {
  useEffect(() => {
    if (!isSending) return undefined
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isSending])
}

/** An upload that ended has brought a batch, or not: what depends on it is read again. */
function useReadAgainWhenEnded(code: string, uploads: readonly Upload[] | undefined): void {
  const client = useQueryClient()
  const ended = uploads?.filter((upload) => !isUnderWay(upload)).length
  const known = useRef(ended)
  useEffect(() => {
    if (known.current !== undefined && ended !== known.current)
      for (const what of ['batches', 'dataset', 'quality-runs'])
        void client.invalidateQueries({ queryKey: [what, code] })
    known.current = ended
  }, [client, code, ended])
}
