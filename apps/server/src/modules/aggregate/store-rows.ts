import { sql } from 'kysely'
import { rawConnection, unhurried } from '../../platform/db/dialect.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { Dataset, DatasetKeys } from '../../platform/release/dataset-store.ts'
import { createIndexesSql, writtenColumns } from '../../platform/release/layout.ts'
import { keyColumns, type BatchOptions, type KeyColumn } from './batch-options.ts'
import type { PreparedBatch } from './pipeline/prepare-batch.ts'
import { setCollidingRowsAside } from './set-aside.ts'

/** What a batch did to the current rows of its dataset. */
export interface RowChanges {
  readonly stored: number
  readonly added: number
  readonly changed: number
  readonly removed: number
  readonly unchanged: number
  /** Rows of earlier batches that are no longer current. */
  readonly superseded: number
  /** Rows that were good by themselves and collide with another row of the batch. */
  readonly setAside: number
}

interface Target {
  readonly dataset: Dataset
  readonly keys: DatasetKeys
  readonly batchId: string
  readonly number: number
  readonly batch: PreparedBatch
  readonly options: BatchOptions
}

/**
 * Stores the rows of a batch. INVARIANT (originals stay): rows are inserted, and of earlier rows only
 * `superseded_by_batch` is set; no value of a stored row is written again.
 *
 * The caller holds the lock on the dataset's row.
 */
export async function storeRows(tx: Tx, target: Target): Promise<RowChanges> {
  const { dataset, batch, options } = target
  // Loading grows with the file; the limit on statements is for questions.
  await unhurried(tx)
  const columns = writtenColumns(dataset.layout, { digest: true })
  if (options.mode === 'append') {
    if (batch.good > 0) await copyRows(tx, dataset.table, columns, batch.rows())
    const { good } = batch
    return { stored: good, added: good, changed: 0, removed: 0, unchanged: 0, superseded: 0, setAside: 0 }
  }
  const key = keyColumns(dataset.layout, options.key)
  await rawConnection(tx, (connection) =>
    connection.script(`create temporary table incoming_rows (like ${dataset.table}) on commit drop`),
  )
  if (batch.good > 0) await copyRows(tx, 'incoming_rows', columns, batch.rows())
  const setAside = await setCollidingRowsAside(tx, { ...target, key })
  await matchRows(tx, dataset.table, key)
  if (options.mode === 'snapshot') await requireFewRemoved(tx, dataset, options)
  return { ...(await replaceRows(tx, target, columns)), setAside }
}

/** Makes the indexes of a table whose first rows have just come. Readers are not kept waiting, and writers are by the lock on the dataset's row anyway. */
export async function indexFirstRows(tx: Tx, { id, table, layout }: Dataset, number: number): Promise<void> {
  const earlier = await tx
    .selectFrom('batch')
    .select('id')
    .where('dataset_id', '=', id)
    .where('number', '<>', number)
    .limit(1)
    .executeTakeFirst()
  if (earlier !== undefined) return
  await rawConnection(tx, (connection) => connection.script(createIndexesSql(table, layout)))
}

async function copyRows(
  tx: Tx,
  table: string,
  columns: readonly string[],
  rows: AsyncIterable<Uint8Array>,
): Promise<void> {
  await rawConnection(tx, (connection) => connection.copyIn(table, columns, rows))
}

/** Which current row every incoming one meets; of several with one key the one that is the same comes first. */
async function matchRows(tx: Tx, table: string, key: readonly KeyColumn[]): Promise<void> {
  const on = sql.join(
    key.map(({ column }) => sql`o.${sql.ref(column)} = n.${sql.ref(column)}`),
    sql` and `,
  )
  await sql`analyze incoming_rows`.execute(tx)
  await sql`create temporary table matched_rows on commit drop as
    select batch, line, new_line, same,
      row_number() over (partition by new_line order by same desc, batch desc, line desc) as place
    from (
      select o.batch, o.line, n.line as new_line, coalesce(o.digest = n.digest, false) as same
      from ${sql.table(table)} o join incoming_rows n on ${on}
      where o.superseded_by_batch is null
    ) met`.execute(tx)
  await sql`analyze matched_rows`.execute(tx)
}

async function requireFewRemoved(tx: Tx, dataset: Dataset, options: BatchOptions): Promise<void> {
  if (options.confirmRemoval) return
  const { rows } = await sql<{ current: number; matched: number }>`
    select (select count(*) from ${sql.table(dataset.table)} where superseded_by_batch is null)::float8 as current,
      (select count(*) from matched_rows)::float8 as matched`.execute(tx)
  const { current, matched } = rows[0]!
  const removed = current - matched
  if (removed > current * options.mostRemoved) {
    const { code } = dataset
    throw new Problem({ code: 'SNAPSHOT_REMOVES_MORE', dataset: code, current, removed, most: options.mostRemoved })
  }
}

/** Supersedes what is replaced or gone, leaves what is the same, inserts the rest. */
async function replaceRows(
  tx: Tx,
  { dataset, number, options }: Target,
  columns: readonly string[],
): Promise<Omit<RowChanges, 'setAside'>> {
  const table = sql.table(dataset.table)
  const kept = sql`m.same and m.place = 1`
  const met = await sql<{ changed: number }>`
    select count(*)::float8 as changed from matched_rows m where m.place = 1 and not m.same`.execute(tx)
  const replaced = await sql`update ${table} o set superseded_by_batch = ${number} from matched_rows m
    where o.batch = m.batch and o.line = m.line and not (${kept})`.execute(tx)
  const removed =
    options.mode === 'snapshot'
      ? await sql`update ${table} o set superseded_by_batch = ${number} where o.superseded_by_batch is null
          and not exists (select from matched_rows m where m.batch = o.batch and m.line = o.line)`.execute(tx)
      : undefined
  const unchanged = await sql`delete from incoming_rows n using matched_rows m
    where m.new_line = n.line and ${kept}`.execute(tx)
  const names = sql.join(columns.map((name) => sql.ref(name)))
  const inserted = await sql`insert into ${table} (${names}) select ${names} from incoming_rows`.execute(tx)
  const count = (result: { readonly numAffectedRows?: bigint } | undefined): number =>
    Number(result?.numAffectedRows ?? 0n)
  const { changed } = met.rows[0]!
  return {
    stored: count(inserted),
    added: count(inserted) - changed,
    changed,
    removed: count(removed),
    unchanged: count(unchanged),
    superseded: count(replaced) + count(removed),
  }
}
