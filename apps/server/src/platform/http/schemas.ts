import { z } from 'zod'
import { isCivilDate } from '@fadu/domain'

/** Shapes that every module uses; one place, so that the API document says the same thing everywhere. */

export const id = z.uuid()
export const civilDay = z.string().refine(isCivilDate, 'expected a day written YYYY-MM-DD').meta({ format: 'date' })
export const territoryCode = z.string().regex(/^\d{12}$/, 'expected a twelve-digit division code')

/** Text for one line: no control characters, not blank. */
export const line = (max: number) =>
  z
    .string()
    .max(max)
    // eslint-disable-next-line no-control-regex -- control characters are exactly what is kept out
    .regex(/^[^\u0000-\u001f\u007f]*$/, 'expected text without control characters')
    .refine((text) => text.trim() !== '', 'expected text that is not blank')

export const ground = z
  .object({
    clause: z.string(),
    pack: z.string(),
    source: z.string(),
    standing: z.enum(['law', 'draft', 'policy']),
    text: z.string(),
    rule: z.string(),
  })
  .meta({ id: 'Ground', description: 'A clause on which a decision stands' })

export const actReceipt = z
  .object({
    receipt: z.string().meta({ description: 'Entry of the evidence log' }),
    at: z.string(),
    grounds: z.array(ground),
  })
  .meta({ id: 'ActReceipt' })

/** One thing the public is told, in the words of the regime. */
export const statement = z.object({
  name: z.string(),
  label: z.string(),
  value: z.string(),
  cites: z.array(z.string()),
})

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    code: z.string(),
    detail: z.string(),
    grounds: z.array(ground),
    needed: z.array(z.object({ clause: z.string(), text: z.string() })),
    fields: z
      .array(
        z.object({
          field: z.string(),
          label: z.string().optional(),
          row: z.number().int().optional().meta({ description: 'Number of the row, from 1' }),
          fault: z.string(),
        }),
      )
      .optional(),
    matches: z
      .array(
        z.object({
          field: z.string(),
          row: z.number().int(),
          wanted: z.string(),
          entry: z.object({ id: z.string(), code: z.string(), name: z.string() }),
          agency: z.string(),
          item: z.string(),
          because: z.enum(['sameName', 'synonym', 'codeList']),
          score: z.number(),
          offer: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'Published data that offers what was to be collected again' }),
    receipt: z.string().optional(),
  })
  .meta({
    id: 'Problem',
    description: 'RFC 9457 problem document with the clauses that decided and what would make the act lawful',
  })

/** Answers every route can give beside its own. */
export const problems = { '4xx': problem, '5xx': problem }

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
}
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })
