import { sql, type Selectable } from 'kysely'
import type { Regime } from '@fadu/domain'
import { uuidv7 } from 'uuidv7'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import { keyFaults, keyIdOf, type ApplicationKey } from '../../platform/auth/application-keys.ts'
import { administrators } from '../../platform/auth/authenticate.ts'
import { hashPassword } from '../../platform/auth/passwords.ts'
import { violatedConstraint, type Db, type Tx } from '../../platform/db/open-database.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import { likeText } from '../../platform/db/like-text.ts'
import type { ApplicationKeyTable, OrganizationKind } from '../../platform/db/tables.ts'
import { decodeCursor, toPage, type Page } from '../../platform/http/page.ts'
import { clauseOfGuard, guardGrounds } from '../../platform/law/guard-clauses.ts'
import { notFound, Problem, Refused } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import {
  organizationResource,
  readOrganization,
  territoryResource,
  toOrganization,
  type Organization,
} from './resources.ts'
import { tellHolder } from './account-notices.ts'
import { requireFitPassword } from './own-account.ts'
import { revokeSessions } from './sessions.ts'

export interface AccountView {
  readonly id: string
  readonly organization: string
  readonly login: string
  readonly name: string
  readonly roles: readonly string[]
  readonly status: 'active' | 'closed'
  /** Whether a one-time-code device is confirmed. */
  readonly secondFactor: 'confirmed' | 'none'
}

export interface ApplicationView {
  readonly id: string
  readonly organization: string
  readonly name: string
  readonly status: 'active' | 'suspended'
  /** Whether each of its calls is signed (RFC 9421) or refused. */
  readonly signedCalls: boolean
}

export interface ApplicationKeyView {
  readonly id: string
  /** Under which name signatures say it: the thumbprint of RFC 7638. */
  readonly keyId: string
  readonly algorithm: ApplicationKey['algorithm']
  /** Instants, ISO 8601. */
  readonly createdAt: string
  readonly revokedAt: string | null
}

/** Why a key of an application goes: it is known to others, another has its place, or nothing signs with it any more. */
export const keyRevocationReasons = ['compromised', 'superseded', 'unused'] as const
export type KeyRevocationReason = (typeof keyRevocationReasons)[number]

interface OrganizationsAsked {
  readonly territory: string
  /** Also those of the territories below it. */
  readonly below: boolean
  /** Part of the name or of the code. */
  readonly q?: string | undefined
}

/** Organisations, people and machines: who there is. */
export interface OrgService {
  organizationsIn(
    query: OrganizationsAsked & {
      readonly kind?: OrganizationKind | undefined
      /** Only those that have a published entry in the catalog, or only those that have none. */
      readonly publishes?: boolean | undefined
      readonly limit: number
      readonly cursor?: string | undefined
    },
  ): Promise<Page<Organization>>
  /** How many there are, and of each kind; one of several kinds counts under each. */
  countOrganizations(
    query: OrganizationsAsked,
  ): Promise<{ readonly total: number; readonly kinds: Readonly<Record<string, number>> }>
  registerOrganization(input: {
    code: string
    name: string
    territory: string
    kinds: readonly OrganizationKind[]
  }): Act<ActFacts, Organization>
  accountsOf(organization: string): Promise<readonly AccountView[]>
  createAccount(input: {
    organization: string
    login: string
    name: string
    password: string
  }): Act<ActFacts, AccountView>
  assignRoles(accountId: string, roles: readonly string[]): Act<AccountFacts, AccountView>
  closeAccount(accountId: string): Act<AccountFacts, AccountView>
  /** Removes the lost device of somebody else; they enrol another. */
  resetFactor(principal: AccountPrincipal, accountId: string): Act<AccountFacts, AccountView>
  applicationsOf(organization: string): Promise<readonly ApplicationView[]>
  /** @throws {Problem} NOT_FOUND. */
  application(id: string): Promise<ApplicationView>
  registerApplication(organization: Organization, name: string, key: ApplicationKey): Act<ActFacts, ApplicationView>
  setApplicationStatus(id: string, status: ApplicationView['status']): Act<ActFacts, ApplicationView>
  /** Whether the calls of an application must be signed, from the next one on. */
  demandSignatures(id: string, demanded: boolean): Act<ActFacts, ApplicationView>
  keysOf(application: string): Promise<readonly ApplicationKeyView[]>
  /** A key beside those it has: with the next act the old one can go. */
  addKey(application: string, key: ApplicationKey): Act<ActFacts, ApplicationKeyView>
  /** From the next assertion and the next signature on; a bearer lives out its minutes. */
  revokeKey(
    application: string,
    key: string,
    reason: KeyRevocationReason | undefined,
  ): Act<ActFacts, ApplicationKeyView>
}

interface AccountFacts extends ActFacts {
  readonly account: AccountView
}

export function createOrgService(deps: {
  readonly db: Db
  readonly territories: () => TerritoryTree
  /** What must be true before an organisation has another account; throws the refusal. */
  readonly mayHaveAccount: (tx: Tx, organization: Organization) => Promise<void>
  readonly regimeOfPlatform: () => Regime
  readonly now: () => Date
}): OrgService {
  const { db, territories, now } = deps

  const loadAccount =
    (accountId: string): Act<AccountFacts, AccountView>['load'] =>
    async (tx) => {
      const row = await tx.selectFrom('account').selectAll().where('id', '=', accountId).forUpdate().executeTakeFirst()
      if (row === undefined) throw notFound('账号')
      const organization = await readOrganization(tx, row.organization_id)
      return {
        account: toAccount(row),
        resource: organizationResource(organization),
        trace: { subject: { type: 'Account', id: row.id } },
      }
    }

  const loadApplication =
    (id: string): Act<ActFacts, unknown>['load'] =>
    async (tx) => {
      const row = await tx.selectFrom('application').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
      if (row === undefined) throw notFound('应用')
      const organization = await readOrganization(tx, row.organization_id)
      return { resource: organizationResource(organization), trace: { subject: { type: 'Application', id } } }
    }

  const asked = ({ territory, below, q }: OrganizationsAsked) =>
    db
      .selectFrom('organization')
      .where('territory_code', 'in', below ? [...territories().within(territory)] : [territory])
      .$if(q !== undefined, (qb) => {
        const part = `%${likeText(q!)}%`
        return qb.where((eb) => eb.or([eb('name', 'ilike', part), eb('code', 'ilike', part)]))
      })

  return {
    organizationsIn: async ({ kind, publishes, limit, cursor, ...query }) => {
      const [name, id] = cursor === undefined ? ['', ''] : decodeCursor(cursor, ['text', 'text'])
      const rows = await asked(query)
        .selectAll()
        .$if(kind !== undefined, (qb) => qb.where((eb) => eb('kinds', '@>', eb.val([kind]) as never)))
        .$if(publishes !== undefined, (qb) =>
          qb.where(
            sql<boolean>`${publishes!} = exists (
              select from catalog_entry e where e.provider_id = organization.id and e.state = 'published')`,
          ),
        )
        .where((eb) => eb(eb.refTuple('name', 'code'), '>', eb.tuple(name!, id!)))
        .orderBy('name')
        .orderBy('code')
        .limit(limit + 1)
        .execute()
      return toPage(rows, limit, (row) => [row.name, row.code], toOrganization)
    },
    countOrganizations: async (query) => {
      const { total } = await asked(query)
        .select((eb) => eb.fn.countAll<string>().as('total'))
        .executeTakeFirstOrThrow()
      const counted = await asked(query)
        .select((eb) => [sql<string>`unnest(kinds)`.as('kind'), eb.fn.countAll<string>().as('count')])
        .groupBy('kind')
        .execute()
      return { total: Number(total), kinds: Object.fromEntries(counted.map((row) => [row.kind, Number(row.count)])) }
    },
    registerOrganization: (input) => ({
      action: 'organization.register',
      load: () =>
        Promise.resolve({
          resource: territoryResource(territories(), input.territory),
          context: { kinds: [...input.kinds] },
        }),
      carryOut: async (tx) => {
        const row = {
          id: uuidv7(),
          code: input.code,
          name: input.name,
          territory_code: input.territory,
          kinds: [...input.kinds],
        }
        await unlessDuplicate(() => tx.insertInto('organization').values(row).execute(), {
          organization_code_unique: 'code',
          organization_one_authority: 'kinds (authority)',
        })
        return toOrganization(row)
      },
      trace: (_, organization) => ({
        subject: { type: 'Organization', id: organization.id },
        detail: { kinds: input.kinds },
      }),
    }),
    accountsOf: async (organization) => {
      const rows = await db
        .selectFrom('account')
        .selectAll()
        .where('organization_id', '=', organization)
        .orderBy('login')
        .execute()
      return rows.map(toAccount)
    },
    createAccount: (input) => ({
      action: 'account.create',
      load: async (tx) => ({ resource: organizationResource(await readOrganization(tx, input.organization)) }),
      carryOut: async (tx) => {
        requireFitPassword('body.password', input.password, [input.login, input.name])
        await deps.mayHaveAccount(tx, await readOrganization(tx, input.organization))
        const row = {
          id: uuidv7(),
          organization_id: input.organization,
          login: input.login,
          name: input.name,
          password_hash: await hashPassword(input.password),
        }
        await unlessDuplicate(() => tx.insertInto('account').values(row).execute(), { account_login_unique: 'login' })
        return toAccount({ ...row, roles: [], status: 'active', totp_confirmed: false })
      },
      trace: (_, account) => ({ subject: { type: 'Account', id: account.id } }),
    }),
    assignRoles: (accountId, roles) => ({
      action: 'account.assignRoles',
      load: loadAccount(accountId),
      carryOut: async (tx, { account }) => {
        const distinct = [...new Set(roles)]
        if (distinct.length > 1 && distinct.some((r) => administrators.includes(r)))
          throw new Problem({ code: 'ROLES_NOT_SEPARATED' })
        await tx.updateTable('account').set({ roles: distinct }).where('id', '=', account.id).execute()
        await revokeSessions(tx, account.id, now())
        await tellHolder(tx, account.id, 'rolesChanged', now())
        return { ...account, roles: distinct }
      },
      trace: ({ account }) => ({ detail: { before: account.roles, after: roles } }),
    }),
    closeAccount: (accountId) => ({
      action: 'account.close',
      load: loadAccount(accountId),
      carryOut: async (tx, { account }) => {
        await tx.updateTable('account').set({ status: 'closed' }).where('id', '=', account.id).execute()
        await revokeSessions(tx, account.id, now())
        return { ...account, status: 'closed' }
      },
    }),
    resetFactor: (principal, accountId) => ({
      action: 'account.resetFactor',
      load: loadAccount(accountId),
      carryOut: async (tx, { account }) => {
        if (account.id === principal.id) throw refusedToHolder(deps.regimeOfPlatform())
        const reset = await tx
          .updateTable('account')
          .set({ totp_secret: null, totp_confirmed: false, totp_last_step: null })
          .where('id', '=', account.id)
          .where('totp_confirmed', '=', true)
          .returning('id')
          .executeTakeFirst()
        if (reset === undefined) throw new Problem({ code: 'STATE_CONFLICT', what: 'TOTP', state: 'notEnrolled' })
        await revokeSessions(tx, account.id, now())
        await tellHolder(tx, account.id, 'factorReset', now())
        return { ...account, secondFactor: 'none' }
      },
    }),
    applicationsOf: async (organization) => {
      const rows = await db
        .selectFrom('application')
        .selectAll()
        .where('organization_id', '=', organization)
        .orderBy('name')
        .execute()
      return rows.map(toApplication)
    },
    application: async (id) => {
      const row = await db.selectFrom('application').selectAll().where('id', '=', id).executeTakeFirst()
      if (row === undefined) throw notFound('应用')
      return toApplication(row)
    },
    registerApplication: (organization, name, key) => ({
      action: 'application.register',
      load: () => Promise.resolve({ resource: organizationResource(organization) }),
      carryOut: async (tx) => {
        requireSoundKey(key)
        const row = { id: uuidv7(), organization_id: organization.id, name, status: 'active' as const }
        await unlessDuplicate(() => tx.insertInto('application').values(row).execute(), {
          application_name_unique: 'name',
        })
        await insertKey(tx, row.id, key, now())
        return toApplication({ ...row, signed_calls: false })
      },
      trace: (_, application) => ({ subject: { type: 'Application', id: application.id } }),
    }),
    setApplicationStatus: (id, status) => ({
      action: 'application.suspend',
      load: loadApplication(id),
      carryOut: async (tx) => {
        const row = await tx
          .updateTable('application')
          .set({ status })
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirstOrThrow()
        return toApplication(row)
      },
      trace: () => ({ detail: { status } }),
    }),
    demandSignatures: (id, demanded) => ({
      action: demanded ? 'application.demandSignatures' : 'application.liftSignatures',
      load: loadApplication(id),
      carryOut: async (tx) => {
        const row = await tx
          .updateTable('application')
          .set({ signed_calls: demanded })
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirstOrThrow()
        return toApplication(row)
      },
    }),
    keysOf: async (application) => (await keyRows(db, application)).map(toKey),
    addKey: (application, key) => ({
      action: 'application.addKey',
      load: loadApplication(application),
      carryOut: async (tx) => {
        requireSoundKey(key)
        const keyId = keyIdOf(key.publicKey)
        const known = (await keyRows(tx, application)).map(toKey)
        // Also one that was revoked: whatever it was revoked for, it is not taken in again.
        if (known.some((k) => k.keyId === keyId)) throw new Problem({ code: 'DUPLICATE', field: 'key.publicKey' })
        return toKey(await insertKey(tx, application, key, now()))
      },
      trace: (_, { keyId, algorithm }) => ({ detail: { keyId, algorithm } }),
    }),
    revokeKey: (application, key, reason) => ({
      action: 'application.revokeKey',
      load: loadApplication(application),
      carryOut: async (tx) => {
        const row = (await keyRows(tx, application)).find((k) => k.id === key)
        if (row === undefined) throw notFound('应用的密钥')
        if (row.revoked_at !== null) throw new Problem({ code: 'STATE_CONFLICT', what: '应用的密钥', state: 'revoked' })
        const revoked = { revoked_at: now() }
        await tx.updateTable('application_key').set(revoked).where('id', '=', key).execute()
        return toKey({ ...row, ...revoked })
      },
      trace: (_, { keyId }) => ({ detail: reason === undefined ? { keyId } : { keyId, reason } }),
    }),
  }
}

/** Whoever could reset their own device would need none. */
function refusedToHolder(regime: Regime): Refused {
  const guard = 'account.anotherPerson'
  const text = '由另一位安全管理员办理；设备还在的，用密码和验证码撤除'
  const textEn = 'an act of another security administrator; a device that is not lost is removed with password and code'
  const needed = [{ clause: clauseOfGuard(regime, guard), text, textEn }]
  return new Refused({ reason: { code: 'ACT_FORBIDDEN' }, grounds: guardGrounds(regime, guard), needed })
}

/** Turns a violated uniqueness into the field that is taken; anything else passes. */
async function unlessDuplicate(write: () => Promise<unknown>, fields: Readonly<Record<string, string>>): Promise<void> {
  try {
    await write()
  } catch (error) {
    const field = fields[violatedConstraint(error) ?? '']
    if (field !== undefined) throw new Problem({ code: 'DUPLICATE', field })
    throw error
  }
}

function toAccount(row: {
  id: string
  organization_id: string
  login: string
  name: string
  roles: string[]
  status: 'active' | 'closed'
  totp_confirmed: boolean
}): AccountView {
  return {
    id: row.id,
    organization: row.organization_id,
    login: row.login,
    name: row.name,
    roles: row.roles,
    status: row.status,
    secondFactor: row.totp_confirmed ? 'confirmed' : 'none',
  }
}

function toApplication(row: {
  id: string
  organization_id: string
  name: string
  status: 'active' | 'suspended'
  signed_calls: boolean
}): ApplicationView {
  const { id, name, status } = row
  return { id, organization: row.organization_id, name, status, signedCalls: row.signed_calls }
}

type KeyRow = Selectable<ApplicationKeyTable>

function keyRows(tx: Db | Tx, application: string): Promise<readonly KeyRow[]> {
  return tx.selectFrom('application_key').selectAll().where('application_id', '=', application).orderBy('id').execute()
}

async function insertKey(tx: Tx, application: string, key: ApplicationKey, at: Date): Promise<KeyRow> {
  const { algorithm, publicKey, userId = null } = key
  return tx
    .insertInto('application_key')
    .values({
      id: uuidv7(),
      application_id: application,
      algorithm,
      public_key: JSON.stringify(publicKey),
      user_id: userId,
      created_at: at,
      revoked_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

function toKey({ id, public_key, algorithm, created_at, revoked_at }: KeyRow): ApplicationKeyView {
  return {
    id,
    keyId: keyIdOf(public_key),
    algorithm,
    createdAt: created_at.toISOString(),
    revokedAt: revoked_at?.toISOString() ?? null,
  }
}

function requireSoundKey(key: ApplicationKey): void {
  const faults = keyFaults(key)
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}
