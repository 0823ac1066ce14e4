import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, Input, Radio } from 'antd'
import { useQuery } from '@tanstack/react-query'
import type { Performed } from '../../api/client.ts'
import { retentionDueQuery } from '../../api/keeping-queries.ts'
import type { RetentionDue, RetentionKind, RetentionOrder, RetentionTerm } from '../../api/keeping-types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { RowsSkeleton } from '../../shared/page.tsx'
import { useAct } from '../../shared/use-act.ts'
import { sayDay, today } from '../../lib/dates.ts'
import { useLanguage, useText } from '../../text/text.tsx'
import { Keeping, RecordCounts } from './due-counts.tsx'

export interface OrderRemovalProps {
  readonly terms: readonly RetentionTerm[]
  readonly orders: readonly RetentionOrder[]
  readonly onDone: (done: Performed<unknown>) => void
}

/** Asks that what is over its term be removed. What would go and what would stay is said before. */
export function OrderRemoval({ terms, orders, onDone }: OrderRemovalProps): ReactElement {
  const t = useText()
  const [kind, setKind] = useState<RetentionKind>(terms[0]!.kind)
  const [chosen, setChosen] = useState<string>()
  const { dueBefore } = terms.find((term) => term.kind === kind)!
  const before = chosen ?? dueBefore
  const fault = before === '' ? 'missing' : before > dueBefore ? 'outOfRange' : undefined
  const isOpen = orders.some((order) => order.kind === kind && order.state !== 'ended')
  const due = useQuery({ ...retentionDueQuery(kind, before), enabled: fault === undefined })
  const act = useAct(onDone)
  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (fault !== undefined) return
    act.mutate({ path: '/api/v1/retention/orders', body: { kind, before } })
  }
  return (
    <form className="fields" onSubmit={send} noValidate aria-label={t.retention.order}>
      <Field label={t.retention.kind} name="kind" group>
        {() => (
          <Radio.Group
            value={kind}
            options={terms.map((term) => ({ value: term.kind, label: t.retention.kinds[term.kind] }))}
            onChange={(e) => {
              setKind(e.target.value as RetentionKind)
              setChosen(undefined)
            }}
          />
        )}
      </Field>
      <Field label={t.retention.before} name="before" required help={t.retention.beforeHelp(dueBefore)} fault={fault}>
        {(ids) => (
          <Input
            {...ids}
            type="date"
            className="short"
            max={dueBefore}
            value={before}
            onChange={(e) => setChosen(e.target.value)}
          />
        )}
      </Field>
      {due.isLoading && <RowsSkeleton rows={2} />}
      {due.isError && <FaultView asked={t.retention.preview} fault={due.error} onRetry={() => void due.refetch()} />}
      {due.data !== undefined && fault === undefined && <Preview due={due.data} />}
      {act.error !== null && <FaultView asked={t.retention.order} fault={act.error} />}
      {isOpen && <p className="quiet">{t.retention.oneAtATime}</p>}
      <div>
        <Button type="primary" htmlType="submit" disabled={isOpen} loading={act.isPending}>
          {t.retention.order}
        </Button>
      </div>
    </form>
  )
}

function Preview({ due }: { readonly due: RetentionDue }): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const removed = due.records.map(({ held, ...record }) => ({ ...record, n: record.n - (held ?? 0) }))
  return (
    <section className="sheet" aria-label={t.retention.preview}>
      <dl className="facts">
        <div>
          <dt>{t.retention.goes}</dt>
          <dd>
            <span className="line">{t.retention.ofBefore(sayDay(due.before, language, today()))}</span>
            <RecordCounts records={removed} none={t.retention.nothingGoes} />
          </dd>
        </div>
        <div>
          <dt>{t.retention.stays}</dt>
          <dd>
            <Keeping due={due} />
            {due.records.some(({ held, n }) => held === null && n > 0) && (
              <span className="under quiet">{t.retention.shownWhenRemoved}</span>
            )}
          </dd>
        </div>
        <div>
          <dt>{t.retention.mind}</dt>
          <dd>
            <ul>
              <li>{t.retention.noUndo}</li>
              <li>{t.retention.needsSecond}</li>
              {due.kind === 'useRecords' && <li>{t.retention.comparedBefore}</li>}
            </ul>
          </dd>
        </div>
      </dl>
    </section>
  )
}
