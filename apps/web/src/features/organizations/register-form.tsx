import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, Checkbox, Input } from 'antd'
import { organizationKinds, type Organization } from '../../api/types.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { useAct } from '../../shared/use-act.ts'
import { useText } from '../../text/text.tsx'
import { useOrganizationWords } from './organization-words.ts'

export interface RegisterFormProps {
  readonly territory: string
  readonly onDone: (id: string) => void
}

/** Registers an organisation of a territory. */
export function RegisterForm({ territory, onDone }: RegisterFormProps): ReactElement {
  const t = useText()
  const words = useOrganizationWords(territory)
  const [name, setName] = useState('')
  const [code, setCode] = useState('')
  const [kinds, setKinds] = useState<readonly string[]>([])
  const [tried, setTried] = useState(false)
  const act = useAct<Organization>((done) => onDone(done.result.id))
  const fault = (isMissing: boolean): string | undefined => (tried && isMissing ? 'missing' : undefined)
  const send = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (name.trim() === '' || code.trim() === '' || kinds.length === 0) return
    act.mutate({ path: '/api/v1/organizations', body: { name: name.trim(), code: code.trim(), territory, kinds } })
  }
  return (
    <form onSubmit={send} noValidate aria-label={t.organizations.register} className="fields">
      <Field label={t.organizations.fields.name} name="name" required fault={fault(name.trim() === '')}>
        {(ids) => <Input {...ids} value={name} maxLength={200} onChange={(e) => setName(e.target.value)} />}
      </Field>
      <Field
        label={t.organizations.fields.code}
        name="code"
        required
        help={t.organizations.codeHelp}
        fault={fault(code.trim() === '')}
      >
        {(ids) => (
          <Input {...ids} className="short" value={code} maxLength={40} onChange={(e) => setCode(e.target.value)} />
        )}
      </Field>
      <Field label={t.organizations.fields.kinds} name="kinds" required group fault={fault(kinds.length === 0)}>
        {() => (
          <div className="checks">
            {organizationKinds.map((kind) => (
              <Checkbox
                key={kind}
                checked={kinds.includes(kind)}
                onChange={(e) => setKinds(e.target.checked ? [...kinds, kind] : kinds.filter((k) => k !== kind))}
              >
                {words.kind(kind)}
              </Checkbox>
            ))}
          </div>
        )}
      </Field>
      {act.error !== null && <FaultView asked={t.organizations.register} fault={act.error} />}
      <div>
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t.organizations.register}
        </Button>
      </div>
    </form>
  )
}
