import type { ReactElement } from 'react'
import { Button } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import type { CaseOpened, Entry } from '../../api/types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { useAct } from '../../shared/use-act.ts'
import { useText } from '../../text/text.tsx'

export interface SubmitForReviewProps {
  readonly entry: Pick<Entry, 'id'>
}

/** Opens the review of a draft as it is stored; its fields are checked by the form of the regime. */
export function SubmitForReview({ entry }: SubmitForReviewProps): ReactElement {
  const t = useText()
  const navigate = useNavigate()
  const submit = useAct<CaseOpened>((done) => void navigate({ to: '/cases/$id', params: { id: done.result.case } }))
  return (
    <div className="next-step">
      <p>{t.entry.draftNote}</p>
      <Button
        type="primary"
        loading={submit.isPending}
        onClick={() =>
          submit.mutate({
            path: '/api/v1/cases',
            body: { procedure: 'catalog.review', subject: { type: 'catalogEntry', id: entry.id }, form: {} },
          })
        }
      >
        {t.entry.submit}
      </Button>
      {submit.error !== null && <FaultView asked={t.entry.submit} fault={submit.error} />}
    </div>
  )
}
