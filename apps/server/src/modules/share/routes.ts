import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import type { Db } from '../../platform/db/open-database.ts'
import { civilDay, id, pageOf, pageQuery, problems } from '../../platform/http/schemas.ts'
import { organizationResource, person, readOrganization } from '../org/index.ts'
import type { ShareService } from './service.ts'

const grant = z
  .object({
    id,
    case: id,
    entry: z.object({ id, code: z.string(), name: z.string() }),
    applicant: z.object({ id, name: z.string() }),
    application: z.object({ id, name: z.string() }),
    fields: z.array(z.string()),
    purposes: z.array(z.string()),
    validUntil: civilDay,
    status: z.enum(['active', 'suspended', 'revoked']),
    issuedAt: z.string(),
    deliveredAt: z.string().nullable(),
  })
  .meta({ id: 'Grant' })

export function shareRoutes(app: App, deps: { readonly db: Db; readonly share: ShareService }): void {
  app.get(
    '/api/v1/grants',
    {
      config: { action: 'grant.list' },
      schema: {
        tags: ['sharing'],
        summary: 'Grants an organisation received or that rest on its data',
        querystring: z.strictObject({ organization: id.optional(), ...pageQuery }),
        response: { 200: pageOf(grant), ...problems },
      },
    },
    async (request) => {
      const { organization = person(request).organization.id, limit, cursor } = request.query
      await request.desk.authorize('grant.list', organizationResource(await readOrganization(deps.db, organization)))
      return deps.share.grantsOf(organization, limit, cursor) as never
    },
  )
}
