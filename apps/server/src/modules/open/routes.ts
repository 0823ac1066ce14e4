import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Db } from '../../platform/db/open-database.ts'
import type { App } from '../../platform/http/http-types.ts'
import { id, line, pageOf, pageQuery, problems, statement, territoryCode } from '../../platform/http/schemas.ts'
import { notFound } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { authorityOf, readOrganization } from '../org/index.ts'
import { dcatCatalog, type Named } from './dcat.ts'
import { openFacets } from './facets.ts'
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
const openAttribute = z.enum(['unconditional', 'conditional'])
const entry = z
  .object({
    id,
    code: z.string(),
    name: z.string(),
    territory: territoryCode,
    provider: z.object({ id, name: z.string() }),
    openAttribute,
    business: z.string().nullable(),
    category: z.string().nullable(),
    updateCycle: z.string().nullable(),
    publishedAt: z.string(),
    version: z.number().int(),
  })
  .meta({ id: 'OpenEntry' })
const facetValue = z.object({ value: z.string(), label: z.string(), count: z.number().int() })
const counts = {
  total: z.number().int(),
  facets: z
    .record(z.enum(openFacets), z.array(facetValue))
    .meta({ description: 'How all that was found divides; each facet is counted without its own filter' }),
}
const entryDetail = entry
  .extend({
    items: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        type: z.string(),
        meaning: z.string().nullable(),
        codeList: z.string().nullable(),
      }),
    ),
    statements: z.array(statement).meta({ description: 'What its form says that is public, with its clauses' }),
    listing: listing
      .omit({ entry: true, code: true })
      .nullable()
      .meta({ description: 'How the open catalog describes it, where the regime opens by listing' }),
  })
  .meta({ id: 'OpenEntryDetail' })

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
        summary: 'Entries that are open now, of a territory and below it or of all, by code: words, filters, counts',
        querystring: z.strictObject({
          territory: territoryCode.optional(),
          q: line(100).optional().meta({
            description: 'Words, each of which is found in name, code, provider, category, business or items',
          }),
          provider: id.optional(),
          category: line(400).optional(),
          openAttribute: openAttribute.optional(),
          ...pageQuery,
        }),
        response: { 200: pageOf(entry).extend(counts), ...problems },
      },
    },
    async (request) => (await openCatalog.entries(request.query)) as never,
  )

  app.get(
    '/api/v1/public/open-entries/:id',
    {
      config: { action: 'openCatalog.look' },
      schema: {
        tags: ['public'],
        summary: 'One entry that is open now: what it is, its items, and on which clauses it is open',
        params: z.strictObject({ id }),
        response: { 200: entryDetail, ...problems },
      },
    },
    async (request) => (await openCatalog.entry(request.params.id)) as never,
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
