import { z } from 'zod'
import type { App } from '../../platform/http/http-types.ts'
import { actReceipt, id, problems } from '../../platform/http/schemas.ts'
import { person } from '../org/index.ts'
import type { ChecksumService } from './service.ts'

const params = z.strictObject({ code: z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,60}$/) })
const count = z.number().int()

const comparison = z
  .object({
    id,
    state: z.enum(['running', 'done', 'ended']),
    begunAt: z.string(),
    endedAt: z.string().nullable(),
    rows: count.meta({ description: 'Rows compared, superseded ones among them' }),
    altered: count,
    missing: count,
    added: count,
    checksums: count.meta({ description: 'Batches whose checksums are not those of the evidence log' }),
    receipt: id.nullable().meta({ description: 'Entry of the evidence log with the result' }),
    findings: z
      .array(
        z.object({
          kind: z.enum(['altered', 'missing', 'added', 'checksums']),
          batch: count,
          line: count.nullable().meta({ description: 'Null: the checksums of the batch' }),
        }),
      )
      .meta({ description: 'The first hundred, by where they stand; never a value' }),
  })
  .meta({ id: 'ChecksumComparison' })

export function checksumRoutes(app: App, { checksums }: { readonly checksums: ChecksumService }): void {
  app.post(
    '/api/v1/datasets/:code/checksum-comparisons',
    {
      config: { action: 'checksums.compare' },
      schema: {
        tags: ['security'],
        summary: 'Begin to compare every stored row of a dataset with the checksum taken when it was received',
        params,
        response: { 202: z.object({ result: z.object({ id }), act: actReceipt }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await request.desk.perform(checksums.compare(person(request), request.params.code))
      return reply.code(202).send(done as never)
    },
  )

  app.get(
    '/api/v1/datasets/:code/checksum-comparisons',
    {
      config: { action: 'checksums.read' },
      schema: {
        tags: ['security'],
        summary:
          'The latest comparisons of a dataset with its checksums, and the rows that were altered, missing or added',
        params,
        response: { 200: z.object({ items: z.array(comparison) }), ...problems },
      },
    },
    async (request) => {
      const { dataset, facts } = await checksums.find(request.params.code)
      await request.desk.authorize('checksums.read', facts.resource, facts.context)
      return { items: await checksums.comparisons(dataset.id) } as never
    },
  )
}
