import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { id, pageOf, pageQuery, problems, statement, territoryCode } from '../../platform/http/schemas.ts'
import type { PublicPlans } from './public-plans.ts'

const summary = z
  .object({
    id,
    matter: z.string(),
    agency: z.object({ id, name: z.string() }),
    territory: territoryCode,
    draft: z.boolean().meta({ description: 'Made under a draft text that is applied on trial' }),
    since: z.string(),
  })
  .meta({ id: 'PublicCollectionPlanSummary' })
const plan = summary
  .extend({
    statements: z.array(statement),
    items: z.array(z.object({ name: z.string(), statements: z.array(statement) })),
    notice: z.object({ publishedAt: z.string(), statements: z.array(statement) }).nullable(),
  })
  .meta({
    id: 'PublicCollectionPlan',
    description: 'What units and persons are told of a collection, with its clauses',
  })

/** What anybody may read of collection plans, without signing in. */
export function collectRoutes(app: App, { plans }: { readonly plans: PublicPlans }): void {
  app.get(
    '/api/v1/public/collection-plans',
    {
      config: { action: 'collectionPlan.look' },
      schema: {
        tags: ['public'],
        summary: 'Collection plans that stand in a territory and below it, newest first',
        querystring: z.strictObject({ territory: territoryCode, agency: id.optional(), ...pageQuery }),
        response: { 200: pageOf(summary), ...problems },
      },
    },
    async (request) => (await plans.list(request.query)) as never,
  )

  app.get(
    '/api/v1/public/collection-plans/:id',
    {
      config: { action: 'collectionPlan.look' },
      schema: {
        tags: ['public'],
        summary: 'One collection plan: authority, scope, procedure, standard, items with their bases, and the notice',
        params: z.strictObject({ id }),
        response: { 200: plan, ...problems },
      },
    },
    async (request) => (await plans.read(request.params.id)) as never,
  )
}
