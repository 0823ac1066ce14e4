import { sql, type RawBuilder } from 'kysely'
import type { Db, Tx } from '../db/open-database.ts'
import type { Dataset, DatasetStore } from './dataset-store.ts'
import { keyCondition } from './keyed-rows.ts'
import { plainColumn, type Column } from './layout.ts'
import { openSealed, type SealedValues } from './sealed-values.ts'

/** Values of a row as they were received: text, booleans as `true` and `false`, null where there is none. */
export type PlainRow = Readonly<Record<string, string | null>>

/** Where a page begins: behind this row. */
export interface RowPlace {
  readonly batch: number
  readonly line: string
}

/**
 * Reads rows for what the platform makes of them inside itself. Nothing read here may leave: what is derived goes into a
 * dataset, and out of that through `release()` alone (invariant 2).
 */
export interface RowReader {
  /** Rows as they stood after batch `upTo`, in the order in which they came; no `next` behind the last. */
  page(
    tx: Db | Tx,
    dataset: Dataset,
    items: readonly string[],
    from: { readonly after: RowPlace | undefined; readonly upTo: number; readonly limit: number },
  ): Promise<{ readonly rows: readonly PlainRow[]; readonly next: RowPlace | undefined }>
  /** Current rows that have one of these values in an identifier; at most `limit` of them. */
  byKeys(
    tx: Db | Tx,
    dataset: Dataset,
    items: readonly string[],
    keys: { readonly item: string; readonly values: readonly string[]; readonly limit: number },
  ): Promise<readonly PlainRow[]>
}

interface StoredRow {
  readonly batch: number
  readonly line: string
  readonly sealed?: Uint8Array | null
  readonly [column: string]: unknown
}

export function createRowReader(datasets: DatasetStore): RowReader {
  const read = async (
    tx: Db | Tx,
    dataset: Dataset,
    items: readonly string[],
    rest: RawBuilder<unknown>,
  ): Promise<{ readonly stored: readonly StoredRow[]; readonly rows: readonly PlainRow[] }> => {
    const columns = items.map((code) => dataset.layout.find((c) => c.code === code)!)
    const wanted = [
      sql`batch, line::text as line`,
      ...columns
        .filter((c) => !c.sealed)
        .map((c) => sql`${sql.ref(plainColumn(c.code))}::text as ${sql.ref(plainColumn(c.code))}`),
      ...(columns.some((c) => c.sealed) ? [sql`sealed`] : []),
    ]
    const found = await sql<StoredRow>`select ${sql.join(wanted)} from ${sql.table(dataset.table)} ${rest}`.execute(tx)
    const keys = await datasets.keyringOf(tx, dataset)
    const opened = openSealed(keys.openAll, found.rows)
    const rows = found.rows.map((row, i) =>
      Object.fromEntries(columns.map((c) => [c.code, textOf(c, row, opened[i]!)])),
    )
    return { stored: found.rows, rows }
  }

  return {
    page: async (tx, dataset, items, { after, upTo, limit }) => {
      const behind =
        after === undefined ? sql`true` : sql`(batch, line) > (${after.batch}::integer, ${after.line}::bigint)`
      const { stored, rows } = await read(
        tx,
        dataset,
        items,
        sql`where ${behind} and batch <= ${upTo} and (superseded_by_batch is null or superseded_by_batch > ${upTo})
          order by batch, line limit ${limit}`,
      )
      const last = stored.at(-1)
      return {
        rows,
        next: last === undefined || stored.length < limit ? undefined : { batch: last.batch, line: last.line },
      }
    },
    byKeys: async (tx, dataset, items, { item, values, limit }) => {
      if (values.length === 0) return []
      const condition = keyCondition(await datasets.keyringOf(tx, dataset), dataset, item, values)
      const rest = sql`where superseded_by_batch is null and ${condition} order by batch, line limit ${limit}`
      return (await read(tx, dataset, items, rest)).rows
    },
  }
}

function textOf(column: Column, row: StoredRow, opened: SealedValues): string | null {
  const plain = row[plainColumn(column.code)] as SealedValues[string] | undefined
  const value = (column.sealed ? opened[column.code] : plain) ?? null
  return value === null ? null : String(value)
}
