import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, Input, Radio } from 'antd'
import type { Performed } from '../../api/client.ts'
import type { RetentionHold } from '../../api/keeping-types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { useAct } from '../../shared/use-act.ts'
import { useText } from '../../text/text.tsx'

export interface PlaceHoldProps {
  readonly onDone: (done: Performed<unknown>) => void
}

type Scope = RetentionHold['scope']
const scopes: readonly Scope[] = ['organization', 'dataset', 'grant', 'platform']

/** Holds records beyond their term, since an investigation or a dispute needs them. */
export function PlaceHold({ onDone }: PlaceHoldProps): ReactElement {
  const t = useText()
  const [scope, setScope] = useState<Scope>('organization')
  const [of, setOf] = useState('')
  const [reason, setReason] = useState('')
  const [matter, setMatter] = useState('')
  const [isTried, setTried] = useState(false)
  const act = useAct<unknown>((done) => {
    setOf('')
    setReason('')
    setMatter('')
    setTried(false)
    onDone(done)
  })
  const missing = (value: string) => (isTried && value.trim() === '' ? 'missing' : undefined)
  const send = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    const held = of.trim()
    if ((scope !== 'platform' && held === '') || reason.trim() === '' || matter.trim() === '') return
    const what = scope === 'platform' ? {} : scope === 'grant' ? { id: held } : { code: held }
    act.mutate({
      path: '/api/v1/retention/holds',
      body: { scope, ...what, reason: reason.trim(), matter: matter.trim() },
    })
  }
  return (
    <form className="fields" onSubmit={send} noValidate aria-label={t.retention.place}>
      <Field label={t.retention.scope} name="scope" group help={t.retention.scopeHelp[scope]}>
        {() => (
          <Radio.Group
            value={scope}
            options={scopes.map((value) => ({ value, label: t.retention.scopes[value] }))}
            onChange={(e) => {
              setScope(e.target.value as Scope)
              setOf('')
            }}
          />
        )}
      </Field>
      {scope !== 'platform' && (
        <Field label={t.retention.scopeNamed[scope]} name="of" required fault={missing(of)}>
          {(ids) => (
            <Input {...ids} className="wide" value={of} maxLength={100} onChange={(e) => setOf(e.target.value)} />
          )}
        </Field>
      )}
      <Field label={t.retention.reason} name="reason" required help={t.retention.reasonHelp} fault={missing(reason)}>
        {(ids) => <Input {...ids} value={reason} maxLength={500} onChange={(e) => setReason(e.target.value)} />}
      </Field>
      <Field label={t.retention.matter} name="matter" required fault={missing(matter)}>
        {(ids) => (
          <Input {...ids} className="wide" value={matter} maxLength={100} onChange={(e) => setMatter(e.target.value)} />
        )}
      </Field>
      {act.error !== null && <FaultView asked={t.retention.place} fault={act.error} />}
      <div>
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t.retention.place}
        </Button>
      </div>
    </form>
  )
}
