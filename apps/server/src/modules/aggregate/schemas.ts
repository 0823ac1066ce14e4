import { z } from 'zod'
import { id } from '../../platform/http/schemas.ts'
import { problem } from '../../platform/http/schemas.ts'

export const datasetCode = z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,60}$/, 'expected the code of a catalog entry')
export const datasetParams = z.strictObject({ code: datasetCode })
export const batchParams = datasetParams.extend({ number: z.coerce.number().int().min(1).max(2_000_000_000) })

const sender = z.object({ type: z.enum(['Account', 'Application']), id })
const count = z.number().int()

export const batch = z
  .object({
    id,
    number: count,
    fileName: z.string(),
    mode: z.enum(['append', 'upsert', 'snapshot', 'correction', 'deletion']),
    format: z.string(),
    key: z.array(z.string()),
    received: count,
    stored: count,
    quarantined: count,
    added: count,
    changed: count,
    removed: count,
    unchanged: count,
    superseded: count.meta({ description: 'Rows of earlier batches that it replaced or removed' }),
    sender: sender.nullable(),
    corrects: count.nullable().meta({ description: 'Batch whose quarantined rows it brought corrected' }),
    contentHash: z.string(),
    at: z.string(),
    repeated: z.boolean(),
  })
  .meta({ id: 'Batch' })

export const rowFault = z.object({
  item: z.string(),
  fault: z.string(),
  why: z.string().optional(),
  line: count.optional().meta({ description: 'Of a duplicate: the line that stands' }),
})

export const job = z
  .object({
    id,
    dataset: z.string(),
    state: z.enum(['uploading', 'received', 'checking', 'storing', 'stored', 'refused', 'failed', 'cancelled']),
    mode: z.enum(['append', 'upsert', 'snapshot']),
    format: z.string().nullable().meta({ description: 'As it was said; null when it is to be found from the content' }),
    fileName: z.string(),
    sender,
    bytes: z.object({ declared: count, received: count, read: count }),
    rows: z.object({ seen: count, good: count, quarantined: count }),
    rowsPerSecond: count.nullable(),
    secondsRemaining: count.nullable(),
    contentHash: z.string().nullable(),
    batch: count.nullable(),
    problem: problem.nullable(),
    attempts: count,
    version: count.meta({ description: 'Grows with every change; the id of its server-sent event' }),
    createdAt: z.string(),
    startedAt: z.string().nullable(),
    updatedAt: z.string(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: 'AggregationJob' })
