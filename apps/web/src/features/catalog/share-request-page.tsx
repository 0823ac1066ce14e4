import { useState, type FormEvent, type ReactElement } from 'react'
import { Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { applicationsQuery, entryQuery, regimeQuery } from '../../api/queries.ts'
import type { Application, CaseOpened, Entry, Regime } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { Page, RowsSkeleton } from '../../shared/page.tsx'
import { enteredValues, missingFields, RegimeFormFields, type FormValues } from '../../shared/regime-form.tsx'
import { useSession } from '../../shared/session.ts'
import { useAct } from '../../shared/use-act.ts'
import { useText } from '../../text/text.tsx'

/** Asks another organisation for data of a published entry, with the form of the regime that governs it. */
export function ShareRequestPage(): ReactElement {
  const t = useText()
  const { id } = useParams({ from: '/catalog/$id/request' })
  const { organization } = useSession()
  const entry = useQuery(entryQuery(id))
  const applications = useQuery(applicationsQuery(organization.id))
  const regime = useQuery({ ...regimeQuery(entry.data?.territory ?? ''), enabled: entry.data !== undefined })
  const fault = entry.error ?? applications.error ?? regime.error
  const isReady = entry.data !== undefined && applications.data !== undefined && regime.data !== undefined
  return (
    <Page
      title={t.share.title(entry.data?.name ?? '')}
      trail={
        <Link to="/catalog/$id" params={{ id }}>
          {entry.data?.name ?? t.entry.one}
        </Link>
      }
      lead={t.share.lead}
    >
      {fault !== null && <FaultView asked={t.share.begin} fault={fault} />}
      {fault === null && !isReady && <RowsSkeleton rows={6} />}
      {isReady && <RequestForm entry={entry.data} applications={applications.data} regime={regime.data} />}
    </Page>
  )
}

interface RequestFormProps {
  readonly entry: Entry
  readonly applications: readonly Application[]
  readonly regime: Regime
}

function RequestForm({ entry, applications, regime }: RequestFormProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  const navigate = useNavigate()
  const [values, setValues] = useState<FormValues>({})
  const [missing, setMissing] = useState<Readonly<Record<string, string>>>({})
  const open = useAct<CaseOpened>((done) => void navigate({ to: '/cases/$id', params: { id: done.result.case } }))
  const form = regime.forms.find((f) => f.name === 'share-request')
  const procedure = regime.procedures.find((p) => p.name === 'share.request')
  if (form === undefined || procedure === undefined) return <p>{t.share.noProcedure}</p>
  const active = applications.filter((a) => a.status === 'active')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const faults = missingFields(form, values)
    setMissing(faults)
    if (Object.keys(faults).length > 0) return
    open.mutate({
      path: '/api/v1/cases',
      body: {
        procedure: 'share.request',
        subject: { type: 'catalogEntry', id: entry.id },
        form: enteredValues(form, values),
      },
    })
  }
  return (
    <form className="sheet request" onSubmit={submit} noValidate aria-label={form.title}>
      <h2>
        {form.title} <ClauseChips clauses={procedure.cites.map(book.clause)} />
      </h2>
      {active.length === 0 && <p className="note">{t.share.noApplication}</p>}
      <RegimeFormFields
        form={form}
        values={values}
        faults={missing}
        instruments={regime.instruments}
        choices={{
          application: active.map((a) => ({ value: a.id, label: a.name })),
          items: entry.items.map((i) => ({ value: i.code, label: i.name })),
        }}
        onChange={(changed) => {
          setValues(changed)
          setMissing({})
        }}
      />
      {Object.keys(missing).length > 0 && (
        <p className="field-fault" role="alert">
          {t.form.fillIn(
            form.fields
              .filter((f) => missing[f.name] !== undefined)
              .map((f) => f.label)
              .join(t.listComma),
          )}
        </p>
      )}
      {open.error !== null && <FaultView asked={t.share.submit} fault={open.error} />}
      <div className="action-foot">
        <Button type="primary" htmlType="submit" loading={open.isPending}>
          {t.share.submit}
        </Button>
      </div>
    </form>
  )
}
