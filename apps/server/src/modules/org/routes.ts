import { z } from 'zod'
import type { ApplicationKey } from '../../platform/auth/application-keys.ts'
import { sessionCookie } from '../../platform/auth/authenticate.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { App } from '../../platform/http/http-types.ts'
import type { FastifyRequest } from 'fastify'
import { actReceipt, id, line, pageOf, pageQuery, problems, territoryCode } from '../../platform/http/schemas.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import type { Db } from '../../platform/db/open-database.ts'
import { organizationResource, readOrganization, readOwnerOfApplication, territoryResource } from './resources.ts'
import type { OrgService } from './service.ts'
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
  })
  .meta({ id: 'Account' })
const application = z.object({
  id,
  organization: id,
  name: z.string(),
  status: z.enum(['active', 'suspended']),
  signedCalls: z.boolean().meta({ description: 'Whether each of its calls is signed (RFC 9421) or refused' }),
})
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
const password = z.string().min(12).max(200)
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
    readonly territories: () => TerritoryTree
    readonly secureCookie: boolean
  },
): void {
  const { db, org, sessions, territories } = deps

  app.post(
    '/api/v1/session',
    {
      config: { action: 'session.open' },
      schema: {
        tags: ['session'],
        summary: 'Sign in',
        body: z.strictObject({
          login: z.string().min(1).max(100),
          password: z.string().min(1).max(200),
          totp: z
            .string()
            .regex(/^\d{6}$/)
            .optional(),
        }),
        response: { 201: z.object({ token: z.string(), expiresAt: z.string() }), ...problems },
      },
    },
    async (request, reply) => {
      const session = await sessions.signIn(request.body)
      void reply.setCookie(sessionCookie, session.token, {
        httpOnly: true,
        sameSite: 'strict',
        secure: deps.secureCookie,
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
      void reply.clearCookie(sessionCookie, { path: '/' })
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
        body: z.strictObject({ code: z.string().regex(/^\d{6}$/) }),
        response: { 200: z.object({ result: z.object({ confirmed: z.literal(true) }), act: actReceipt }), ...problems },
      },
    },
    async (request) => request.desk.perform(sessions.confirmTotp(person(request), request.body.code)) as never,
  )

  app.get(
    '/api/v1/territories',
    {
      config: { action: 'territory.read' },
      schema: {
        tags: ['organisations'],
        summary: 'Territories in reach of the own organisation',
        response: {
          200: z.object({
            items: z.array(
              z.object({ code: territoryCode, name: z.string(), level: z.string(), parent: z.string().nullable() }),
            ),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const own = person(request).organization.territory
      const tree = territories()
      await request.desk.authorize('territory.read', territoryResource(tree, own))
      const inReach = tree.all().filter((t) => tree.reach(own, t.code) !== 'other')
      return { items: inReach.map((t) => ({ code: t.code, name: t.name, level: t.level, parent: t.parent ?? null })) }
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
          territory: territoryCode.optional(),
          kind: kind.optional(),
          below: z
            .enum(['true', 'false'])
            .default('false')
            .meta({ description: 'Also those of the territories below' }),
          ...pageQuery,
        }),
        response: { 200: pageOf(organization), ...problems },
      },
    },
    async (request) => {
      const { territory = person(request).organization.territory, below, ...query } = request.query
      await request.desk.authorize('organization.read', territoryResource(territories(), territory))
      return org.organizationsIn({ territory, below: below === 'true', ...query }) as never
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
        body: z.strictObject({ login: line(100), name: line(100), password }),
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
        response: { 200: z.object({ result: applicationKeyView, act: actReceipt }), ...problems },
      },
    },
    async (request) => request.desk.perform(org.revokeKey(request.params.id, request.params.key)) as never,
  )
}

/** An absent user id is none, and not one that is undefined. */
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

function tokenOf(request: FastifyRequest): string {
  return request.headers.authorization?.slice('Bearer '.length) ?? request.cookies[sessionCookie] ?? ''
}
