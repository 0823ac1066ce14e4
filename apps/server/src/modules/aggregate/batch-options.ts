import { z } from 'zod'
import { indexColumn, plainColumn, type Layout } from '../../platform/release/layout.ts'
import { Problem } from '../../platform/problem/index.ts'

export const batchMode = z.enum(['append', 'upsert', 'snapshot'])
export type AggregationMode = z.infer<typeof batchMode>
export const fileFormat = z.enum(['csv', 'xlsx', 'jsonl', 'parquet'])

const itemCode = /^[a-z][a-z0-9_]{0,40}$/
const share = z.coerce.number().min(0).max(1)

/** What a sender may say of a batch, in the query of a file or the body of an upload. */
export const batchOptionFields = {
  mode: batchMode.default('append').meta({
    description:
      'append adds all rows; upsert replaces rows of the same key; snapshot also removes what the file has not',
  }),
  format: fileFormat
    .optional()
    .meta({ description: 'Found from the content when left out; a file that is another one is refused' }),
  key: z
    .string()
    .max(400)
    .regex(/^[a-z][a-z0-9_]{0,40}(,[a-z][a-z0-9_]{0,40})*$/, 'expected codes of items, separated by commas')
    .optional()
    .meta({ description: 'Items of the key; the identifiers of the dataset when left out' }),
  mostRemoved: share.default(0.5).meta({ description: 'Largest share of the rows that a snapshot may remove' }),
  confirmRemoval: z
    .stringbool()
    .or(z.boolean())
    .default(false)
    .meta({ description: 'The snapshot may remove however many rows it does' }),
  mostQuarantined: share
    .optional()
    .meta({ description: 'Largest share of rows that may fail; with more, nothing is stored' }),
  mostQuarantinedRows: z.coerce.number().int().min(0).max(1_000_000_000).optional(),
}

export interface BatchOptions {
  readonly mode: AggregationMode
  readonly format?: z.infer<typeof fileFormat>
  /** Codes of the items by which rows are told apart; empty for the identifiers of the dataset. */
  readonly key: readonly string[]
  readonly mostRemoved: number
  readonly confirmRemoval: boolean
  readonly mostQuarantined?: number
  readonly mostQuarantinedRows?: number
}

export const plainAppend: BatchOptions = {
  mode: 'append',
  key: [],
  mostRemoved: 0.5,
  confirmRemoval: false,
}

export function toBatchOptions(given: {
  readonly mode: AggregationMode
  readonly format?: z.infer<typeof fileFormat> | undefined
  readonly key?: string | undefined
  readonly mostRemoved: number
  readonly confirmRemoval: boolean
  readonly mostQuarantined?: number | undefined
  readonly mostQuarantinedRows?: number | undefined
}): BatchOptions {
  const { mode, format, mostRemoved, confirmRemoval, mostQuarantined, mostQuarantinedRows } = given
  return {
    mode,
    ...(format === undefined ? {} : { format }),
    key: given.key === undefined ? [] : [...new Set(given.key.split(','))],
    mostRemoved,
    confirmRemoval,
    ...(mostQuarantined === undefined ? {} : { mostQuarantined }),
    ...(mostQuarantinedRows === undefined ? {} : { mostQuarantinedRows }),
  }
}

export interface KeyColumn {
  readonly code: string
  /** SQL name of the column by which rows of the key are found: the plain value, or the blind index of a sealed one. */
  readonly column: string
}

/**
 * The key of a batch: what was asked for, or the identifiers of the dataset.
 *
 * @throws {Problem} `BATCH_KEY` when there is none, or an item of it is unknown or sealed without an index.
 */
export function keyColumns(layout: Layout, asked: readonly string[]): readonly KeyColumn[] {
  const codes = asked.length > 0 ? asked : layout.filter((c) => c.identifier !== null).map((c) => c.code)
  const columns = codes.map((code) => {
    const column = itemCode.test(code) ? layout.find((c) => c.code === code) : undefined
    if (column === undefined) throw new Problem({ code: 'BATCH_KEY', fault: 'unknown', items: [code] })
    if (column.sealed && column.identifier === null) {
      throw new Problem({ code: 'BATCH_KEY', fault: 'sealed', items: [code] })
    }
    return { code, column: column.sealed ? indexColumn(code) : plainColumn(code) }
  })
  if (columns.length === 0) throw new Problem({ code: 'BATCH_KEY', fault: 'none', items: [] })
  return columns
}

/** A share says nothing of a handful of rows: below this number a file stands however many of them fail. */
const fewRows = 100
/** Policy of the platform where the sender says nothing: half of a file that fails is another file than was meant. */
const usualShare = 0.5

/**
 * Whether a batch stands with so many rows that did not pass.
 *
 * @throws {Problem} `BATCH_QUARANTINE_EXCEEDED`; nothing of the batch is stored then.
 */
export function requireFewFaults(
  { mode, mostQuarantined, mostQuarantinedRows }: BatchOptions,
  { received, quarantined }: { readonly received: number; readonly quarantined: number },
): void {
  const most = Math.min(
    mostQuarantinedRows ?? Infinity,
    mostQuarantined === undefined ? (mostQuarantinedRows ?? usualMost(mode, received)) : mostQuarantined * received,
  )
  if (quarantined > most) {
    throw new Problem({ code: 'BATCH_QUARANTINE_EXCEEDED', received, quarantined, most: Math.floor(most) })
  }
}

function usualMost(mode: AggregationMode, received: number): number {
  // What a snapshot does not bring counts as gone; a row that failed did come, so its key must not vanish unasked.
  if (mode === 'snapshot') return 0
  return received < fewRows ? received : received * usualShare
}
