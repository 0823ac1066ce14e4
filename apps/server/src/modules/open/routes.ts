import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../../platform/db/open-database.ts'
import type { App } from '../../platform/http/http-types.ts'
import { id, pageOf, pageQuery, problems, territoryCode } from '../../platform/http/schemas.ts'
import { notFound } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { authorityOf, readOrganization } from '../org/index.ts'
import { dcatCatalog, type Named } from './dcat.ts'
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
export function openRoutes(
  app: App,
  deps: {
    readonly db: Db
    readonly openCatalog: OpenCatalogService
    readonly territories: () => TerritoryTree
  },
): void {
  const { db, openCatalog, territories } = deps

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

  app.get(
    '/catalog.jsonld',
    {
      config: { action: 'openCatalog.look' },
      schema: {
        tags: ['public'],
        summary: 'What is open now, in DCAT 3 (JSON-LD), a page at a time',
        querystring: z.strictObject({ territory: territoryCode, ...pageQuery }),
        produces: ['application/ld+json'],
      },
    },
    async (request, reply) => {
      const { territory, limit } = request.query
      const { items, next } = await openCatalog.described(request.query)
      const publisher = await publisherOf(db, territory)
      const tree = territories()
      const address = (cursor: string | null): string =>
        `/catalog.jsonld?territory=${territory}&limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`
      const text = JSON.stringify(
        dcatCatalog({
          territory: { id: territory, name: tree.get(territory)!.name },
          publisher,
          entries: items,
          places: new Map(tree.all().map(({ code, name }) => [code, name])),
          here: address(request.query.cursor ?? null),
          first: address(null),
          next: next === null ? null : address(next),
        }),
      )
      // Whoever has a page asks whether it still holds, and is not sent it again.
      const tag = `"${createHash('sha256').update(text).digest('base64url')}"`
      void reply.header('etag', tag).header('cache-control', 'no-cache')
      if (request.headers['if-none-match'] === tag) return reply.code(304).send()
      return reply
        .type('application/ld+json; charset=utf-8')
        .serializer((payload: unknown) => payload as string)
        .send(text)
    },
  )
}

/** The authority of the territory publishes its catalog. */
async function publisherOf(db: Db, territory: string): Promise<Named> {
  const authority = await authorityOf(db, territory)
  if (authority === undefined) throw notFound('开放目录')
  const { id: office, name } = await readOrganization(db, authority)
  return { id: office, name }
}
