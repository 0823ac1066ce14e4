import type { Procedure, Session } from '../../api/types.ts'

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
export function mayOpen({ opens, parties }: Pick<Procedure, 'opens' | 'parties'>, session: Session): boolean {
  const rule = parties.find((p) => p.name === opens.by)?.is ?? ''
  const kind = offices[rule] ?? (kinds.has(rule) ? rule : undefined)
  return (
    session.account.roles.includes(opens.role.name) && (kind === undefined || session.organization.kinds.includes(kind))
  )
}
