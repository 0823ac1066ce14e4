import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import {
  actReceipt,
  civilDay,
  id,
  line,
  pageOf,
  pageQuery,
  problems,
  territoryCode,
} from '../../platform/http/schemas.ts'
import { column } from '../../platform/release/layout.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { person, territoryResource } from '../org/index.ts'
import { itemCategories } from './entry.ts'
import { facetNames, freshnesses, type CatalogSearch, type FacetName, type Freshness } from './search/index.ts'
import type { CatalogService } from './service.ts'

const entryState = z.enum(['draft', 'submitted', 'amending', 'approved', 'published', 'withdrawn'])
const attribute = z.enum(['unconditional', 'conditional', 'none'])
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
const freshness = z
  .enum(freshnesses as readonly [Freshness, ...Freshness[]])
  .meta({ description: 'Whether data is as new as its update cycle promises; a working rule of the platform' })
const foundEntry = summary
  .extend({
    openAttribute: z.string().nullable(),
    grade: z.number().int().nullable(),
    category: z.string().nullable(),
    freshness,
    updateCycle: z.string().nullable(),
    matchedItems: z.array(z.string()).meta({ description: 'Names of items in which a word was found, the first five' }),
  })
  .meta({ id: 'FoundEntry' })
const facet = z.array(z.object({ value: z.string(), label: z.string(), count: z.number().int() }))
const counts = {
  total: z.number().int(),
  facets: z
    .object(Object.fromEntries(facetNames.map((name) => [name, facet])) as Record<FacetName, typeof facet>)
    .meta({
      id: 'CatalogFacets',
      description: 'Each facet is counted without its own filter, only over what the viewer may see',
    }),
}
const described = {
  meaning: line(1000).nullable(),
  codeList: line(60).nullable(),
  category: z.enum(itemCategories).nullable(),
}
const itemView = column.extend(described)
const change = z
  .object({
    field: z.string(),
    label: z.string(),
    kind: z.enum(['added', 'removed', 'changed']),
    old: z.unknown().optional(),
    new: z.unknown().optional(),
    oldText: z.string().nullable(),
    newText: z.string().nullable(),
  })
  .meta({ id: 'CatalogChange' })
export const difference = z
  .object({
    name: change.nullable(),
    fields: z.array(change),
    items: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        kind: z.enum(['added', 'removed', 'changed']),
        changes: z.array(change),
      }),
    ),
    order: z
      .array(z.string())
      .nullable()
      .meta({ description: 'Codes of the items in their new order, where it changed' }),
  })
  .meta({ id: 'CatalogDifference' })
const preparation = z
  .object({
    case: id,
    version: z.number().int(),
    steps: z.array(
      z.object({
        step: z.string(),
        outcome: z.enum(['done', 'notApplicable']),
        method: z.string().nullable(),
        doneOn: civilDay.nullable(),
        doneBy: z.string().nullable(),
        reason: z.string().nullable(),
      }),
    ),
    known: z
      .object({
        qualityRun: z.object({ at: z.string(), score: z.number().nullable(), brokenRows: z.number() }).nullable(),
        masked: z.array(z.string()).meta({ description: 'Items that are shown in part' }),
        sealed: z.array(z.string()).meta({ description: 'Items that are stored encrypted' }),
        secrecy: z.enum(['unreviewed', 'cleared', 'restricted']),
      })
      .meta({ description: 'What the platform itself knew of the version when the record was entered' }),
    organization: z.string(),
    at: z.string(),
  })
  .meta({ id: 'Preparation' })
const saidOf = { name: z.string(), fields: z.record(z.string(), z.unknown()) }
const view = summary
  .extend({
    fields: saidOf.fields,
    items: z.array(itemView),
    dataset: z.object({ code: z.string(), rows: z.number() }).nullable(),
    updateDue: civilDay.nullable().meta({ description: 'Day by which it is to be updated next' }),
    publishedVersion: z.number().int().nullable(),
    secrecy: z.enum(['unreviewed', 'cleared', 'restricted']).meta({ description: 'Of the published version' }),
    secrecyReviews: z.array(
      z.object({
        case: id,
        version: z.number().int(),
        conclusion: z.enum(['cleared', 'restricted']),
        organization: z.string(),
        reviewer: z.string(),
        at: z.string(),
      }),
    ),
    prepared: z.boolean().meta({ description: 'A processing record of the published version was entered' }),
    preparations: z.array(preparation),
    successor: z.object({ id, code: z.string(), name: z.string() }).nullable(),
    revision: z
      .object({
        ...saidOf,
        state: z.enum(['amending', 'submitted', 'approved']),
        base: z.number().int(),
        case: id,
        begunAt: z.string(),
        items: z.array(itemView),
        difference,
      })
      .nullable()
      .meta({ description: 'What is under way; for the provider and the authorities' }),
  })
  .meta({ id: 'Entry' })
const versionSummary = z
  .object({
    number: z.number().int(),
    name: z.string(),
    origin: z.enum(['review', 'decision']),
    case: id.nullable(),
    publishedAt: z.string(),
  })
  .meta({ id: 'CatalogVersionSummary' })
const versionNumber = z.coerce.number().int().min(1).max(1_000_000)
const entryVersion = versionSummary
  .extend({ fields: saidOf.fields, items: z.array(itemView.omit({ sealed: true })) })
  .meta({ id: 'CatalogVersion' })
export const item = z
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
    meaning: described.meaning.default(null),
    codeList: described.codeList.default(null),
    category: described.category.default(null),
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
export const entryCode = z
  .string()
  .regex(/^[A-Z0-9][A-Z0-9-]{2,60}$/, 'expected capital letters, digits and -, 3 to 61 characters')
const saved = z.object({ id, version: z.number().int() })

export function catalogRoutes(
  app: App,
  deps: {
    readonly catalog: CatalogService
    readonly search: CatalogSearch
    readonly territories: () => TerritoryTree
  },
): void {
  const { catalog, search, territories } = deps

  app.get(
    '/api/v1/catalog-entries',
    {
      config: { action: 'catalog.list' },
      schema: {
        tags: ['catalog'],
        summary: 'Entries of a territory and those below it: one box, filters, counts',
        querystring: z.strictObject({
          territory: territoryCode.optional(),
          q: z.string().max(100).optional().meta({
            description:
              'Words, each of which is found in name, items, agency, category, system or other texts: Chinese, codes, pinyin or its initials',
          }),
          state: entryState.optional(),
          provider: id.optional(),
          category: line(400).optional(),
          level: z.enum(['region', 'city', 'county']).optional(),
          shareAttribute: attribute.optional(),
          openAttribute: attribute.optional(),
          grade: z.enum(['1', '2', '3', '4']).optional(),
          freshness: freshness.optional(),
          system: line(400).optional().meta({ description: 'Name or code of the information system' }),
          ...pageQuery,
        }),
        response: { 200: pageOf(foundEntry).extend(counts), ...problems },
      },
    },
    async (request) => {
      const me = person(request)
      const { territory = me.organization.territory, ...query } = request.query
      await request.desk.authorize('catalog.list', territoryResource(territories(), territory))
      return search.find(me, { territory, ...query }) as never
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
      return catalog.view(person(request), entry) as never
    },
  )

  app.get(
    '/api/v1/catalog-entries/:id/versions',
    {
      config: { action: 'catalogEntry.read' },
      schema: {
        tags: ['catalog'],
        summary: 'Versions of an entry as they were published, newest first',
        params: z.strictObject({ id }),
        response: { 200: z.object({ items: z.array(versionSummary) }), ...problems },
      },
    },
    async (request) => {
      const { entry, facts } = await catalog.find(request.params.id)
      await request.desk.authorize('catalogEntry.read', facts.resource, facts.context)
      return { items: await catalog.versions(entry) } as never
    },
  )

  app.get(
    '/api/v1/catalog-entries/:id/versions/:number',
    {
      config: { action: 'catalogEntry.read' },
      schema: {
        tags: ['catalog'],
        summary: 'One version of an entry',
        params: z.strictObject({ id, number: versionNumber }),
        response: { 200: entryVersion, ...problems },
      },
    },
    async (request) => {
      const { entry, facts } = await catalog.find(request.params.id)
      await request.desk.authorize('catalogEntry.read', facts.resource, facts.context)
      return catalog.version(entry, request.params.number) as never
    },
  )

  app.get(
    '/api/v1/catalog-entries/:id/versions/:number/difference/:other',
    {
      config: { action: 'catalogEntry.read' },
      schema: {
        tags: ['catalog'],
        summary: 'What made one version into another, in the words of the regime',
        params: z.strictObject({ id, number: versionNumber, other: versionNumber }),
        response: { 200: difference, ...problems },
      },
    },
    async (request) => {
      const { entry, facts } = await catalog.find(request.params.id)
      await request.desk.authorize('catalogEntry.read', facts.resource, facts.context)
      return catalog.difference(entry, request.params.number, request.params.other) as never
    },
  )

  app.put(
    '/api/v1/catalog-entries/:id',
    {
      config: { action: 'catalogEntry.amend' },
      schema: {
        tags: ['catalog'],
        summary: 'Change a draft, a returned entry, or the revision of a published one',
        params: z.strictObject({ id }),
        body: z.strictObject({ version: z.number().int().min(1), ...content }),
        response: { 200: z.object({ result: saved, act: actReceipt }), ...problems },
      },
    },
    async (request) => {
      const { version, ...rest } = request.body
      return request.desk.perform(catalog.amend(person(request), request.params.id, version, rest)) as never
    },
  )
}
