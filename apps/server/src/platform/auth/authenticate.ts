import { sql } from 'kysely'
import { civilDateOf, type CivilDate, type OrganizationId, type TerritoryCode } from '@fadu/domain'
import type { Db } from '../db/open-database.ts'
import { Problem } from '../problem/index.ts'
import { createGrouped } from '../grouped.ts'
import { keepEqual } from '../keep-equal.ts'
import {
  visitor,
  type AccountPrincipal,
  type ActingOrganization,
  type ApplicationPrincipal,
  type Engagement,
  type Principal,
} from './principal.ts'
import { createBearerVerifier, sessionTokenHash } from './tokens.ts'

/** Under which the session of a browser travels. A name that begins so is kept only when it came over TLS and for this host. */
export const sessionCookieOf = (secure: boolean): string => (secure ? '__Host-fadu_session' : 'fadu_session')

/** Whether the three administrators of the platform must have a second factor. */
export type AdministratorFactor = 'demanded' | 'offered'
/** Roles that run the platform; one account holds one of them and nothing else. */
export const administrators: readonly string[] = ['systemAdmin', 'securityAdmin', 'auditAdmin']

/** A session ends after this long without use. */
const idleMs = 2 * 60 * 60 * 1000
/** How often the time of last use is written back. */
const touchMs = 60_000

export interface Authenticator {
  /** @throws {Problem} when a credential was given and is not good; silence is a visitor. */
  authenticate(credentials: {
    readonly bearer: string | undefined
    readonly cookie: string | undefined
  }): Promise<Principal>
}

export function createAuthenticator(deps: {
  readonly db: Db
  readonly tokenSecret: Uint8Array
  readonly administratorFactor: AdministratorFactor
  readonly now: () => Date
}): Authenticator {
  const { db, tokenSecret, administratorFactor, now } = deps

  const bySession = async (token: string): Promise<AccountPrincipal> => {
    const hash = sessionTokenHash(token)
    const today = civilDateOf(now())
    const row = await db
      .selectFrom('session')
      .innerJoin('account', 'account.id', 'session.account_id')
      .innerJoin('organization', 'organization.id', 'account.organization_id')
      .select(['session.expires_at', 'session.last_seen_at', 'account.totp_confirmed', ...accountColumns])
      .where('session.token_hash', '=', hash)
      .where('session.revoked_at', 'is', null)
      .select(engagement(today))
      .where('account.status', '=', 'active')
      .where(notOver(today))
      .executeTakeFirst()
    const at = now()
    const idle = row === undefined ? 0 : at.getTime() - row.last_seen_at.getTime()
    if (row === undefined || row.expires_at <= at || idle > idleMs) throw new Problem({ code: 'AUTH_SESSION_INVALID' })
    if (idle > touchMs)
      await db.updateTable('session').set({ last_seen_at: at }).where('token_hash', '=', hash).execute()
    const lacksFactor =
      administratorFactor === 'demanded' &&
      !row.totp_confirmed &&
      row.roles.some((role) => administrators.includes(role))
    return { ...toAccount(row), ...(lacksFactor ? { lacksFactor } : {}) }
  }

  const verify = createBearerVerifier(tokenSecret)
  const applications = createApplicationReader(db)
  const byBearer = async (token: string): Promise<ApplicationPrincipal> => {
    const id = await verify(token, now())
    const application = id === undefined ? undefined : await applications(id)
    if (application === undefined) throw new Problem({ code: 'AUTH_TOKEN_INVALID' })
    return application
  }

  return {
    authenticate: async ({ bearer, cookie }) => {
      if (bearer !== undefined) return bearer.startsWith('fs_') ? bySession(bearer) : byBearer(bearer)
      return cookie === undefined ? visitor : bySession(cookie)
    },
  }
}

const accountColumns = [
  'account.id',
  'account.name',
  'account.roles',
  'organization.id as organization_id',
  'organization.name as organization_name',
  'organization.territory_code',
  'organization.kinds',
] as const

/** An account that is limited in time is one until the end of its last day. */
function notOver(today: CivilDate) {
  return sql<boolean>`(account.valid_until is null or account.valid_until >= ${today}::date)`
}

/** What the contracts that run today let an account do; null when none admits it. */
function engagement(today: CivilDate) {
  return sql<Engagement | null>`(
    select jsonb_build_object(
      'view', coalesce(jsonb_agg(distinct d.entry_id) filter (where d.entry_id is not null and 'view' = any(c.tasks)), '[]'),
      'quality', coalesce(jsonb_agg(distinct d.entry_id) filter (where d.entry_id is not null and 'quality' = any(c.tasks)), '[]'))
    from service_contract_account a
    join service_contract c on c.case_id = a.case_id
    left join service_contract_dataset d on d.case_id = c.case_id
    where a.account_id = account.id and c.ended_at is null and c.valid_until >= ${today}::date
    having count(*) > 0)`.as('engaged')
}

/** An active account as it acts without a session, such as by a schedule it set up; its roles are those of now. */
export async function readAccount(db: Db, id: string, today: CivilDate): Promise<AccountPrincipal | undefined> {
  const row = await db
    .selectFrom('account')
    .innerJoin('organization', 'organization.id', 'account.organization_id')
    .select(accountColumns)
    .select(engagement(today))
    .where('account.id', '=', id)
    .where('account.status', '=', 'active')
    .where(notOver(today))
    .executeTakeFirst()
  return row === undefined ? undefined : toAccount(row)
}

function toAccount(row: {
  id: string
  name: string
  roles: string[]
  organization_id: string
  organization_name: string
  territory_code: string
  kinds: AccountPrincipal['organization']['kinds']
  engaged: Engagement | null
}): AccountPrincipal {
  return {
    type: 'Account',
    id: row.id,
    name: row.name,
    roles: row.roles,
    ...(row.engaged === null ? {} : { engaged: row.engaged }),
    organization: toOrganization(row),
  }
}

/** An application as it acts without a call of its own, such as by a job it began. */
export async function readApplication(db: Db, id: string): Promise<ApplicationPrincipal | undefined> {
  return (await readApplications(db, [id]))[0]
}

/**
 * Applications as they are at each call; one question for all calls that arrive together. While nothing about an application
 * has changed its principal is one and the same object, so that whoever compares principals need not look inside.
 */
function createApplicationReader(db: Db): (id: string) => Promise<ApplicationPrincipal | undefined> {
  const standing = keepEqual<ApplicationPrincipal>()
  return createGrouped({
    most: 500,
    alone: true,
    run: async (ids: readonly string[]) => {
      const found = await readApplications(db, [...new Set(ids)])
      const byId = new Map(found.map((application) => [application.id, standing(application.id, application)]))
      return ids.map((id) => byId.get(id))
    },
  })
}

async function readApplications(db: Db, ids: readonly string[]): Promise<readonly ApplicationPrincipal[]> {
  const rows = await db
    .selectFrom('application')
    .innerJoin('organization', 'organization.id', 'application.organization_id')
    .select([
      'application.id',
      'application.name',
      'application.status',
      'application.signed_calls',
      'organization.id as organization_id',
      'organization.name as organization_name',
      'organization.territory_code',
      'organization.kinds',
    ])
    .where(sql<boolean>`application.id = any(${[...ids]}::uuid[])`)
    .execute()
  return rows.map((row) => ({
    type: 'Application',
    id: row.id,
    name: row.name,
    status: row.status,
    signedCalls: row.signed_calls,
    organization: toOrganization(row),
  }))
}

function toOrganization(row: {
  organization_id: string
  organization_name: string
  territory_code: string
  kinds: ActingOrganization['kinds']
}): ActingOrganization {
  return {
    id: row.organization_id as OrganizationId,
    name: row.organization_name,
    territory: row.territory_code as TerritoryCode,
    kinds: row.kinds,
  }
}
