import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { civilDay, id, problems } from '../../platform/http/schemas.ts'
import { notFound } from '../../platform/problem/index.ts'
import { entryFacts, entryResource, readEntry, type Entry } from '../catalog/index.ts'
import { person } from '../org/index.ts'
import { lineageOf, type LineageDeps } from './lineage.ts'
import { openLineageOf, openLineageOfBatch } from './open-lineage.ts'
import { stages, timelineOf } from './timeline.ts'

const named = z.object({ id, code: z.string(), name: z.string() })
const organization = z.object({ id, name: z.string() })
const node = z.object({
  entry: named,
  agency: organization,
  distance: z.number().int(),
  fields: z.array(z.object({ code: z.string(), name: z.string() })),
  systems: z.array(z.object({ id: id.nullable(), code: z.string().nullable(), name: z.string() })),
  batches: z.array(
    z.object({
      id,
      number: z.number(),
      mode: z.string(),
      received: z.number(),
      stored: z.number(),
      quarantined: z.number(),
      superseded: z.number(),
      case: id.nullable(),
      job: id.nullable(),
      at: z.string(),
    }),
  ),
  releases: z
    .array(
      z.object({
        grant: id,
        case: id,
        applicant: organization,
        fields: z.array(z.string()),
        purposes: z.array(z.string()),
        status: z.string(),
        validUntil: civilDay,
        issuedAt: z.string(),
        firstDelivery: z.string().nullable(),
        lastAccess: z.string().nullable(),
      }),
    )
    .nullable(),
})
const end = z.object({ entry: id, field: z.string() })
const lineage = z
  .object({
    nodes: z.array(node),
    edges: z.array(z.object({ job: id, from: end, to: end.extend({ field: z.string().nullable() }), how: z.string() })),
    hidden: z.number().meta({ description: 'Neighbours that the viewer may not see' }),
    more: z.boolean(),
  })
  .meta({ id: 'Lineage' })
const event = z.record(z.string(), z.unknown()).meta({ description: 'OpenLineage run event, specification 2-0-2' })
const timeline = z.object({
  items: z.array(
    z.object({
      stage: z.enum(stages),
      gap: z.boolean(),
      events: z.array(
        z.object({
          at: z.string(),
          what: z.string(),
          id,
          state: z.string(),
          check: z.object({ kind: z.string(), result: z.string(), at: z.string() }).nullable(),
        }),
      ),
    }),
  ),
})
type Asked = Parameters<typeof person>[0]
const params = z.strictObject({ id })
const config = { action: 'lineage.read' } as const

export function lineageRoutes(app: App, deps: LineageDeps): void {
  const { db, gate, territories } = deps

  const read = async (request: Asked, id: string): Promise<Entry> => {
    const entry = await readEntry(db, id)
    await request.desk.authorize('lineage.read', entryResource(entry), { entry: entryFacts(entry, territories()) })
    return entry
  }
  const sees = (request: Asked) => (entry: Entry) => {
    const context = { entry: entryFacts(entry, territories()) }
    const asked = { action: 'lineage.read', principal: person(request), resource: entryResource(entry), context }
    return gate.decide(asked).effect === 'allow'
  }

  app.get(
    '/api/v1/catalog-entries/:id/lineage',
    {
      config,
      schema: {
        tags: ['lineage'],
        summary: 'Where an entry comes from and what became of it, field by field',
        params,
        querystring: z.strictObject({ depth: z.coerce.number().int().min(0).max(10).default(3) }),
        response: { 200: lineage, ...problems },
      },
    },
    async (request) => {
      const entry = await read(request, request.params.id)
      return (await lineageOf(deps, person(request), entry, request.query.depth)) as never
    },
  )

  app.get(
    '/api/v1/catalog-entries/:id/lineage/openlineage',
    {
      config,
      schema: {
        tags: ['lineage'],
        summary: 'The runs that made an entry what it is, as OpenLineage events, newest first',
        params,
        response: { 200: z.array(event), ...problems },
      },
    },
    async (request) => (await openLineageOf(db, await read(request, request.params.id), sees(request))) as never,
  )

  app.get(
    '/api/v1/catalog-entries/:id/lineage/openlineage/batches/:number',
    {
      config,
      schema: {
        tags: ['lineage'],
        summary: 'One batch as an OpenLineage event',
        params: params.extend({ number: z.coerce.number().int().min(1) }),
        response: { 200: event, ...problems },
      },
    },
    async (request) => {
      const found = await openLineageOfBatch(db, await read(request, request.params.id), request.params.number)
      if (found === undefined) throw notFound('批次')
      return found as never
    },
  )

  app.get(
    '/api/v1/catalog-entries/:id/timeline',
    {
      config,
      schema: {
        tags: ['lineage'],
        summary:
          'Events of a dataset through its life, each with the security check on record; a stage with none is a gap',
        params,
        response: { 200: timeline, ...problems },
      },
    },
    async (request) => ({ items: await timelineOf(db, await read(request, request.params.id)) }) as never,
  )
}
