import { sql, type RawBuilder } from 'kysely'
import { decodeUtf8 } from '@fadu/audit-log'
import type { Db } from '../db/open-database.ts'
import { notFound, Problem } from '../problem/index.ts'
import { isPlace, openCorrectionLine, type CorrectionTarget } from './correction-lines.ts'
import type { DatasetKeys } from './dataset-keys.ts'
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

/**
 * Reads rows and opens what is sealed. Of `release()` alone. Column and table names come from the stored layout, values
 * travel as parameters.
 *
 * @throws {EnvelopeTampered} when a row's tag does not fit.
 */
export async function queryRows(
  db: Db,
  datasets: DatasetStore,
  dataset: Dataset,
  columns: readonly Column[],
  selection: Selection,
): Promise<readonly FoundRow[]> {
  const keys = await datasets.keysOf(db, dataset)
  if (selection.kind === 'quarantine') return quarantined(db, keys, selection)
  if (selection.kind === 'prepared') return preparedRows(db, keys, columns, selection.correction)
  const wanted = [
    'batch',
    'line',
    'superseded_by_batch',
    ...columns.filter((c) => !c.sealed).map((c) => plainColumn(c.code)),
    ...(columns.some((c) => c.sealed) ? ['sealed'] : []),
  ]
  const from = sql`select ${sql.join(wanted.map((name) => sql.ref(name)))} from ${sql.table(dataset.table)}`
  const { rows } = await sql<StoredRow>`${from} ${await condition(db, keys, dataset, selection)}`.execute(db)
  if (rows.length > mostRows) {
    const faults = [{ field: 'body.values', expected: `keys of at most ${mostRows} rows; ask with fewer` }]
    throw new Problem({ code: 'REQUEST_MALFORMED', faults })
  }
  return rows.map((row) => {
    const opened = row.sealed === undefined || row.sealed === null ? {} : openSealed(keys, row, row.sealed)
    const valueOf = ({ code, sealed }: Column): CellValue =>
      sealed ? (opened[code] ?? null) : ((row[plainColumn(code)] ?? null) as CellValue)
    return {
      row: Object.fromEntries(columns.map((c) => [c.code, valueOf(c)])),
      place: { batch: row.batch, line: Number(row.line), supersededBy: row.superseded_by_batch },
    }
  })
}

async function condition(
  db: Db,
  keys: DatasetKeys,
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
export function targetCondition(keys: DatasetKeys, dataset: Dataset, of: CorrectionTarget): RawBuilder<unknown> {
  return isPlace(of)
    ? sql`batch = ${of.batch}::integer and line = ${String(of.line)}::bigint`
    : keyCondition(keys, dataset, of.item, [of.value])
}

function keyCondition(
  keys: DatasetKeys,
  dataset: Dataset,
  item: string,
  values: readonly string[],
): RawBuilder<unknown> {
  const key = dataset.layout.find((c) => c.code === item)!
  if (!key.sealed) return sql`${sql.ref(plainColumn(item))} = any(${[...values]})`
  const indexer = keys.indexer(item)
  const hashes = values.map((value) => Buffer.from(indexer.index(value)))
  return sql`${sql.ref(indexColumn(item))} in (${sql.join(hashes)})`
}

function openSealed({ sealer }: DatasetKeys, { batch, line }: Place, sealed: Uint8Array): Row {
  return JSON.parse(decodeUtf8(sealer.open(`${batch}:${line}`, new Uint8Array(sealed)))) as Row
}

async function quarantined(
  db: Db,
  { sealer }: DatasetKeys,
  { batch, number, columns: order, lines }: QuarantineSelection,
): Promise<readonly FoundRow[]> {
  const { rows } = await sql<{ line: number; sealed: Uint8Array }>`
    select line, sealed from quarantine_row
    where batch_id = ${batch} and line = any(${[...lines]}::bigint[]) order by line`.execute(db)
  return rows.map(({ line, sealed }) => {
    const opened = sealer.open(`quarantine/${number}:${line}`, new Uint8Array(sealed))
    const cells = JSON.parse(decodeUtf8(opened)) as readonly string[]
    return {
      row: { '#': Number(line), ...Object.fromEntries(order.map((code, i) => [code, cells[i] ?? null])) },
      place: { batch: number, line: Number(line), supersededBy: null },
    }
  })
}

async function preparedRows(
  db: Db,
  keys: DatasetKeys,
  columns: readonly Column[],
  correction: string,
): Promise<readonly FoundRow[]> {
  const lines = await db
    .selectFrom('correction_line')
    .select(['line', 'sealed'])
    .where('correction_id', '=', correction)
    .orderBy('line')
    .execute()
  return lines.map(({ line, sealed }) => {
    if (sealed === null) throw notFound('待更正的内容')
    const { target, values } = openCorrectionLine(keys, correction, line, new Uint8Array(sealed))
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
