import { useState, type ReactElement } from 'react'
import { useQuery } from '@tanstack/react-query'
import type { Performed } from '../../api/client.ts'
import { keysQuery } from '../../api/keeping-queries.ts'
import { DoneNote } from '../../shared/done-note.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Page, RowsSkeleton } from '../../shared/page.tsx'
import { useText } from '../../text/text.tsx'
import { AnswerKeys } from './answer-keys.tsx'
import { DatasetKeys } from './dataset-keys.tsx'
import { KekSection } from './kek-section.tsx'
import { LogKeys } from './log-keys.tsx'

export interface KeySectionProps {
  readonly onDone: (done: Performed<unknown>) => void
}

/** Keys of each level with their versions and ages, what is being replaced, and what may be asked for. Never a key. */
export function KeysPage(): ReactElement {
  const t = useText()
  const [done, setDone] = useState<Performed<unknown>>()
  const keys = useQuery(keysQuery)
  return (
    <Page title={t.keys.title} lead={t.keys.lead}>
      {done !== undefined && <DoneNote done={done} />}
      {keys.isPending && <RowsSkeleton rows={6} />}
      {keys.isError && <FaultView asked={t.keys.title} fault={keys.error} onRetry={() => void keys.refetch()} />}
      {keys.data !== undefined && (
        <>
          <KekSection kek={keys.data.kek} onDone={setDone} />
          <DatasetKeys datasets={keys.data.datasets} onDone={setDone} />
          <LogKeys onDone={setDone} />
          <AnswerKeys onDone={setDone} />
        </>
      )}
    </Page>
  )
}
