import { useState, type FormEvent, type ReactElement } from 'react'
import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import type { Performed } from '../../api/client.ts'
import type { CaseOpened, CaseView, OfferedAction, Regime } from '../../api/types.ts'
import { ClauseChips } from '../../components/clause-chip/clause-chip.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { useFormChoices } from '../../shared/form-choices.ts'
import {
  enteredValues,
  missingFields,
  serverFaults,
  type FormFaults,
  type FormValues,
} from '../../shared/form-values.ts'
import { useLawBook } from '../../shared/law-book.ts'
import { RowsSkeleton, Section } from '../../shared/page.tsx'
import { formsOfTheSubject, RegimeFormFields } from '../../shared/regime-form.tsx'
import { useRegimeWords } from '../../shared/regime-words.ts'
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
              <ClosedAction key={action.action} action={action} item={item} />
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
  readonly item: CaseView
  readonly action: OfferedAction
}

function ClosedAction({ item, action }: ClosedActionProps): ReactElement {
  const t = useText()
  const words = useRegimeWords(item.territory)
  const book = useLawBook()
  return (
    <li>
      <div>
        <strong>{words.act(item.procedure, action.action)}</strong>{' '}
        <ClauseChips clauses={action.cites.map(book.clause)} />
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
  const words = useRegimeWords(item.territory)
  const book = useLawBook()
  return (
    <div className="action" data-action={action.action}>
      <div className="action-head">
        <Button type={isChosen ? 'primary' : 'default'} aria-expanded={isChosen} onClick={onChoose}>
          {words.act(item.procedure, action.action)}
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

function ActionForm({ item, action, regime, onDone, onCancel }: ActionFormProps): ReactElement {
  const t = useText()
  const [values, setValues] = useState<FormValues>({})
  const [missing, setMissing] = useState<FormFaults>({})
  const act = useAct<CaseOpened>(onDone)
  const takesFromSubject = action.form !== null && formsOfTheSubject.has(action.form)
  const form = takesFromSubject ? undefined : regime.forms.find((f) => f.name === action.form)
  const label = useRegimeWords(item.territory).act(item.procedure, action.action)
  const choices = useFormChoices(form, { ...item.subject, territory: item.territory })
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
      {choices === undefined && <RowsSkeleton rows={2} />}
      {form !== undefined && choices !== undefined && (
        <RegimeFormFields
          form={form}
          values={values}
          faults={{ ...serverFaults(act.error), ...missing }}
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
