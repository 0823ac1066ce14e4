import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, id, pageOf, pageQuery, problems } from '../../platform/http/schemas.ts'
import { describeReason, type Language } from '../../platform/problem/index.ts'
import { datasetCode, type AggregateService } from '../aggregate/index.ts'
import { person } from '../org/index.ts'
import { sourcePlace } from './place.ts'
import type { SourceInput, SourceService } from './service.ts'
import type { DataSource, Pull } from './sources.ts'

const schedule = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('minutes'), minutes: z.number().int().min(5).max(44_640) }),
  z.strictObject({
    every: z.literal('day'),
    at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day written HH:MM, Asia/Shanghai'),
  }),
])
const mode = z.enum(['append', 'upsert', 'snapshot'])
const state = z.enum(['active', 'paused', 'ended'])
const version = z.number().int().min(1)
const input = z.strictObject({ source: sourcePlace, mode, schedule })
const saved = z.object({ result: z.object({ id, version: z.number().int() }), act: actReceipt })
const source = z
  .object({
    id,
    dataset: z.string(),
    kind: z.enum(['postgresql', 'mysql', 's3', 'sftp']),
    place: z.record(z.string(), z.unknown()).meta({ description: 'Where it is; what opens it is never answered' }),
    mode,
    schedule,
    state,
    version: z.number().int(),
    nextPullAt: z.string().nullable(),
  })
  .meta({ id: 'DataSource' })
const pull = z
  .object({
    id,
    startedAt: z.string(),
    finishedAt: z.string().nullable(),
    state: z.enum(['running', 'done', 'failed']),
    batches: z.array(z.number().int()),
    problem: z.object({ code: z.string(), detail: z.string() }).nullable(),
  })
  .meta({ id: 'SourcePull' })

/** Sources that the platform fetches by schedule. */
export function sourceRoutes(
  app: App,
  deps: { readonly sources: SourceService; readonly aggregate: Pick<AggregateService, 'find'> },
): void {
  const { sources, aggregate } = deps

  app.get(
    '/api/v1/datasets/:code/sources',
    {
      config: { action: 'dataSource.read' },
      schema: {
        tags: ['datasets'],
        summary: 'Where the rows of a dataset are fetched from',
        params: z.strictObject({ code: datasetCode }),
        response: { 200: z.object({ items: z.array(source) }), ...problems },
      },
    },
    async (request) => {
      const { dataset, facts } = await aggregate.find(request.params.code)
      await request.desk.authorize('dataSource.read', facts.resource, facts.context)
      return { items: (await sources.ofDataset(dataset.id)).map(sourceView) }
    },
  )

  app.post(
    '/api/v1/datasets/:code/sources',
    {
      config: { action: 'dataSource.set' },
      schema: {
        tags: ['datasets'],
        summary: 'Have the rows of a dataset fetched by schedule, under the right of whoever registers it',
        params: z.strictObject({ code: datasetCode }),
        body: input,
        response: { 201: saved, ...problems },
      },
    },
    async (request, reply) => {
      const act = sources.register(person(request), request.params.code, inputOf(request.body))
      return reply.code(201).send((await request.desk.perform(act)) as never)
    },
  )

  app.put(
    '/api/v1/data-sources/:id',
    {
      config: { action: 'dataSource.set' },
      schema: {
        tags: ['datasets'],
        summary: 'Enter place, secret, mode and schedule of a source anew',
        params: z.strictObject({ id }),
        body: input.extend({ version }),
        response: { 200: saved, ...problems },
      },
    },
    async (request) => {
      const { version: given, ...rest } = request.body
      return request.desk.perform(sources.amend(person(request), request.params.id, given, inputOf(rest))) as never
    },
  )

  app.post(
    '/api/v1/data-sources/:id/state',
    {
      config: { action: 'dataSource.set' },
      schema: {
        tags: ['datasets'],
        summary: 'Pause a source, take it up again, or end it for good; an ended one forgets what opens it',
        params: z.strictObject({ id }),
        body: z.strictObject({ version, state }),
        response: { 200: saved, ...problems },
      },
    },
    async (request) =>
      request.desk.perform(sources.move(request.params.id, request.body.version, request.body.state)) as never,
  )

  app.post(
    '/api/v1/data-sources/:id/pulls',
    {
      config: { action: 'dataSource.set' },
      schema: {
        tags: ['datasets'],
        summary: 'Fetch a source as soon as a process is free',
        params: z.strictObject({ id }),
        response: { 202: z.object({ result: z.object({ id }), act: actReceipt }), ...problems },
      },
    },
    async (request, reply) =>
      reply.code(202).send((await request.desk.perform(sources.pullNow(request.params.id))) as never),
  )

  app.get(
    '/api/v1/data-sources/:id/pulls',
    {
      config: { action: 'dataSource.read' },
      schema: {
        tags: ['datasets'],
        summary: 'What became of each fetching, newest first',
        params: z.strictObject({ id }),
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(pull), ...problems },
      },
    },
    async (request) => {
      const { facts } = await sources.find(request.params.id)
      await request.desk.authorize('dataSource.read', facts.resource, facts.context)
      const { limit, cursor } = request.query
      const page = await sources.pulls(request.params.id, limit, cursor)
      return { ...page, items: page.items.map((p) => pullView(p, request.language)) } as never
    },
  )
}

function inputOf(body: z.infer<typeof input>): SourceInput {
  return { ...body.source, mode: body.mode, schedule: body.schedule }
}

function sourceView({ account: _, nextPullAt, dataset, ...rest }: DataSource) {
  return { ...rest, dataset: dataset.code, nextPullAt: nextPullAt?.toISOString() ?? null }
}

function pullView({ startedAt, finishedAt, problem, ...rest }: Pull, language: Language) {
  return {
    ...rest,
    startedAt: startedAt.toISOString(),
    finishedAt: finishedAt?.toISOString() ?? null,
    problem: problem === null ? null : { code: problem.code, detail: describeReason(problem, language) },
  }
}
