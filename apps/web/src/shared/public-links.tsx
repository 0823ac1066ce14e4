import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import { useText } from '../text/text.tsx'

/** The ways to what anybody may read. */
export function PublicLinks(): ReactElement {
  const t = useText()
  const here = { 'aria-current': 'page', className: 'public-here' } as const
  return (
    <nav className="public-links" aria-label={t.publicFrame.links}>
      <Link to="/open" activeProps={here}>
        {t.rail.open}
      </Link>
      <Link to="/collection" activeProps={here}>
        {t.rail.collection}
      </Link>
      <Link to="/law" activeProps={here} activeOptions={{ exact: true }}>
        {t.rail.law}
      </Link>
      <Link to="/law/due-dates" activeProps={here}>
        {t.due.title}
      </Link>
    </nav>
  )
}
