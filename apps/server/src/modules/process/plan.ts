import { z } from 'zod'

/**
 * What a processing job does, in a small closed vocabulary: take rows of one dataset, keep those that meet conditions, join
 * others by an identifier, and either select items or count and sum by groups. There is no other expression: whoever reads a
 * plan knows which item of which source each item of the result comes from.
 */

const alias = z.string().regex(/^[a-z][a-z0-9_]{0,20}$/, 'expected a short name in lower case')
const itemCode = z.string().regex(/^[a-z][a-z0-9_]{0,40}$/, 'expected the code of an item')
const entryCode = z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,60}$/, 'expected the code of a catalog entry')
const value = z.string().max(200)

/** An item of one of the inputs. */
export const fieldReference = z.strictObject({ input: alias, item: itemCode })
export type FieldReference = z.infer<typeof fieldReference>

const condition = z.strictObject({
  input: alias,
  item: itemCode,
  is: z.enum(['oneOf', 'noneOf', 'empty', 'present', 'atLeast', 'atMost']),
  values: z.array(value).max(100).default([]),
})
export type Condition = z.infer<typeof condition>

const join = z.strictObject({
  input: alias,
  /** Identifier of the joined input. */
  item: itemCode,
  /** Item of an earlier input that must be the same. */
  equals: fieldReference,
  /** `matched` drops rows that find nothing; `all` keeps them with empty items. */
  keep: z.enum(['matched', 'all']).default('matched'),
})
export type Join = z.infer<typeof join>

const measure = z.union([
  z.strictObject({ to: itemCode, measure: z.literal('count') }),
  z.strictObject({ to: itemCode, measure: z.literal('sum'), of: fieldReference }),
])
export type Measure = z.infer<typeof measure>

const projection = z.strictObject({ to: itemCode, from: fieldReference })

export const processingPlan = z.strictObject({
  /** The first is read row by row, the others are looked up. */
  inputs: z
    .array(z.strictObject({ name: alias, entry: entryCode }))
    .min(1)
    .max(5),
  joins: z.array(join).max(4).default([]),
  where: z.array(condition).max(20).default([]),
  result: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('select'), items: z.array(projection).min(1).max(200) }),
    z.strictObject({
      kind: z.literal('group'),
      by: z.array(projection).max(20),
      measures: z.array(measure).min(1).max(50),
    }),
  ]),
})
export type ProcessingPlan = z.infer<typeof processingPlan>

/** A row of each input under its name; null where a join kept a row that found nothing. */
export type Row = Readonly<Record<string, SourceRow | null>>
/** Values as they are written in a file: text, null where there is none. */
export type SourceRow = Readonly<Record<string, string | null>>

/** Items a plan reads of an input, each once. */
export function itemsRead(plan: ProcessingPlan, input: string): readonly string[] {
  const { result } = plan
  const references = [
    ...plan.where,
    ...plan.joins.flatMap((j) => [j.equals, { input: j.input, item: j.item }]),
    ...(result.kind === 'select' ? result.items : result.by).map((p) => p.from),
    ...(result.kind === 'select' ? [] : result.measures.flatMap((m) => (m.measure === 'sum' ? [m.of] : []))),
  ]
  return [...new Set(references.filter((r) => r.input === input).map((r) => r.item))]
}

/** How each item of the result comes about, and which items decide what rows there are (`to` empty). */
export function mappingsOf(plan: ProcessingPlan): readonly MappedField[] {
  const { result } = plan
  const deciding = [
    ...plan.joins.flatMap((j) =>
      [j.equals, { input: j.input, item: j.item }].map((from) => ({ to: '', from, how: 'joined' as const })),
    ),
    ...plan.where.map(({ input, item }) => ({ to: '', from: { input, item }, how: 'filtered' as const })),
  ]
  if (result.kind === 'select') return [...result.items.map((p) => ({ ...p, how: 'copied' as const })), ...deciding]
  const { by, measures } = result
  return [
    ...by.map((p) => ({ ...p, how: 'grouped' as const })),
    ...measures.flatMap((m): readonly MappedField[] =>
      m.measure === 'sum'
        ? [{ to: m.to, from: m.of, how: 'summed' }]
        : by.map((p) => ({ to: m.to, from: p.from, how: 'counted' })),
    ),
    ...deciding,
  ]
}
export interface MappedField {
  readonly to: string
  readonly from: FieldReference
  readonly how: Mapping
}
export type Mapping = 'copied' | 'grouped' | 'summed' | 'counted' | 'joined' | 'filtered'
