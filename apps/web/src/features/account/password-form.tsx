import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, Input } from 'antd'
import { useMutation } from '@tanstack/react-query'
import { leastPieces, passwordFault, passwordLength, piecesOf } from '@fadu/domain'
import { request, type Performed } from '../../api/client.ts'
import { DoneNote } from '../../shared/done-note.tsx'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { useSession } from '../../shared/session.ts'
import { useText } from '../../text/text.tsx'
import { CurrentPassword, useAccountChanged } from './account-fields.tsx'

export function PasswordForm(): ReactElement {
  const t = useText()
  const { account, organization } = useSession()
  const changed = useAccountChanged()
  const [password, setPassword] = useState('')
  const [newPassword, setNewPassword] = useState('')
  // The rule of the server, which knows the login as well.
  const known = [account.name, organization.name]
  const fault = newPassword === '' ? undefined : passwordFault(newPassword, known)
  const change = useMutation({
    mutationFn: () =>
      request<Performed<{ readonly sessionsEnded: number }>>('/api/v1/session/password', {
        method: 'PUT',
        body: { password, newPassword },
      }),
    onSuccess: async () => {
      setPassword('')
      setNewPassword('')
      await changed()
    },
  })
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    change.mutate()
  }
  return (
    <form className="account-form" onSubmit={onSubmit} aria-label={t.account.password}>
      <CurrentPassword label={t.account.oldPassword} value={password} onChange={setPassword} />
      <Field
        label={t.account.newPassword}
        name="newPassword"
        required
        help={t.account.rule(passwordLength.least, passwordLength.most)}
        {...(fault === undefined ? {} : { fault: t.account.faults[fault] })}
      >
        {(ids) => (
          <Input.Password
            {...ids}
            autoComplete="new-password"
            required
            value={newPassword}
            onChange={(e) => setNewPassword(e.target.value)}
          />
        )}
      </Field>
      <label className="strength">
        {t.account.strength}
        <meter min={0} max={leastPieces * 2} low={leastPieces} value={piecesOf(newPassword, known)} />
      </label>
      {change.error !== null && <FaultView asked={t.account.password} fault={change.error} />}
      {change.data !== undefined && (
        <DoneNote done={change.data}>{t.account.ended(change.data.result.sessionsEnded)}</DoneNote>
      )}
      <Button type="primary" htmlType="submit" loading={change.isPending} disabled={fault !== undefined}>
        {t.account.change}
      </Button>
    </form>
  )
}
