import { sql, type RawBuilder } from 'kysely'
import { decodeUtf8 } from '@fadu/audit-log'
import type { Db } from '../db/open-database.ts'
import { notFound, Problem } from '../problem/index.ts'
import { isPlace, openCorrectionLine, type CorrectionTarget } from './correction-lines.ts'
import { sqlState } from '../db/connection.ts'
import { DatasetMoved, type Keyring } from './dataset-keys.ts'
import type { Dataset, DatasetStore } from './dataset-store.ts'
import { indexColumn, plainColumn, type Column } from './layout.ts'
import type { QuarantineSelection, Selection } from './release.ts'
import { versionsOf, type Place } from './version-chain.ts'

export type CellValue = string | number | boolean | null
export type Row = Readonly<Record<string, CellValue>>

/** Where a row stands, and which batch took its place. Of a prepared correction: which row it is about, where it says so. */
export interface RowPlace {
  readonly batch: number | null
  readonly line: number | null
  readonly supersededBy: number | null
}

export interface FoundRow {
  readonly row: Row
  readonly place: RowPlace
}

interface StoredRow extends Place {
  readonly superseded_by_batch: number | null
  /** Null in rows from before its first sealed item. */
  readonly sealed?: Uint8Array | null
  readonly [column: string]: unknown
}

/** More rows than this in one answer are refused rather than cut: an answer is whole or none. */
const mostRows = 10_000

/** How often a dataset may change under one call: a rotation begins or ends, which happens days apart. */
const mostReadings = 3
const undefinedTable = '42P01'

/**
 * Reads rows on the dataset as it was decided on, and opens what is sealed. Of `release()` alone. When a key took another's
 * place meanwhile, it is read again with the keys that hold now; when it was sealed off or destroyed, nothing leaves: the next
 * call is refused with the clause.
 *
 * @throws {EnvelopeTampered} when a row's tag does not fit.
 */
export async function queryCurrent(
  db: Db,
  datasets: DatasetStore,
  dataset: Dataset,
  columns: readonly Column[],
  selection: Selection,
): Promise<readonly FoundRow[]> {
  let standing = dataset
  for (let reading = 1; ; reading++) {
    try {
      return await queryRows(db, datasets, standing, columns, selection)
    } catch (error) {
      const moved = error instanceof DatasetMoved || sqlState(error) === undefinedTable
      if (!moved || reading === mostReadings) throw error
    }
    const now = await datasets.byId(db, dataset.id)
    if (now?.custody !== dataset.custody) {
      throw new Problem({ code: 'STATE_CONFLICT', what: '数据集', state: now?.custody ?? 'destroyed' })
    }
    standing = now
  }
}

/** What the snapshot of the rows says of their dataset. */
interface SnapshotKeys {
  readonly at_key: number
  readonly at_oldest: number
  readonly at_custody: string
}

/**
 * Column and table names come from the stored layout, values travel as parameters.
 *
 * @throws {DatasetMoved}
 */
async function queryRows(
  db: Db,
  datasets: DatasetStore,
  dataset: Dataset,
  columns: readonly Column[],
  selection: Selection,
): Promise<readonly FoundRow[]> {
  const keyring = await datasets.keyringOf(db, dataset)
  if (selection.kind === 'prepared') return preparedRows(db, keyring, dataset, columns, selection.correction)
  if (selection.kind === 'quarantine') return quarantined(db, keyring, dataset, selection)
  const wanted = [
    'batch',
    'line',
    'superseded_by_batch',
    ...columns.filter((c) => !c.sealed).map((c) => plainColumn(c.code)),
    ...(columns.some((c) => c.sealed) ? ['sealed'] : []),
  ]
  const from = sql`select ${sql.join(wanted.map((name) => sql.ref(name)))} from ${sql.table(dataset.table)}`
  const query = sql`${from} ${await condition(db, keyring, dataset, selection)}`
  const rows = await inOneSnapshot<StoredRow>(db, dataset, query)
  if (rows.length > mostRows) {
    const faults = [{ field: 'body.values', expected: `keys of at most ${mostRows} rows; ask with fewer` }]
    throw new Problem({ code: 'REQUEST_MALFORMED', faults })
  }
  return rows.map((row) => {
    const opened = row.sealed === undefined || row.sealed === null ? {} : openSealed(keyring, row, row.sealed)
    const valueOf = ({ code, sealed }: Column): CellValue =>
      sealed ? (opened[code] ?? null) : ((row[plainColumn(code)] ?? null) as CellValue)
    return {
      row: Object.fromEntries(columns.map((c) => [c.code, valueOf(c)])),
      place: { batch: row.batch, line: Number(row.line), supersededBy: row.superseded_by_batch },
    }
  })
}

/**
 * INVARIANT (no row is missed while a key is replaced): the same snapshot that gives the rows says under which versions they
 * are sealed. If those are not the versions that were looked for, the answer does not count.
 *
 * @param query - Has columns `batch` and `line`.
 * @throws {DatasetMoved}
 */
async function inOneSnapshot<T extends Place>(
  db: Db,
  dataset: Dataset,
  query: RawBuilder<unknown>,
): Promise<readonly T[]> {
  const { rows } = await sql<Omit<T, 'batch'> & SnapshotKeys & { readonly batch: number | null }>`
    select d.key_version as at_key, d.oldest_key as at_oldest, d.custody as at_custody, t.*
    from dataset d left join (${query}) t on true
    where d.id = ${dataset.id} order by t.batch, t.line`.execute(db)
  const [first] = rows
  const stands =
    first?.at_key === dataset.keyVersion &&
    first.at_oldest === dataset.oldestKey &&
    first.at_custody === dataset.custody
  if (!stands) throw new DatasetMoved(dataset.code)
  return rows.filter((row) => row.batch !== null) as unknown as readonly T[]
}

async function condition(
  db: Db,
  keys: Keyring,
  dataset: Dataset,
  selection: Exclude<Selection, { kind: 'prepared' | 'quarantine' }>,
): Promise<RawBuilder<unknown>> {
  const current = sql`superseded_by_batch is null`
  switch (selection.kind) {
    case 'first':
      return sql`where ${current} order by batch, line limit ${selection.limit}`
    case 'keys': {
      const byKey = keyCondition(keys, dataset, selection.item, selection.values)
      return sql`where ${current} and ${byKey} order by batch, line limit ${mostRows + 1}`
    }
    case 'versions': {
      const versions = await versionsOf(db, dataset, targetCondition(keys, dataset, selection.of))
      const batches = versions.map((v) => v.batch)
      const lines = versions.map((v) => String(v.line))
      return sql`where (batch, line) in (select * from unnest(${batches}::integer[], ${lines}::bigint[]))
        order by batch, line`
    }
  }
}

/** Rows that a target names, in whichever version. */
export function targetCondition(keys: Keyring, dataset: Dataset, of: CorrectionTarget): RawBuilder<unknown> {
  return isPlace(of)
    ? sql`batch = ${of.batch}::integer and line = ${String(of.line)}::bigint`
    : keyCondition(keys, dataset, of.item, [of.value])
}

function keyCondition(keys: Keyring, dataset: Dataset, item: string, values: readonly string[]): RawBuilder<unknown> {
  const key = dataset.layout.find((c) => c.code === item)!
  if (!key.sealed) return sql`${sql.ref(plainColumn(item))} = any(${[...values]})`
  const hashes = keys.versions.flatMap((version) => {
    const indexer = version.indexer(item)
    return values.map((value) => Buffer.from(indexer.index(value)))
  })
  return sql`${sql.ref(indexColumn(item))} in (${sql.join(hashes)})`
}

function openSealed(keys: Keyring, { batch, line }: Place, sealed: Uint8Array): Row {
  return JSON.parse(decodeUtf8(keys.open(`${batch}:${line}`, new Uint8Array(sealed)))) as Row
}

/** Cells as they were received, by the items of the columns of their file. */
async function quarantined(
  db: Db,
  keys: Keyring,
  dataset: Dataset,
  { batch, number, columns: order, lines }: QuarantineSelection,
): Promise<readonly FoundRow[]> {
  const query = sql`select ${number}::integer as batch, line, sealed from quarantine_row
    where batch_id = ${batch} and line = any(${[...lines]}::bigint[])`
  const rows = await inOneSnapshot<Place & { readonly sealed: Uint8Array }>(db, dataset, query)
  return rows.map(({ line, sealed }) => {
    const opened = keys.open(`quarantine/${number}:${line}`, new Uint8Array(sealed))
    const cells = JSON.parse(decodeUtf8(opened)) as readonly string[]
    return {
      row: { '#': Number(line), ...Object.fromEntries(order.map((code, i) => [code, cells[i] ?? null])) },
      place: { batch: number, line: Number(line), supersededBy: null },
    }
  })
}

async function preparedRows(
  db: Db,
  keys: Keyring,
  dataset: Dataset,
  columns: readonly Column[],
  correction: string,
): Promise<readonly FoundRow[]> {
  const prepared = await db
    .selectFrom('correction')
    .select('key_version')
    .where('id', '=', correction)
    .executeTakeFirstOrThrow()
  if (prepared.key_version !== dataset.keyVersion)
    throw new Problem({ code: 'CORRECTION_OUTDATED', dataset: dataset.code })
  const lines = await db
    .selectFrom('correction_line')
    .select(['line', 'sealed'])
    .where('correction_id', '=', correction)
    .orderBy('line')
    .execute()
  return lines.map(({ line, sealed }) => {
    if (sealed === null) throw notFound('待更正的内容')
    const { target, values } = openCorrectionLine(keys.current, correction, line, new Uint8Array(sealed))
    const key = isPlace(target) ? {} : { [target.item]: target.value }
    const row = { ...key, ...values }
    return {
      row: Object.fromEntries(columns.filter((c) => Object.hasOwn(row, c.code)).map((c) => [c.code, row[c.code]!])),
      place: isPlace(target)
        ? { batch: target.batch, line: target.line, supersededBy: null }
        : { batch: null, line: null, supersededBy: null },
    }
  })
}
