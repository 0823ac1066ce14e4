import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import type { Session } from '../api/types.ts'
import { isOffice, oversees } from '../shared/who.ts'
import { useText } from '../text/text.tsx'

export interface RailProps {
  readonly session: Session
  readonly onChosen?: () => void
}

const anybody = (): boolean => true
/** Reads the evidence of everybody; no other role may. */
const isAuditor = ({ account }: Session): boolean => account.roles.includes('auditAdmin')

const places = [
  { to: '/desk', text: 'desk', isFor: anybody },
  { to: '/procedures', text: 'procedures', isFor: anybody },
  { to: '/cases', text: 'cases', isFor: anybody },
  { to: '/catalog', text: 'catalog', isFor: isOffice },
  { to: '/grading', text: 'grading', isFor: isOffice },
  { to: '/systems', text: 'systems', isFor: isOffice },
  { to: '/grants', text: 'grants', isFor: isOffice },
  { to: '/overview', text: 'overview', isFor: oversees },
  { to: '/duties', text: 'duties', isFor: oversees },
  { to: '/supervision', text: 'supervision', isFor: oversees },
  { to: '/law', text: 'law', isFor: anybody },
  { to: '/audit', text: 'audit', isFor: isAuditor },
] as const

/** Shows only what the role may do. */
export function Rail({ session, onChosen }: RailProps): ReactElement {
  const t = useText()
  return (
    <nav className="rail" aria-label={t.frame.rail}>
      {places
        .filter(({ isFor }) => isFor(session))
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
