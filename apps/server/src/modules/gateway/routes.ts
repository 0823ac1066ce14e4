import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import type { Db } from '../../platform/db/open-database.ts'
import { ground, id, line, problems } from '../../platform/http/schemas.ts'
import type { GatewayService } from './service.ts'
import { exchangeAssertion } from './tokens.ts'

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
      // Rows are sent as they were released: looking through each of them again would cost more than reading it did.
      serializerCompiler: () => (answer) => JSON.stringify(answer),
      schema: {
        tags: ['gateway'],
        summary: 'Look rows up by an identifier, for a purpose and a matter',
        params: z.strictObject({ code: z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,60}$/) }),
        body: z.strictObject({
          purpose: line(200),
          matter: z.string().max(100),
          item: z.string().max(60),
          values: z.array(z.string().min(1).max(100)).min(1).max(100),
          fields: z.array(z.string().max(60)).min(1).max(200).optional(),
        }),
        response: {
          200: z.object({ rows: z.array(z.record(z.string(), z.unknown())), receipt: id, grounds: z.array(ground) }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { principal } = request.desk
      if (principal.type !== 'Application') throw new Error('gateway route reached by another principal')
      request.desk.note()
      void reply.header('cache-control', 'no-store')
      return deps.gateway.lookup(principal, request.params.code, request.body) as never
    },
  )
}
