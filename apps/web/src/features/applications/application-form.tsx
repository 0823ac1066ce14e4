import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, Input } from 'antd'
import type { Application } from '../../api/types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { useAct } from '../../shared/use-act.ts'
import { useText } from '../../text/text.tsx'
import { enteredKey, KeyInput, noKey } from './key-input.tsx'

export interface ApplicationFormProps {
  readonly organization: string
  readonly onDone: (id: string) => void
}

/** Registers an application of an organisation by its first public key. */
export function ApplicationForm({ organization, onDone }: ApplicationFormProps): ReactElement {
  const t = useText()
  const [name, setName] = useState('')
  const [pasted, setPasted] = useState(noKey)
  const [tried, setTried] = useState(false)
  const act = useAct<Application>((done) => onDone(done.result.id))
  const send = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    const key = enteredKey(pasted)
    if (name.trim() === '' || key === undefined) return
    act.mutate({ path: `/api/v1/organizations/${organization}/applications`, body: { name: name.trim(), key } })
  }
  return (
    <form onSubmit={send} noValidate aria-label={t.applications.register} className="fields">
      <Field
        label={t.applications.name}
        name="name"
        required
        fault={tried && name.trim() === '' ? 'missing' : undefined}
      >
        {(ids) => <Input {...ids} value={name} maxLength={100} onChange={(e) => setName(e.target.value)} />}
      </Field>
      <KeyInput value={pasted} tried={tried} onChange={setPasted} />
      {act.error !== null && <FaultView asked={t.applications.register} fault={act.error} />}
      <div>
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t.applications.register}
        </Button>
      </div>
    </form>
  )
}
