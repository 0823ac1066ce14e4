import { z } from 'zod'
import type { Db } from '../../platform/db/open-database.ts'
import type { App } from '../../platform/http/http-types.ts'
import { civilDay, ground, id, line, pageOf, pageQuery, problems } from '../../platform/http/schemas.ts'
import { organizationResource, person, readOrganization } from '../org/index.ts'
import type { ListPermits } from './permit-list.ts'
import type { VerifyService } from './service.ts'

const outcome = z.enum(['match', 'mismatch', 'notFound'])
const itemCode = z.string().regex(/^[a-z][a-z0-9_]{0,40}$/)
const named = z.object({ id, name: z.string() })
const permit = z
  .object({
    id,
    case: id,
    entry: z.object({ id, code: z.string(), name: z.string() }),
    applicant: named,
    application: named,
    keys: z.array(z.string()),
    items: z.array(z.string()),
    purposes: z.array(z.string()),
    validUntil: civilDay,
    status: z.enum(['active', 'suspended', 'cutOff', 'expired', 'revoked']),
    budget: z.object({
      total: z.number().int(),
      perDay: z.number().int(),
      perMatter: z.number().int(),
      used: z.number().int(),
    }),
    issuedAt: z.string(),
  })
  .meta({ id: 'VerificationPermit' })

export function verifyRoutes(
  app: App,
  deps: { readonly db: Db; readonly verification: VerifyService; readonly permits: ListPermits },
): void {
  app.post(
    '/gw/v1/datasets/:code/verify',
    {
      config: { action: 'data.verify' },
      schema: {
        tags: ['gateway'],
        summary: 'Ask of data that is not shared whether what is claimed of a row is so: match, mismatch or notFound',
        params: z.strictObject({ code: z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,60}$/) }),
        body: z.strictObject({
          purpose: line(200),
          matter: z.string().max(100),
          item: z.string().max(60),
          pairs: z
            .array(
              z.strictObject({
                key: z.string().min(1).max(100),
                values: z
                  .record(itemCode, z.string().min(1).max(400))
                  .refine((values) => Object.keys(values).length > 0, 'at least one item with the value claimed'),
              }),
            )
            .min(1)
            .max(100),
        }),
        response: {
          200: z.object({
            results: z.array(z.record(z.string(), outcome)).meta({ description: 'In the order of the pairs' }),
            receipt: id,
            grounds: z.array(ground),
          }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { principal } = request.desk
      if (principal.type !== 'Application') throw new Error('gateway route reached by another principal')
      request.desk.note()
      void reply.header('cache-control', 'no-store')
      return deps.verification.verify(principal, request.params.code, request.body) as never
    },
  )

  app.get(
    '/api/v1/verification-permits',
    {
      config: { action: 'verification.list' },
      schema: {
        tags: ['sharing'],
        summary: 'Permits to verify that an organisation received or that rest on its data',
        querystring: z.strictObject({ organization: id.optional(), ...pageQuery }),
        response: { 200: pageOf(permit), ...problems },
      },
    },
    async (request) => {
      const { organization = person(request).organization.id, limit, cursor } = request.query
      const of = organizationResource(await readOrganization(deps.db, organization))
      await request.desk.authorize('verification.list', of)
      return deps.permits(organization, { limit, cursor }) as never
    },
  )
}
