import type { Session } from '../api/types.ts'

const overseers: ReadonlySet<string> = new Set(['authority', 'supervisor', 'government'])

/** Whether organisations, accounts and applications are among one's work. */
export function administers(session: Session): boolean {
  const { roles } = session.account
  return (
    roles.includes('systemAdmin') || roles.includes('securityAdmin') || roles.includes('steward') || oversees(session)
  )
}

/** Whether the organisation watches over others: the pages of supervision are for it. */
export function oversees({ organization }: Session): boolean {
  return organization.kinds.some((kind) => overseers.has(kind))
}

/** Those who keep the platform: each does what the others may not, and one account holds one of these and nothing else. */
export const keeperRoles = ['systemAdmin', 'securityAdmin', 'auditAdmin'] as const
export type KeeperRole = (typeof keeperRoles)[number]

/** Whether somebody keeps the platform itself. */
export function keepsPlatform(session: Session): boolean {
  return keeperRoles.some((role) => isKeeper(session, role))
}

export function isKeeper({ account }: Session, role: KeeperRole): boolean {
  return account.roles.includes(role)
}

/** The inner catalog and what it gives are for organisations that work with it; the public has other pages. */
export function isOffice({ organization }: Session): boolean {
  return !organization.kinds.includes('person')
}
