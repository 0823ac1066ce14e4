import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import { decodeCursor, toPage, type Page } from '../../platform/http/page.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { AggregationMode } from './batch-options.ts'
import { toBatch, type BatchRow, type BatchView } from './batch-view.ts'

/** Numbers are given out before a file is read, since rows are sealed to them; one that comes to nothing leaves a gap. */
export async function nextBatchNumber(db: Db, datasetId: string): Promise<number> {
  const row = await db
    .updateTable('dataset')
    .set((eb) => ({ next_batch: eb('next_batch', '+', 1) }))
    .where('id', '=', datasetId)
    .returning('next_batch')
    .executeTakeFirstOrThrow()
  return row.next_batch - 1
}

const batchRows = (tx: Db | Tx) =>
  tx
    .selectFrom('batch')
    .leftJoin('batch as corrected', 'corrected.id', 'batch.corrects')
    .selectAll('batch')
    .select('corrected.number as corrects_number')

export function readBatch(tx: Db | Tx, id: string): Promise<BatchRow> {
  return batchRows(tx).where('batch.id', '=', id).executeTakeFirstOrThrow()
}

/**
 * The batch that these bytes already are. Appended twice they would be doubled, whenever that was; as an upsert or a
 * snapshot they mean what they say each time, unless nothing happened in between.
 */
export async function readEarlier(
  tx: Tx,
  datasetId: string,
  mode: AggregationMode,
  contentHash: Uint8Array,
  corrects: string | undefined,
): Promise<BatchRow | undefined> {
  const query = batchRows(tx)
    .where('batch.dataset_id', '=', datasetId)
    .where('batch.corrects', 'is not distinct from', corrects ?? null)
  if (mode === 'append') {
    return query.where('batch.mode', '=', mode).where('batch.content_hash', '=', contentHash).executeTakeFirst()
  }
  const last = await query
    .orderBy('batch.created_at', 'desc')
    .orderBy('batch.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  const isSame = last?.mode === mode && Buffer.from(contentHash).equals(Buffer.from(last.content_hash))
  return isSame ? last : undefined
}

/** Batches of a dataset, latest first. */
export function pageOfBatches(
  db: Db,
  datasetId: string,
  { limit, before }: { readonly limit: number; readonly before?: number },
): Promise<readonly BatchRow[]> {
  return batchRows(db)
    .where('batch.dataset_id', '=', datasetId)
    .$if(before !== undefined, (qb) => qb.where('batch.number', '<', before!))
    .orderBy('batch.number', 'desc')
    .limit(limit)
    .execute()
}

export async function receiptsOf(
  db: Db,
  datasetId: string,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<BatchView & { readonly receipt: string | null }>> {
  const before = cursor === undefined ? undefined : Number(decodeCursor(cursor, ['text'])[0])
  if (before !== undefined && !Number.isSafeInteger(before)) throw new Problem({ code: 'CURSOR_INVALID' })
  const rows = await pageOfBatches(db, datasetId, { limit: limit + 1, ...(before === undefined ? {} : { before }) })
  const receipts = await readReceipts(
    db,
    datasetId,
    rows.map((r) => r.number),
  )
  return toPage(
    rows,
    limit,
    (row) => [String(row.number)],
    (row) => ({ ...toBatch(row, false), receipt: receipts.get(row.number) ?? null }),
  )
}

/** Entries of the evidence log that record the acts which stored these batches. */
async function readReceipts(
  db: Db,
  datasetId: string,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (numbers.length === 0) return new Map()
  const { rows } = await sql<{ id: string; number: number }>`
    select id, (body::jsonb -> 'detail' ->> 'batch')::integer as number from log_entry
    where dataset_id = ${datasetId} and action = 'dataset.aggregate' and kind = 'act'
      and (body::jsonb -> 'detail' ->> 'batch')::integer = any(${[...numbers]}::integer[])
    order by id desc`.execute(db)
  return new Map(rows.map((r) => [r.number, r.id]))
}
