import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ApiFault, request } from '../../api/client.ts'
import { sessionQuery } from '../../api/session-query.ts'
import { Field } from '../../shared/field.tsx'
import { Mark } from '../../shared/mark.tsx'
import { PublicLinks } from '../../shared/public-links.tsx'
import { LanguageSwitch, ThemeSwitch } from '../../shared/switches.tsx'
import { useText } from '../../text/text.tsx'
import { demoLogins } from './demo-logins.ts'

/**
 * The first page: what this is, the demonstration city, and the door. Its inputs, buttons and links are the browser's own: the
 * component library and the router are four fifths of all scripts, and whoever only wants to come in does not wait for them.
 */
export function SignInPage(): ReactElement {
  const t = useText()
  const [login, setLogin] = useState('')
  const password = useRef<HTMLInputElement>(null)
  useEffect(() => {
    document.title = `${t.signIn.title} · ${t.product}`
  }, [t])
  return (
    <div className="first">
      <header className="first-bar">
        <span className="brand">
          <Mark /> <span>{t.product}</span>
        </span>
        <PublicLinks path={window.location.pathname} />
        <span>
          <LanguageSwitch />
          <ThemeSwitch />
        </span>
      </header>
      <main className="first-main">
        <section className="first-what">
          <h1>{t.first.heading}</h1>
          <p>{t.first.what}</p>
          <p>{t.first.how}</p>
          <h2>{t.first.city}</h2>
          <p>{t.first.cityWhat}</p>
          <h2>{t.first.demoAccounts}</h2>
          <p>{t.first.password}</p>
          <ul className="demo">
            {demoLogins.map((demo) => (
              <li key={demo.login}>
                <button
                  type="button"
                  onClick={() => {
                    setLogin(demo.login)
                    password.current?.focus()
                  }}
                >
                  <code>{demo.login}</code>
                  <span>{t.first.demo[demo.text]}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
        <SignInForm login={login} onLogin={setLogin} passwordField={password} />
      </main>
    </div>
  )
}

interface SignInFormProps {
  readonly login: string
  readonly onLogin: (login: string) => void
  readonly passwordField: React.RefObject<HTMLInputElement | null>
}

function SignInForm({ login, onLogin, passwordField }: SignInFormProps): ReactElement {
  const t = useText()
  const client = useQueryClient()
  const [password, setPassword] = useState('')
  const [isShown, setIsShown] = useState(false)
  const [totp, setTotp] = useState('')
  const [asksTotp, setAsksTotp] = useState(false)
  const signIn = useMutation({
    mutationFn: () =>
      request('/api/v1/session', {
        method: 'POST',
        body: { login: login.trim(), password, ...(asksTotp && totp !== '' ? { totp } : {}) },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: sessionQuery.queryKey }),
    onError: (fault) => {
      if (codeOf(fault) === 'AUTH_TOTP_REQUIRED') setAsksTotp(true)
    },
  })
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault()
    signIn.mutate()
  }
  const isWaitingForTotp = codeOf(signIn.error) === 'AUTH_TOTP_REQUIRED'
  return (
    <form className="sign-in" onSubmit={onSubmit} aria-label={t.signIn.title}>
      <h2>{t.signIn.title}</h2>
      <Field label={t.signIn.login} name="login">
        {(ids) => (
          <input
            {...ids}
            className="input"
            name="login"
            autoComplete="username"
            autoFocus
            required
            value={login}
            onChange={(e) => onLogin(e.target.value)}
          />
        )}
      </Field>
      <Field label={t.signIn.password} name="password">
        {(ids) => (
          <span className="password">
            <input
              {...ids}
              className="input"
              ref={passwordField}
              type={isShown ? 'text' : 'password'}
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(e) => setPassword(e.target.value)}
            />
            <button type="button" className="button-quiet" aria-pressed={isShown} onClick={() => setIsShown(!isShown)}>
              {t.signIn.show}
            </button>
          </span>
        )}
      </Field>
      {asksTotp && (
        <Field label={t.signIn.totp} name="totp" help={t.signIn.totpHelp}>
          {(ids) => (
            <input
              {...ids}
              className="input"
              name="totp"
              inputMode="numeric"
              autoComplete="one-time-code"
              pattern="\d{6}"
              maxLength={6}
              autoFocus
              value={totp}
              onChange={(e) => setTotp(e.target.value)}
            />
          )}
        </Field>
      )}
      {signIn.error !== null && !isWaitingForTotp && (
        <p className="sign-in-fault" role="alert">
          {detailOf(signIn.error) ?? t.fault.unreachable}
        </p>
      )}
      <button type="submit" className="button button-primary" disabled={signIn.isPending} aria-busy={signIn.isPending}>
        {t.signIn.submit}
      </button>
    </form>
  )
}

function codeOf(fault: unknown): string | undefined {
  return fault instanceof ApiFault ? fault.document?.code : undefined
}

function detailOf(fault: unknown): string | undefined {
  return fault instanceof ApiFault ? fault.document?.detail : undefined
}
