import { useState, type FormEvent, type ReactElement } from 'react'
import { Button, Input, QRCode } from 'antd'
import { useMutation } from '@tanstack/react-query'
import { request, type Performed } from '../../api/client.ts'
import { FaultView } from '../../shared/fault-view.tsx'
import { Field } from '../../shared/field.tsx'
import { useSession } from '../../shared/session.ts'
import { useText } from '../../text/text.tsx'
import { CurrentPassword, useAccountChanged } from './account-fields.tsx'

interface Device {
  readonly uri: string
  readonly secret: string
}

/** A device of one-time codes is enrolled here and removed with password and code, also to be replaced. */
export function FactorForm(): ReactElement {
  const { secondFactor } = useSession()
  return secondFactor === 'confirmed' ? <Removal /> : <Enrolment />
}

function Enrolment(): ReactElement {
  const t = useText()
  const [code, setCode] = useState('')
  const changed = useAccountChanged()
  const enrol = useMutation({
    mutationFn: () => request<Performed<Device>>('/api/v1/session/totp', { method: 'POST' }),
  })
  const confirm = useMutation({
    mutationFn: () => request('/api/v1/session/totp/confirmation', { method: 'POST', body: { code } }),
    onSuccess: changed,
  })
  const device = enrol.data?.result
  if (device === undefined) {
    return (
      <div className="account-form">
        <p>{t.account.noFactor}</p>
        {enrol.error !== null && <FaultView asked={t.account.enrol} fault={enrol.error} />}
        <Button type="primary" loading={enrol.isPending} onClick={() => enrol.mutate()}>
          {t.account.enrol}
        </Button>
      </div>
    )
  }
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    confirm.mutate()
  }
  return (
    <form className="account-form" onSubmit={onSubmit} aria-label={t.account.enrol}>
      <p>{t.account.scan}</p>
      <QRCode type="svg" value={device.uri} />
      <p>
        <code>{device.secret}</code>
      </p>
      <CodeField value={code} onChange={setCode} />
      {confirm.error !== null && <FaultView asked={t.account.confirm} fault={confirm.error} />}
      <Button type="primary" htmlType="submit" loading={confirm.isPending}>
        {t.account.confirm}
      </Button>
    </form>
  )
}

function Removal(): ReactElement {
  const t = useText()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const changed = useAccountChanged()
  const remove = useMutation({
    mutationFn: () => request('/api/v1/session/totp/removal', { method: 'POST', body: { password, totp: code } }),
    onSuccess: changed,
  })
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    remove.mutate()
  }
  return (
    <form className="account-form" onSubmit={onSubmit} aria-label={t.account.remove}>
      <p>{t.account.hasFactor}</p>
      <CurrentPassword label={t.signIn.password} value={password} onChange={setPassword} />
      <CodeField value={code} onChange={setCode} />
      {remove.error !== null && <FaultView asked={t.account.remove} fault={remove.error} />}
      <Button htmlType="submit" loading={remove.isPending}>
        {t.account.remove}
      </Button>
    </form>
  )
}

function CodeField({
  value,
  onChange,
}: {
  readonly value: string
  readonly onChange: (code: string) => void
}): ReactElement {
  const t = useText()
  return (
    <Field label={t.signIn.totp} name="code" required>
      {(ids) => (
        <Input
          {...ids}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\d{6}"
          maxLength={6}
          required
          value={value}
          onChange={(e) => onChange(e.target.value)}
        />
      )}
    </Field>
  )
}
