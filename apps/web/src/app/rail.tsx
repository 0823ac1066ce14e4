import type { ReactElement } from 'react'
import { Link } from '@tanstack/react-router'
import type { Session } from '../api/types.ts'
import { administers, isOffice, keepsPlatform, oversees } from '../shared/who.ts'
import { useText } from '../text/text.tsx'

export interface RailProps {
  readonly session: Session
  readonly onChosen?: () => void
}

const anybody = (): boolean => true
/** Reads the evidence of everybody; no other role may. */
const isAuditor = ({ account }: Session): boolean => account.roles.includes('auditAdmin')

/** Reads what is kept about the reader; everybody else has nothing there. */
const isPerson = ({ account }: Session): boolean => account.roles.includes('person')
/** May be the second person somewhere, or asks for one. */
const agrees = (session: Session): boolean =>
  keepsPlatform(session) || (isOffice(session) && session.account.roles.includes('approver'))

const places = [
  { to: '/desk', text: 'desk', isFor: anybody },
  { to: '/procedures', text: 'procedures', isFor: anybody },
  { to: '/cases', text: 'cases', isFor: anybody },
  { to: '/own-data', text: 'ownData', isFor: isPerson },
  { to: '/open', text: 'open', isFor: isPerson },
  { to: '/collection', text: 'collection', isFor: (session: Session) => isPerson(session) || isOffice(session) },
  { to: '/catalog', text: 'catalog', isFor: isOffice },
  { to: '/grading', text: 'grading', isFor: isOffice },
  { to: '/systems', text: 'systems', isFor: isOffice },
  { to: '/grants', text: 'grants', isFor: isOffice },
  { to: '/exports', text: 'exports', isFor: isOffice },
  { to: '/quality', text: 'quality', isFor: isOffice },
  { to: '/cockpit', text: 'cockpit', isFor: oversees },
  { to: '/overview', text: 'overview', isFor: oversees },
  { to: '/duties', text: 'duties', isFor: oversees },
  { to: '/supervision', text: 'supervision', isFor: oversees },
  { to: '/law', text: 'law', isFor: anybody },
  { to: '/approvals', text: 'approvals', isFor: agrees },
  { to: '/watch', text: 'watch', isFor: keepsPlatform },
  { to: '/backups', text: 'backups', isFor: keepsPlatform },
  { to: '/retention', text: 'retention', isFor: keepsPlatform },
  { to: '/keys', text: 'keys', isFor: keepsPlatform },
  { to: '/links', text: 'links', isFor: (session: Session) => keepsPlatform(session) || oversees(session) },
  { to: '/maintenance', text: 'maintenance', isFor: keepsPlatform },
  { to: '/organizations', text: 'organizations', isFor: administers },
  { to: '/audit', text: 'audit', isFor: isAuditor },
  { to: '/audit/log', text: 'log', isFor: keepsPlatform },
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
            activeOptions={{ exact: to === '/audit' }}
            onClick={() => onChosen?.()}
            activeProps={{ 'aria-current': 'page', className: 'rail-here' }}
          >
            {t.rail[text]}
          </Link>
        ))}
    </nav>
  )
}
