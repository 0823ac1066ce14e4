import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react'
import { Button, Input, type InputRef } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ApiFault, request } from '../../api/client.ts'
import { keyLockQuery, startedSessionQuery } from '../../api/keeping-queries.ts'
import type { KeyLock } from '../../api/keeping-types.ts'
import { sessionQuery } from '../../api/session-query.ts'
import { sayInstant } from '../../lib/dates.ts'
import { Field } from '../../shared/field.tsx'
import { Mark } from '../../shared/mark.tsx'
import { LanguageSwitch, ThemeSwitch } from '../../shared/switches.tsx'
import { useLanguage, useText } from '../../text/text.tsx'

/** What a server shows whose keys are split and not open: custodians hand in their shares here, each for themselves. */
export function UnlockPage(): ReactElement {
  const t = useText()
  const client = useQueryClient()
  const lock = useQuery(keyLockQuery)
  const isOpen = lock.data?.state === 'unlocked'
  useEffect(() => {
    document.title = `${t.unlock.title} · ${t.product}`
  }, [t])
  const started = useQuery({ ...startedSessionQuery, enabled: isOpen })
  useEffect(() => {
    if (started.isSuccess) client.setQueryData(sessionQuery.queryKey, started.data)
  }, [client, started.isSuccess, started.data])
  return (
    <div className="first">
      <header className="first-bar">
        <span className="brand">
          <Mark /> <span>{t.product}</span>
        </span>
        <span>
          <LanguageSwitch />
          <ThemeSwitch />
        </span>
      </header>
      <main className="unlock">
        <h1>{isOpen ? t.unlock.opened : t.unlock.title}</h1>
        <p>{isOpen ? t.unlock.openedWhat : t.unlock.what}</p>
        {lock.data?.state === 'locked' && <Progress lock={lock.data} />}
        {lock.failureCount > 0 && !isOpen && (
          <p className="quiet" role="status">
            {t.unlock.unreachable}
          </p>
        )}
        {!isOpen && <ShareForm onHandedIn={(state) => client.setQueryData(keyLockQuery.queryKey, state)} />}
        <p className="quiet">{t.unlock.eachProcess}</p>
      </main>
    </div>
  )
}

interface ProgressProps {
  readonly lock: Extract<KeyLock, { state: 'locked' }>
}

function Progress({ lock }: ProgressProps): ReactElement {
  const t = useText()
  const { language } = useLanguage()
  const { threshold, handedIn, forgetsAt } = lock
  return (
    <section className="unlock-progress" aria-label={t.unlock.progress}>
      <div aria-hidden="true" className="unlock-marks">
        {Array.from({ length: threshold }, (_, i) => (
          <span key={i} className={i < handedIn ? 'is-in' : ''} />
        ))}
      </div>
      <strong role="status">{t.unlock.wanted(threshold - handedIn, threshold)}</strong>
      {forgetsAt !== null && <p className="quiet">{t.unlock.forgets(sayInstant(forgetsAt, language))}</p>}
    </section>
  )
}

interface ShareFormProps {
  readonly onHandedIn: (state: KeyLock) => void
}

/** INVARIANT (no share leaves memory): the words leave the field when they are sent, and nothing of the page keeps them. */
function ShareForm({ onHandedIn }: ShareFormProps): ReactElement {
  const t = useText()
  const field = useRef<InputRef>(null)
  const [share, setShare] = useState('')
  const [isMissing, setMissing] = useState(false)
  // Handed over here and not as a variable of the mutation, which would be kept beside its answer.
  const handedOver = useRef('')
  const handIn = useMutation({
    mutationFn: () => {
      const words = handedOver.current
      handedOver.current = ''
      return request<KeyLock>('/api/v1/keys/unlock', { method: 'POST', body: { share: words } })
    },
    onSuccess: onHandedIn,
  })
  const send = (event: FormEvent): void => {
    event.preventDefault()
    const words = share.trim()
    setMissing(words === '')
    if (words === '') return
    setShare('')
    handedOver.current = words
    handIn.mutate()
    field.current?.focus()
  }
  return (
    <form className="sign-in" onSubmit={send} noValidate autoComplete="off" aria-label={t.unlock.handIn}>
      <Field
        label={t.unlock.share}
        name="share"
        required
        help={t.unlock.shareHelp}
        fault={isMissing && share.trim() === '' ? 'missing' : undefined}
      >
        {(ids) => (
          <Input.Password
            {...ids}
            ref={field}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            maxLength={400}
            value={share}
            onChange={(e) => setShare(e.target.value)}
          />
        )}
      </Field>
      {handIn.isSuccess && <p role="status">{t.unlock.handedIn}</p>}
      {handIn.error !== null && (
        <p className="sign-in-fault" role="alert">
          {handIn.error instanceof ApiFault ? (handIn.error.document?.detail ?? t.fault.unreachable) : t.fault.unknown}
        </p>
      )}
      <Button type="primary" htmlType="submit" block loading={handIn.isPending}>
        {t.unlock.handIn}
      </Button>
    </form>
  )
}
