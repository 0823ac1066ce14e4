import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { TerritoryCode } from '@fadu/domain'
import type { Db } from '../../platform/db/open-database.ts'
import type { ForeignGrantTable } from '../../platform/db/link-tables.ts'
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
import { describeReason, notFound, type Language, type ProblemReason } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { person, territoryResource } from '../org/index.ts'
import {
  exchangesOf,
  findForeignEntries,
  foreignGrants,
  linkStandings,
  readForeignEntry,
  type Exchange,
  type LinkStanding,
} from './queries.ts'
import { readLink } from './links.ts'
import type { LinkService } from './service.ts'

const fault = z.object({ code: z.string(), detail: z.string() }).nullable()
const entered = {
  name: line(100),
  relation: z.enum(['upper', 'lower']).meta({ description: 'What the other platform is to this one' }),
  application: id.meta({
    description: 'Application, registered here, as which the other calls; its territory is what it answers for',
  }),
  clientId: id
    .nullable()
    .default(null)
    .meta({ description: 'Application as which this platform is registered at the other' }),
  baseUrl: z.url({ protocol: /^https?$/ }).max(300),
  calls: z.enum(['none', 'pull', 'both']).default('pull').meta({
    description:
      'pull: this platform asks; both: it asks and brings its own, as the other cannot reach it; none: the other does',
  }),
  verifierKeys: z
    .array(z.string().min(10).max(500))
    .min(1)
    .max(10)
    .meta({ description: 'Of the other’s log, from its /log/keys' }),
  everySeconds: z.number().int().min(10).max(86_400).default(60),
}
const version = z.number().int().min(1)
const saved = z.object({ result: z.object({ id, version: z.number().int() }), act: actReceipt })
const link = z
  .object({
    id,
    territory: territoryCode,
    name: z.string(),
    relation: z.enum(['upper', 'lower']),
    otherTerritory: territoryCode,
    application: id,
    clientId: id.nullable(),
    baseUrl: z.string(),
    calls: z.enum(['none', 'pull', 'both']),
    origin: z.string(),
    verifierKeys: z.array(z.string()),
    everySeconds: z.number(),
    state: z.enum(['active', 'suspended', 'stopped', 'ended']),
    version: z.number().int(),
    lastExchangeAt: z.string().nullable().meta({ description: 'In either direction' }),
    heard: z.object({
      change: z.number(),
      logSize: z.number(),
      at: z.string().nullable(),
      secondsAgo: z.number().nullable(),
      entries: z.number(),
      grants: z.number(),
    }),
    told: z.object({
      change: z.number(),
      at: z.string().nullable(),
      waiting: z.number().meta({ description: 'Changes the other has not asked beyond; not all of them are for it' }),
    }),
    failures: z.number().meta({ description: 'Calls that failed since the last that did not' }),
    lastFault: z.object({ code: z.string(), detail: z.string(), at: z.string() }).nullable(),
    nextCallAt: z.string().nullable(),
  })
  .meta({ id: 'PlatformLink' })
const exchange = z.object({
  id,
  direction: z.enum(['heard', 'told']),
  way: z.enum(['pull', 'push']),
  at: z.string(),
  from: z.number(),
  to: z.number(),
  entries: z.number(),
  grants: z.number(),
  withdrawn: z.number(),
  receipt: z.string().nullable().meta({ description: 'Entry of the log of whoever told' }),
  fault,
})
const origin = z.object({
  link: id,
  platform: z.string(),
  askAt: z.string().meta({ description: 'Where it is asked for and changed: there, not here' }),
  receipt: z.string().nullable().meta({ description: 'Record of its publication, in the log of the other platform' }),
  toldIn: z.string().meta({ description: 'Record of the exchange that brought it, in the log of the other platform' }),
  heardAt: z.string(),
})
const foreignSummary = z
  .object({
    id,
    code: z.string(),
    name: z.string(),
    territory: territoryCode,
    provider: z.string(),
    state: z.enum(['published', 'withdrawn']),
    version: z.number(),
    shareAttribute: z.string().nullable(),
    publishedAt: z.string(),
    origin,
  })
  .meta({ id: 'ForeignEntrySummary' })
const foreignEntry = foreignSummary
  .extend({ fields: z.record(z.string(), z.unknown()), items: z.array(z.record(z.string(), z.unknown())) })
  .meta({ id: 'ForeignEntry' })
const foreignGrant = z
  .object({
    id,
    entry: z.object({ id, code: z.string(), name: z.string() }),
    applicant: z.object({ name: z.string(), territory: territoryCode }),
    status: z.enum(['active', 'suspended', 'revoked']),
    fields: z.array(z.string()),
    purposes: z.array(z.string()),
    modes: z.array(z.string()),
    narrowed: z.boolean(),
    until: civilDay,
    issuedAt: z.string(),
    receipt: z.string().nullable(),
    toldIn: z.string(),
  })
  .meta({ id: 'ForeignGrant' })

export function linkRoutes(
  app: App,
  deps: {
    readonly db: Db
    readonly links: LinkService
    readonly territories: () => TerritoryTree
    readonly now: () => Date
  },
): void {
  const { db, links, territories, now } = deps
  const place = (territory: TerritoryCode) => territoryResource(territories(), territory)

  app.get(
    '/api/v1/links',
    {
      config: { action: 'link.read' },
      schema: {
        tags: ['links'],
        summary: 'Links of a territory and those below it to other platforms: state, last exchange, last fault',
        querystring: z.strictObject({ territory: territoryCode.optional() }),
        response: { 200: z.object({ items: z.array(link) }), ...problems },
      },
    },
    async (request) => {
      const { territory = person(request).organization.territory } = request.query
      await request.desk.authorize('link.read', place(territory as TerritoryCode))
      const standings = await linkStandings(db, { territories: territories().within(territory) })
      return { items: standings.map((s) => linkView(s, now(), request.language)) } as never
    },
  )

  app.post(
    '/api/v1/links',
    {
      config: { action: 'link.set' },
      schema: {
        tags: ['links'],
        summary: 'Enter a link to another platform',
        body: z.strictObject(entered),
        response: { 201: saved, ...problems },
      },
    },
    async (request, reply) => {
      const act = links.register(person(request).organization.territory, request.body)
      return reply.code(201).send((await request.desk.perform(act)) as never)
    },
  )

  app.get(
    '/api/v1/links/:id',
    {
      config: { action: 'link.read' },
      schema: {
        tags: ['links'],
        summary: 'One link: state, last exchange, last fault',
        params: z.strictObject({ id }),
        response: { 200: link, ...problems },
      },
    },
    async (request) => {
      const [standing] = await linkStandings(db, { id: request.params.id })
      if (standing === undefined) throw notFound('平台对接')
      await request.desk.authorize('link.read', place(standing.link.territory))
      return linkView(standing, now(), request.language) as never
    },
  )

  app.put(
    '/api/v1/links/:id',
    {
      config: { action: 'link.set' },
      schema: {
        tags: ['links'],
        summary: 'Enter a link anew: address, keys, application; what was heard stays',
        params: z.strictObject({ id }),
        body: z.strictObject({ version, ...entered }),
        response: { 200: saved, ...problems },
      },
    },
    async (request) => {
      const { version: given, ...input } = request.body
      return request.desk.perform(links.amend(request.params.id, given, input)) as never
    },
  )

  const moves = [
    ['suspend', 'suspended', 'link.suspend', 'Suspend a link: the next call in either direction is refused'],
    ['resume', 'active', 'link.set', 'Resume a link that was suspended or stopped'],
    ['end', 'ended', 'link.set', 'End a link for good; what was heard over it goes'],
  ] as const
  for (const [name, state, action, summary] of moves) {
    app.post(
      `/api/v1/links/:id/${name}`,
      {
        config: { action },
        schema: {
          tags: ['links'],
          summary,
          params: z.strictObject({ id }),
          body: z.strictObject({ version }),
          response: { 200: saved, ...problems },
        },
      },
      async (request) => request.desk.perform(links.move(request.params.id, request.body.version, state)) as never,
    )
  }

  app.post(
    '/api/v1/links/:id/calls',
    {
      config: { action: 'link.set' },
      schema: {
        tags: ['links'],
        summary: 'Call the other platform as soon as a process is free',
        params: z.strictObject({ id }),
        response: { 202: z.object({ result: z.object({ id }), act: actReceipt }), ...problems },
      },
    },
    async (request, reply) =>
      reply.code(202).send((await request.desk.perform(links.callNow(request.params.id))) as never),
  )

  app.get(
    '/api/v1/links/:id/exchanges',
    {
      config: { action: 'link.read' },
      schema: {
        tags: ['links'],
        summary: 'Exchanges that brought something or failed, newest first',
        params: z.strictObject({ id }),
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(exchange), ...problems },
      },
    },
    async (request) => {
      await request.desk.authorize('link.read', place((await readLink(db, request.params.id)).territory))
      const { limit, cursor } = request.query
      const page = await exchangesOf(db, request.params.id, limit, cursor)
      return { ...page, items: page.items.map((one) => exchangeView(one, request.language)) }
    },
  )

  app.get(
    '/api/v1/links/:id/grants',
    {
      config: { action: 'link.read' },
      schema: {
        tags: ['links'],
        summary: 'Grants that the other platform told of',
        params: z.strictObject({ id }),
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(foreignGrant), ...problems },
      },
    },
    async (request) => {
      await request.desk.authorize('link.read', place((await readLink(db, request.params.id)).territory))
      const { limit, cursor } = request.query
      const page = await foreignGrants(db, request.params.id, limit, cursor)
      return { ...page, items: page.items.map(grantView) } as never
    },
  )

  app.get(
    '/api/v1/foreign-entries',
    {
      config: { action: 'foreignEntry.read' },
      schema: {
        tags: ['links'],
        summary: 'Entries that other platforms told of, of a territory and those below it',
        querystring: z.strictObject({
          territory: territoryCode.optional(),
          q: z.string().max(100).optional().meta({ description: 'Words of code, name, agency or items' }),
          state: z.enum(['published', 'withdrawn']).default('published'),
          link: id.optional(),
          ...pageQuery,
        }),
        response: { 200: pageOf(foreignSummary), ...problems },
      },
    },
    async (request) => {
      const { territory = person(request).organization.territory, ...query } = request.query
      await request.desk.authorize('foreignEntry.read', place(territory as TerritoryCode))
      const page = await findForeignEntries(db, { territories: territories().within(territory), ...query })
      return { ...page, items: page.items.map(foreignView) }
    },
  )

  app.get(
    '/api/v1/links/:id/entries/:entry',
    {
      config: { action: 'foreignEntry.read' },
      schema: {
        tags: ['links'],
        summary: 'One entry of another platform, with its origin and where it is asked for',
        params: z.strictObject({ id, entry: id }),
        response: { 200: foreignEntry, ...problems },
      },
    },
    async (request) => {
      const row = await readForeignEntry(db, request.params.id, request.params.entry)
      await request.desk.authorize('foreignEntry.read', place(row.territory_code as TerritoryCode))
      return { ...foreignView(row), fields: row.fields, items: row.items } as never
    },
  )
}

function linkView({ link, entries, grants, waiting }: LinkStanding, now: Date, language: Language) {
  const { heard, told, fault, nextCallAt, ...rest } = link
  const last = Math.max(heard.at?.getTime() ?? 0, told.at?.getTime() ?? 0)
  const isCalled = link.state === 'active' && link.calls !== 'none' && link.clientId !== null
  return {
    ...rest,
    lastExchangeAt: last === 0 ? null : new Date(last).toISOString(),
    heard: {
      change: heard.change,
      logSize: heard.size,
      at: heard.at?.toISOString() ?? null,
      secondsAgo: heard.at === null ? null : Math.max(0, Math.round((now.getTime() - heard.at.getTime()) / 1000)),
      entries,
      grants,
    },
    told: { change: told.change, at: told.at?.toISOString() ?? null, waiting },
    lastFault: fault === null ? null : { ...faultView(fault.reason, language)!, at: fault.at.toISOString() },
    nextCallAt: isCalled ? nextCallAt.toISOString() : null,
  }
}

function exchangeView({ at, fault, ...rest }: Exchange, language: Language) {
  return { ...rest, at: at.toISOString(), fault: faultView(fault, language) }
}

function faultView(reason: ProblemReason | null, language: Language) {
  return reason === null ? null : { code: reason.code, detail: describeReason(reason, language) }
}

function foreignView(row: Awaited<ReturnType<typeof readForeignEntry>>) {
  const { shareAttribute } = row.fields
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    territory: row.territory_code,
    provider: row.provider_name,
    state: row.state,
    version: row.version,
    shareAttribute: typeof shareAttribute === 'string' ? shareAttribute : null,
    publishedAt: row.published_at.toISOString(),
    origin: {
      link: row.link_id,
      platform: row.platform,
      askAt: row.base_url,
      receipt: row.receipt,
      toldIn: row.told_in,
      heardAt: row.heard_at.toISOString(),
    },
  }
}

function grantView(row: Selectable<ForeignGrantTable>) {
  return {
    id: row.id,
    entry: { id: row.entry_id, code: row.entry_code, name: row.entry_name },
    applicant: { name: row.applicant_name, territory: row.applicant_territory_code },
    status: row.status,
    ...(row.terms as object),
    until: row.valid_until,
    issuedAt: row.issued_at.toISOString(),
    receipt: row.receipt,
    toldIn: row.told_in,
  }
}
