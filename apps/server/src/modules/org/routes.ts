import { z } from 'zod'
import { passwordLength } from '@fadu/domain'
import type { ApplicationKey } from '../../platform/auth/application-keys.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { App } from '../../platform/http/http-types.ts'
import type { FastifyRequest } from 'fastify'
import { actReceipt, id, line, pageOf, pageQuery, problems, territoryCode } from '../../platform/http/schemas.ts'
import type { Gate } from '../../platform/law/gate.ts'
import type { Territory, TerritoryTree } from '../../platform/territory/territory-tree.ts'
import type { Db } from '../../platform/db/open-database.ts'
import { organizationResource, readOrganization, readOwnerOfApplication, territoryResource } from './resources.ts'
import { requireProven, type OwnAccount } from './own-account.ts'
import { keyRevocationReasons, type OrgService } from './service.ts'
import type { Sessions } from './sessions.ts'

const organization = z
  .object({
    id,
    code: z.string(),
    name: z.string(),
    territory: territoryCode,
    kinds: z.array(z.string()),
  })
  .meta({ id: 'Organization' })
const account = z
  .object({
    id,
    organization: id,
    login: z.string(),
    name: z.string(),
    roles: z.array(z.string()),
    status: z.enum(['active', 'closed']),
    secondFactor: z.enum(['confirmed', 'none']).meta({ description: 'Whether a one-time-code device is confirmed' }),
  })
  .meta({ id: 'Account' })
const application = z.object({
  id,
  organization: id,
  name: z.string(),
  status: z.enum(['active', 'suspended']),
  signedCalls: z.boolean().meta({ description: 'Whether each of its calls is signed (RFC 9421) or refused' }),
})
/** Words chosen beforehand: what somebody writes freely has no place in the evidence. */
const revocationReason = z.enum(keyRevocationReasons)
const applicationKeyView = z
  .object({
    id,
    keyId: z.string().meta({ description: 'Name of the key in signatures: its thumbprint (RFC 7638, SHA-256)' }),
    algorithm: z.enum(['EdDSA', 'ES256', 'SM2']),
    createdAt: z.string(),
    revokedAt: z.string().nullable(),
  })
  .meta({ id: 'ApplicationKey' })
const kind = z.enum([
  'authority',
  'agency',
  'supervisor',
  'government',
  'contractor',
  'developer',
  'platformOperator',
  'person',
])
const inTerritory = {
  territory: territoryCode.optional(),
  below: z.enum(['true', 'false']).default('false').meta({ description: 'Also those of the territories below' }),
  q: line(100).optional().meta({ description: 'Part of the name or of the code' }),
}
const role = z.enum([
  'steward',
  'approver',
  'securityOfficer',
  'inspector',
  'person',
  'systemAdmin',
  'securityAdmin',
  'auditAdmin',
])
const territoryShape = z.object({
  code: territoryCode,
  name: z.string(),
  level: z.string(),
  parent: z.string().nullable(),
})
const territoryView = ({ code, name, level, parent }: Territory) => ({ code, name, level, parent: parent ?? null })
const newPassword = z
  .string()
  .max(512)
  .meta({
    description: `At least ${passwordLength.least} and at most ${passwordLength.most} characters of any kind, and not to be guessed`,
  })
/** As it may have been set under earlier rules. */
const currentPassword = z.string().min(1).max(200)
const code = z.string().regex(/^\d{6}$/)
const notice = z
  .object({
    id,
    kind: z.enum(['passwordChanged', 'factorConfirmed', 'factorRemoved', 'factorReset', 'rolesChanged']),
    at: z.string(),
    readAt: z.string().nullable(),
  })
  .meta({ id: 'AccountNotice' })
const ended = z.object({
  sessionsEnded: z.number().int().meta({ description: 'Other sessions of the account that ended with it' }),
})
const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/, '32 bytes as base64url without padding')
const okpKey = z.strictObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: coordinate })
const ecKey = <Curve extends string>(curve: Curve) =>
  z.strictObject({ kty: z.literal('EC'), crv: z.literal(curve), x: coordinate, y: coordinate })
const applicationKey = z.discriminatedUnion('algorithm', [
  z.strictObject({ algorithm: z.literal('EdDSA'), publicKey: okpKey }),
  z.strictObject({ algorithm: z.literal('ES256'), publicKey: ecKey('P-256') }),
  z.strictObject({
    algorithm: z.literal('SM2'),
    publicKey: ecKey('SM2'),
    userId: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'User id that signatures of this key are made with; 1234567812345678 when left out' }),
  }),
])

export function orgRoutes(
  app: App,
  deps: {
    readonly db: Db
    readonly org: OrgService
    readonly sessions: Sessions
    readonly gate: Gate
    readonly territories: () => TerritoryTree
    readonly ownAccount: OwnAccount
    readonly sessionCookie: { readonly name: string; readonly secure: boolean }
  },
): void {
  const { db, org, sessions, gate, ownAccount, territories, sessionCookie } = deps
  const tokenOf = (request: FastifyRequest): string =>
    request.headers.authorization?.slice('Bearer '.length) ?? request.cookies[sessionCookie.name] ?? ''

  app.post(
    '/api/v1/session',
    {
      config: { action: 'session.open' },
      schema: {
        tags: ['session'],
        summary: 'Sign in',
        body: z.strictObject({
          login: z.string().min(1).max(100),
          password: currentPassword,
          totp: code.optional(),
        }),
        response: { 201: z.object({ token: z.string(), expiresAt: z.string() }), ...problems },
      },
    },
    async (request, reply) => {
      const session = await sessions.signIn(request.body)
      void reply.setCookie(sessionCookie.name, session.token, {
        httpOnly: true,
        sameSite: 'strict',
        secure: sessionCookie.secure,
        path: '/',
        expires: new Date(session.expiresAt),
      })
      return reply.code(201).send(session)
    },
  )

  app.get(
    '/api/v1/session',
    {
      config: { action: 'session.own' },
      schema: {
        tags: ['session'],
        summary: 'Who is signed in',
        response: {
          200: z.object({
            account: z.object({ id, name: z.string(), roles: z.array(z.string()) }),
            organization: organization.omit({ code: true }),
            secondFactor: z
              .enum(['confirmed', 'offered', 'demanded'])
              .meta({ description: 'demanded: nothing but the own account is open until one is confirmed' }),
            unreadNotices: z.number().int(),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const me = person(request)
      await request.desk.authorize('session.own', organizationResource(me.organization))
      return {
        account: { id: me.id, name: me.name, roles: [...me.roles] },
        organization: { ...me.organization, kinds: [...me.organization.kinds] },
        ...(await ownAccount.standing(me)),
      }
    },
  )

  app.delete(
    '/api/v1/session',
    {
      config: { action: 'session.own' },
      schema: { tags: ['session'], summary: 'Sign out', response: { 204: z.null(), ...problems } },
    },
    async (request, reply) => {
      await request.desk.perform(sessions.signOut(person(request), tokenOf(request)))
      void reply.clearCookie(sessionCookie.name, { path: '/', secure: sessionCookie.secure })
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/api/v1/session/revocations',
    {
      config: { action: 'session.own' },
      schema: {
        tags: ['session'],
        summary: 'End every session of this account',
        response: { 200: z.object({ result: z.object({ revoked: z.number() }), act: actReceipt }), ...problems },
      },
    },
    async (request) => request.desk.perform(sessions.revokeAll(person(request))) as never,
  )

  app.post(
    '/api/v1/session/totp',
    {
      config: { action: 'session.own' },
      schema: {
        tags: ['session'],
        summary: 'Enrol a one-time-code device',
        response: {
          200: z.object({ result: z.object({ uri: z.string(), secret: z.string() }), act: actReceipt }),
          ...problems,
        },
      },
    },
    async (request) => request.desk.perform(sessions.enrolTotp(person(request))) as never,
  )

  app.post(
    '/api/v1/session/totp/confirmation',
    {
      config: { action: 'session.own' },
      schema: {
        tags: ['session'],
        summary: 'Confirm the device with a first code',
        body: z.strictObject({ code }),
        response: { 200: z.object({ result: z.object({ confirmed: z.literal(true) }), act: actReceipt }), ...problems },
      },
    },
    async (request) => request.desk.perform(sessions.confirmTotp(person(request), request.body.code)) as never,
  )

  app.post(
    '/api/v1/session/totp/removal',
    {
      config: { action: 'session.own' },
      schema: {
        tags: ['session'],
        summary: 'Remove the one-time-code device, also to enrol another; other sessions end',
        body: z.strictObject({ password: currentPassword, totp: code }),
        response: { 200: z.object({ result: ended, act: actReceipt }), ...problems },
      },
    },
    async (request) =>
      performProven(request, await ownAccount.removeFactor(person(request), tokenOf(request), request.body)) as never,
  )

  app.put(
    '/api/v1/session/password',
    {
      config: { action: 'session.own' },
      schema: {
        tags: ['session'],
        summary: 'Change the own password; other sessions end',
        body: z.strictObject({ password: currentPassword, newPassword }),
        response: { 200: z.object({ result: ended, act: actReceipt }), ...problems },
      },
    },
    async (request) =>
      performProven(request, await ownAccount.changePassword(person(request), tokenOf(request), request.body)) as never,
  )

  app.get(
    '/api/v1/session/notices',
    {
      config: { action: 'session.own' },
      schema: {
        tags: ['session'],
        summary: 'What the holder was told about the own account, newest first',
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(notice), ...problems },
      },
    },
    async (request) => {
      const me = person(request)
      await request.desk.authorize('session.own', organizationResource(me.organization))
      return ownAccount.notices(me, { ...request.query, cursor: request.query.cursor }) as never
    },
  )

  app.post(
    '/api/v1/session/notices/read',
    {
      config: { action: 'session.own' },
      schema: {
        tags: ['session'],
        summary: 'Mark the notices of the own account as read',
        response: { 200: z.object({ result: z.object({ read: z.number().int() }), act: actReceipt }), ...problems },
      },
    },
    async (request) => request.desk.perform(ownAccount.markNoticesRead(person(request))) as never,
  )

  app.get(
    '/api/v1/public/territories',
    {
      config: { action: 'law.read' },
      schema: {
        tags: ['public'],
        summary: 'Territories whose law can be read here',
        response: { 200: z.object({ items: z.array(territoryShape) }), ...problems },
      },
    },
    async () => ({ items: territories().all().map(territoryView) }),
  )

  app.get(
    '/api/v1/territories',
    {
      config: { action: 'territory.read' },
      schema: {
        tags: ['organisations'],
        summary: 'Territories in reach of the own organisation; to an administrator all',
        response: {
          200: z.object({ items: z.array(territoryShape) }),
          ...problems,
        },
      },
    },
    async (request) => {
      const principal = person(request)
      const tree = territories()
      await request.desk.authorize('territory.read', territoryResource(tree, principal.organization.territory))
      const mayRead = (code: string): boolean =>
        gate.decide({ action: 'territory.read', principal, resource: territoryResource(tree, code) }).effect === 'allow'
      return {
        items: tree
          .all()
          .filter((t) => mayRead(t.code))
          .map(territoryView),
      }
    },
  )

  app.get(
    '/api/v1/organizations',
    {
      config: { action: 'organization.read' },
      schema: {
        tags: ['organisations'],
        summary: 'Organisations of a territory',
        querystring: z.strictObject({
          ...inTerritory,
          kind: kind.optional(),
          publishes: z
            .enum(['true', 'false'])
            .optional()
            .meta({ description: 'Whether it has a published entry in the catalog' }),
          ...pageQuery,
        }),
        response: { 200: pageOf(organization), ...problems },
      },
    },
    async (request) => {
      const { territory = person(request).organization.territory, below, publishes, ...query } = request.query
      await request.desk.authorize('organization.read', territoryResource(territories(), territory))
      return org.organizationsIn({
        territory,
        below: below === 'true',
        publishes: publishes === undefined ? undefined : publishes === 'true',
        ...query,
      }) as never
    },
  )

  app.get(
    '/api/v1/organizations/counts',
    {
      config: { action: 'organization.read' },
      schema: {
        tags: ['organisations'],
        summary: 'How many organisations of each kind a territory has; one may be of several kinds',
        querystring: z.strictObject(inTerritory),
        response: {
          200: z.object({ total: z.number().int(), kinds: z.record(z.string(), z.number().int()) }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { territory = person(request).organization.territory, below, q } = request.query
      await request.desk.authorize('organization.read', territoryResource(territories(), territory))
      return org.countOrganizations({ territory, below: below === 'true', q })
    },
  )

  app.get(
    '/api/v1/organizations/:id',
    {
      config: { action: 'organization.read' },
      schema: {
        tags: ['organisations'],
        summary: 'One organisation',
        params: z.strictObject({ id }),
        response: { 200: organization, ...problems },
      },
    },
    async (request) => {
      const found = await readOrganization(db, request.params.id)
      await request.desk.authorize('organization.read', territoryResource(territories(), found.territory))
      return { ...found, kinds: [...found.kinds] }
    },
  )

  app.post(
    '/api/v1/organizations',
    {
      config: { action: 'organization.register' },
      schema: {
        tags: ['organisations'],
        summary: 'Register an organisation',
        body: z.strictObject({
          code: line(40),
          name: line(200),
          territory: territoryCode,
          kinds: z.array(kind).min(1).max(5),
        }),
        response: { 201: z.object({ result: organization, act: actReceipt }), ...problems },
      },
    },
    async (request, reply) =>
      reply.code(201).send((await request.desk.perform(org.registerOrganization(request.body))) as never),
  )

  app.get(
    '/api/v1/organizations/:id/accounts',
    {
      config: { action: 'account.read' },
      schema: {
        tags: ['organisations'],
        summary: 'Accounts of an organisation',
        params: z.strictObject({ id }),
        response: { 200: z.object({ items: z.array(account) }), ...problems },
      },
    },
    async (request) => {
      await request.desk.authorize('account.read', organizationResource(await readOrganization(db, request.params.id)))
      return { items: await org.accountsOf(request.params.id) } as never
    },
  )

  app.post(
    '/api/v1/organizations/:id/accounts',
    {
      config: { action: 'account.create' },
      schema: {
        tags: ['organisations'],
        summary: 'Open an account, without roles',
        params: z.strictObject({ id }),
        body: z.strictObject({ login: line(100), name: line(100), password: newPassword }),
        response: { 201: z.object({ result: account, act: actReceipt }), ...problems },
      },
    },
    async (request, reply) => {
      const act = org.createAccount({ organization: request.params.id, ...request.body })
      return reply.code(201).send((await request.desk.perform(act)) as never)
    },
  )

  app.put(
    '/api/v1/accounts/:id/roles',
    {
      config: { action: 'account.assignRoles' },
      schema: {
        tags: ['organisations'],
        summary: 'Assign the roles of an account',
        params: z.strictObject({ id }),
        body: z.strictObject({ roles: z.array(role).max(5) }),
        response: { 200: z.object({ result: account, act: actReceipt }), ...problems },
      },
    },
    async (request) => request.desk.perform(org.assignRoles(request.params.id, request.body.roles)) as never,
  )

  app.post(
    '/api/v1/accounts/:id/factor-reset',
    {
      config: { action: 'account.resetFactor' },
      schema: {
        tags: ['organisations'],
        summary: 'Remove the lost one-time-code device of an account; all its sessions end and its holder is told',
        params: z.strictObject({ id }),
        response: { 200: z.object({ result: account, act: actReceipt }), ...problems },
      },
    },
    async (request) => request.desk.perform(org.resetFactor(person(request), request.params.id)) as never,
  )

  app.delete(
    '/api/v1/accounts/:id',
    {
      config: { action: 'account.close' },
      schema: {
        tags: ['organisations'],
        summary: 'Close an account',
        params: z.strictObject({ id }),
        response: { 200: z.object({ result: account, act: actReceipt }), ...problems },
      },
    },
    async (request) => request.desk.perform(org.closeAccount(request.params.id)) as never,
  )

  app.get(
    '/api/v1/organizations/:id/applications',
    {
      config: { action: 'application.read' },
      schema: {
        tags: ['organisations'],
        summary: 'Applications of an organisation',
        params: z.strictObject({ id }),
        response: { 200: z.object({ items: z.array(application) }), ...problems },
      },
    },
    async (request) => {
      await request.desk.authorize(
        'application.read',
        organizationResource(await readOrganization(db, request.params.id)),
      )
      return { items: await org.applicationsOf(request.params.id) } as never
    },
  )

  app.post(
    '/api/v1/organizations/:id/applications',
    {
      config: { action: 'application.register' },
      schema: {
        tags: ['organisations'],
        summary: 'Register an application by its public key',
        params: z.strictObject({ id }),
        body: z.strictObject({ name: line(100), key: applicationKey }),
        response: { 201: z.object({ result: application, act: actReceipt }), ...problems },
      },
    },
    async (request, reply) => {
      const organizationOf = await readOrganization(db, request.params.id)
      const act = org.registerApplication(organizationOf, request.body.name, toKey(request.body.key))
      return reply.code(201).send((await request.desk.perform(act)) as never)
    },
  )

  app.get(
    '/api/v1/applications/:id',
    {
      config: { action: 'application.read' },
      schema: {
        tags: ['organisations'],
        summary: 'One application, with the organisation that owns it',
        params: z.strictObject({ id }),
        response: { 200: application.extend({ owner: organization }), ...problems },
      },
    },
    async (request) => {
      const owner = await readOwnerOfApplication(db, request.params.id)
      await request.desk.authorize('application.read', organizationResource(owner))
      return { ...(await org.application(request.params.id)), owner: { ...owner, kinds: [...owner.kinds] } }
    },
  )

  app.put(
    '/api/v1/applications/:id/status',
    {
      config: { action: 'application.suspend' },
      schema: {
        tags: ['organisations'],
        summary: 'Suspend or restore an application',
        params: z.strictObject({ id }),
        body: z.strictObject({ status: z.enum(['active', 'suspended']) }),
        response: { 200: z.object({ result: application, act: actReceipt }), ...problems },
      },
    },
    async (request) => request.desk.perform(org.setApplicationStatus(request.params.id, request.body.status)) as never,
  )

  app.put(
    '/api/v1/applications/:id/signatures',
    {
      config: { action: 'application.demandSignatures' },
      schema: {
        tags: ['organisations'],
        summary: 'Demand that every call of an application is signed (RFC 9421), or demand it no more',
        params: z.strictObject({ id }),
        body: z.strictObject({ demanded: z.boolean() }),
        response: { 200: z.object({ result: application, act: actReceipt }), ...problems },
      },
    },
    async (request) => request.desk.perform(org.demandSignatures(request.params.id, request.body.demanded)) as never,
  )

  app.get(
    '/api/v1/applications/:id/keys',
    {
      config: { action: 'application.read' },
      schema: {
        tags: ['organisations'],
        summary: 'Public keys of an application, those that were revoked among them',
        params: z.strictObject({ id }),
        response: { 200: z.object({ items: z.array(applicationKeyView) }), ...problems },
      },
    },
    async (request) => {
      const owner = await readOwnerOfApplication(db, request.params.id)
      await request.desk.authorize('application.read', organizationResource(owner))
      return { items: await org.keysOf(request.params.id) } as never
    },
  )

  app.post(
    '/api/v1/applications/:id/keys',
    {
      config: { action: 'application.addKey' },
      schema: {
        tags: ['organisations'],
        summary: 'Register another key of an application; those it has stay until they are revoked',
        params: z.strictObject({ id }),
        body: z.strictObject({ key: applicationKey }),
        response: { 201: z.object({ result: applicationKeyView, act: actReceipt }), ...problems },
      },
    },
    async (request, reply) =>
      reply
        .code(201)
        .send((await request.desk.perform(org.addKey(request.params.id, toKey(request.body.key)))) as never),
  )

  app.delete(
    '/api/v1/applications/:id/keys/:key',
    {
      config: { action: 'application.revokeKey' },
      schema: {
        tags: ['organisations'],
        summary: 'Revoke a key of an application; what it signed stays verifiable',
        params: z.strictObject({ id, key: id }),
        querystring: z.strictObject({
          reason: revocationReason.optional().meta({ description: 'Why; it stands in the record of the act' }),
        }),
        response: { 200: z.object({ result: applicationKeyView, act: actReceipt }), ...problems },
      },
    },
    async (request) =>
      request.desk.perform(org.revokeKey(request.params.id, request.params.key, request.query.reason)) as never,
  )
}

/** An absent user id is none, and not one that is undefined. */
/** Carries out what a holder proved; a failure was counted before it is told. @throws {Problem} as `requireProven` */
async function performProven(request: FastifyRequest, act: Awaited<ReturnType<OwnAccount['changePassword']>>) {
  const done = await request.desk.perform(act)
  return { ...done, result: requireProven(done.result) }
}

function toKey(key: z.output<typeof applicationKey>): ApplicationKey {
  const { algorithm, publicKey } = key
  return key.algorithm === 'SM2' && key.userId !== undefined
    ? { algorithm, publicKey, userId: key.userId }
    : { algorithm, publicKey }
}

/** Routes whose action takes people only have been checked for that before their handler runs. */
export function person(request: FastifyRequest): AccountPrincipal {
  const { principal } = request.desk
  if (principal.type !== 'Account') throw new Error('route of people reached by another principal')
  return principal
}
