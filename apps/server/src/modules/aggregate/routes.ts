import { Readable } from 'node:stream'
import { z } from 'zod'
import type { FastifyRequest } from 'fastify'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, ground, id, problems } from '../../platform/http/schemas.ts'
import { column } from '../../platform/release/layout.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { Release } from '../../platform/release/release.ts'
import type { AggregateService } from './service.ts'

export const datasetCode = z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,60}$/, 'expected the code of a catalog entry')
const batch = z
  .object({
    id,
    number: z.number().int(),
    fileName: z.string(),
    received: z.number().int(),
    stored: z.number().int(),
    quarantined: z.number().int(),
    contentHash: z.string(),
    at: z.string(),
    repeated: z.boolean(),
  })
  .meta({ id: 'Batch' })
const params = z.strictObject({ code: datasetCode })
const previewRows = 20

export function aggregateRoutes(
  app: App,
  deps: { readonly aggregate: AggregateService; readonly release: Release },
): void {
  const { aggregate, release } = deps

  // Files are read as streams; they never stand in memory whole.
  app.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload))

  app.get(
    '/api/v1/datasets/:code',
    {
      config: { action: 'dataset.inspect' },
      schema: {
        tags: ['datasets'],
        summary: 'Structure and batches of a dataset',
        params,
        response: {
          200: z.object({
            code: z.string(),
            entry: id,
            name: z.string(),
            rows: z.number(),
            layout: z.array(column),
            batches: z.array(batch),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { dataset, entry, facts } = await aggregate.find(request.params.code)
      await request.desk.authorize('dataset.inspect', facts.resource, facts.context)
      return {
        code: dataset.code,
        entry: entry.id,
        name: entry.name,
        rows: dataset.rowCount,
        layout: dataset.layout,
        batches: await aggregate.batches(dataset.id),
      } as never
    },
  )

  app.get(
    '/api/v1/datasets/:code/preview',
    {
      config: { action: 'dataset.preview' },
      schema: {
        tags: ['datasets'],
        summary: 'A few rows, masked by grade; recorded before they are sent',
        params,
        response: {
          200: z.object({ rows: z.array(z.record(z.string(), z.unknown())), receipt: id, grounds: z.array(ground) }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { dataset, facts } = await aggregate.find(request.params.code)
      request.desk.note()
      return release({
        principal: request.desk.principal,
        action: 'dataset.preview',
        resource: facts.resource,
        context: facts.context!,
        dataset,
        fields: dataset.layout.map((c) => c.code),
        selection: { kind: 'first', limit: previewRows },
        detail: {},
      }) as never
    },
  )

  app.post(
    '/api/v1/datasets/:code/batches',
    {
      config: { action: 'dataset.aggregate' },
      schema: {
        tags: ['datasets'],
        summary: 'Aggregate a CSV file (UTF-8, header row) into the dataset',
        consumes: ['text/csv'],
        params,
        querystring: z.strictObject({ fileName: z.string().min(1).max(200).default('upload.csv') }),
        response: {
          201: z.object({ result: batch, act: actReceipt }),
          200: z.object({ result: batch, act: actReceipt }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { code } = request.params
      const { dataset, facts } = await aggregate.find(code)
      // Decided before a byte of the file is read, and again when it is stored: facts may change meanwhile.
      await request.desk.authorize('dataset.aggregate', facts.resource, facts.context)
      const prepared = await aggregate.prepare(dataset, fileOf(request))
      try {
        const done = await request.desk.perform(
          aggregate.store(code, { ...prepared, fileName: request.query.fileName }),
        )
        return await reply.code(done.result.repeated ? 200 : 201).send(done as never)
      } finally {
        await prepared.batch.discard()
      }
    },
  )

  app.get(
    '/api/v1/datasets/:code/batches/:number/quarantine',
    {
      config: { action: 'dataset.aggregate' },
      schema: {
        tags: ['datasets'],
        summary: 'Rows that did not pass: line, item and reason, never the value',
        params: params.extend({ number: z.coerce.number().int().min(1) }),
        querystring: z.strictObject({ limit: z.coerce.number().int().min(1).max(1000).default(100) }),
        response: {
          200: z.object({
            items: z.array(
              z.object({
                line: z.number(),
                faults: z.array(z.object({ item: z.string(), fault: z.string(), why: z.string().optional() })),
              }),
            ),
          }),
          ...problems,
        },
      },
    },
    async (request) => {
      const { dataset, facts } = await aggregate.find(request.params.code)
      await request.desk.authorize('dataset.aggregate', facts.resource, facts.context)
      return { items: await aggregate.quarantine(dataset.id, request.params.number, request.query.limit) } as never
    },
  )
}

function fileOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  if (request.body instanceof Readable) return request.body
  throw new Problem({ code: 'REQUEST_MEDIA_TYPE', accepted: 'text/csv' })
}
