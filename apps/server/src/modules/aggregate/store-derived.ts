import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { CivilDate } from '@fadu/domain'
import { createTableScan } from '@fadu/privacy'
import { envelopeKeyVersion } from '@fadu/smcrypto'
import { rawConnection, unhurried } from '../../platform/db/dialect.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { Dataset, DatasetKeys } from '../../platform/release/dataset-store.ts'
import { createTableSql, writtenColumns } from '../../platform/release/layout.ts'
import type { RowReader } from '../../platform/release/read-rows.ts'
import { indexEntry } from '../catalog/index.ts'
import { parseCells, type RowFault } from './pipeline/parse-rows.ts'
import { asBinaryCopy } from './pipeline/spool.ts'
import { createRowWriter } from './pipeline/write-rows.ts'
import { createValueWriter } from './pipeline/write-values.ts'
import type { BatchSample } from './service.ts'
import { indexFirstRows } from './store-rows.ts'

/** Rows of a derived result while they wait: sealed and typed as in the dataset, in a table that nothing reads. */
export interface Staging {
  readonly dataset: Dataset
  readonly keys: DatasetKeys
  /** Number of the batch they will be; rows are sealed to it. */
  readonly number: number
  readonly table: string
}

const sampledRows = 5000

/** Gives out the number of the batch and makes an empty table for its rows. */
export async function openStaging(tx: Tx, dataset: Dataset, keys: DatasetKeys, table: string): Promise<Staging> {
  const { next_batch } = await tx
    .updateTable('dataset')
    .set((eb) => ({ next_batch: eb('next_batch', '+', 1) }))
    .where('id', '=', dataset.id)
    .returning('next_batch')
    .executeTakeFirstOrThrow()
  await rawConnection(tx, (connection) =>
    connection.script(`drop table if exists ${table};\n${createTableSql(table, dataset.layout)}`),
  )
  return { dataset, keys, number: next_batch - 1, table }
}

export async function dropStaging(tx: Tx, table: string): Promise<void> {
  await rawConnection(tx, (connection) => connection.script(`drop table if exists ${table}`))
}

/**
 * Checks rows against the items of the dataset, as if they had been received, and stages them.
 *
 * @returns The first fault; nothing of these rows was staged then.
 */
export async function stageRows(
  tx: Tx,
  { dataset, keys, number, table }: Staging,
  firstLine: number,
  rows: readonly Readonly<Record<string, string | null>>[],
): Promise<RowFault | undefined> {
  if (rows.length === 0) return undefined
  const { layout } = dataset
  const writer = createRowWriter({ layout, dataKey: keys.dataKey, datasetId: dataset.id, number, withDigest: true })
  const write = createValueWriter(layout, writer)
  let line = firstLine
  for (const row of rows) {
    const parsed = parseCells(
      layout,
      layout.map((c) => row[c.code] ?? null),
    )
    if (!parsed.ok) return parsed.faults[0]!
    write(line++, parsed.values)
  }
  const content = writer.take()
  const parts = async function* (): AsyncIterable<Uint8Array> {
    yield content
  }
  const columns = writtenColumns(layout, { digest: true })
  await rawConnection(tx, (connection) => connection.copyIn(table, columns, asBinaryCopy({ parts })))
  return undefined
}

/**
 * Makes staged rows the rows of the dataset: one batch, which takes the place of all earlier ones. A result is what its
 * sources give today, and earlier results stay as superseded rows (invariant 3).
 *
 * @throws {Problem} LAYOUT_CHANGED when the entry was published with other items since the rows were staged, KEY_CHANGED when
 *   its key was replaced.
 */
export async function storeDerived(
  tx: Tx,
  staged: Pick<Staging, 'dataset' | 'number' | 'table'> & { readonly layoutVersion: number },
  batch: {
    readonly contentHash: Uint8Array
    readonly fileName: string
    readonly caseId: string
    readonly now: Date
    readonly today: CivilDate
  },
  deps: { readonly reader: RowReader; readonly sampled: (tx: Tx, sample: BatchSample) => Promise<void> },
): Promise<void> {
  const { dataset, number, table } = staged
  await tx.selectFrom('dataset').select('id').where('id', '=', dataset.id).forUpdate().execute()
  if (dataset.layoutVersion !== staged.layoutVersion)
    throw new Problem({ code: 'LAYOUT_CHANGED', dataset: dataset.code })
  await requireCurrentKey(tx, dataset, table)
  const codes = dataset.layout.map((c) => c.code)
  const waiting: Dataset = { ...dataset, table }
  const sample = await deps.reader.page(tx, waiting, codes, { after: undefined, upTo: number, limit: sampledRows })
  const scan = createTableScan(
    dataset.layout.map(({ code, name }) => ({ header: name, code })),
    { asOf: batch.today },
  )
  for (const row of sample.rows) scan.add(codes.map((code) => row[code] ?? null))

  await unhurried(tx)
  const replaced = await sql`update ${sql.table(dataset.table)} set superseded_by_batch = ${number}
    where superseded_by_batch is null`.execute(tx)
  const columns = sql.join(writtenColumns(dataset.layout, { digest: true }).map((name) => sql.ref(name)))
  const moved =
    await sql`insert into ${sql.table(dataset.table)} (${columns}) select ${columns} from ${sql.table(table)}`.execute(
      tx,
    )
  const rows = Number(moved.numAffectedRows ?? 0)
  await indexFirstRows(tx, dataset, number)
  await tx
    .insertInto('batch')
    .values({
      id: uuidv7(),
      dataset_id: dataset.id,
      number,
      content_hash: batch.contentHash,
      file_name: batch.fileName,
      received: rows,
      stored: rows,
      quarantined: 0,
      mode: 'snapshot',
      superseded: Number(replaced.numAffectedRows ?? 0),
      case_id: batch.caseId,
      created_at: batch.now,
    })
    .execute()
  await tx.updateTable('dataset').set({ row_count: rows }).where('id', '=', dataset.id).execute()
  await dropStaging(tx, table)
  await deps.sampled(tx, { entry: dataset.entry, found: scan.finish(), codes })
  await indexEntry(tx, dataset.entry)
}

/** INVARIANT (nothing is added under an old key): all rows of a result were sealed in one run, under one key. */
async function requireCurrentKey(tx: Tx, dataset: Dataset, table: string): Promise<void> {
  if (!dataset.layout.some((c) => c.sealed)) return
  const { rows } = await sql<{ sealed: Uint8Array }>`
    select sealed from ${sql.table(table)} where sealed is not null limit 1`.execute(tx)
  const [row] = rows
  if (row !== undefined && envelopeKeyVersion(new Uint8Array(row.sealed)) !== dataset.keyVersion)
    throw new Problem({ code: 'KEY_CHANGED', dataset: dataset.code })
}
