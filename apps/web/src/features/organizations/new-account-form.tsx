import { useRef, useState, type FormEvent, type ReactElement } from 'react'
import { Button, Input } from 'antd'
import type { Account, Organization } from '../../api/types.ts'
import { DoneNote } from '../../shared/done-note.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { useAct } from '../../shared/use-act.ts'
import { useText } from '../../text/text.tsx'
import { initialPassword } from './initial-password.ts'

export interface NewAccountFormProps {
  readonly organization: Organization
}

interface Opened {
  readonly login: string
  readonly password: string
}

function draw(login: string, name: string, before: Opened | undefined): Opened {
  if (before?.login === login) return before
  return { login, password: initialPassword([login, name], (bytes) => crypto.getRandomValues(bytes)) }
}

/** Opens an account without roles. Its first password is drawn here and shown once; it is kept nowhere but as a hash. */
export function NewAccountForm({ organization }: NewAccountFormProps): ReactElement {
  const t = useText()
  const [name, setName] = useState('')
  const [login, setLogin] = useState('')
  const [tried, setTried] = useState(false)
  const [opened, setOpened] = useState<Opened>()
  // Sent again after an answer was lost, the account is the same one, with the same password.
  const drawn = useRef<Opened>(undefined)
  const act = useAct<Account>()
  const fault = (text: string): string | undefined => (tried && text.trim() === '' ? 'missing' : undefined)
  const send = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (name.trim() === '' || login.trim() === '') return
    drawn.current = draw(login.trim(), name.trim(), drawn.current)
    const { password } = drawn.current
    const body = { name: name.trim(), login: login.trim(), password }
    act.mutate(
      { path: `/api/v1/organizations/${organization.id}/accounts`, body },
      {
        onSuccess: () => {
          setOpened({ login: body.login, password })
          setName('')
          setLogin('')
          setTried(false)
        },
      },
    )
  }
  return (
    <form onSubmit={send} noValidate aria-label={t.accounts.create} className="fields">
      <Field label={t.accounts.name} name="name" required fault={fault(name)}>
        {(ids) => <Input {...ids} value={name} maxLength={100} onChange={(e) => setName(e.target.value)} />}
      </Field>
      <Field label={t.signIn.login} name="login" required help={t.accounts.loginHelp} fault={fault(login)}>
        {(ids) => (
          <Input {...ids} autoComplete="off" value={login} maxLength={100} onChange={(e) => setLogin(e.target.value)} />
        )}
      </Field>
      {act.error !== null && <FaultView asked={t.accounts.create} fault={act.error} />}
      {act.data !== undefined && opened !== undefined && (
        <DoneNote done={act.data}>
          <div className="once">
            <p>{t.accounts.passwordOnce(opened.login)}</p>
            <code className="secret">{opened.password}</code>
            <p className="quiet">{t.accounts.next}</p>
          </div>
        </DoneNote>
      )}
      <div>
        <Button type="primary" htmlType="submit" loading={act.isPending}>
          {t.accounts.create}
        </Button>
      </div>
    </form>
  )
}
