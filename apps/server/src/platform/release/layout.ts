import { z } from 'zod'

/** A column of a dataset as its table has it. Built from the items of the published entry; never from a request. */
export const column = z.strictObject({
  code: z.string().regex(/^[a-z][a-z0-9_]{0,40}$/),
  name: z.string(),
  type: z.enum(['text', 'integer', 'decimal', 'date', 'boolean']),
  maxLength: z.number().nullable(),
  nullable: z.boolean(),
  identifier: z.enum(['residentId', 'creditCode', 'other']).nullable(),
  sealed: z.boolean(),
  mask: z.enum(['none', 'resident-id', 'credit-code', 'phone', 'name', 'address', 'date']),
  grade: z.number().int().min(1).max(4),
  /** The code list its values are from, as the entry names it. */
  codeList: z.string().optional(),
})
export type Column = z.infer<typeof column>

export const layout = z.array(column)
export type Layout = readonly Column[]

export const sqlTypes: Readonly<Record<Column['type'], string>> = {
  text: 'text',
  integer: 'bigint',
  decimal: 'numeric',
  date: 'date',
  boolean: 'boolean',
}

/** SQL name of a plain column. Codes are checked by `column`, so a name is safe to write into SQL. */
export function plainColumn(code: string): string {
  return `f_${code}`
}

/** SQL name of the blind index of a sealed identifier. */
export function indexColumn(code: string): string {
  return `bx_${code}`
}

/** Grade from which a value is stored sealed; identifiers of persons are sealed whatever their grade. */
export const sealedFromGrade = 3

/**
 * The table of a dataset. A row is named by batch and line. A value is never updated: a later version of a row names the
 * batch that superseded it. `digest` is a keyed digest of all values, by which a row that comes again is known to be the same.
 * It has no index while it has no rows.
 */
export function createTableSql(table: string, columns: Layout): string {
  const plain = columns.filter((c) => !c.sealed).map((c) => `  ${plainColumn(c.code)} ${sqlTypes[c.type]}`)
  const indexes = columns.filter((c) => c.sealed && c.identifier !== null).map((c) => `  ${indexColumn(c.code)} bytea`)
  const sealed = columns.some((c) => c.sealed) ? ['  sealed bytea'] : []
  const lines = [
    '  batch integer not null',
    '  line bigint not null',
    '  superseded_by_batch integer',
    ...plain,
    ...indexes,
    ...sealed,
    '  digest bytea',
  ]
  return `create table ${table} (\n${lines.join(',\n')}\n);`
}

/**
 * The name of a row, so that loading the same batch again cannot double it, and the indexes by which rows are looked up. They
 * are made after the first rows: sorted at once they cost a third of what they cost row by row. The name is a unique index
 * and no constraint, which would have to wait until nobody reads the table.
 */
export function createIndexesSql(table: string, columns: Layout): string {
  return [
    `create unique index if not exists ${table}_pk on ${table} (batch, line);`,
    ...columns.filter((c) => c.identifier !== null).map((c) => createIndexSql(table, c)),
  ].join('\n')
}

/** Indexes for looking up rows by an identifier: current ones, and what they superseded, of which there is little. */
export function createIndexSql(table: string, column: Column): string {
  const name = column.sealed ? indexColumn(column.code) : plainColumn(column.code)
  return [
    `create index if not exists ${table}_${name} on ${table} (${name}) where superseded_by_batch is null;`,
    `create index if not exists ${table}_${name}_past on ${table} (${name}) where superseded_by_batch is not null;`,
  ].join('\n')
}

/**
 * Columns of the table in the order in which aggregation writes them.
 *
 * @param written.digest - Whether rows carry the keyed digest of their values.
 */
export function writtenColumns(columns: Layout, written: { readonly digest?: boolean } = {}): readonly string[] {
  return [
    'batch',
    'line',
    ...columns.filter((c) => !c.sealed).map((c) => plainColumn(c.code)),
    ...columns.filter((c) => c.sealed && c.identifier !== null).map((c) => indexColumn(c.code)),
    ...(columns.some((c) => c.sealed) ? ['sealed'] : []),
    ...(written.digest === true ? ['digest'] : []),
  ]
}
