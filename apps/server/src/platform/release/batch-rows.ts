import { sql, type RawBuilder } from 'kysely'
import { linesOf, type Chunk, type Transform } from '@fadu/privacy'
import type { Db, Tx } from '../db/open-database.ts'
import type { Dataset, DatasetStore } from './dataset-store.ts'
import { plainColumn, type Column } from './layout.ts'
import { rowCondition, type RowCondition } from './row-filter.ts'
import { requireStanding, standing, type Standing } from './snapshot.ts'
import {
  createPageOpener,
  separators,
  type ApartPage,
  type BatchRow,
  type JoinedPage,
  type StoredPage,
} from './stored-page.ts'

/** Which versions of which rows: those that stood after batch `upTo`; without it every version. */
export interface BatchScope {
  readonly upTo?: number
  readonly where: readonly RowCondition[]
}

export interface SizedChunk extends Chunk {
  readonly rows: number
}

/** Chunks of lines in which there are such rows, with how many. */
export async function chunksOf(tx: Db | Tx, dataset: Dataset, scope: BatchScope): Promise<readonly SizedChunk[]> {
  const [lines] = linesOf({ batch: 0, chunk: 1 })
  const { rows } = await sql<SizedChunk>`
    select batch, (line / ${lines}::bigint)::float8 as chunk, count(*)::float8 as rows from ${sql.table(dataset.table)}
    where ${scopeSql(dataset, scope)} group by 1, 2 order by 1, 2`.execute(tx)
  return rows
}

/** Chunks put together in their order, so that each reading is worth its question and no more rows than `most` are in one. */
export function inReadings<T extends Pick<SizedChunk, 'rows'>>(
  chunks: readonly T[],
  most: number,
): readonly (readonly T[])[] {
  const readings: T[][] = []
  let rows = Infinity
  for (const chunk of chunks) {
    rows += chunk.rows
    if (rows > most) {
      readings.push([])
      rows = chunk.rows
    }
    readings.at(-1)!.push(chunk)
  }
  return readings
}

/** How many such rows there are. */
export async function countRows(tx: Db | Tx, dataset: Dataset, scope: BatchScope): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::float8 as n from ${sql.table(dataset.table)} where ${scopeSql(dataset, scope)}`.execute(tx)
  return rows[0]!.n
}

/** Pages of rows as they lie in the database. A caller MUST NOT ask for more rows than may stand in memory. */
export interface PageSource {
  /**
   * Rows of these chunks, in no order.
   *
   * @param how - `joined` is fast; `apart` takes every value, also one that holds a separator.
   * @throws {DatasetMoved} when the dataset is not as it was read.
   */
  read(tx: Db | Tx, dataset: Dataset, chunks: readonly Chunk[], how: StoredPage['kind']): Promise<StoredPage>
}

export function createPageSource(columns: readonly Column[], scope: BatchScope): PageSource {
  const plain = columns.filter((c) => !c.sealed)
  const isSealed = columns.length > plain.length
  return {
    read: (tx, dataset, chunks, how) => {
      const query = { table: dataset.table, plain, isSealed, where: scopeSql(dataset, scope), chunks }
      return how === 'joined' ? readJoined(tx, dataset, query) : readApart(tx, dataset, query)
    },
  }
}

/** The same, opened and shown in this thread. */
export interface ChunkReader {
  /** @throws {DatasetMoved}, {EnvelopeTampered} */
  read(tx: Db | Tx, dataset: Dataset, chunks: readonly Chunk[]): Promise<readonly BatchRow[]>
}

/** @param shown - By column: what becomes of a value, such as its mask; itself when left out. */
export function createChunkReader(
  datasets: Pick<DatasetStore, 'keyringOf'>,
  columns: readonly Column[],
  scope: BatchScope,
  shown: readonly (Transform | undefined)[] = [],
): ChunkReader {
  const source = createPageSource(columns, scope)
  return {
    read: async (tx, dataset, chunks) => {
      const keyring = await datasets.keyringOf(tx, dataset)
      const openPage = createPageOpener(columns, shown, keyring.openAll)
      const opened =
        openPage(await source.read(tx, dataset, chunks, 'joined')) ??
        openPage(await source.read(tx, dataset, chunks, 'apart'))!
      const cells = opened.cellsOf(opened.rows)
      return opened.rows.map(({ batch, line, supersededBy }, i) => ({ batch, line, supersededBy, cells: cells[i]! }))
    },
  }
}

interface ChunkQuery {
  readonly table: string
  readonly plain: readonly Column[]
  readonly isSealed: boolean
  readonly where: RawBuilder<unknown>
  readonly chunks: readonly Chunk[]
}

async function readJoined(tx: Db | Tx, dataset: Dataset, query: ChunkQuery): Promise<JoinedPage> {
  const { plain, isSealed } = query
  const { nothing } = separators
  const cells = [
    sql`batch`,
    sql`line`,
    sql`coalesce(superseded_by_batch::text, ${nothing})`,
    ...plain.map((c) => sql`coalesce(${sql.ref(plainColumn(c.code))}::text, ${nothing})`),
    ...(isSealed ? [sql`coalesce(octet_length(sealed)::text, ${nothing})`] : []),
  ]
  const nullable = [
    sql`superseded_by_batch`,
    ...plain.map((c) => sql.ref(plainColumn(c.code))),
    ...(isSealed ? [sql`sealed`] : []),
  ]
  type Page = Standing & { page: string | null; sealed: Uint8Array | null; n: number; nulls: number | null }
  // What is sealed goes beside the text in the same order, as bytes.
  const { rows } = await sql<Page>`
    select ${standing}, p.page, p.sealed, p.n, p.nulls from dataset d left join lateral (
      select string_agg(concat_ws(${separators.cell}, ${sql.join(cells)}), ${separators.row}) as page,
        ${isSealed ? sql`string_agg(sealed, ''::bytea)` : sql`null::bytea`} as sealed,
        count(*)::float8 as n, sum(num_nulls(${sql.join(nullable)}))::float8 as nulls
      from ${fromChunks(query)}) p on true
    where d.id = ${dataset.id}`.execute(tx)
  requireStanding(dataset, rows[0])
  const { page, sealed, n, nulls } = rows[0]!
  return { kind: 'joined', text: page ?? '', sealed: new Uint8Array(sealed ?? []), rows: n, nulls: nulls ?? 0 }
}

async function readApart(tx: Db | Tx, dataset: Dataset, query: ChunkQuery): Promise<ApartPage> {
  const { plain, isSealed } = query
  const wanted = [
    sql`t.batch, t.line::float8 as line, t.superseded_by_batch`,
    ...plain.map((c) => sql`${sql.ref(plainColumn(c.code))}::text as ${sql.ref(plainColumn(c.code))}`),
    ...(isSealed ? [sql`t.sealed`] : []),
  ]
  type Apart = Standing & {
    batch: number | null
    line: number
    superseded_by_batch: number | null
    sealed?: Uint8Array | null
  } & Record<string, unknown>
  const { rows } = await sql<Apart>`
    select ${standing}, p.* from dataset d left join (select ${sql.join(wanted)} from ${fromChunks(query)}) p on true
    where d.id = ${dataset.id}`.execute(tx)
  requireStanding(dataset, rows[0])
  const stored = rows.flatMap((row) =>
    row.batch === null
      ? []
      : [
          {
            batch: row.batch,
            line: row.line,
            supersededBy: row.superseded_by_batch,
            plain: plain.map((c) => row[plainColumn(c.code)] as string | null),
            sealed: row.sealed === undefined || row.sealed === null ? null : new Uint8Array(row.sealed),
          },
        ],
  )
  return { kind: 'apart', rows: stored }
}

function fromChunks({ table, where, chunks }: ChunkQuery): RawBuilder<unknown> {
  const [only] = chunks
  const lines = chunks.map(linesOf)
  if (only !== undefined && chunks.length === 1) {
    const [from, before] = lines[0]!
    return sql`${sql.table(table)} t
      where t.batch = ${only.batch}::integer and t.line >= ${from}::bigint and t.line < ${before}::bigint and ${where}`
  }
  return sql`unnest(${chunks.map((c) => c.batch)}::integer[], ${lines.map(([from]) => from)}::bigint[]) as c(number, start)
    join ${sql.table(table)} t
      on t.batch = c.number and t.line >= c.start and t.line < c.start + ${linesOf({ batch: 0, chunk: 0 })[1]}::bigint
    where ${where}`
}

function scopeSql({ layout }: Dataset, { upTo, where }: BatchScope): RawBuilder<unknown> {
  const met = rowCondition(layout, where)
  if (upTo === undefined) return met
  return sql`batch <= ${upTo}::integer and (superseded_by_batch is null or superseded_by_batch > ${upTo}::integer)
    and ${met}`
}
