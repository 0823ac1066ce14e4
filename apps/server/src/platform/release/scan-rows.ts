import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../db/open-database.ts'
import type { StoredValue } from './correction-lines.ts'
import type { Keyring } from './dataset-keys.ts'
import type { Dataset } from './dataset-store.ts'
import { bytesOf, keysFor } from './keyed-rows.ts'
import { indexColumn, plainColumn, type Column } from './layout.ts'
import { openSealed } from './sealed-values.ts'
import type { Place } from './version-chain.ts'

/**
 * Readings of rows for checks inside the platform. Nothing read here leaves it: what a check keeps is counts and where rows
 * stand, never a value.
 */
export interface ScannedRow extends Place {
  readonly values: Readonly<Record<string, StoredValue>>
}

export type OfBatch = number | undefined

const pageSize = 2000

/** Current rows, or those of one batch, page by page in their order; memory stays flat. */
export async function* scanRows(
  tx: Tx,
  keys: Keyring,
  dataset: Dataset,
  codes: readonly string[],
  batch: OfBatch,
): AsyncIterable<readonly ScannedRow[]> {
  const columns = dataset.layout.filter((c) => codes.includes(c.code))
  const plain = columns.filter((c) => !c.sealed)
  const read = sql.join([
    sql`batch, line`,
    columns.some((c) => c.sealed) ? sql`sealed` : sql`null::bytea as sealed`,
    ...plain.map((c) => readPlain(c)),
  ])
  let after: { readonly batch: number; readonly line: string } = { batch: -1, line: '-1' }
  for (;;) {
    const { rows } = await sql<Place & { readonly sealed: Uint8Array | null; readonly [column: string]: unknown }>`
      select ${read} from ${sql.table(dataset.table)}
      where (batch, line) > (${after.batch}::integer, ${after.line}::bigint) and ${among(batch)}
      order by batch, line limit ${pageSize}`.execute(tx)
    if (rows.length > 0) {
      const opened = openSealed(keys.openAll, rows)
      yield rows.map((row, i) => {
        const values = columns.map(({ code, sealed }) => [
          code,
          sealed ? (opened[i]![code] ?? null) : row[plainColumn(code)],
        ])
        return {
          batch: row.batch,
          line: Number(row.line),
          values: Object.fromEntries(values) as ScannedRow['values'],
        }
      })
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < pageSize) return
    after = { batch: last.batch, line: String(last.line) }
  }
}

/** Items by which rows can be found or compared without opening them: plain ones, and sealed identifiers. */
export function isIndexed(dataset: Dataset, code: string): boolean {
  const column = dataset.layout.find((c) => c.code === code)
  return column !== undefined && (!column.sealed || column.identifier !== null)
}

/** Rows that share all of these items with another one; rows in which one of them is empty are not asked. */
export async function countDuplicates(
  tx: Tx,
  dataset: Dataset,
  codes: readonly string[],
  batch: OfBatch,
): Promise<{ readonly checked: number; readonly broken: number; readonly samples: readonly Place[] }> {
  const names = codes.map((code) => sql.ref(indexed(dataset, code)))
  const whole = sql.join(
    names.map((name) => sql`${name} is not null`),
    sql` and `,
  )
  const list = sql.join(names)
  const { rows } = await sql<{ checked: number; broken: number; samples: (Place & { mine: boolean })[] | null }>`
    with asked as (
      select batch, line, count(*) over (partition by ${list}) as same, ${among(batch)} as mine
      from ${sql.table(dataset.table)} where superseded_by_batch is null and ${whole})
    select count(*)::float8 as checked, (count(*) filter (where same > 1))::float8 as broken,
      (select jsonb_agg(s) from (select batch, line from asked where same > 1 and mine order by batch, line limit 10) s)
        as samples
    from asked where mine`.execute(tx)
  const { checked, broken, samples } = rows[0]!
  return { checked, broken, samples: (samples ?? []).map(({ batch: b, line }) => ({ batch: b, line: Number(line) })) }
}

/** What another dataset says under these keys: for each key that it has, the values of an item, or of none. */
export async function valuesUnder(
  tx: Tx,
  keys: Keyring,
  dataset: Dataset,
  key: string,
  item: string | undefined,
  asked: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, Set<string>>()
  if (asked.length === 0) return found
  const keyColumn = dataset.layout.find((c) => c.code === key)!
  const itemColumn = dataset.layout.find((c) => c.code === item)
  const isSealed = keyColumn.sealed
  // By what a value is found: its indexes, one after the other version of the key, or itself.
  const byKey = new Map(keysFor(keys, dataset, key, asked).map((found, i) => [found, asked[i % asked.length]!]))
  const name = sql.ref(indexed(dataset, key))
  const condition = isSealed
    ? sql`${name} = any(${bytesOf([...byKey.keys()])})`
    : sql`${name}::text = any(${[...asked]}::text[])`
  const read = sql.join([
    isSealed ? sql`encode(${name}, 'hex') as key` : sql`${name}::text as key`,
    sql`batch, line`,
    itemColumn?.sealed === true ? sql`sealed` : sql`null::bytea as sealed`,
    itemColumn === undefined || itemColumn.sealed
      ? sql`null::text as value`
      : sql`${sql.ref(plainColumn(itemColumn.code))}::text as value`,
  ])
  const { rows } = await sql<Place & { key: string; sealed: Uint8Array | null; value: string | null }>`
    select ${read} from ${sql.table(dataset.table)} where superseded_by_batch is null and ${condition}`.execute(tx)
  const opened = openSealed(keys.openAll, rows)
  for (const [i, row] of rows.entries()) {
    const value = byKey.get(row.key)!
    const values = found.get(value) ?? new Set()
    found.set(value, values)
    const said = itemColumn?.sealed === true ? opened[i]![itemColumn.code] : row.value
    if (said !== null && said !== undefined) values.add(String(said))
  }
  return found
}

/** Takes rows of one batch out again, in the transaction that stored them: nobody has seen them. */
export async function takeOut(tx: Tx, dataset: Dataset, batch: number, lines: readonly number[]): Promise<void> {
  await sql`delete from ${sql.table(dataset.table)}
    where batch = ${batch}::integer and line = any(${lines.map(String)}::bigint[])`.execute(tx)
}

function among(batch: OfBatch): RawBuilder<unknown> {
  return batch === undefined ? sql`superseded_by_batch is null` : sql`batch = ${batch}::integer`
}

function indexed(dataset: Dataset, code: string): string {
  const column = dataset.layout.find((c) => c.code === code)!
  return column.sealed ? indexColumn(code) : plainColumn(code)
}

/** As it was received: a boolean as such, everything else as its text. */
function readPlain(column: Column): RawBuilder<unknown> {
  const name = sql.ref(plainColumn(column.code))
  return column.type === 'boolean' ? sql`${name}` : sql`${name}::text as ${name}`
}
