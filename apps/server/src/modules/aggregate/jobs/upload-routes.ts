import { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Db } from '../../../platform/db/open-database.ts'
import type { App } from '../../../platform/http/http-types.ts'
import { decodeCursor, toPage } from '../../../platform/http/page.ts'
import { actReceipt, id, line, pageOf, pageQuery, problems } from '../../../platform/http/schemas.ts'
import { Problem, type Language } from '../../../platform/problem/index.ts'
import { batchOptionFields, keyColumns, toBatchOptions } from '../batch-options.ts'
import { datasetParams, job, rowFault } from '../schemas.ts'
import type { AggregateService } from '../service.ts'
import { pageOfJobs, readJob } from './job-queries.ts'
import { endStates, toJobView } from './job-view.ts'
import type { JobRunner } from './runner.ts'
import { uploadLimits, type DeclaredHash, type Uploads } from './uploads.ts'

const bytesType = 'application/offset+octet-stream'
const params = z.strictObject({ id })
const begun = z.object({ id, dataset: z.string() })
const changed = z.object({ result: begun, act: actReceipt })
const hash = z
  .discriminatedUnion('algorithm', [
    z.strictObject({ algorithm: z.literal('sm3'), value: z.string().regex(/^[0-9a-f]{64}$/) }),
    z.strictObject({ algorithm: z.literal('sha-256'), value: z.string().regex(/^[0-9a-f]{64}$/) }),
  ])
  .meta({ description: 'Of the whole content; what does not have it is not stored' })
const followEveryMs = 400
const aliveEveryMs = 15_000

/** Uploads that can be taken up again where they broke off: the core of the tus 1.0 protocol, under the platform's own rules. */
export function uploadRoutes(
  app: App,
  deps: {
    readonly db: Db
    readonly aggregate: AggregateService
    readonly uploads: Uploads
    readonly runner: JobRunner
  },
): void {
  const { db, aggregate, uploads, runner } = deps
  let isClosing = false
  app.addContentTypeParser(bytesType, (_request, payload, done) => done(null, payload))
  app.addHook('onReady', async () => {
    await uploads.receiveWhole()
    runner.start((incident, error) =>
      app.log.error({ incident, fault: error instanceof Error ? error.name : 'unknown' }, 'aggregation job failed'),
    )
  })
  app.addHook('preClose', (done) => {
    isClosing = true
    done()
  })
  app.addHook('onClose', () => runner.stop())

  app.post(
    '/api/v1/datasets/:code/uploads',
    {
      config: { action: 'upload.begin' },
      schema: {
        tags: ['datasets'],
        summary: 'Begin the upload of a file; its bytes follow in parts, and with the last one the job begins',
        params: datasetParams,
        body: z.strictObject({
          fileName: line(200),
          bytes: z.number().int().min(1).max(uploadLimits.bytes),
          hash: hash.optional(),
          ...batchOptionFields,
        }),
        response: { 201: changed, ...problems },
      },
    },
    async (request, reply) => {
      const { code } = request.params
      const { fileName, bytes, hash: declared, ...given } = request.body
      const options = toBatchOptions(given)
      const { dataset, facts } = await aggregate.find(code)
      await request.desk.authorize('dataset.aggregate', facts.resource, facts.context)
      if (options.mode !== 'append') keyColumns(dataset.layout, options.key)
      const { principal } = request.desk
      const hashed = declared === undefined ? {} : { hash: declared as DeclaredHash }
      const done = await request.desk.perform(uploads.begin(principal, code, { fileName, bytes, options, ...hashed }))
      const location = `/api/v1/uploads/${done.result.id}`
      return await reply
        .code(201)
        .header('location', location)
        .header('upload-offset', '0')
        .send(done as never)
    },
  )

  app.head(
    '/api/v1/uploads/:id',
    { config: { action: 'upload.read' }, schema: { hide: true, params } },
    async (request, reply) => {
      const { job: row, found } = await uploads.find(request.params.id)
      await request.desk.authorize('upload.read', found.facts.resource, found.facts.context)
      return offsetHeaders(reply, await uploads.offset(row), row.declared_bytes)
        .code(200)
        .send()
    },
  )

  app.patch(
    '/api/v1/uploads/:id',
    {
      config: { action: 'dataset.aggregate' },
      schema: {
        tags: ['datasets'],
        summary: 'Send bytes of an upload from Upload-Offset on; what is acknowledged is on disk',
        consumes: [bytesType],
        params,
        headers: z.looseObject({ 'upload-offset': z.coerce.number().int().min(0) }),
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { job: row, found } = await uploads.find(request.params.id)
      await request.desk.authorize('dataset.aggregate', found.facts.resource, found.facts.context)
      const offset = Number(request.headers['upload-offset'])
      try {
        const reached = await uploads.append(row, offset, bytesOf(request))
        return await offsetHeaders(reply, reached, row.declared_bytes).code(204).send()
      } catch (error) {
        if (error instanceof Problem && error.reason.code === 'UPLOAD_OFFSET') {
          offsetHeaders(reply, error.reason.offset, row.declared_bytes)
        }
        throw error
      }
    },
  )

  app.get(
    '/api/v1/uploads/:id',
    {
      config: { action: 'upload.read' },
      schema: {
        tags: ['datasets'],
        summary: 'An upload and its job: state, bytes, rows, pace, and why it was refused',
        params,
        response: { 200: job, ...problems },
      },
    },
    async (request) => {
      const { job: row, found } = await uploads.find(request.params.id)
      await request.desk.authorize('upload.read', found.facts.resource, found.facts.context)
      return toJobView(row, request.language) as never
    },
  )

  app.get(
    '/api/v1/uploads/:id/events',
    {
      config: { action: 'upload.read' },
      schema: {
        tags: ['datasets'],
        summary: 'The same as server-sent events, until the job ends; Last-Event-ID leaves out what was seen',
        produces: ['text/event-stream'],
        params,
        headers: z.looseObject({ 'last-event-id': z.coerce.number().int().optional() }),
      },
    },
    async (request, reply) => {
      const { found } = await uploads.find(request.params.id)
      await request.desk.authorize('upload.read', found.facts.resource, found.facts.context)
      const seen = Number(request.headers['last-event-id'] ?? 0)
      const events = follow(db, request.params.id, seen, request.language, () => isClosing)
      return reply
        .type('text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(Readable.from(events))
    },
  )

  app.get(
    '/api/v1/uploads/:id/report',
    {
      config: { action: 'upload.read' },
      schema: {
        tags: ['datasets'],
        summary: 'Why the rows of a refused job did not pass: line, item and reason, never the value',
        params,
        querystring: z.strictObject({
          limit: z.coerce.number().int().min(1).max(1000).default(100),
          after: z.coerce.number().int().min(0).default(0),
        }),
        response: {
          200: z.object({ items: z.array(z.object({ line: z.number(), faults: z.array(rowFault) })) }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { job: row, found } = await uploads.find(request.params.id)
      await request.desk.authorize('upload.read', found.facts.resource, found.facts.context)
      const { limit, after } = request.query
      const items = await db
        .selectFrom('aggregation_job_fault')
        .select(['line', 'faults'])
        .where('job_id', '=', row.id)
        .where('line', '>', after)
        .orderBy('line')
        .limit(limit)
        .execute()
      return { items } as never
    },
  )

  app.delete(
    '/api/v1/uploads/:id',
    {
      config: { action: 'upload.cancel' },
      schema: {
        tags: ['datasets'],
        summary: 'Cancel an upload or its job; nothing of it is stored',
        params,
        response: { 200: changed, ...problems },
      },
    },
    async (request) => {
      const done = await request.desk.perform(uploads.cancel(request.params.id))
      runner.abort(request.params.id)
      await uploads.discard(request.params.id)
      return done as never
    },
  )

  app.post(
    '/api/v1/uploads/:id/repeat',
    {
      config: { action: 'upload.repeat' },
      schema: {
        tags: ['datasets'],
        summary: 'Do a job again that failed for a reason outside its file',
        params,
        response: { 200: changed, ...problems },
      },
    },
    async (request) => {
      const { found } = await uploads.find(request.params.id)
      await request.desk.authorize('dataset.aggregate', found.facts.resource, found.facts.context)
      const done = await request.desk.perform(uploads.repeat(request.params.id))
      runner.wake()
      return done as never
    },
  )

  app.get(
    '/api/v1/datasets/:code/uploads',
    {
      config: { action: 'upload.read' },
      schema: {
        tags: ['datasets'],
        summary: 'Uploads into a dataset and their jobs, latest first',
        params: datasetParams,
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(job), ...problems },
      },
    },
    async (request) => {
      const { dataset, facts } = await aggregate.find(request.params.code)
      await request.desk.authorize('upload.read', facts.resource, facts.context)
      const { limit, cursor } = request.query
      const before = cursor === undefined ? {} : { before: decodeCursor(cursor, ['id'])[0]! }
      const rows = await pageOfJobs(db, dataset.id, { limit: limit + 1, ...before })
      return toPage(
        rows,
        limit,
        (row) => [row.id],
        (row) => toJobView(row, request.language),
      ) as never
    },
  )
}

function offsetHeaders(reply: FastifyReply, offset: number, length: number): FastifyReply {
  return reply
    .header('upload-offset', String(offset))
    .header('upload-length', String(length))
    .header('cache-control', 'no-store')
}

function bytesOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  if (request.body instanceof Readable) return request.body
  throw new Problem({ code: 'REQUEST_MEDIA_TYPE', accepted: bytesType })
}

/** Each change of a job as an event whose id is its version; a comment now and then keeps the connection alive. */
async function* follow(
  db: Db,
  jobId: string,
  seen: number,
  language: Language,
  isClosing: () => boolean,
): AsyncIterable<string> {
  let last = seen
  let spoke = performance.now()
  while (!isClosing()) {
    const view = toJobView(await readJob(db, jobId), language)
    if (view.version > last) {
      last = view.version
      spoke = performance.now()
      yield `id: ${view.version}\nevent: job\ndata: ${JSON.stringify(view)}\n\n`
    } else if (performance.now() - spoke > aliveEveryMs) {
      spoke = performance.now()
      yield ': alive\n\n'
    }
    if (endStates.has(view.state)) return
    await pause(followEveryMs)
  }
}
