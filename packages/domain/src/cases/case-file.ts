import { z } from 'zod'
import { isCivilDate } from '../shared/index.ts'
import { ranks } from '../regulation/rank.ts'

/** The written form of `cases/*.yaml`: cases a lawyer can read and the engine must decide as written. See docs/packs.md. */

const scalar = z.union([z.string(), z.number(), z.boolean()])
const day = z.string().refine(isCivilDate, 'expected a day of the calendar written YYYY-MM-DD')
const instant = z
  .string()
  .refine(
    (text) => isCivilDate(text) || isInstant(text),
    'expected a day (2026-02-09) or a time with its offset (2026-02-09T10:00+08:00)',
  )

/** A real instrument by its id, or one of a rank that stands for all of that rank. */
const basis = z.union([
  z.strictObject({ instrument: z.string(), provision: z.string().optional() }),
  z.strictObject({ rank: z.enum(ranks), inForce: day.optional(), repealed: day.optional() }),
])
const turn = {
  /** `share.request.open`, `share.request.refuse`. */
  act: z
    .string()
    .regex(/^[a-z][a-zA-Z]*(\.[a-z][a-zA-Z]*)+$/, 'expected an act such as share.request.refuse')
    .optional(),
  /** Something outside the case: `grant.firstDelivery`. */
  happens: z.string().optional(),
  at: instant.optional(),
  /** Party that acts, or `outsider`; the one whose act it is when not said. */
  by: z.string().optional(),
  role: z.string().optional(),
  /** Only what the case is about; required fields it does not name are filled with samples, `null` leaves one empty. */
  form: z.record(z.string(), z.unknown()).default({}),
  basis: basis.optional(),
}
const isOneHappening = (t: { act?: string | undefined; happens?: string | undefined }): boolean =>
  (t.act === undefined) !== (t.happens === undefined)
const oneHappening = 'expected either act or happens'

const given = z
  .strictObject({
    ...turn,
    /** What came before, from the opening on. */
    before: z.array(z.strictObject(turn).refine(isOneHappening, oneHappening)).default([]),
    /** Where the case stands, when nothing is told of before; no clock runs then. */
    state: z.string().optional(),
    entry: z.record(z.string(), scalar).default({}),
    organization: z.record(z.string(), scalar).default({}),
    grant: z.record(z.string(), scalar).default({}),
    territory: z.record(z.string(), scalar).default({}),
  })
  .refine(isOneHappening, oneHappening)

const expect = z
  .strictObject({
    state: z.string().optional(),
    /** The last day; of a clock in hours the last instant. */
    due: z.record(z.string(), instant).optional(),
    provisional: z.array(z.string()).optional(),
    suspended: z.array(z.string()).optional(),
    finished: z.array(z.string()).optional(),
    late: z.array(z.string()).optional(),
    effects: z.array(z.string()).optional(),
    refused: z.literal(true).optional(),
    reason: z.string().optional(),
    fields: z.array(z.string()).optional(),
    needed: z.string().optional(),
    offer: z.string().optional(),
    grounds: z.array(z.string()).optional(),
  })
  .refine((e) => (e.state === undefined) !== (e.refused === undefined), 'expected either state or refused: true')

export const caseFile = z
  .array(z.strictObject({ name: z.string(), cites: z.array(z.string()).min(1), given, expect }))
  .min(1)

export type CaseFile = Readonly<z.infer<typeof caseFile>[number]>
export type CaseTurn = Readonly<z.infer<z.ZodObject<typeof turn>>>
export type CaseBasis = z.infer<typeof basis>

function isInstant(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?[+-]\d{2}:\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
}
