import type { ReactElement } from 'react'
import { ConfigProvider } from 'antd'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { Mark } from '../shared/mark.tsx'
import { PublicLinks } from '../shared/public-links.tsx'
import { LanguageSwitch, ThemeSwitch } from '../shared/switches.tsx'
import { publicMeasures } from '../theme/tokens.ts'
import { useText } from '../text/text.tsx'

/** Around what anybody may read: large and quiet, and a way in that nobody is asked to take. */
export function PublicFrame(): ReactElement {
  const t = useText()
  const path = useLocation({ select: ({ pathname }) => pathname })
  return (
    <ConfigProvider theme={{ token: publicMeasures }}>
      <div className="public">
        <a className="skip" href="#content">
          {t.frame.skip}
        </a>
        <header className="public-bar">
          <Link className="brand" to="/open" aria-label={t.product}>
            <Mark /> <span>{t.product}</span>
          </Link>
          <PublicLinks path={path} />
          <div className="public-bar-end">
            <LanguageSwitch />
            <ThemeSwitch />
            <a className="button" href="/desk">
              {t.signIn.title}
            </a>
          </div>
        </header>
        <main id="content" className="content" tabIndex={-1}>
          <Outlet />
        </main>
        <footer className="public-foot">
          <p>{t.publicFrame.foot}</p>
          <p>
            <a href="/api/openapi.json" target="_blank" rel="noopener">
              {t.publicFrame.api}
            </a>
          </p>
        </footer>
      </div>
    </ConfigProvider>
  )
}
