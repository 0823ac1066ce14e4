import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, Input } from 'antd'
import { useQuery } from '@tanstack/react-query'
import type { Performed } from '../../api/client.ts'
import { gatewayStatusQuery } from '../../api/keeping-queries.ts'
import type { MaintenanceWindow } from '../../api/keeping-types.ts'
import { sayInstant } from '../../lib/dates.ts'
import { ActButton } from '../../shared/act-button.tsx'
import { DoneNote } from '../../shared/done-note.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { instantOfField } from '../../shared/instant-field.ts'
import { Empty, Page, RowsSkeleton, Section } from '../../shared/page.tsx'
import { useAct } from '../../shared/use-act.ts'
import { useMayOnPlatform } from '../../shared/use-may.ts'
import { useLanguage, useText } from '../../text/text.tsx'

/** When the gateway is closed, as every caller is told, and the announcement of it. */
export function MaintenancePage(): ReactElement {
  const t = useText()
  const status = useQuery(gatewayStatusQuery)
  const { may, isPending } = useMayOnPlatform(['maintenance.announce', 'maintenance.end'])
  const [done, setDone] = useState<Performed<unknown>>()
  return (
    <Page
      title={t.maintenance.title}
      lead={
        <>
          <span>{t.maintenance.lead}</span>
          {status.data !== undefined && (
            <span className={`tag tag-${status.data.gateway === 'open' ? 'proven' : 'near'}`}>
              {t.maintenance.gateway} {t.maintenance.states[status.data.gateway]}
            </span>
          )}
        </>
      }
    >
      {done !== undefined && <DoneNote done={done} />}
      {status.isPending && <RowsSkeleton rows={3} />}
      {status.isError && (
        <FaultView asked={t.maintenance.title} fault={status.error} onRetry={() => void status.refetch()} />
      )}
      {status.data !== undefined && (
        <Section title={t.maintenance.announced}>
          {status.data.maintenance.length === 0 && <Empty title={t.maintenance.none}>{t.maintenance.noneWhy}</Empty>}
          <ul className="rows">
            {status.data.maintenance.map((window) => (
              <WindowRow key={window.id} window={window} mayEnd={may('maintenance.end')} onDone={setDone} />
            ))}
          </ul>
        </Section>
      )}
      <Section title={t.maintenance.announce}>
        {may('maintenance.announce') && <AnnounceForm onDone={setDone} />}
        {!isPending && !may('maintenance.announce') && <p className="quiet">{t.maintenance.whoAnnounces}</p>}
      </Section>
    </Page>
  )
}

interface WindowRowProps {
  readonly window: MaintenanceWindow
  readonly mayEnd: boolean
  readonly onDone: (done: Performed<unknown>) => void
}

function WindowRow({ window, mayEnd, onDone }: WindowRowProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  return (
    <li className="row">
      <div className="row-main">
        <span className="row-title">
          {t.maintenance.period(sayInstant(window.begins, language), sayInstant(window.ends, language))}
        </span>
        <p>{window.notice}</p>
      </div>
      {mayEnd && (
        <div className="row-end">
          <ActButton
            small
            label={t.maintenance.end}
            act={{ path: `/api/v1/maintenance-windows/${window.id}/end` }}
            onDone={onDone}
          />
        </div>
      )}
    </li>
  )
}

interface AnnounceFormProps {
  readonly onDone: (done: Performed<unknown>) => void
}

function AnnounceForm({ onDone }: AnnounceFormProps): ReactElement {
  const t = useText()
  const [begins, setBegins] = useState('')
  const [ends, setEnds] = useState('')
  const [notice, setNotice] = useState('')
  const [isTried, setTried] = useState(false)
  const act = useAct<unknown>((done) => {
    setNotice('')
    setTried(false)
    onDone(done)
  })
  const missing = (value: string) => (isTried && value.trim() === '' ? 'missing' : undefined)
  const send = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    const until = instantOfField(ends)
    if (until === undefined || notice.trim() === '') return
    const from = instantOfField(begins)
    act.mutate({
      path: '/api/v1/maintenance-windows',
      body: { ...(from === undefined ? {} : { begins: from }), ends: until, notice: notice.trim() },
    })
  }
  return (
    <form className="fields" onSubmit={send} noValidate aria-label={t.maintenance.announce}>
      <Field label={t.maintenance.begins} name="begins" help={t.maintenance.beginsHelp}>
        {(ids) => (
          <Input
            {...ids}
            type="datetime-local"
            className="short"
            value={begins}
            onChange={(e) => setBegins(e.target.value)}
          />
        )}
      </Field>
      <Field label={t.maintenance.ends} name="ends" required fault={missing(ends)}>
        {(ids) => (
          <Input
            {...ids}
            type="datetime-local"
            className="short"
            value={ends}
            onChange={(e) => setEnds(e.target.value)}
          />
        )}
      </Field>
      <Field
        label={t.maintenance.notice}
        name="notice"
        required
        help={t.maintenance.noticeHelp}
        fault={missing(notice)}
      >
        {(ids) => <Input {...ids} value={notice} maxLength={500} onChange={(e) => setNotice(e.target.value)} />}
      </Field>
      {act.error !== null && <FaultView asked={t.maintenance.announce} fault={act.error} />}
      <div>
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t.maintenance.announce}
        </Button>
      </div>
    </form>
  )
}
