import { useEffect, useState, useSyncExternalStore, type ComponentType, type ReactElement } from 'react'
import { useQuery } from '@tanstack/react-query'
import { sessionQuery } from '../api/session-query.ts'
import { SignInPage } from '../features/sign-in/sign-in-page.tsx'
import { writePreference } from '../lib/preferences.ts'
import { useText } from '../text/text.tsx'
import { followPlainLinks } from './follow-links.ts'
import { loadWorkbench } from './load-workbench.ts'
import { isPublicPath } from './public-paths.ts'

/**
 * The way in. Whoever is not signed in and did not come for what is public stands before the door, which needs neither the
 * router nor the component library: they are fetched while the form is filled in.
 */
export function Entrance(): ReactElement {
  const session = useQuery(sessionQuery)
  const path = useSyncExternalStore(onPathChange, pathNow)
  useEffect(() => {
    if (session.data !== undefined) writePreference('cameIn', session.data === null ? 'no' : 'yes')
  }, [session.data])
  if (session.isPending) return <Opening />
  return session.data === null && !isPublicPath(path) ? <Door /> : <Inside />
}

function Door(): ReactElement {
  useEffect(
    () =>
      followPlainLinks((address) => {
        window.history.pushState(null, '', address)
        // Nobody else is told of an address that a page itself sets.
        window.dispatchEvent(new PopStateEvent('popstate'))
      }, isPublicPath),
    [],
  )
  // A fault is met by whoever comes in.
  useEffect(() => whenIdle(() => void loadWorkbench().catch(() => undefined)), [])
  return <SignInPage />
}

function Inside(): ReactElement {
  const [loaded, setLoaded] = useState<{ readonly Workbench: ComponentType } | 'failed'>()
  useEffect(() => {
    loadWorkbench().then(setLoaded, () => setLoaded('failed'))
  }, [])
  if (loaded === undefined) return <Opening />
  return loaded === 'failed' ? <NotLoaded /> : <loaded.Workbench />
}

function Opening(): ReactElement {
  const t = useText()
  return <div className="opening" role="status" aria-label={t.loading} />
}

/** The server is away, or has another version than the page that asks it. */
function NotLoaded(): ReactElement {
  const t = useText()
  return (
    <main className="alone">
      <section className="fault" role="alert">
        <h1>{t.fault.title(t.product)}</h1>
        <p>{t.fault.unreachable}</p>
        <button type="button" className="button" onClick={() => window.location.reload()}>
          {t.fault.retry}
        </button>
      </section>
    </main>
  )
}

function onPathChange(changed: () => void): () => void {
  window.addEventListener('popstate', changed)
  return () => window.removeEventListener('popstate', changed)
}

const pathNow = (): string => window.location.pathname

/** @returns What calls it off. */
function whenIdle(act: () => void): () => void {
  if (!('requestIdleCallback' in window)) {
    const timer = setTimeout(act, 200)
    return () => clearTimeout(timer)
  }
  const asked = window.requestIdleCallback(act)
  return () => window.cancelIdleCallback(asked)
}
