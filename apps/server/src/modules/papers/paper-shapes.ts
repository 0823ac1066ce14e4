import { z } from 'zod'
import { actReceipt, id } from '../../platform/http/schemas.ts'

/** What comments and documents of a case have in common. */
export const paperFields = {
  id,
  organization: z.object({ id, name: z.string() }),
  author: z.string().meta({ description: 'Name of the person' }),
  at: z.string(),
  withdrawn: z.object({ at: z.string(), by: z.string() }).nullable(),
  withdrawable: z.boolean().meta({ description: 'Whether whoever asks may withdraw it' }),
}
export const paperDone = z.object({ result: z.object({ id }), act: actReceipt })
