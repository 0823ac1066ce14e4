import { z } from 'zod'

/**
 * What the OpenLineage specification asks of a run event: OpenLineage.json 2-0-2 and the facets schema (1-1-1), dataSource
 * (1-0-1) and columnLineage (1-2-0), https://openlineage.io/spec/. Written here from its required fields, enumerations and
 * formats; the specification itself is Apache-2.0.
 */
const facet = { _producer: z.url(), _schemaURL: z.url() }
const field = z.object({ namespace: z.string(), name: z.string(), field: z.string() })
const transformed = field.extend({
  transformations: z
    .array(z.object({ type: z.enum(['DIRECT', 'INDIRECT']), subtype: z.string().optional() }))
    .optional(),
})
const dataset = z.object({
  namespace: z.string(),
  name: z.string(),
  facets: z.strictObject({
    schema: z
      .strictObject({
        ...facet,
        fields: z.array(
          z.object({ name: z.string(), type: z.string().optional(), description: z.string().optional() }),
        ),
      })
      .optional(),
    dataSource: z.strictObject({ ...facet, name: z.string(), uri: z.url() }).optional(),
    columnLineage: z
      .strictObject({
        ...facet,
        fields: z.record(z.string(), z.object({ inputFields: z.array(transformed) })),
        dataset: z.array(transformed).optional(),
      })
      .optional(),
  }),
})
export const openLineageEvent = z.strictObject({
  eventType: z.enum(['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER']),
  eventTime: z.iso.datetime({ offset: true }),
  producer: z.url(),
  schemaURL: z.url(),
  run: z.object({ runId: z.uuid() }),
  job: z.object({ namespace: z.string(), name: z.string() }),
  inputs: z.array(dataset),
  outputs: z.array(dataset),
})
