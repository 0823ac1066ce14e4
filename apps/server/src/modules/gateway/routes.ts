import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ApplicationPrincipal } from '../../platform/auth/principal.ts'
import type { App } from '../../platform/http/http-types.ts'
import type { Db } from '../../platform/db/open-database.ts'
import { ground, id, line, problems } from '../../platform/http/schemas.ts'
import type { GatewayService } from './service.ts'
import { exchangeAssertion } from './tokens.ts'

/** Identifiers one call may ask for. */
const mostKeys = 1000
const mostRowsOfPage = 1000

const params = z.strictObject({ code: z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,60}$/) })
const call = {
  purpose: line(200),
  matter: z.string().max(100),
  fields: z.array(z.string().max(60)).min(1).max(200).optional(),
}
const paged = {
  limit: z.number().int().min(1).max(mostRowsOfPage).default(100),
  cursor: z.string().max(2000).optional(),
}
const item = z.string().max(60)
const someValues = z.array(z.string().max(200)).min(1).max(200)
const end = z.string().max(200).nullable().default(null)
export const rowConditionShape = z.discriminatedUnion('test', [
  z.strictObject({ item, test: z.literal('oneOf'), values: someValues }),
  z.strictObject({ item, test: z.literal('between'), from: end, to: end }),
  z.strictObject({ item, test: z.literal('within'), values: someValues }),
  z.strictObject({ item, test: z.literal('absent') }),
])
const answered = {
  filtered: z
    .literal(true)
    .optional()
    .meta({ description: 'The grant reaches only some rows; the others are as if they were not there' }),
  masked: z.array(z.string()).optional().meta({
    description: 'Items shown masked, by their grade or by the grant; absent when every value is as it is stored',
  }),
  receipt: id,
  grounds: z.array(ground),
}
const values = z.record(z.string(), z.unknown())

export function gatewayRoutes(
  app: App,
  deps: {
    readonly db: Db
    readonly gateway: GatewayService
    readonly tokenSecret: Uint8Array
    readonly now: () => Date
  },
): void {
  app.post(
    '/gw/v1/token',
    {
      config: { action: 'token.issue' },
      schema: {
        tags: ['gateway'],
        summary: 'Exchange a signed assertion of an application for a short bearer (RFC 7523)',
        body: z.strictObject({
          grant_type: z.literal('client_credentials'),
          client_assertion_type: z.literal('urn:ietf:params:oauth:client-assertion-type:jwt-bearer'),
          client_assertion: z.string().min(20).max(4000),
        }),
        response: {
          200: z.object({ access_token: z.string(), token_type: z.literal('Bearer'), expires_in: z.number() }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { accessToken, expiresIn } = await exchangeAssertion(deps, request.body.client_assertion)
      void reply.header('cache-control', 'no-store')
      return { access_token: accessToken, token_type: 'Bearer' as const, expires_in: expiresIn }
    },
  )

  app.post(
    '/gw/v1/datasets/:code/lookup',
    {
      config: { action: 'data.lookup' },
      serializerCompiler: asReleased,
      schema: {
        tags: ['gateway'],
        summary: 'Look rows up by an identifier, one or many, for a purpose and a matter',
        params,
        body: z.strictObject({
          ...call,
          item,
          values: z.array(z.string().min(1).max(100)).min(1).max(mostKeys),
        }),
        response: { 200: z.object({ rows: z.array(values), ...answered }), ...problems },
      },
    },
    async (request, reply) => {
      const application = calling(request, reply)
      return (await deps.gateway.lookup(application, request.params.code, request.body)) as never
    },
  )

  app.post(
    '/gw/v1/datasets/:code/query',
    {
      config: { action: 'data.query' },
      serializerCompiler: asReleased,
      schema: {
        tags: ['gateway'],
        summary: 'Rows by conditions on items stored in clear, in an order, by pages',
        params,
        body: z.strictObject({
          ...call,
          where: z.array(rowConditionShape).max(20).default([]),
          order: z.strictObject({ item, descending: z.boolean().default(false) }).optional(),
          ...paged,
        }),
        response: {
          200: z.object({
            rows: z.array(values),
            next: z.string().nullable().meta({ description: 'Cursor of the next page; null on the last' }),
            ...answered,
          }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const application = calling(request, reply)
      return (await deps.gateway.query(application, request.params.code, request.body)) as never
    },
  )

  app.post(
    '/gw/v1/datasets/:code/changes',
    {
      config: { action: 'data.changes' },
      serializerCompiler: asReleased,
      schema: {
        tags: ['gateway'],
        summary:
          'What was received and what was taken away since the last reading; without a cursor, every current row',
        params,
        body: z.strictObject({ ...call, ...paged }),
        response: {
          200: z.object({
            changes: z.array(
              z.union([
                z.object({ change: z.literal('received'), row: z.string(), values }),
                z.object({ change: z.literal('removed'), row: z.string() }),
              ]),
            ),
            cursor: z.string().nullable().meta({ description: 'Where the next reading begins' }),
            more: z.boolean().meta({ description: 'Whether there is more at once' }),
            ...answered,
          }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const application = calling(request, reply)
      return (await deps.gateway.changes(application, request.params.code, request.body)) as never
    },
  )
}

/** Rows are sent as they were released: looking through each of them again would cost more than reading it did. */
const asReleased = () => (answer: unknown) => JSON.stringify(answer)

function calling(request: FastifyRequest, reply: FastifyReply): ApplicationPrincipal {
  const { principal } = request.desk
  if (principal.type !== 'Application') throw new Error('gateway route reached by another principal')
  request.desk.note()
  void reply.header('cache-control', 'no-store')
  return principal
}
