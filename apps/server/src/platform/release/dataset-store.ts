import { uuidv7 } from 'uuidv7'
import type { KeyStore } from '@fadu/smcrypto'
import type { Selectable } from 'kysely'
import { rawConnection } from '../db/dialect.ts'
import type { Custody, DatasetTable } from '../db/tables.ts'
import type { Db, Tx } from '../db/open-database.ts'
import { Problem } from '../problem/index.ts'
import { DatasetMoved, type DatasetKeys, type Keyring } from './dataset-keys.ts'
import { createKeyCabinet, type KeyCabinet } from './key-cabinet.ts'
import { alterTableSql, dropMovedSql, layoutChange, type LayoutChange } from './layout-change.ts'
import { createTableSql, layout as layoutSchema, type Layout } from './layout.ts'
import { distributeTableSql, isDistributed } from './distribution.ts'
import { rewriteRows } from './rewrite-rows.ts'

export type { DatasetKeys, Keyring } from './dataset-keys.ts'

export interface Dataset {
  readonly id: string
  readonly entry: string
  readonly code: string
  readonly table: string
  readonly layout: Layout
  /** Counts the changes of the layout: what was prepared on another one does not fit the table. */
  readonly layoutVersion: number
  /** Version under which new rows are sealed. */
  readonly keyVersion: number
  /** Rows are sealed under versions from this one to `keyVersion`. */
  readonly oldestKey: number
  readonly custody: Custody
  readonly rowCount: number
}

export type DatasetRow = Pick<
  Selectable<DatasetTable>,
  | 'id'
  | 'entry_id'
  | 'code'
  | 'table_name'
  | 'layout'
  | 'layout_version'
  | 'key_version'
  | 'oldest_key'
  | 'custody'
  | 'row_count'
>

/** The physical side of published entries: tables, layouts and keys. Rows are written by aggregation and read by release() alone. */
export interface DatasetStore {
  /**
   * Makes the table of an entry follow its items: the first publication creates it, later ones change it in place.
   *
   * @throws {Problem} LAYOUT_STORED when stored values would have to change, or too many rows to be rewritten in one act.
   */
  follow(tx: Tx, entry: { readonly id: string; readonly code: string }, layout: Layout, now: Date): Promise<void>
  /** Whether `follow` could; throws the same problem, writes nothing. */
  requireFollows(tx: Tx, entryId: string, layout: Layout): Promise<void>
  byCode(tx: Db | Tx, code: string): Promise<Dataset | undefined>
  byId(tx: Db | Tx, id: string): Promise<Dataset | undefined>
  /** For whoever reads the row together with others. */
  fromRow(row: DatasetRow): Dataset
  /** The key under which rows are written. @throws {Problem} KEY_CHANGED when it is no longer the one. */
  keysOf(tx: Db | Tx, dataset: KeyedDataset): Promise<DatasetKeys>
  /** Every key under which stored rows may be sealed. @throws {DatasetMoved} when one of them is no longer there. */
  keyringOf(tx: Db | Tx, dataset: KeyedDataset): Promise<Keyring>
  readonly cabinet: KeyCabinet
}

export type KeyedDataset = Pick<Dataset, 'id' | 'code' | 'keyVersion' | 'oldestKey' | 'custody'>

export function createDatasetStore(deps: { readonly keyStore: KeyStore }): DatasetStore {
  const cabinet = createKeyCabinet(deps)

  // A layout of one version never changes; checking it once is enough. Only the latest of each dataset is kept.
  const layouts = new Map<string, { readonly version: number; readonly layout: Layout }>()
  const fromRow = (row: DatasetRow): Dataset => {
    const known = layouts.get(row.id)
    const layout = known?.version === row.layout_version ? known.layout : layoutSchema.parse(row.layout)
    if (layout !== known?.layout) layouts.set(row.id, { version: row.layout_version, layout })
    // INVARIANT (no key outlives its dataset): what this process still holds is dropped by the first reading that tells.
    cabinet.keepOnly(row.id, row.custody === 'destroyed' ? Infinity : row.oldest_key)
    return {
      id: row.id,
      entry: row.entry_id,
      code: row.code,
      table: row.table_name,
      layout,
      layoutVersion: row.layout_version,
      keyVersion: row.key_version,
      oldestKey: row.oldest_key,
      custody: row.custody,
      rowCount: row.row_count,
    }
  }

  const create: DatasetStore['follow'] = async (tx, entry, layout, now) => {
    const id = uuidv7()
    const table = `ds_${id.replaceAll('-', '')}`
    await createTable(tx, table, layout)
    await tx
      .insertInto('dataset')
      .values({
        id,
        entry_id: entry.id,
        code: entry.code,
        table_name: table,
        layout: JSON.stringify(layout),
        key_version: 1,
        created_at: now,
      })
      .execute()
    await cabinet.addKey(tx, id, 1, now)
  }

  const readStored = async (tx: Tx, entryId: string): Promise<Stored | undefined> => {
    // A batch on its way holds this lock: the table changes after it or before it, never under it.
    const row = await tx
      .selectFrom('dataset')
      .selectAll()
      .where('entry_id', '=', entryId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) return undefined
    const batches = await tx.selectFrom('batch').select('id').where('dataset_id', '=', row.id).limit(1).execute()
    return { ...fromRow(row), retired: layoutSchema.parse(row.retired), hasRows: batches.length > 0 }
  }

  return {
    follow: async (tx, entry, layout, now) => {
      const stored = await readStored(tx, entry.id)
      if (stored === undefined) return create(tx, entry, layout, now)
      // A destroyed dataset has no table that could follow, and none is made for it: what comes later is another entry.
      if (stored.custody === 'destroyed') return
      const { table, hasRows } = stored
      const change = layoutChange(stored, layout)
      requirePossible(stored, change)
      const run = (script: string): Promise<void> => rawConnection(tx, (connection) => connection.script(script))
      if (!hasRows) {
        await run(`drop table ${table}`)
        await createTable(tx, table, layout)
      } else {
        await run(alterTableSql(table, change))
        if (change.moved.length > 0) {
          await rewriteRows(tx, table, change.moved, await cabinet.keyring(tx, stored))
          await run(dropMovedSql(table, change.moved))
        }
      }
      await tx
        .updateTable('dataset')
        .set((eb) => ({
          layout: JSON.stringify(layout),
          retired: JSON.stringify(hasRows ? change.retired : []),
          layout_version: eb('layout_version', '+', 1),
        }))
        .where('id', '=', stored.id)
        .execute()
    },
    requireFollows: async (tx, entryId, layout) => {
      const stored = await readStored(tx, entryId)
      if (stored !== undefined && stored.custody !== 'destroyed') requirePossible(stored, layoutChange(stored, layout))
    },
    byCode: async (tx, code) => {
      const row = await tx.selectFrom('dataset').selectAll().where('code', '=', code).executeTakeFirst()
      return row === undefined ? undefined : fromRow(row)
    },
    byId: async (tx, id) => {
      const row = await tx.selectFrom('dataset').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? undefined : fromRow(row)
    },
    fromRow,
    keysOf: async (tx, dataset) => {
      try {
        return (await cabinet.keyring(tx, dataset)).current
      } catch (error) {
        throw error instanceof DatasetMoved ? new Problem({ code: 'KEY_CHANGED', dataset: dataset.code }) : error
      }
    },
    keyringOf: cabinet.keyring,
    cabinet,
  }
}

async function createTable(tx: Tx, table: string, layout: Layout): Promise<void> {
  const distribution = (await isDistributed(tx)) ? `\n${distributeTableSql(table, layout)}` : ''
  await rawConnection(tx, (connection) => connection.script(`${createTableSql(table, layout)}${distribution}`))
}

interface Stored extends Dataset {
  readonly retired: Layout
  /** Whether anything was ever received; a table without rows is simply made anew. */
  readonly hasRows: boolean
}

/** Rows rewritten in one act at most; it holds the entry and its dataset while it lasts. */
const mostRewritten = 50_000

function requirePossible({ hasRows, code, rowCount }: Stored, { retyped, moved }: LayoutChange): void {
  if (!hasRows) return
  const problem = { code: 'LAYOUT_STORED', dataset: code, rows: rowCount } as const
  if (retyped.length > 0) throw new Problem({ ...problem, change: 'type', items: retyped })
  if (moved.length > 0 && rowCount > mostRewritten) {
    throw new Problem({ ...problem, change: 'sealing', items: moved.map((m) => m.to.code) })
  }
}
