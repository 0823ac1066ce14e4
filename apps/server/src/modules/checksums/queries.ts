import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { FindingKind } from '../../platform/db/checksum-tables.ts'
import type { DatasetRow } from '../../platform/release/dataset-store.ts'
import type { Layout } from '../../platform/release/layout.ts'
import type { MarkPage } from './row-marks.ts'

/** A dataset as its row has it, locked: no batch, no new key and no new layout while a page is read. */
export type LockedDataset = DatasetRow & { readonly retired: unknown }

export interface BatchToTake {
  readonly batch_id: string
  readonly number: number
  readonly stored: number
  readonly begun: boolean
  readonly pages: number
  readonly at_line: number
  readonly rows: number
  readonly chain: Uint8Array
  readonly dataset: LockedDataset
}

const columnsOfDataset = sql`jsonb_build_object('id', d.id, 'entry_id', d.entry_id, 'code', d.code, 'table_name', d.table_name,
  'layout', d.layout, 'layout_version', d.layout_version, 'key_version', d.key_version, 'oldest_key', d.oldest_key,
  'custody', d.custody, 'row_count', d.row_count, 'retired', d.retired) as dataset`

/** The earliest batch whose checksums are not taken yet, its dataset locked; what another process works on is passed over. */
export async function claimBatch(tx: Tx): Promise<BatchToTake | undefined> {
  const { rows } = await sql<BatchToTake>`
    select b.id as batch_id, b.number, b.stored::float8 as stored, c.batch_id is not null as begun,
      coalesce(c.pages, 0) as pages, coalesce(c.at_line, -1)::float8 as at_line, coalesce(c.rows, 0)::float8 as rows,
      coalesce(c.chain, '') as chain, ${columnsOfDataset}
    from batch b join dataset d on d.id = b.dataset_id left join batch_checksum c on c.batch_id = b.id
    where d.custody <> 'destroyed' and coalesce(c.state, 'taking') = 'taking'
    order by b.created_at, b.id limit 1 for update of d skip locked`.execute(tx)
  return rows[0]
}

export interface RunningComparison {
  readonly id: string
  readonly at_batch: number
  readonly at_page: number
  readonly chain: Uint8Array
  readonly begun_by: string
  readonly dataset: LockedDataset
}

/** The earliest comparison under way of a dataset whose batches all have their checksums. */
export async function claimComparison(tx: Tx): Promise<RunningComparison | undefined> {
  const { rows } = await sql<RunningComparison>`
    select c.id, c.at_batch, c.at_page, c.chain, c.begun_by, ${columnsOfDataset}
    from checksum_comparison c join dataset d on d.id = c.dataset_id
    where c.state = 'running' and d.custody <> 'destroyed' and not exists (
      select from batch b left join batch_checksum k on k.batch_id = b.id
      where b.dataset_id = d.id and coalesce(k.state, 'taking') = 'taking')
    order by c.begun_at, c.id limit 1 for update of c, d skip locked`.execute(tx)
  return rows[0]
}

export interface KeptPage extends MarkPage {
  readonly batch: number
  readonly page: number
  readonly state: 'taken' | 'lost'
  readonly rows: number
  readonly receipt: string | null
  readonly isLast: boolean
}

/** The page of checksums that follows a place; of a batch that lost its checksums an empty one over all its lines. */
export async function nextPage(
  tx: Tx,
  datasetId: string,
  after: { readonly batch: number; readonly page: number },
): Promise<KeptPage | undefined> {
  const { rows } = await sql<{
    batch: number
    page: number
    state: 'taken' | 'lost'
    rows: number
    receipt: string | null
    from_line: number
    to_line: number | null
    marks: Uint8Array
    pages: number
  }>`
    select c.number as batch, coalesce(p.page, 0) as page, c.state, c.rows::float8 as rows, c.receipt, c.pages,
      coalesce(p.from_line, -1)::float8 as from_line, p.to_line::float8 as to_line, coalesce(p.marks, '') as marks
    from batch_checksum c left join batch_checksum_page p on p.batch_id = c.batch_id
    where c.dataset_id = ${datasetId}::uuid
      and (c.number, coalesce(p.page, 0)) > (${after.batch}::integer, ${after.page}::integer)
    order by c.number, coalesce(p.page, 0) limit 1`.execute(tx)
  const [row] = rows
  if (row === undefined) return undefined
  const { from_line: from, to_line: to, pages, ...rest } = row
  return { ...rest, from, to, marks: new Uint8Array(row.marks), isLast: to === null || row.page >= pages - 1 }
}

/** Lines of a page that a lawful deletion took away. */
export async function erasedLines(
  tx: Tx,
  datasetId: string,
  { batch, from, to }: Pick<KeptPage, 'batch' | 'from' | 'to'>,
): Promise<ReadonlySet<number>> {
  const rows = await tx
    .selectFrom('erased_row')
    .select(sql<number>`line::float8`.as('line'))
    .where('dataset_id', '=', datasetId)
    .where('batch', '=', batch)
    .where('line', '>', from)
    .$if(to !== null, (qb) => qb.where('line', '<=', to!))
    .execute()
  return new Set(rows.map((r) => r.line))
}

/** Rows of a batch that lawful deletions took away, and of its dataset those of which no place was kept: before migration 0024. */
export async function countErased(
  tx: Tx,
  datasetId: string,
  batch: number,
): Promise<{ readonly ofBatch: number; readonly unplaced: number }> {
  const { rows } = await sql<{ ofBatch: number; unplaced: number }>`
    select (select count(*) from erased_row where dataset_id = ${datasetId}::uuid and batch = ${batch}::integer)::float8
        as "ofBatch",
      (select coalesce(sum(superseded), 0) from batch where dataset_id = ${datasetId}::uuid and mode = 'deletion')::float8
        - (select count(*) from erased_row where dataset_id = ${datasetId}::uuid)::float8 as unplaced`.execute(tx)
  return rows[0]!
}

/** What the evidence log says of a batch: rows that were stored, and the checksum that was taken over them. */
export interface BatchEvidence {
  readonly stored: number | undefined
  readonly taken: { readonly receipt: string; readonly rows: number; readonly checksum: string } | undefined
}

export async function evidenceOf(tx: Tx, datasetId: string, batch: number): Promise<BatchEvidence> {
  const { rows } = await sql<{ id: string; action: string; detail: Readonly<Record<string, unknown>> }>`
    select id, action, body::jsonb -> 'detail' as detail from log_entry
    where dataset_id = ${datasetId}::uuid and (body::jsonb -> 'detail' ->> 'batch')::integer = ${batch}::integer
      and ((action = 'dataset.aggregate' and kind = 'act') or (action = 'checksums.take' and body like '%"checksum"%'))
    order by id`.execute(tx)
  const stored = rows.find((r) => r.action === 'dataset.aggregate')?.detail['stored']
  const taken = rows.find((r) => r.action === 'checksums.take')
  return {
    stored: typeof stored === 'number' ? stored : undefined,
    taken:
      taken === undefined
        ? undefined
        : { receipt: taken.id, rows: Number(taken.detail['rows']), checksum: String(taken.detail['checksum']) },
  }
}

export interface ComparisonView {
  readonly id: string
  readonly state: 'running' | 'done' | 'ended'
  readonly begunAt: string
  readonly endedAt: string | null
  readonly rows: number
  readonly altered: number
  readonly missing: number
  readonly added: number
  /** Batches whose checksums are not those of the evidence log. */
  readonly checksums: number
  /** Entry of the evidence log with the result. */
  readonly receipt: string | null
  /** The first of them, by batch and line; of the batch itself there is no line. */
  readonly findings: readonly { readonly kind: FindingKind; readonly batch: number; readonly line: number | null }[]
}

const mostShown = 100

/** The latest comparisons of a dataset. */
export async function comparisonsOf(db: Db, datasetId: string): Promise<readonly ComparisonView[]> {
  const rows = await db
    .selectFrom('checksum_comparison')
    .selectAll()
    .where('dataset_id', '=', datasetId)
    .orderBy('begun_at', 'desc')
    .limit(20)
    .execute()
  const findings = await Promise.all(
    rows.map((row) =>
      db
        .selectFrom('checksum_finding')
        .select(['kind', 'batch', 'line'])
        .where('comparison_id', '=', row.id)
        .orderBy('batch')
        .orderBy('line')
        .limit(mostShown)
        .execute(),
    ),
  )
  return rows.map((row, i) => ({
    id: row.id,
    state: row.state,
    begunAt: row.begun_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    rows: Number(row.rows),
    altered: Number(row.altered),
    missing: Number(row.missing),
    added: Number(row.added),
    checksums: Number(row.checksums),
    receipt: row.receipt,
    findings: findings[i]!.map(({ kind, batch, line }) => {
      return { kind, batch, line: Number(line) === -1 ? null : Number(line) }
    }),
  }))
}

export function retiredOf(dataset: LockedDataset): Layout {
  return dataset.retired as Layout
}
