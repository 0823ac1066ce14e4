import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, Select } from 'antd'
import { Field } from '../../shared/field.tsx'
import { GrowingText } from '../../shared/growing-text.tsx'
import { useText } from '../../text/text.tsx'

export interface GradeDecision {
  readonly decision: 'accept' | 'keep' | 'set'
  readonly grade?: number
  readonly reason?: string
}

export interface DecisionFormProps {
  readonly decision: 'keep' | 'set'
  readonly suggested: number
  /** Undefined while it is not known. */
  readonly present: number | undefined
  readonly loading: boolean
  readonly onDecide: (decision: GradeDecision) => void
  readonly onCancel: () => void
}

const grades = [1, 2, 3, 4]

/** Keeps the present grade, or sets another; one lower than suggested needs a reason. */
export function DecisionForm({
  decision,
  suggested,
  present,
  loading,
  onDecide,
  onCancel,
}: DecisionFormProps): ReactElement {
  const t = useText()
  const [grade, setGrade] = useState(decision === 'set' ? suggested : (present ?? 1))
  const [reason, setReason] = useState('')
  const [isMissing, setMissing] = useState(false)
  const needsReason = grade < suggested
  const decide = (event: FormEvent): void => {
    event.preventDefault()
    const said = reason.trim()
    if (needsReason && said === '') return setMissing(true)
    onDecide({ decision, ...(decision === 'set' ? { grade } : {}), ...(said === '' ? {} : { reason: said }) })
  }
  return (
    <form className="action-form" onSubmit={decide} noValidate aria-label={t.grading.decisions[decision]}>
      {decision === 'set' && (
        <Field label={t.item.grade} name="grade" required>
          {(ids) => (
            <Select
              {...ids}
              autoFocus
              className="short"
              value={grade}
              options={grades.map((value) => ({ value, label: t.grade(value) }))}
              onChange={(chosen: number) => setGrade(chosen)}
            />
          )}
        </Field>
      )}
      <Field
        label={t.grading.reason}
        name="reason"
        required={needsReason}
        help={needsReason ? t.grading.reasonHelp : undefined}
        fault={isMissing && needsReason ? 'missing' : undefined}
      >
        {(ids) => (
          <GrowingText
            {...ids}
            autoFocus={decision === 'keep'}
            least={2}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <div className="action-foot">
        <Button type="primary" htmlType="submit" loading={loading}>
          {t.cases.confirm(t.grading.decisions[decision])}
        </Button>
        <Button onClick={onCancel}>{t.form.cancel}</Button>
      </div>
    </form>
  )
}
