import { Readable } from 'node:stream'
import { z } from 'zod'
import type { FastifyRequest } from 'fastify'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, ground, id, pageOf, pageQuery, problems } from '../../platform/http/schemas.ts'
import { column } from '../../platform/release/layout.ts'
import { batchOptionFields, toBatchOptions } from './batch-options.ts'
import { givenRow, rowsAsCsv } from './given-rows.ts'
import { batch, datasetParams as params, rowFault } from './schemas.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { Release } from '../../platform/release/release.ts'
import type { AggregateService } from './service.ts'

/** What a file may be sent as; what it is is found from its content. */
const fileTypes = [
  'text/csv',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/x-ndjson',
  'application/vnd.apache.parquet',
  'application/octet-stream',
] as const
const previewRows = 20
const mostPushedRows = 5_000
const mostPushedBytes = 16 * 1024 * 1024

export function aggregateRoutes(
  app: App,
  deps: { readonly aggregate: AggregateService; readonly release: Release },
): void {
  const { aggregate, release } = deps

  // Files are read as streams; they never stand in memory whole.
  const unknown = fileTypes.filter((type) => !app.hasContentTypeParser(type))
  app.addContentTypeParser(unknown, (_request, payload, done) => done(null, payload))

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
        standing: facts.context!,
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
        summary: 'Aggregate a file into the dataset: CSV, XLSX, JSON Lines or Parquet',
        consumes: [...fileTypes],
        params,
        querystring: z.strictObject({
          fileName: z.string().min(1).max(200).default('upload.csv'),
          ...batchOptionFields,
        }),
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
      const { fileName, ...given } = request.query
      const options = toBatchOptions(given)
      const prepared = await aggregate.prepare(dataset, fileOf(request), { options })
      try {
        const { principal: sender } = request.desk
        const done = await request.desk.perform(aggregate.store(code, { ...prepared, fileName, options, sender }))
        return await reply.code(done.result.repeated ? 200 : 201).send(done as never)
      } finally {
        await prepared.batch.discard()
      }
    },
  )

  app.get(
    '/api/v1/datasets/:code/batches',
    {
      config: { action: 'dataset.inspect' },
      schema: {
        tags: ['datasets'],
        summary: 'All batches of a dataset, latest first: what each changed, who sent it, its receipt',
        params,
        querystring: z.strictObject(pageQuery),
        response: { 200: pageOf(batch.extend({ receipt: z.string().nullable() })), ...problems },
      },
    },
    async (request) => {
      const { dataset, facts } = await aggregate.find(request.params.code)
      await request.desk.authorize('dataset.inspect', facts.resource, facts.context)
      return (await aggregate.history(dataset.id, request.query)) as never
    },
  )

  const { format: _file, ...pushOptions } = batchOptionFields
  const pushed = z.object({
    result: batch.extend({
      rejected: z
        .array(z.object({ row: z.number().int(), line: z.number().int(), faults: z.array(rowFault) }))
        .meta({ description: 'Rows that are in quarantine, by their place in the request, from 0' }),
    }),
    act: actReceipt,
  })
  app.post(
    '/api/v1/datasets/:code/rows',
    {
      config: { action: 'dataset.aggregate' },
      bodyLimit: mostPushedBytes,
      schema: {
        tags: ['datasets'],
        summary: 'Push rows into the dataset, from an account or an application of its provider: one batch in one act',
        params,
        body: z.strictObject({ rows: z.array(givenRow).min(1).max(mostPushedRows), ...pushOptions }),
        response: { 201: pushed, 200: pushed, ...problems },
      },
    },
    async (request, reply) => {
      const { code } = request.params
      const { dataset, facts } = await aggregate.find(code)
      await request.desk.authorize('dataset.aggregate', facts.resource, facts.context)
      const { rows, ...given } = request.body
      const options = toBatchOptions({ ...given, format: 'csv' })
      const { bytes, lines } = rowsAsCsv(dataset.layout, rows)
      const prepared = await aggregate.prepare(dataset, Readable.from([bytes]), { options })
      try {
        const { principal: sender } = request.desk
        const done = await request.desk.perform(
          aggregate.store(code, { ...prepared, fileName: 'rows.json', options, sender }),
        )
        const rejected = await aggregate.rejected(done.result.id, lines)
        const answer = { ...done, result: { ...done.result, rejected } }
        return await reply.code(done.result.repeated ? 200 : 201).send(answer as never)
      } finally {
        await prepared.batch.discard()
      }
    },
  )
}

function fileOf(request: FastifyRequest): AsyncIterable<Uint8Array> {
  if (request.body instanceof Readable) return request.body
  throw new Problem({ code: 'REQUEST_MEDIA_TYPE', accepted: fileTypes.join(', ') })
}
