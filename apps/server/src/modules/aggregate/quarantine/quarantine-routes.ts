import { Readable } from 'node:stream'
import { z } from 'zod'
import type { App } from '../../../platform/http/http-types.ts'
import { actReceipt, problems } from '../../../platform/http/schemas.ts'
import { plainAppend, type BatchOptions } from '../batch-options.ts'
import { givenRow, rowsAsCsv } from '../given-rows.ts'
import { batch, batchParams, rowFault } from '../schemas.ts'
import type { AggregateService } from '../service.ts'
import { quarantineCsv, type Quarantine } from './quarantine.ts'

const values = z
  .enum(['none', 'masked', 'full'])
  .default('none')
  .meta({ description: 'masked as in a preview; full for the steward who corrects them. Either is recorded.' })
const after = z.coerce.number().int().min(0).default(0).meta({ description: 'Lines after this one' })
const mostCorrected = 5_000

export function quarantineRoutes(
  app: App,
  deps: { readonly aggregate: AggregateService; readonly quarantine: Quarantine },
): void {
  const { aggregate, quarantine } = deps

  app.get(
    '/api/v1/datasets/:code/batches/:number/quarantine',
    {
      config: { action: 'dataset.aggregate' },
      schema: {
        tags: ['datasets'],
        summary: 'Rows that did not pass: line, item and reason; values only where they are asked for',
        params: batchParams,
        querystring: z.strictObject({ limit: z.coerce.number().int().min(1).max(1000).default(100), after, values }),
        response: {
          200: z.object({
            items: z.array(
              z.object({
                line: z.number(),
                faults: z.array(rowFault),
                settledBy: z.number().int().nullable(),
                values: z.record(z.string(), z.unknown()).optional(),
              }),
            ),
            receipt: z.string().nullable(),
          }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { code, number } = request.params
      const { dataset, facts } = await aggregate.find(code)
      await request.desk.authorize('dataset.aggregate', facts.resource, facts.context)
      void reply.header('cache-control', 'no-store')
      const asked = { principal: request.desk.principal, dataset, facts, number }
      return (await quarantine.list(asked, request.query)) as never
    },
  )

  app.get(
    '/api/v1/datasets/:code/batches/:number/quarantine.csv',
    {
      config: { action: 'dataset.aggregate' },
      schema: {
        tags: ['datasets'],
        summary: 'The same as a file, up to 10,000 rows of it',
        produces: ['text/csv'],
        params: batchParams,
        querystring: z.strictObject({
          limit: z.coerce.number().int().min(1).max(10_000).default(10_000),
          after,
          values,
        }),
      },
    },
    async (request, reply) => {
      const { code, number } = request.params
      const { dataset, facts } = await aggregate.find(code)
      await request.desk.authorize('dataset.aggregate', facts.resource, facts.context)
      const asked = { principal: request.desk.principal, dataset, facts, number }
      const { items } = await quarantine.list(asked, request.query)

      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="quarantine-${code}-${number}.csv"`)
        .header('cache-control', 'no-store')
        .send(Readable.from(quarantineCsv(dataset, items)))
    },
  )

  app.post(
    '/api/v1/datasets/:code/batches/:number/quarantine/corrections',
    {
      config: { action: 'dataset.aggregate' },
      bodyLimit: 16 * 1024 * 1024,
      schema: {
        tags: ['datasets'],
        summary: 'Quarantined rows, corrected by their sender: a new batch, all of it or nothing',
        params: batchParams,
        body: z.strictObject({
          rows: z
            .array(z.strictObject({ line: z.number().int().min(1), values: givenRow }))
            .min(1)
            .max(mostCorrected),
        }),
        response: {
          201: z.object({ result: batch, act: actReceipt }),
          200: z.object({ result: batch, act: actReceipt }),
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { code, number } = request.params
      const { dataset, facts } = await aggregate.find(code)
      await request.desk.authorize('dataset.aggregate', facts.resource, facts.context)
      const origin = await quarantine.batch(dataset.id, number)
      const lines = request.body.rows.map((r) => r.line)
      const { bytes } = rowsAsCsv(
        dataset.layout,
        request.body.rows.map((r) => r.values),
      )
      // What a snapshot set aside joins it by key: as a snapshot of its own it would remove all the others.
      const options: BatchOptions = {
        ...plainAppend,
        mode: origin.mode === 'append' ? 'append' : 'upsert',
        key: origin.key,
        mostQuarantinedRows: 0,
      }
      const prepared = await aggregate.prepare(dataset, once(bytes), { options })
      try {
        const fileName = `quarantine-${number}.csv`
        const corrects = { batch: origin.id, number, lines: [...new Set(lines)] }
        const { principal: sender } = request.desk
        const done = await request.desk.perform(
          aggregate.store(code, { ...prepared, fileName, options, sender, corrects }),
        )
        return await reply.code(done.result.repeated ? 200 : 201).send(done as never)
      } finally {
        await prepared.batch.discard()
      }
    },
  )
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes
}
