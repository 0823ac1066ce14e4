import { lazy, Suspense, useEffect, useState, type ReactElement } from 'react'
import { Button } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Outlet, useRouter, useRouterState } from '@tanstack/react-router'
import { isLocked, request } from '../api/client.ts'
import { territoriesQuery } from '../api/queries.ts'
import { sessionQuery } from '../api/session-query.ts'
import type { Session } from '../api/types.ts'
import { SignInPage } from '../features/sign-in/sign-in-page.tsx'
import { FaultView } from '../shared/fault-view.tsx'
import { RowsSkeleton } from '../shared/page.tsx'
import { SidePanel } from '../shared/side-panel.tsx'
import { useText } from '../text/text.tsx'
import { Mark } from '../shared/mark.tsx'
import { Bell } from './bell.tsx'
import { followPlainLinks } from './follow-links.ts'
import { PublicFrame } from './public-frame.tsx'
import { isPublicPath } from './public-paths.ts'
import { Rail } from './rail.tsx'
import { Seek } from './seek.tsx'
import { LanguageSwitch, ThemeSwitch } from '../shared/switches.tsx'

const AccountPage = lazy(() =>
  import('../features/account/account-page.tsx').then((page) => ({ default: page.AccountPage })),
)

const UnlockPage = lazy(() =>
  import('../features/unlock/unlock-page.tsx').then((page) => ({ default: page.UnlockPage })),
)

/** Everything stands in the frame; who is not signed in reads what is public, and sees the first page at any other address. */
export function Frame(): ReactElement {
  const t = useText()
  const session = useQuery(sessionQuery)
  // Of the page that is shown, not of the one on its way: what stands until then must not be shown to another reader.
  const isPublic = useRouterState({ select: ({ matches }) => isPublicPath(matches.at(-1)?.pathname ?? '') })
  const { history } = useRouter()
  useEffect(() => followPlainLinks((address) => history.push(address)), [history])
  if (session.isPending) return <div className="opening" role="status" aria-label={t.loading} />
  if (isLocked(session.error)) {
    return (
      <Suspense fallback={<div className="opening" role="status" aria-label={t.loading} />}>
        <UnlockPage />
      </Suspense>
    )
  }
  if (session.isError) {
    return (
      <main className="alone">
        <FaultView asked={t.product} fault={session.error} onRetry={() => void session.refetch()} />
      </main>
    )
  }
  if (session.data === null) return isPublic ? <PublicFrame /> : <SignInPage />
  return <Desk session={session.data} />
}

interface DeskProps {
  readonly session: Session
}

function Desk({ session }: DeskProps): ReactElement {
  const t = useText()
  const [drawerOpen, setDrawerOpen] = useState(false)
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {t.frame.skip}
      </a>
      <header className="bar">
        <Button
          className="bar-menu"
          type="text"
          aria-label={t.frame.menu}
          aria-expanded={drawerOpen}
          onClick={() => setDrawerOpen(true)}
        >
          <MenuGlyph />
        </Button>
        <a className="brand" href="/desk" aria-label={t.product}>
          <Mark /> <span>{t.product}</span>
        </a>
        <Where session={session} />
        <Seek />
        <div className="bar-end">
          <Bell />
          <LanguageSwitch />
          <ThemeSwitch />
          <Person session={session} />
        </div>
      </header>
      <div className="rail-side">
        <Rail session={session} />
      </div>
      <SidePanel side="left" open={drawerOpen} onClose={() => setDrawerOpen(false)} title={t.product}>
        <Rail session={session} onChosen={() => setDrawerOpen(false)} />
      </SidePanel>
      <main id="content" className="content" tabIndex={-1}>
        {session.secondFactor === 'demanded' ? (
          <Suspense fallback={<RowsSkeleton />}>
            <AccountPage />
          </Suspense>
        ) : (
          <Outlet />
        )}
      </main>
    </div>
  )
}

function Where({ session }: DeskProps): ReactElement {
  const territories = useQuery(territoriesQuery)
  const { name, territory } = session.organization
  return (
    <div className="bar-where">
      <strong>{name}</strong>
      <span className="quiet">{territories.data?.find((x) => x.code === territory)?.name ?? territory}</span>
    </div>
  )
}

function Person({ session }: DeskProps): ReactElement {
  const t = useText()
  const client = useQueryClient()
  const signOut = useMutation({
    mutationFn: () => request('/api/v1/session', { method: 'DELETE' }),
    onSettled: () => {
      client.setQueryData(sessionQuery.queryKey, null)
      // Nothing that one person saw stays for the next one at this machine.
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] })
    },
  })
  const roles = session.account.roles.map((role) => t.roles[role] ?? role).join(t.listComma)
  return (
    <div className="bar-person">
      <a className="bar-name" href="/account" title={roles}>
        {session.account.name}
        {session.unreadNotices > 0 && <span className="mark mark-near">{t.account.news(session.unreadNotices)}</span>}
      </a>
      <Button size="small" onClick={() => signOut.mutate()} loading={signOut.isPending}>
        {t.frame.signOut}
      </Button>
    </div>
  )
}

function MenuGlyph(): ReactElement {
  return (
    <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d="M2 4h12M2 8h12M2 12h12" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  )
}
