import type { CedarValue, OrganizationId, PrincipalType, TerritoryCode } from '@fadu/domain'
import type { OrganizationKind } from '../db/tables.ts'

export interface ActingOrganization {
  readonly id: OrganizationId
  readonly name: string
  readonly territory: TerritoryCode
  readonly kinds: readonly OrganizationKind[]
}

export interface AccountPrincipal {
  readonly type: 'Account'
  readonly id: string
  readonly name: string
  readonly organization: ActingOrganization
  readonly roles: readonly string[]
  /** Absent unless a contract that runs today admits the account. */
  readonly engaged?: Engagement
}

/** Entries that an account works on under a contract, by what it may do with their data. */
export interface Engagement {
  readonly view: readonly string[]
  readonly quality: readonly string[]
}

export interface ApplicationPrincipal {
  readonly type: 'Application'
  readonly id: string
  readonly name: string
  readonly organization: ActingOrganization
  readonly status: 'active' | 'suspended'
}

/** Who is acting: nobody known, a person of an organisation, a machine of an organisation, or the platform itself. */
export type Principal =
  | { readonly type: 'Visitor'; readonly id: 'visitor' }
  | { readonly type: 'System'; readonly id: 'system' }
  | AccountPrincipal
  | ApplicationPrincipal

export const visitor: Principal = { type: 'Visitor', id: 'visitor' }
export const system: Principal = { type: 'System', id: 'system' }

/** The principal as the rules see it; shapes are those of the policy schema. */
export function principalFacts(principal: Principal): {
  readonly type: PrincipalType
  readonly id: string
  readonly facts: Readonly<Record<string, CedarValue>>
} {
  const { type, id } = principal
  if (type === 'Visitor' || type === 'System') return { type, id, facts: {} }
  const { organization } = principal
  const shared = { organization: organization.id, territory: organization.territory, kinds: organization.kinds }
  return principal.type === 'Account'
    ? { type, id, facts: { ...shared, roles: principal.roles, ...engagedFacts(principal) } }
    : { type, id, facts: { ...shared, id, status: principal.status } }
}

export function organizationOf(principal: Principal): ActingOrganization | undefined {
  return 'organization' in principal ? principal.organization : undefined
}

function engagedFacts({ engaged }: AccountPrincipal): { readonly engaged?: Readonly<Record<string, CedarValue>> } {
  return engaged === undefined ? {} : { engaged: { view: engaged.view, quality: engaged.quality } }
}
