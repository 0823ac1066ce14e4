import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, id, line, pageOf, pageQuery, problems, territoryCode } from '../../platform/http/schemas.ts'
import { column } from '../../platform/release/layout.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { person, territoryResource } from '../org/index.ts'
import type { CatalogService } from './service.ts'

const entryState = z.enum(['draft', 'submitted', 'amending', 'approved', 'published', 'withdrawn'])
const summary = z
  .object({
    id,
    code: z.string(),
    name: z.string(),
    territory: territoryCode,
    provider: z.object({ id, name: z.string() }),
    state: entryState,
    version: z.number().int(),
    shareAttribute: z.string().nullable(),
    publishedAt: z.string().nullable(),
  })
  .meta({ id: 'EntrySummary' })
const view = summary
  .extend({
    fields: z.record(z.string(), z.unknown()),
    items: z.array(column),
    dataset: z.object({ code: z.string(), rows: z.number() }).nullable(),
  })
  .meta({ id: 'Entry' })
const item = z
  .strictObject({
    code: z
      .string()
      .regex(/^[a-z][a-z0-9_]{0,40}$/, 'expected lower-case letters, digits and _, beginning with a letter'),
    name: line(100),
    type: z.enum(['text', 'integer', 'decimal', 'date', 'boolean']),
    maxLength: z.number().int().min(1).max(100_000).nullable().default(null),
    nullable: z.boolean().default(true),
    identifier: z.enum(['residentId', 'creditCode', 'other']).nullable().default(null),
    mask: z.enum(['none', 'resident-id', 'credit-code', 'phone', 'name', 'address', 'date']).default('none'),
    grade: z.number().int().min(1).max(4),
  })
  .refine((i) => i.identifier === null || i.type === 'text', {
    path: ['identifier'],
    error: 'an identifier is an item of type text',
  })
const fieldValue = z.union([
  z.string().max(4000),
  z.number(),
  z.boolean(),
  z.array(z.string().max(400)).max(1000),
  z.strictObject({ instrument: z.string().max(100), provision: z.string().max(400) }),
])
const content = {
  name: line(200),
  fields: z.record(z.string().max(60), fieldValue).default({}),
  items: z.array(item).max(500).default([]),
}
const entryCode = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{2,60}$/, 'expected capital letters, digits and -, 3 to 61 characters')
const saved = z.object({ id, version: z.number().int() })

export function catalogRoutes(
  app: App,
  deps: { readonly catalog: CatalogService; readonly territories: () => TerritoryTree },
): void {
  const { catalog, territories } = deps

  app.get(
    '/api/v1/catalog-entries',
    {
      config: { action: 'catalog.list' },
      schema: {
        tags: ['catalog'],
        summary: 'Entries of a territory and those below it',
        querystring: z.strictObject({
          territory: territoryCode.optional(),
          q: z.string().max(100).optional(),
          state: entryState.optional(),
          ...pageQuery,
        }),
        response: { 200: pageOf(summary), ...problems },
      },
    },
    async (request) => {
      const me = person(request)
      const { territory = me.organization.territory, ...query } = request.query
      await request.desk.authorize('catalog.list', territoryResource(territories(), territory))
      return catalog.list(me, { territory, ...query }) as never
    },
  )

  app.post(
    '/api/v1/catalog-entries',
    {
      config: { action: 'catalogEntry.draft' },
      schema: {
        tags: ['catalog'],
        summary: 'Draft an entry of the own catalog',
        body: z.strictObject({ code: entryCode, organization: id.optional(), ...content }),
        response: { 201: z.object({ result: saved, act: actReceipt }), ...problems },
      },
    },
    async (request, reply) => {
      const me = person(request)
      const { organization = me.organization.id, ...input } = request.body
      return reply.code(201).send((await request.desk.perform(catalog.draft(me, { organization, ...input }))) as never)
    },
  )

  app.get(
    '/api/v1/catalog-entries/:id',
    {
      config: { action: 'catalogEntry.read' },
      schema: {
        tags: ['catalog'],
        summary: 'One entry',
        params: z.strictObject({ id }),
        response: { 200: view, ...problems },
      },
    },
    async (request) => {
      const { entry, facts } = await catalog.find(request.params.id)
      await request.desk.authorize('catalogEntry.read', facts.resource, facts.context)
      return catalog.view(entry) as never
    },
  )

  app.put(
    '/api/v1/catalog-entries/:id',
    {
      config: { action: 'catalogEntry.amend' },
      schema: {
        tags: ['catalog'],
        summary: 'Change a draft or a returned entry',
        params: z.strictObject({ id }),
        body: z.strictObject({ version: z.number().int().min(1), ...content }),
        response: { 200: z.object({ result: saved, act: actReceipt }), ...problems },
      },
    },
    async (request) => {
      const { version, ...rest } = request.body
      return request.desk.perform(catalog.amend(request.params.id, version, rest)) as never
    },
  )
}
