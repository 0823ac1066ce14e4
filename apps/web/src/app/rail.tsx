import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import { useText } from '../text/text.tsx'

export interface RailProps {
  /** Reads the evidence of everybody; no other role may. */
  readonly isAuditor: boolean
  readonly onChosen?: () => void
}

const places = [
  { to: '/desk', text: 'desk' },
  { to: '/cases', text: 'cases' },
  { to: '/catalog', text: 'catalog' },
  { to: '/grants', text: 'grants' },
  { to: '/law', text: 'law' },
  { to: '/audit', text: 'audit' },
] as const

export function Rail({ isAuditor, onChosen }: RailProps): ReactElement {
  const t = useText()
  return (
    <nav className="rail" aria-label={t.frame.rail}>
      {places
        .filter(({ to }) => to !== '/audit' || isAuditor)
        .map(({ to, text }) => (
          <Link
            key={to}
            to={to}
            onClick={() => onChosen?.()}
            activeProps={{ 'aria-current': 'page', className: 'rail-here' }}
          >
            {t.rail[text]}
          </Link>
        ))}
    </nav>
  )
}
