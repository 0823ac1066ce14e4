import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, civilDay, id, line, pageOf, pageQuery, problems } from '../../platform/http/schemas.ts'
import { platformResource } from '../../platform/law/gate.ts'
import { person } from '../org/index.ts'
import type { Holds } from './holds.ts'
import { retentionKinds } from './register.ts'
import type { RetentionService } from './service.ts'

const kind = z.enum(retentionKinds)

const term = z
  .object({
    kind,
    tables: z.array(z.string()),
    days: z.number().int().meta({ description: 'Kept at least so many days' }),
    cites: z.array(z.string()).meta({ description: 'Clauses that set the term' }),
    reading: z.string().nullable().meta({ description: 'How the text was read, in Chinese' }),
    dueBefore: civilDay.meta({ description: 'What is of an earlier day is over its term' }),
  })
  .meta({ id: 'RetentionTerm' })

const scope = z.enum(['dataset', 'grant', 'organization', 'platform'])

const account = z.object({ id, name: z.string() })

const hold = z
  .object({
    id,
    scope,
    of: id.nullable().meta({ description: 'What is held; null for everything' }),
    name: z
      .string()
      .nullable()
      .meta({ description: 'Code of a dataset, of a grant with whom it was given to, name of an organisation' }),
    reason: z.string(),
    matter: z.string(),
    placedBy: account,
    placedAt: z.string(),
    liftedBy: account.nullable(),
    liftedAt: z.string().nullable(),
  })
  .meta({ id: 'RetentionHold' })

const order = z
  .object({
    id,
    kind,
    before: civilDay.meta({ description: 'What is of an earlier day is removed' }),
    days: z.number().int().meta({ description: 'The term, as it was when it was asked for' }),
    state: z.enum(['asked', 'agreed', 'ended']),
    askedBy: account,
    askedAt: z.string(),
    agreedBy: account.nullable(),
    agreedAt: z.string().nullable(),
    endedAt: z.string().nullable(),
    through: civilDay.nullable().meta({ description: 'Day up to which it was carried out' }),
  })
  .meta({ id: 'RetentionOrder' })

const due = z
  .object({
    kind,
    before: civilDay,
    oldest: civilDay.nullable().meta({ description: 'Oldest day of which something is there' }),
    records: z.array(
      z.object({
        table: z.string(),
        n: z.number().int().meta({ description: 'Rows of a day before; signatures of calls that broke off stay' }),
        held: z
          .number()
          .int()
          .nullable()
          .meta({ description: 'Of these held; null where it shows only when they are removed' }),
        more: z.boolean().meta({ description: 'There are more, which were not counted' }),
      }),
    ),
    held: z
      .array(
        z.object({
          scope,
          id: id.nullable(),
          name: z.string().nullable(),
          by: z.enum(['act', 'case']).meta({ description: 'Held by an act, or since a case about it is open' }),
        }),
      )
      .meta({ description: 'What keeps some of it back; of more than a hundred the first' }),
  })
  .meta({ id: 'RetentionDue' })

const removal = z
  .object({
    entry: id.meta({ description: 'Entry of the log' }),
    action: z.string(),
    at: z.string(),
    outcome: z.enum(['done', 'refused']),
    reason: z.string().nullable().meta({ description: 'Code of why a day was left, or the order ended early' }),
    day: civilDay.nullable(),
    removed: z.array(z.object({ table: z.string(), n: z.number().int() })),
    held: z.number().int().meta({ description: 'Datasets, grants and organisations that were held of it' }),
    faults: z.number().int().meta({ description: 'Records that are not as the log says; the day was left' }),
  })
  .meta({ id: 'RetentionRemoval' })

const performed = <T extends z.ZodType>(result: T) => z.object({ result, act: actReceipt })

export function retentionRoutes(
  app: App,
  { retention, holds }: { readonly retention: RetentionService; readonly holds: Holds },
): void {
  app.get(
    '/api/v1/retention',
    {
      config: { action: 'retention.read' },
      schema: {
        tags: ['evidence'],
        summary: 'What is kept for how long, on which clause, and what is held beyond it by an act',
        response: { 200: z.object({ terms: z.array(term), holds: z.array(hold) }), ...problems },
      },
    },
    async (request) => {
      await request.desk.authorize('retention.read', platformResource)
      return { terms: retention.terms(), holds: await holds.standing() } as never
    },
  )

  app.get(
    '/api/v1/retention/due',
    {
      config: { action: 'retention.read' },
      schema: {
        tags: ['evidence'],
        summary: 'What an order would remove, what would stay since it is held, and the oldest day that is there',
        querystring: z.strictObject({
          kind,
          before: civilDay.optional().meta({ description: 'What is of an earlier day; all that is due when not said' }),
        }),
        response: { 200: due, ...problems },
      },
    },
    async (request) => {
      await request.desk.authorize('retention.read', platformResource)
      return retention.due(request.query.kind, request.query.before) as never
    },
  )

  app.get(
    '/api/v1/retention/orders',
    {
      config: { action: 'retention.read' },
      schema: {
        tags: ['evidence'],
        summary: 'Orders to remove what is over its term, newest first',
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(order), ...problems },
      },
    },
    async (request) => {
      await request.desk.authorize('retention.read', platformResource)
      const { limit, cursor } = request.query
      return retention.orders({ limit, cursor }) as never
    },
  )

  app.post(
    '/api/v1/retention/orders',
    {
      config: { action: 'retention.order' },
      schema: {
        tags: ['evidence'],
        summary: 'Ask that what is over its term be removed; another administrator agrees',
        body: z.strictObject({
          kind,
          before: civilDay.optional().meta({ description: 'What is of an earlier day; all that is due when not said' }),
        }),
        response: { 201: performed(order), ...problems },
      },
    },
    async (request, reply) => {
      const act = retention.order(person(request), request.body.kind, request.body.before)
      return reply.code(201).send((await request.desk.perform(act)) as never)
    },
  )

  app.post(
    '/api/v1/retention/orders/:id/approval',
    {
      config: { action: 'retention.agree' },
      schema: {
        tags: ['evidence'],
        summary: 'Agree to an order that another administrator asked for; it is then carried out day by day',
        params: z.strictObject({ id }),
        response: { 200: performed(order), ...problems },
      },
    },
    async (request) => (await request.desk.perform(retention.agree(person(request), request.params.id))) as never,
  )

  app.get(
    '/api/v1/retention/orders/:id/removals',
    {
      config: { action: 'retention.read' },
      schema: {
        tags: ['evidence'],
        summary: 'What the log says of an order: each day or part that was removed or left, and its end, newest first',
        params: z.strictObject({ id }),
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(removal), ...problems },
      },
    },
    async (request) => {
      await request.desk.authorize('retention.read', platformResource)
      const { limit, cursor } = request.query
      return retention.removals(request.params.id, { limit, cursor }) as never
    },
  )

  app.post(
    '/api/v1/retention/holds',
    {
      config: { action: 'retention.hold' },
      schema: {
        tags: ['evidence'],
        summary: 'Hold records beyond their term, since an investigation or a dispute needs them',
        body: z.strictObject({
          scope,
          id: id.optional(),
          code: line(100).optional().meta({ description: 'Of a dataset or an organisation, in place of its id' }),
          reason: line(500),
          matter: line(100),
        }),
        response: { 201: performed(hold), ...problems },
      },
    },
    async (request, reply) =>
      reply.code(201).send((await request.desk.perform(holds.place(person(request), request.body))) as never),
  )

  app.post(
    '/api/v1/retention/holds/:id/end',
    {
      config: { action: 'retention.lift' },
      schema: {
        tags: ['evidence'],
        summary: 'Lift a hold; what it held is removed only by an order that two persons agree to',
        params: z.strictObject({ id }),
        response: { 200: performed(hold), ...problems },
      },
    },
    async (request) => (await request.desk.perform(holds.lift(person(request), request.params.id))) as never,
  )
}
