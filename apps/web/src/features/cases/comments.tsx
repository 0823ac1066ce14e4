import { useState, type FormEvent, type ReactElement } from 'react'
import { Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { caseCommentsQuery } from '../../api/queries.ts'
import type { CaseComment } from '../../api/types.ts'
import { ActButton } from '../../shared/act-button.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { Fold } from '../../shared/fold.tsx'
import { GrowingText } from '../../shared/growing-text.tsx'
import { useAct } from '../../shared/use-act.ts'
import { sayInstant } from '../../lib/dates.ts'
import { useLanguage, useText } from '../../text/text.tsx'

const longest = 2000

export interface CommentTextProps {
  readonly caseId: string
  readonly comment: CaseComment
}

/** What was said of a case, as it was written; of a withdrawn comment who withdrew it and when. */
export function CommentText({ caseId, comment }: CommentTextProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  if (comment.withdrawn !== null) {
    const { by, at } = comment.withdrawn
    return <p className="quiet">{t.papers.withdrawn(by, sayInstant(at, language))}</p>
  }
  return (
    <>
      <p className="said">{comment.text}</p>
      {comment.withdrawable && (
        <Fold summary={t.papers.withdraw}>
          {() => (
            <>
              <p className="quiet">{t.papers.withdrawConfirm}</p>
              <ActButton
                small
                label={t.cases.confirm(t.papers.withdraw)}
                act={{ path: `/api/v1/cases/${caseId}/comments/${comment.id}/withdrawal` }}
              />
            </>
          )}
        </Fold>
      )}
    </>
  )
}

export interface CommentFormProps {
  readonly caseId: string
}

/** Where somebody who may says something of the case; not shown to whoever may not. */
export function CommentForm({ caseId }: CommentFormProps): ReactElement | null {
  const t = useText()
  const found = useQuery(caseCommentsQuery(caseId))
  const [text, setText] = useState('')
  const [isMissing, setMissing] = useState(false)
  const act = useAct(() => setText(''))
  if (found.isError) {
    return <FaultView asked={t.papers.comment} fault={found.error} onRetry={() => void found.refetch()} />
  }
  if (found.data?.mayComment !== true) return null
  const isBlank = text.trim() === ''
  const send = (event: FormEvent): void => {
    event.preventDefault()
    setMissing(isBlank)
    if (!isBlank) act.mutate({ path: `/api/v1/cases/${caseId}/comments`, body: { text: text.trim() } })
  }
  return (
    <form className="fields comment-form" onSubmit={send} noValidate aria-label={t.papers.comment}>
      <Field
        label={t.papers.comment}
        name="text"
        help={t.papers.commentHelp}
        fault={isMissing && isBlank ? 'missing' : undefined}
      >
        {(ids) => (
          <GrowingText
            {...ids}
            least={2}
            most={10}
            maxLength={longest}
            value={text}
            onChange={(e) => setText(e.target.value)}
          />
        )}
      </Field>
      {act.error !== null && <FaultView asked={t.papers.send} fault={act.error} />}
      <div>
        <Button htmlType="submit" loading={act.isPending}>
          {t.papers.send}
        </Button>
      </div>
    </form>
  )
}
