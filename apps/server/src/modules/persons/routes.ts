import { Readable } from 'node:stream'
import { z } from 'zod'
import { writeCsv } from '@fadu/tables'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, civilDay, ground, id, pageOf, pageQuery, problems } from '../../platform/http/schemas.ts'
import { datasetCode } from '../aggregate/index.ts'
import { organizationResource, person } from '../org/index.ts'
import type { OwnRecord } from './disclosures.ts'
import type { PersonService } from './service.ts'

const named = z.object({ id, name: z.string() })
const coded = z.object({ code: z.string(), name: z.string() })
const identifier = z.enum(['residentId', 'creditCode'])
const value = z.string().min(1).max(200).meta({
  description: 'The number that the provider proved; compared, never kept',
})
const disclosure = z
  .object({
    id,
    case: id,
    dataset: coded,
    provider: named,
    item: coded.meta({ description: 'The identifier whose value opens it' }),
    disclosedAt: z.string(),
    validUntil: civilDay.meta({ description: 'The last day on which it is read' }),
    state: z.enum(['open', 'ended']),
    proof: z
      .object({ identifier, until: civilDay })
      .nullable()
      .meta({ description: 'Until when the number also opens who asked for the own data' }),
  })
  .meta({ id: 'Disclosure' })
const ownRecord = z
  .object({
    dataset: z.string(),
    items: z.array(coded.extend({ type: z.string() })),
    rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))),
    receipt: id,
    grounds: z.array(ground),
  })
  .meta({ id: 'OwnRecord' })
const toldAccess = z
  .object({
    receipt: id,
    at: z.string(),
    action: z.string(),
    dataset: coded.nullable().meta({ description: 'Null where the evidence about the person was read' }),
    by: z
      .object({
        organization: named.nullable(),
        application: z.string().nullable(),
        purpose: z.string().nullable(),
        matter: z.string().nullable(),
        items: z.array(coded),
        self: z.boolean().meta({ description: 'Whether the person asked' }),
      })
      .nullable()
      .meta({ description: 'Null while a rule delays telling who asked and what for' }),
  })
  .meta({ id: 'ToldAccess' })
const params = z.strictObject({ id })

/** What a person may know of the own data. Nobody else is let in, whatever the role. */
export function personRoutes(app: App, { persons }: { readonly persons: PersonService }): void {
  app.get(
    '/api/v1/persons/self/disclosures',
    {
      config: { action: 'record.list' },
      schema: {
        tags: ['own data'],
        summary: 'What was disclosed to the person who asks: dataset, provider, until when; no value',
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(disclosure), ...problems },
      },
    },
    async (request) => {
      const me = person(request)
      await request.desk.authorize('record.list', organizationResource(me.organization))
      return (await persons.list(me.id, request.query)) as never
    },
  )

  app.post(
    '/api/v1/persons/self/disclosures/:id/rows',
    {
      config: { action: 'record.read' },
      schema: {
        tags: ['own data'],
        summary:
          'The current rows about the person in clear, on the number that was proven; recorded before they are sent',
        params,
        body: z.strictObject({ value }),
        response: { 200: ownRecord, ...problems },
      },
    },
    async (request, reply) => {
      request.desk.note()
      void reply.header('cache-control', 'no-store')
      const reading = { disclosure: request.params.id, value: request.body.value, as: 'view' as const }
      return (await persons.read(person(request), reading)) as never
    },
  )

  app.post(
    '/api/v1/persons/self/disclosures/:id/file',
    {
      config: { action: 'record.read' },
      schema: {
        tags: ['own data'],
        summary: 'The same to take along; recorded before it is sent',
        produces: ['text/csv', 'application/json'],
        params,
        body: z.strictObject({ value, format: z.enum(['csv', 'json']) }),
      },
    },
    async (request, reply) => {
      request.desk.note()
      const { value, format } = request.body
      const own = await persons.read(person(request), { disclosure: request.params.id, value, as: format })
      return reply
        .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
        .header('content-disposition', `attachment; filename="${own.dataset}.${format}"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(format === 'csv' ? csvOf(own) : [JSON.stringify(own, null, 2)]))
    },
  )

  app.post(
    '/api/v1/persons/self/accesses',
    {
      config: { action: 'access.readOwn' },
      schema: {
        tags: ['own data'],
        summary:
          'Who asked for the data of the person who asks, when, for which purpose and matter, and which items; the reading is recorded, the number is not',
        body: z.strictObject({
          identifier,
          value,
          dataset: datasetCode.optional(),
          own: z.boolean().default(false).meta({ description: 'Also what the person read' }),
          limit: z.int().min(1).max(200).default(50),
          cursor: pageQuery.cursor,
        }),
        response: { 200: z.object({ result: pageOf(toldAccess), act: actReceipt }), ...problems },
      },
    },
    async (request, reply) => {
      void reply.header('cache-control', 'no-store')
      return (await request.desk.perform(persons.accesses(person(request), request.body))) as never
    },
  )
}

/** For a spreadsheet program: nothing in it runs there. */
function csvOf({ items, rows }: OwnRecord): AsyncIterable<Uint8Array> {
  const body = rows.map((row) => items.map(({ code }) => String(row[code] ?? '')))
  return writeCsv([items.map((item) => item.name), ...body], { bom: true })
}
