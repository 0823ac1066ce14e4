import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { id, pageOf, pageQuery, problems, territoryCode } from '../../platform/http/schemas.ts'
import type { OpenCatalogService } from './service.ts'

const summary = z
  .object({
    id,
    territory: territoryCode,
    number: z.number().int(),
    year: z.number().int(),
    name: z.string(),
    publishedAt: z.string(),
  })
  .meta({ id: 'OpenCatalogSummary' })
const listing = z.object({
  entry: id,
  code: z.string(),
  dataName: z.string(),
  openingBody: z.string(),
  openAttribute: z.string(),
  dataFormat: z.string(),
  dataType: z.string(),
  updateCycle: z.string(),
  priority: z.boolean(),
})
const catalog = summary
  .extend({
    changes: z.string(),
    priorities: z.string(),
    entries: z.array(listing).meta({ description: 'What of the version is open now' }),
    withdrawn: z.number().int().meta({ description: 'How many entries were taken out since it was published' }),
  })
  .meta({ id: 'OpenCatalog' })
const entry = z
  .object({
    id,
    code: z.string(),
    name: z.string(),
    territory: territoryCode,
    provider: z.object({ id, name: z.string() }),
    openAttribute: z.enum(['unconditional', 'conditional']),
  })
  .meta({ id: 'OpenEntry' })

/** What anybody may read of opening, without signing in. */
export function openRoutes(app: App, { openCatalog }: { readonly openCatalog: OpenCatalogService }): void {
  app.get(
    '/api/v1/public/open-catalogs',
    {
      config: { action: 'openCatalog.look' },
      schema: {
        tags: ['public'],
        summary: 'Versions of the open catalog of a territory, newest first',
        querystring: z.strictObject({ territory: territoryCode, ...pageQuery }),
        response: { 200: pageOf(summary), ...problems },
      },
    },
    async (request) => (await openCatalog.versions(request.query)) as never,
  )

  app.get(
    '/api/v1/public/open-catalogs/:id',
    {
      config: { action: 'openCatalog.look' },
      schema: {
        tags: ['public'],
        summary: 'One version of an open catalog, with what of it is open now',
        params: z.strictObject({ id }),
        response: { 200: catalog, ...problems },
      },
    },
    async (request) => (await openCatalog.version(request.params.id)) as never,
  )

  app.get(
    '/api/v1/public/open-entries',
    {
      config: { action: 'openCatalog.look' },
      schema: {
        tags: ['public'],
        summary: 'Entries of a territory and below it that are open now, by code',
        querystring: z.strictObject({ territory: territoryCode, ...pageQuery }),
        response: { 200: pageOf(entry), ...problems },
      },
    },
    async (request) => (await openCatalog.entries(request.query)) as never,
  )
}
