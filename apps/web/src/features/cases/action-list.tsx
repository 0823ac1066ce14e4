import { useState, type FormEvent, type ReactElement } from 'react'
import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { ApiFault, type Performed } from '../../api/client.ts'
import type { CaseOpened, CaseView, OfferedAction, Regime } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { sayAct } from '../../shared/act-names.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { useLawBook } from '../../shared/law-book.ts'
import { Section } from '../../shared/page.tsx'
import { enteredValues, missingFields, RegimeFormFields, type FormValues } from '../../shared/regime-form.tsx'
import { useAct } from '../../shared/use-act.ts'
import { useText } from '../../text/text.tsx'

export interface ActionListProps {
  readonly item: CaseView
  readonly regime: Regime
  readonly onDone: (done: Performed<CaseOpened>) => void
}

/** What I can do now, and what I cannot and why. */
export function ActionList({ item, regime, onDone }: ActionListProps): ReactElement {
  const t = useText()
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const open = item.actions.filter((a) => a.open)
  const closed = item.actions.filter((a) => !a.open)
  return (
    <>
      <Section title={t.cases.canDo}>
        {open.length === 0 && <p className="quiet">{whyNothing()}</p>}
        {open.map((action) => (
          <OpenAction
            key={action.action}
            item={item}
            action={action}
            regime={regime}
            isChosen={chosen === action.action}
            onChoose={() => setChosen(chosen === action.action ? undefined : action.action)}
            onDone={(done) => {
              setChosen(undefined)
              onDone(done)
            }}
          />
        ))}
      </Section>
      {closed.length > 0 && (
        <Section title={t.cases.cannotDo}>
          <ul className="closed">
            {closed.map((action) => (
              <ClosedAction key={action.action} action={action} procedure={item.procedure} />
            ))}
          </ul>
        </Section>
      )}
    </>
  )

  function whyNothing(): string {
    if (!item.open) return t.cases.closed
    return closed.length > 0 ? t.cases.nothingToDo : t.cases.movesByItself
  }
}

interface ClosedActionProps {
  readonly action: OfferedAction
  readonly procedure: string
}

function ClosedAction({ action, procedure }: ClosedActionProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  return (
    <li>
      <div>
        <strong>{sayAct(t, procedure, action.action)}</strong> <ClauseChips clauses={action.cites.map(book.clause)} />
      </div>
      <span className="quiet" lang="zh-CN">
        {action.closedBecause}
      </span>
      <span className="quiet">{t.cases.whoMay(action.by, action.role)}</span>
    </li>
  )
}

interface OpenActionProps {
  readonly item: CaseView
  readonly action: OfferedAction
  readonly regime: Regime
  readonly isChosen: boolean
  readonly onChoose: () => void
  readonly onDone: (done: Performed<CaseOpened>) => void
}

function OpenAction({ item, action, regime, isChosen, onChoose, onDone }: OpenActionProps): ReactElement {
  const t = useText()
  const book = useLawBook()
  return (
    <div className="action" data-action={action.action}>
      <div className="action-head">
        <Button type={isChosen ? 'primary' : 'default'} aria-expanded={isChosen} onClick={onChoose}>
          {sayAct(t, item.procedure, action.action)}
        </Button>
        <ClauseChips clauses={action.cites.map(book.clause)} />
      </div>
      {isChosen && <ActionForm item={item} action={action} regime={regime} onDone={onDone} onCancel={onChoose} />}
    </div>
  )
}

interface ActionFormProps {
  readonly item: CaseView
  readonly action: OfferedAction
  readonly regime: Regime
  readonly onDone: (done: Performed<CaseOpened>) => void
  readonly onCancel: () => void
}

/** The content of these forms is the catalog entry itself; it is changed there and taken from there. */
const formsOfTheSubject: ReadonlySet<string> = new Set(['catalog-entry'])

function ActionForm({ item, action, regime, onDone, onCancel }: ActionFormProps): ReactElement {
  const t = useText()
  const [values, setValues] = useState<FormValues>({})
  const [missing, setMissing] = useState<Readonly<Record<string, string>>>({})
  const act = useAct<CaseOpened>(onDone)
  const takesFromSubject = action.form !== null && formsOfTheSubject.has(action.form)
  const form = takesFromSubject ? undefined : regime.forms.find((f) => f.name === action.form)
  const label = sayAct(t, item.procedure, action.action)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const faults = form === undefined ? {} : missingFields(form, values)
    setMissing(faults)
    if (Object.keys(faults).length > 0) return
    act.mutate({
      path: `/api/v1/cases/${item.id}/acts/${action.action}`,
      body: { form: form === undefined ? {} : enteredValues(form, values), version: item.version },
    })
  }
  return (
    <form className="action-form" onSubmit={submit} noValidate aria-label={label}>
      {form !== undefined && <h3>{form.title}</h3>}
      {form !== undefined && (
        <RegimeFormFields
          form={form}
          values={values}
          faults={{ ...serverFaults(act.error), ...missing }}
          instruments={regime.instruments}
          onChange={(changed) => {
            setValues(changed)
            setMissing({})
          }}
        />
      )}
      {takesFromSubject && (
        <p>
          {t.cases.fromEntry}{' '}
          <Link to="/catalog/$id/edit" params={{ id: item.subject.id }}>
            {t.entry.edit}
          </Link>
        </p>
      )}
      {act.error !== null && <FaultView asked={label} fault={act.error} />}
      <div className="action-foot">
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t.cases.confirm(label)}
        </Button>
        <Button onClick={onCancel}>{t.form.cancel}</Button>
      </div>
    </form>
  )
}

export function serverFaults(fault: unknown): Readonly<Record<string, string>> {
  const fields = fault instanceof ApiFault ? (fault.document?.fields ?? []) : []
  return Object.fromEntries(fields.map((f) => [f.field, f.fault]))
}
