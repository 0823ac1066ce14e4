import type { ReactElement } from 'react'
import { useText } from '../text/text.tsx'

export interface PublicLinksProps {
  /** Path of the page that is shown. */
  readonly path: string
}

/** The ways to what anybody may read. */
export function PublicLinks({ path }: PublicLinksProps): ReactElement {
  const t = useText()
  const links = [
    ['/open', t.rail.open],
    ['/collection', t.rail.collection],
    ['/law', t.rail.law],
    ['/law/due-dates', t.due.title],
  ] as const
  return (
    <nav className="public-links" aria-label={t.publicFrame.links}>
      {links.map(([to, name]) => (
        <a key={to} href={to} {...(isAt(path, to) ? { 'aria-current': 'page', className: 'public-here' } : {})}>
          {name}
        </a>
      ))}
    </nav>
  )
}

/** Pages below a page belong to it; those below the law have ways of their own. */
function isAt(path: string, to: string): boolean {
  return path === to || (to !== '/law' && path.startsWith(`${to}/`))
}
