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
  /** Present where a second factor is demanded of the account and it has none. */
  readonly lacksFactor?: true
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
  /** Whether a call of it to the gateway is refused unless it is signed. */
  readonly signedCalls: boolean
  /** Present when this call was signed. */
  readonly signed?: SignedBy
}

/** What a signed call leaves in the evidence: by which key what was signed, and the signature. Nothing of the content. */
export interface CallSignature {
  /** Where the signature base is kept. */
  readonly id: string
  /** Name of the key: its thumbprint. */
  readonly keyid: string
  readonly alg: string
  /** SHA-256 of the signature base, hexadecimal. */
  readonly base: string
  /** Base64. */
  readonly value: string
  /** Digest of all that is kept of it, base64. */
  readonly kept: string
}

export interface SignedBy {
  /** The application as it is without this call: what decides, since a signature decides nothing more. */
  readonly as: ApplicationPrincipal
  readonly signature: CallSignature
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
    ? { type, id, facts: { ...shared, roles: principal.roles, ...lacking(principal), ...engagedFacts(principal) } }
    : { type, id, facts: { ...shared, id, status: principal.status } }
}

function lacking({ lacksFactor }: AccountPrincipal): { readonly lacksFactor?: true } {
  return lacksFactor === undefined ? {} : { lacksFactor }
}

/** Whoever is decided on: the same object for every call of an application, signed or not. */
export function decidedAs(principal: Principal): Principal {
  return principal.type === 'Application' && principal.signed !== undefined ? principal.signed.as : principal
}

/** Who acted, as the evidence says it. */
export interface Actor {
  readonly type: string
  readonly id: string
  readonly organization?: string
  /** Of a call that was signed. */
  readonly signature?: CallSignature
}

export function actorOf(principal: Principal): Actor {
  const { type, id } = principal
  const organization = organizationOf(principal)?.id
  const signed = principal.type === 'Application' ? principal.signed : undefined
  return {
    type,
    id,
    ...(organization === undefined ? {} : { organization }),
    ...(signed === undefined ? {} : { signature: signed.signature }),
  }
}

export function organizationOf(principal: Principal): ActingOrganization | undefined {
  return 'organization' in principal ? principal.organization : undefined
}

function engagedFacts({ engaged }: AccountPrincipal): { readonly engaged?: Readonly<Record<string, CedarValue>> } {
  return engaged === undefined ? {} : { engaged: { view: engaged.view, quality: engaged.quality } }
}
