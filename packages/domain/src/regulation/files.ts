import { z } from 'zod'
import { isCivilDate } from '../shared/index.ts'
import type { ColumnType } from './pack.ts'
import { ranks } from './rank.ts'

/** The written forms of a pack's YAML files. Documented for those who write law in docs/packs.md. */

const cites = z.array(z.string()).default([])
const day = z.string().refine(isCivilDate, 'expected a day of the calendar written YYYY-MM-DD')
const territory = z.string().regex(/^(\d{12}|\*)$/, 'expected a twelve-digit division code or "*"')

export const packFile = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  prefix: z.string().regex(/^[A-Z]{2,4}$/),
  title: z.string(),
  source: z.string(),
  titleEn: z.string(),
  territory,
  rank: z.enum(ranks),
  status: z.enum(['law', 'draft', 'policy']),
  inForce: day.optional(),
  repealed: day.optional(),
  buildsOn: z.array(z.string()).default([]),
  replaces: z.string().optional(),
  cites,
})

export const termsFile = z.record(z.string(), z.strictObject({ text: z.string(), cites }))

export const valuesFile = z.record(
  z.string(),
  z.strictObject({
    unit: z.enum(['workingDay', 'calendarDay', 'month', 'year', 'hour']),
    /** `policy`: the text sets no number; the authority's own reading fills it and is shown as such. */
    kind: z.literal('policy').optional(),
    warn: z.number().int().min(0).default(1),
    values: z.record(
      z.union([day, z.literal('draft')]),
      z.union([
        z.strictObject({ value: z.number().int().min(0), cites, reading: z.string().optional() }),
        /** 限期: the time is set in each notice, there is no default. */
        z.strictObject({ entered: z.literal(true), cites, reading: z.string().optional() }),
      ]),
    ),
  }),
)

const columnTypes = [
  'text',
  'longText',
  'choice',
  'date',
  'integer',
  'boolean',
  'texts',
  'basis',
  'organization',
] as const satisfies readonly ColumnType[]

const column = z.strictObject({
  label: z.string(),
  type: z.enum(columnTypes),
  required: z.boolean().default(false),
  requiredWhen: z.strictObject({ field: z.string(), is: z.array(z.string()).min(1) }).optional(),
  cites,
  help: z.string().optional(),
  ranks: z.array(z.enum(ranks)).min(1).optional(),
  options: z.array(z.string()).min(1).optional(),
  excludes: z
    .strictObject({
      whole: z.array(z.string().min(1)).default([]),
      within: z.array(z.string().min(1)).default([]),
      cites: z.array(z.string()).min(1),
    })
    .refine(({ whole, within }) => whole.length + within.length > 0, 'expected words, whole or within')
    .optional(),
})
const choice = z.union([z.string(), z.boolean()])
const field = column.extend({
  confidential: z.boolean().optional(),
  type: z.enum([...columnTypes, 'items', 'rows']),
  columns: z.record(z.string(), column).optional(),
  /** What holds until something else is said; with `unless`, only while none of these answers is given. */
  default: z
    .union([
      choice,
      z.strictObject({ value: choice, unless: z.record(z.string(), z.union([choice, z.array(choice).min(1)])) }),
    ])
    .optional(),
})

export const formFile = z.strictObject({
  form: z.string(),
  title: z.string(),
  fields: z.record(z.string(), field),
})

export const instrumentsFile = z.array(
  z.strictObject({
    id: z.string(),
    title: z.string(),
    rank: z.enum(ranks),
    inForce: day,
    repealed: day.optional(),
  }),
)

export const standardsFile = z.array(
  z.strictObject({
    code: z.string(),
    title: z.string(),
    version: z.string(),
    rank: z.enum(['national', 'regional']),
    subjects: z.array(z.string()).min(1),
    retired: day.optional(),
    values: z.record(z.string(), z.string()).optional(),
  }),
)

export const guardsFile = z.array(
  z.strictObject({ guard: z.string(), cites: z.array(z.string()).min(1), note: z.string().optional() }),
)

/** Most of something the platform allows. What is needed once it is reached is said here, because the text that sets it knows. */
export const limitsFile = z.record(
  z.string(),
  z.strictObject({
    kind: z.literal('policy').optional(),
    least: z.number().int().min(1).optional(),
    needed: z.string().min(1),
    neededEn: z.string().min(1),
    values: z.record(
      z.union([day, z.literal('draft')]),
      z.strictObject({ value: z.number().int().min(0), cites, reading: z.string().optional() }),
    ),
  }),
)

/** Duties an organisation keeps proof of: with a cycle it is done again and again, without one once and kept current. */
export const dutiesFile = z.array(
  z.strictObject({
    duty: z.string().regex(/^[a-z][a-zA-Z]*(\.[a-z][a-zA-Z]*)+$/, 'expected a name such as security.training'),
    title: z.string(),
    cites: z.array(z.string()).min(1),
    owedBy: z.enum(['agency', 'authority']).default('agency'),
    cycle: z.string().optional(),
    form: z.string().default('duty-record'),
    role: z.string().default('steward'),
  }),
)

/**
 * Classification and grading rules that the pack ships (`grading.yaml`): what they are called, and the rules themselves, whose
 * form is that of the package which grades by them.
 */
export const gradingFile = z.looseObject({
  title: z.string(),
  version: z.string().regex(/^[0-9A-Za-z][0-9A-Za-z.-]{0,39}$/, 'expected letters, digits, dots and hyphens, e.g. "1"'),
  source: z.string(),
  cites: z.array(z.string()).min(1),
})

export const clauseColumns = [
  'id',
  'regulation',
  'article',
  'text_zh',
  'actor',
  'kind',
  'lifecycle',
  'deadline',
  'executable',
  'capability',
  'acceptance',
] as const
