import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, id, line, problems, territoryCode } from '../../platform/http/schemas.ts'
import type { Db } from '../../platform/db/open-database.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { organizationResource, person, readOrganization, territoryResource } from '../org/index.ts'
import type { Comparison } from './compare.ts'
import type { DatabaseService } from './service.ts'

const organization = z.object({ id, name: z.string() })
const entry = z.object({ id, code: z.string(), name: z.string() })
const kind = z.enum(['base', 'thematic'])
const difference = z.object({
  field: z.string(),
  entry: z.string(),
  compared: z.number(),
  differing: z.number(),
  whole: z.boolean().meta({ description: 'False when only the first rows were compared' }),
  case: id.nullable().meta({ description: 'The quality issue it became' }),
})
const database = z
  .object({
    id: id.nullable().meta({ description: 'Null while nobody has set it up' }),
    kind,
    code: z.string(),
    name: z.string(),
    lead: organization.nullable(),
    matchedBy: z.string().nullable(),
    entries: z.array(entry.extend({ rows: z.number() })),
    fields: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        sources: z.array(z.object({ entry: z.string(), agency: z.string(), item: z.string(), lead: z.boolean() })),
      }),
    ),
    records: z.number(),
    differences: z.array(difference.extend({ at: z.string() })),
  })
  .meta({ id: 'Database' })
const task = z
  .object({
    case: id,
    entry,
    provider: organization,
    database: z.object({ id, name: z.string(), kind }),
    aggregated: z.boolean(),
    batch: z.object({ number: z.number(), stored: z.number(), at: z.string() }).nullable(),
    demandedAt: z.string(),
  })
  .meta({ id: 'AggregationTask' })

export function databaseRoutes(
  app: App,
  deps: {
    readonly db: Db
    readonly databases: DatabaseService
    readonly comparison: Comparison
    readonly territories: () => TerritoryTree
  },
): void {
  const { db, databases, comparison, territories } = deps

  app.get(
    '/api/v1/databases',
    {
      config: { action: 'database.read' },
      schema: {
        tags: ['databases'],
        summary: 'Base and theme databases of a territory, those its regime names and nobody has set up too',
        querystring: z.strictObject({ territory: territoryCode }),
        response: { 200: z.object({ items: z.array(database) }), ...problems },
      },
    },
    async (request) => {
      const { territory } = request.query
      await request.desk.authorize('database.read', territoryResource(territories(), territory))
      return { items: await databases.list(territory) } as never
    },
  )

  app.post(
    '/api/v1/databases/:id/comparisons',
    {
      config: { action: 'database.compare' },
      schema: {
        tags: ['databases'],
        summary:
          'Compare the sources of each field by the identifier; differences become quality issues, nothing is overwritten',
        params: z.strictObject({ id }),
        response: {
          201: z.object({ result: z.object({ differences: z.array(difference) }), act: actReceipt }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const found = await databases.find(request.params.id)
      const lead = await readOrganization(db, found.lead)
      await request.desk.authorize('database.compare', organizationResource(lead))
      const differences = await comparison.compare(found.id)
      const done = await request.desk.perform(comparison.record(person(request), found.id, differences))
      return reply.code(201).send(done as never)
    },
  )

  app.get(
    '/api/v1/aggregation-tasks',
    {
      config: { action: 'aggregation.list' },
      schema: {
        tags: ['databases'],
        summary: 'Entries that are to be aggregated, with their database and the batch that did it',
        querystring: z.strictObject({ territory: territoryCode, aggregated: z.enum(['true', 'false']).optional() }),
        response: { 200: z.object({ items: z.array(task) }), ...problems },
      },
    },
    async (request) => {
      const { territory, aggregated } = request.query
      await request.desk.authorize('aggregation.list', territoryResource(territories(), territory))
      const wanted = aggregated === undefined ? undefined : aggregated === 'true'
      return { items: await databases.tasks(territory, wanted) } as never
    },
  )

  app.post(
    '/gw/v1/databases/:id/lookup',
    {
      config: { action: 'data.lookup' },
      schema: {
        tags: ['gateway'],
        summary: 'One record of a database by its identifier, each field from its lead source',
        params: z.strictObject({ id }),
        body: z.strictObject({
          purpose: line(200),
          matter: line(200),
          value: z.string().min(1).max(100),
          fields: z.array(z.string().max(60)).min(1).max(200).optional(),
        }),
        response: {
          200: z.object({
            found: z.boolean(),
            fields: z.record(z.string(), z.object({ value: z.unknown(), source: z.string(), receipt: id })),
            ambiguous: z.array(z.string()),
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
      return (await databases.lookup(principal, request.params.id, request.body)) as never
    },
  )
}
