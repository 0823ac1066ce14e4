import { sql } from 'kysely'
import { comparableValue } from '@fadu/privacy'
import { EnvelopeTampered } from '@fadu/smcrypto'
import type { Tx } from '../db/open-database.ts'
import type { Keyring } from './dataset-keys.ts'
import type { Dataset } from './dataset-store.ts'
import { plainColumn, type Column, type Layout } from './layout.ts'
import { openSealed, type SealedPlace, type SealedValues } from './sealed-values.ts'

/** What a stored row holds, in whichever way it is stored. */
export interface StoredValues {
  readonly line: number
  /** By code of the item, those without a value left out; undefined when its envelope does not open. */
  readonly values: ReadonlyMap<string, string> | undefined
}

/**
 * Rows of a batch, superseded ones too, in the order of their lines: for a check inside the platform, nothing of it leaves. A
 * value reads the same sealed or plain, so that replacing a key or grading an item anew changes nothing here.
 *
 * @param range - Lines behind `after`, up to `upTo` where it is given.
 * @param retired - Columns that the table keeps and the layout no longer names.
 */
export async function storedValues(
  tx: Tx,
  { dataset, keyring, retired }: { readonly dataset: Dataset; readonly keyring: Keyring; readonly retired: Layout },
  range: { readonly batch: number; readonly after: number; readonly upTo?: number; readonly limit: number },
): Promise<readonly StoredValues[]> {
  const columns = [...dataset.layout, ...retired]
  const plain = columns.filter((c) => !c.sealed)
  const wanted = [
    sql`line`,
    columns.some((c) => c.sealed) ? sql`sealed` : sql`null::bytea as sealed`,
    ...plain.map(({ code }) => sql`${sql.ref(plainColumn(code))}::text as ${sql.ref(plainColumn(code))}`),
  ]
  const until = range.upTo === undefined ? sql`true` : sql`line <= ${String(range.upTo)}::bigint`
  const { rows } = await sql<StoredRow>`
    select ${sql.join(wanted)} from ${sql.table(dataset.table)}
    where batch = ${range.batch}::integer and line > ${String(range.after)}::bigint and ${until}
    order by line limit ${range.limit}`.execute(tx)
  const byCode = new Map(columns.map((c) => [c.code, c]))
  const openedRows = tryOpen(
    keyring,
    rows.map(({ line, sealed }) => ({ batch: range.batch, line, sealed })),
  )
  return rows.map((row, i) => {
    const opened = openedRows[i]
    if (opened === undefined) return { line: Number(row.line), values: undefined }
    const cells = [
      ...plain.map(({ code }) => [code, row[plainColumn(code)] as string | null] as const),
      ...Object.entries(opened),
    ]
    const present = cells.flatMap(([code, value]) =>
      value === null ? [] : [[code, oneForm(byCode.get(code), String(value))] as const],
    )
    return { line: Number(row.line), values: new Map(present) }
  })
}

/** Batches of which the table has a row and the platform knows nothing, with the lines of some rows. */
export async function rowsOfNoBatch(
  tx: Tx,
  dataset: Dataset,
  limit: number,
): Promise<readonly { readonly batch: number; readonly line: number }[]> {
  const { rows } = await sql<{ batch: number; line: number | string }>`
    select batch, line from ${sql.table(dataset.table)} t
    where not exists (select from batch b where b.dataset_id = ${dataset.id}::uuid and b.number = t.batch)
    order by batch, line limit ${limit}`.execute(tx)
  return rows.map(({ batch, line }) => ({ batch, line: Number(line) }))
}

interface StoredRow {
  readonly line: number | string
  readonly sealed: Uint8Array | null
  readonly [column: string]: unknown
}

/** All in one call; when one of them does not open, each by itself, to know which. */
function tryOpen(keyring: Keyring, rows: readonly SealedPlace[]): readonly (SealedValues | undefined)[] {
  try {
    return openSealed(keyring.openAll, rows)
  } catch (error) {
    if (!(error instanceof EnvelopeTampered)) throw error
    return rows.length === 1 ? [undefined] : rows.flatMap((row) => tryOpen(keyring, [row]))
  }
}

/** A sealed number stands as it was received, a plain one as the database writes it. Of a text every character counts. */
function oneForm(column: Column | undefined, value: string): string {
  if (column === undefined || column.type === 'text') return value
  return comparableValue({ type: column.type, identifier: null }, value) ?? value
}
