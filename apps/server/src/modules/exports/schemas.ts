import { z } from 'zod'
import { actReceipt, id } from '../../platform/http/schemas.ts'

/** What the routes of exports answer, to the application that asked and to those who answer for the file. */

export const formats = ['csv', 'jsonl', 'xlsx', 'parquet'] as const
export const states = ['waiting', 'writing', 'ready', 'failed', 'expired', 'discarded'] as const
export const namedExport = z.object({ result: z.object({ id }), act: actReceipt })

export const exportShape = {
  id,
  grant: id,
  format: z.enum(formats),
  fields: z.array(z.string()),
  state: z.enum(states),
  rows: z.object({ done: z.number(), total: z.number(), withheld: z.number() }),
  rowsPerSecond: z.number().nullable(),
  bytes: z.number().nullable(),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  expiresAt: z.string().meta({ description: 'From then on there is no file' }),
  problem: z.string().nullable().meta({ description: 'Code of what went wrong' }),
}

const named = z.object({ id, name: z.string() })
export const exportRecord = z
  .object({
    ...exportShape,
    dataset: z.object({ code: z.string(), name: z.string(), entry: id }),
    purpose: z.string(),
    matter: z.string(),
    application: named,
    applicant: named.meta({ description: 'Whose application asked' }),
    provider: named.meta({ description: 'Whose data it is' }),
    firstFetchedAt: z
      .string()
      .nullable()
      .meta({ description: 'By the application; its rows are counted from then on' }),
    approval: z.object({ id, approvedAt: z.string() }).nullable().meta({ description: 'Second approval that it used' }),
    receipt: id.nullable().meta({ description: 'Entry of the evidence log that says what the file holds' }),
  })
  .meta({ id: 'ExportRecord' })
