import { sql, type RawBuilder } from 'kysely'
import { decodeUtf8 } from '@fadu/audit-log'
import type { Db } from '../db/open-database.ts'
import { notFound, Problem } from '../problem/index.ts'
import { changesQuery, type ChangesSelection } from './changed-rows.ts'
import { isPlace, openCorrectionLine, type CorrectionTarget } from './correction-lines.ts'
import type { Keyring } from './dataset-keys.ts'
import type { Dataset, DatasetStore } from './dataset-store.ts'
import { keyCondition, keysFor, type KeyedRows } from './keyed-rows.ts'
import type { Column } from './layout.ts'
import { pageCondition, pageOrder, sortedBy, type PageSelection } from './page-rows.ts'
import type { QuarantineSelection, Selection } from './release.ts'
import { createStandingReader, inOneSnapshot } from './snapshot.ts'
import { openRows, placeOf, requireFewRows, wantedColumns, type FoundRow, type StoredRow } from './stored-rows.ts'
import { versionsOf, type Place } from './version-chain.ts'

/** Where rows are read. */
export interface RowSources {
  readonly db: Db
  readonly datasets: DatasetStore
  readonly keyed: KeyedRows
}

/**
 * Reads rows on the dataset as it was decided on, and opens what is sealed. Of `release()` alone. Once it is sealed off,
 * destroyed or published with other items nothing leaves: the next call is decided anew.
 *
 * @throws {EnvelopeTampered} when a row's tag does not fit.
 */
export function queryCurrent(
  sources: RowSources,
  dataset: Dataset,
  columns: readonly Column[],
  selection: Selection,
): Promise<readonly FoundRow[]> {
  return createStandingReader(sources, dataset)((standing) => queryRows(sources, standing, columns, selection))
}

/**
 * Column and table names come from the stored layout, values travel as parameters.
 *
 * @throws {DatasetMoved}
 */
async function queryRows(
  { db, datasets, keyed }: RowSources,
  dataset: Dataset,
  columns: readonly Column[],
  selection: Selection,
): Promise<readonly FoundRow[]> {
  const keyring = await datasets.keyringOf(db, dataset)
  if (selection.kind === 'prepared') return preparedRows(db, keyring, dataset, columns, selection.correction)
  if (selection.kind === 'quarantine') return quarantined(db, keyring, dataset, selection)
  if (selection.kind === 'keys') {
    const { item, values, where = [] } = selection
    const rows = await keyed({ dataset, columns, item, where, keys: keysFor(keyring, dataset, item, values) })
    requireFewRows(rows)
    return openRows(keyring, columns, rows)
  }
  if (selection.kind === 'page') return pageOf(db, keyring, dataset, columns, selection)
  if (selection.kind === 'changes') return changesOf(db, keyring, dataset, columns, selection)
  const wanted = sql.join(wantedColumns(columns).map((name) => sql.ref(name)))
  const query = sql`select ${wanted} from ${sql.table(dataset.table)} ${await condition(db, keyring, dataset, selection)}`
  const rows = await inOneSnapshot<StoredRow>(db, dataset, query)
  requireFewRows(rows)
  return openRows(keyring, columns, rows)
}

async function pageOf(
  db: Db,
  keyring: Keyring,
  dataset: Dataset,
  columns: readonly Column[],
  selection: PageSelection,
): Promise<readonly FoundRow[]> {
  const { layout } = dataset
  const wanted = sql.join(wantedColumns(columns).map((name) => sql.ref(name)))
  const numbered = sql`row_number() over (order by ${pageOrder(layout, selection.order)}) as page_row`
  const query = sql`select ${wanted}, ${sortedBy(layout, selection.order)} as sorted_by, ${numbered}
    from ${sql.table(dataset.table)} ${pageCondition(layout, selection)}`
  type PageRow = StoredRow & { readonly sorted_by: string | null }
  const rows = await inOneSnapshot<PageRow>(db, dataset, query, sql`t.page_row`)
  return openRows(keyring, columns, rows).map((found, i) => ({
    ...found,
    place: { ...found.place, sortedBy: rows[i]!.sorted_by },
  }))
}

/** Of a row that is gone there is nothing but where it stood. */
async function changesOf(
  db: Db,
  keyring: Keyring,
  dataset: Dataset,
  columns: readonly Column[],
  selection: ChangesSelection,
): Promise<readonly FoundRow[]> {
  const query = changesQuery(dataset, wantedColumns(columns), selection)
  const rows = await inOneSnapshot<StoredRow>(db, dataset, query, sql`t.at, t.phase, t.batch, t.line`)
  const standing = openRows(
    keyring,
    columns,
    rows.filter((row) => row.superseded_by_batch === null),
  ).values()
  return rows.map((row) =>
    row.superseded_by_batch === null ? standing.next().value! : { row: {}, place: placeOf(row) },
  )
}

async function condition(
  db: Db,
  keys: Keyring,
  dataset: Dataset,
  selection: Extract<Selection, { kind: 'first' | 'versions' }>,
): Promise<RawBuilder<unknown>> {
  const current = sql`superseded_by_batch is null`
  switch (selection.kind) {
    case 'first':
      return sql`where ${current} order by batch, line limit ${selection.limit}`
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
