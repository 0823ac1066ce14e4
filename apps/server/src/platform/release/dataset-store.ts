import { uuidv7 } from 'uuidv7'
import {
  createBlindIndexer,
  createDataKey,
  createSealer,
  randomDataKey,
  unwrapKey,
  wrapKey,
  wrappedKekVersion,
  type BlindIndexer,
  type DataKey,
  type KeyStore,
} from '@fadu/smcrypto'
import type { Selectable } from 'kysely'
import { rawConnection } from '../db/dialect.ts'
import type { DatasetTable } from '../db/tables.ts'
import type { Db, Tx } from '../db/open-database.ts'
import { Problem } from '../problem/index.ts'
import type { DatasetKeys } from './dataset-keys.ts'
import { alterTableSql, dropMovedSql, layoutChange, type LayoutChange } from './layout-change.ts'
import { createTableSql, layout as layoutSchema, type Layout } from './layout.ts'
import { distributeTableSql, isDistributed } from './distribution.ts'
import { rewriteRows } from './rewrite-rows.ts'

export type { DatasetKeys } from './dataset-keys.ts'

export interface Dataset {
  readonly id: string
  readonly entry: string
  readonly code: string
  readonly table: string
  readonly layout: Layout
  /** Counts the changes of the layout: what was prepared on another one does not fit the table. */
  readonly layoutVersion: number
  readonly keyVersion: number
  readonly rowCount: number
}

export type DatasetRow = Pick<
  Selectable<DatasetTable>,
  'id' | 'entry_id' | 'code' | 'table_name' | 'layout' | 'layout_version' | 'key_version' | 'row_count'
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
  /** For whoever reads the row together with others. */
  fromRow(row: DatasetRow): Dataset
  keysOf(tx: Db | Tx, dataset: Pick<Dataset, 'id' | 'keyVersion'>): Promise<DatasetKeys>
}

export function createDatasetStore(deps: { readonly keyStore: KeyStore }): DatasetStore {
  const { keyStore } = deps
  // Unwrapping and deriving is done once per key version; a rotated key has another version and so another place here.
  const known = new Map<string, DatasetKeys>()
  const binding = (id: string) => ({ keyId: `dataset/${id}`, purpose: 'data-key' })

  const prepare = (id: string, key: DataKey): DatasetKeys => {
    const indexers = new Map<string, BlindIndexer>()
    return {
      sealer: createSealer(key, id),
      dataKey: key,
      indexer: (code) => {
        const indexer = indexers.get(code) ?? createBlindIndexer(key, code)
        indexers.set(code, indexer)
        return indexer
      },
    }
  }

  // A layout of one version never changes; checking it once is enough. Only the latest of each dataset is kept.
  const layouts = new Map<string, { readonly version: number; readonly layout: Layout }>()
  const fromRow = (row: DatasetRow): Dataset => {
    const known = layouts.get(row.id)
    const layout = known?.version === row.layout_version ? known.layout : layoutSchema.parse(row.layout)
    if (layout !== known?.layout) layouts.set(row.id, { version: row.layout_version, layout })
    return {
      id: row.id,
      entry: row.entry_id,
      code: row.code,
      table: row.table_name,
      layout,
      layoutVersion: row.layout_version,
      keyVersion: row.key_version,
      rowCount: row.row_count,
    }
  }

  const create: DatasetStore['follow'] = async (tx, entry, layout, now) => {
    const id = uuidv7()
    const table = `ds_${id.replaceAll('-', '')}`
    await createTable(tx, table, layout)
    const wrapped = wrapKey(await keyStore.kek(), binding(id), randomDataKey())
    await tx
      .insertInto('dataset')
      .values({
        id,
        entry_id: entry.id,
        code: entry.code,
        table_name: table,
        layout: JSON.stringify(layout),
        wrapped_key: wrapped,
        key_version: 1,
        created_at: now,
      })
      .execute()
  }

  const keysOf: DatasetStore['keysOf'] = async (tx, { id, keyVersion }) => {
    const place = `${id}/${keyVersion}`
    const ready = known.get(place)
    if (ready !== undefined) return ready
    const row = await tx.selectFrom('dataset').select('wrapped_key').where('id', '=', id).executeTakeFirstOrThrow()
    const wrapped = new Uint8Array(row.wrapped_key)
    const raw = unwrapKey(await keyStore.kek(wrappedKekVersion(wrapped)), binding(id), wrapped)
    const keys = prepare(id, createDataKey(raw, keyVersion))
    known.set(place, keys)
    return keys
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
          await rewriteRows(tx, table, change.moved, await keysOf(tx, stored))
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
      if (stored !== undefined) requirePossible(stored, layoutChange(stored, layout))
    },
    byCode: async (tx, code) => {
      const row = await tx.selectFrom('dataset').selectAll().where('code', '=', code).executeTakeFirst()
      return row === undefined ? undefined : fromRow(row)
    },
    fromRow,
    keysOf,
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
