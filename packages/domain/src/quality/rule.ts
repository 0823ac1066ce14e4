import { z } from 'zod'

/** Fixed shapes of text a format rule may name. Shapes only: check digits are the business of aggregation. */
export const formatNames = [
  'digits',
  'letters',
  'mobileNumber',
  'postalCode',
  'divisionCode',
  'residentId',
  'creditCode',
  'date',
  'email',
] as const
export type FormatName = (typeof formatNames)[number]

export const comparisons = ['equal', 'notEqual', 'less', 'atMost', 'greater', 'atLeast'] as const
export type Comparison = (typeof comparisons)[number]

const id = z.string().regex(/^[a-z][a-z0-9-]{0,40}$/, 'expected lower-case letters, digits and hyphens')
const item = z.string().regex(/^[a-z][a-z0-9_]{0,40}$/, 'expected the code of an item')
const dataset = z.string().regex(/^[A-Z0-9][A-Z0-9-]{2,60}$/, 'expected the code of a catalog entry')
const bound = z.string().min(1).max(40)

const said = {
  id,
  title: z.string().min(1).max(200),
  /** A row that breaks a blocking rule does not enter: it is set aside at aggregation. */
  severity: z.enum(['blocking', 'counted']),
  /** How much it counts in the score, beside the others. */
  weight: z.number().int().min(1).max(100).default(1),
}

/** One rule on the quality of a dataset. An empty value breaks `completeness` and no other rule. */
export const qualityRule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('completeness'), item, ...said }),
  z.strictObject({
    kind: z.literal('format'),
    item,
    format: z.enum(formatNames).optional(),
    picture: z.string().min(1).max(100).optional(),
    ...said,
  }),
  z.strictObject({ kind: z.literal('range'), item, min: bound.optional(), max: bound.optional(), ...said }),
  z.strictObject({ kind: z.literal('uniqueness'), items: z.array(item).min(1).max(5), ...said }),
  z.strictObject({
    kind: z.literal('codes'),
    item,
    values: z.array(z.string().min(1).max(100)).min(1).max(5000),
    ...said,
  }),
  z.strictObject({ kind: z.literal('reference'), item, dataset, key: item, ...said }),
  z.strictObject({ kind: z.literal('crossField'), left: item, comparison: z.enum(comparisons), right: item, ...said }),
  z.strictObject({
    kind: z.literal('crossDataset'),
    key: item,
    item,
    dataset,
    otherKey: item,
    otherItem: item,
    ...said,
  }),
  z.strictObject({ kind: z.literal('timeliness'), ...said }),
])
export type QualityRule = z.infer<typeof qualityRule>
export type RuleKind = QualityRule['kind']

/** What a rule may ask of an item. */
export interface RuledItem {
  readonly code: string
  readonly type: 'text' | 'integer' | 'decimal' | 'date' | 'boolean'
  readonly identifier: string | null
}

export interface QualityRuleFault {
  /** Where it stands: position of the rule, then the field. */
  readonly path: readonly (string | number)[]
  readonly message: string
}

export type QualityRuleCheck =
  | { readonly ok: true; readonly rules: readonly QualityRule[] }
  | { readonly ok: false; readonly faults: readonly QualityRuleFault[] }

/** Kinds that a row answers by itself, so that they can be asked while it enters. */
export const rowKinds: ReadonlySet<RuleKind> = new Set(['completeness', 'format', 'range', 'codes', 'crossField'])
