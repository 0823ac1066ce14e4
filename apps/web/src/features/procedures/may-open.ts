import type { Regime, Session } from '../../api/types.ts'

/** Offices of a territory, by the kind of organisation that holds them. */
const offices: Readonly<Record<string, string>> = {
  'territory.authority': 'authority',
  'territory.superiorAuthority': 'authority',
  'territory.government': 'government',
}
const kinds: ReadonlySet<string> = new Set([
  'agency',
  'authority',
  'supervisor',
  'government',
  'contractor',
  'developer',
  'person',
])

/**
 * Whether this account is of the kind and role that begin the procedure. Whom the law admits in the single case is decided
 * when it is begun; here only a form that could never succeed is not shown.
 */
export function mayOpen({ is, role }: Regime['procedures'][number]['opener'], session: Session): boolean {
  const kind = offices[is] ?? (kinds.has(is) ? is : undefined)
  return session.account.roles.includes(role) && (kind === undefined || session.organization.kinds.includes(kind))
}
