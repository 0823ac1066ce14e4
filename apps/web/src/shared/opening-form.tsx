import { useState, type FormEvent, type ReactElement } from 'react'
import { Button } from 'antd'
import { Link, useNavigate } from '@tanstack/react-router'
import type { CaseOpened, Regime, RegimeForm, SubjectType } from '../api/types.ts'
import { ClauseChips } from '../components/clause-chip/clause-chip.tsx'
import { useText } from '../text/text.tsx'
import { FaultView } from './fault-view.tsx'
import { useFormChoices } from './form-choices.ts'
import {
  enteredValues,
  faultyLabels,
  missingFields,
  serverFaults,
  type FormFaults,
  type FormValues,
} from './form-values.ts'
import { useLawBook } from './law-book.ts'
import { RowsSkeleton } from './page.tsx'
import { formsOfTheSubject, RegimeFormFields } from './regime-form.tsx'
import { useAct } from './use-act.ts'

export interface OpeningFormProps {
  readonly procedure: { readonly name: string; readonly title: string; readonly cites: readonly string[] }
  /** Absent where the procedure asks for nothing. */
  readonly form: RegimeForm | undefined
  readonly subject: { readonly type: SubjectType; readonly id: string; readonly territory: string }
  readonly regime: Regime
  /** The words of the button. */
  readonly submit: string
}

/** Opens a case of a procedure on a subject, with the form of the regime that governs it; then shows the case. */
export function OpeningForm({ procedure, form: given, subject, regime, submit }: OpeningFormProps): ReactElement {
  const takesFromSubject = given !== undefined && formsOfTheSubject.has(given.name)
  const form = takesFromSubject ? undefined : given
  const t = useText()
  const book = useLawBook()
  const navigate = useNavigate()
  const choices = useFormChoices(form, subject)
  const [values, setValues] = useState<FormValues>({})
  const [missing, setMissing] = useState<FormFaults>({})
  const open = useAct<CaseOpened>((done) => void navigate({ to: '/cases/$id', params: { id: done.result.case } }))
  const send = (event: FormEvent): void => {
    event.preventDefault()
    const faults = form === undefined ? {} : missingFields(form, values)
    setMissing(faults)
    if (Object.keys(faults).length > 0) return
    open.mutate({
      path: '/api/v1/cases',
      body: {
        procedure: procedure.name,
        subject: { type: subject.type, id: subject.id },
        form: form === undefined ? {} : enteredValues(form, values),
      },
    })
  }
  return (
    <form className="sheet request" onSubmit={send} noValidate aria-label={form?.title ?? procedure.title}>
      <h2>
        {form?.title ?? procedure.title} <ClauseChips clauses={procedure.cites.map(book.clause)} />
      </h2>
      {choices?.['application']?.length === 0 && <p className="note">{t.share.noApplication}</p>}
      {choices === undefined && <RowsSkeleton />}
      {form !== undefined && choices !== undefined && (
        <RegimeFormFields
          form={form}
          values={values}
          faults={{ ...serverFaults(open.error), ...missing }}
          instruments={regime.instruments}
          choices={choices}
          onChange={(changed) => {
            setValues(changed)
            setMissing({})
          }}
        />
      )}
      {takesFromSubject && (
        <p>
          {t.cases.fromEntry}{' '}
          <Link to="/catalog/$id/edit" params={{ id: subject.id }}>
            {t.entry.edit}
          </Link>
        </p>
      )}
      <Missing form={form} missing={missing} />
      {open.error !== null && <FaultView asked={submit} fault={open.error} />}
      <div className="action-foot">
        <Button type="primary" htmlType="submit" loading={open.isPending}>
          {submit}
        </Button>
      </div>
    </form>
  )
}

interface MissingProps {
  readonly form: RegimeForm | undefined
  readonly missing: FormFaults
}

function Missing({ form, missing }: MissingProps): ReactElement | null {
  const t = useText()
  const labels = form === undefined ? [] : faultyLabels(form, missing)
  if (labels.length === 0) return null
  return (
    <p className="field-fault" role="alert">
      {t.form.fillIn(labels.join(t.listComma))}
    </p>
  )
}
