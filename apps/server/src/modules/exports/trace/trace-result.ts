import { z } from 'zod'
import { id } from '../../../platform/http/schemas.ts'

const party = z.object({ id, name: z.string() })

const evidence = z.object({
  kind: z.enum(['reference', 'order', 'quotation', 'sign', 'withheld']),
  trials: z.number().meta({ description: 'Places in the file that say something' }),
  hits: z.number().meta({ description: 'Those that agree with what the key of this export chose' }),
  chance: z.number().meta({ description: 'How often chance agrees' }),
  bits: z.number(),
})

const namedExport = z.object({
  export: id,
  dataset: z.string(),
  grant: id,
  application: party,
  organization: party,
  purpose: z.string(),
  matter: z.string(),
  madeAt: z.string().meta({ description: 'When its file was ready' }),
  receipt: id.meta({ description: 'Entry of the evidence log that says what the file holds' }),
  bits: z.number().meta({
    description: 'How much likelier the file is if it comes from this export than if it does not: 2 to this power',
  }),
  recognised: z.number().meta({ description: 'Rows of the file that are rows of it' }),
  evidence: z.array(evidence),
})

const namedGrant = z.object({
  grant: id,
  dataset: z.string(),
  application: party,
  organization: party,
  bits: z.number(),
  pseudonyms: z.number().meta({ description: 'Different pseudonyms of the file that are its own' }),
})

export const traceResult = z
  .object({
    file: z.object({ sm3: z.string(), rows: z.number(), columns: z.array(z.string()) }),
    candidates: z.number().meta({ description: 'Exports it was compared with' }),
    threshold: z.number().meta({ description: 'Bits from which on an export is named' }),
    falseAccusation: z.number().meta({
      description: 'Bound of the probability that any export is named that the file does not come from',
    }),
    conclusion: z.enum(['named', 'grantNamed', 'undetermined', 'noExports', 'noColumns']),
    named: z.array(namedExport),
    grants: z
      .array(namedGrant)
      .meta({ description: 'Grants whose pseudonyms stand in the file, whichever export or call they came from' }),
    strongestOther: z
      .number()
      .nullable()
      .meta({ description: 'Bits of the strongest export that is not named: how near it came, not which it is' }),
  })
  .meta({ id: 'Trace' })

/** What a leaked file says of where it comes from. */
export type TraceResult = z.infer<typeof traceResult>
export type NamedExport = TraceResult['named'][number]
