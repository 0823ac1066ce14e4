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
  type Sealer,
} from '@fadu/smcrypto'
import type { Selectable } from 'kysely'
import { rawConnection } from '../db/dialect.ts'
import type { DatasetTable } from '../db/tables.ts'
import type { Db, Tx } from '../db/open-database.ts'
import { createTableSql, layout as layoutSchema, type Layout } from './layout.ts'

export interface Dataset {
  readonly id: string
  readonly entry: string
  readonly code: string
  readonly table: string
  readonly layout: Layout
  readonly keyVersion: number
  readonly rowCount: number
}

export type DatasetRow = Pick<
  Selectable<DatasetTable>,
  'id' | 'entry_id' | 'code' | 'table_name' | 'layout' | 'key_version' | 'row_count'
>

/** What opens and seals the rows of one dataset. */
export interface DatasetKeys {
  readonly sealer: Sealer
  indexer(code: string): BlindIndexer
}

/** The physical side of published entries: tables, layouts and keys. Rows are written by aggregation and read by release() alone. */
export interface DatasetStore {
  create(tx: Tx, entry: { readonly id: string; readonly code: string }, layout: Layout, now: Date): Promise<Dataset>
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
      indexer: (code) => {
        const indexer = indexers.get(code) ?? createBlindIndexer(key, code)
        indexers.set(code, indexer)
        return indexer
      },
    }
  }

  // A layout is fixed when its dataset is made; checking it once is enough.
  const layouts = new Map<string, Layout>()
  const fromRow = (row: DatasetRow): Dataset => {
    const layout = layouts.get(row.id) ?? layoutSchema.parse(row.layout)
    layouts.set(row.id, layout)
    return {
      id: row.id,
      entry: row.entry_id,
      code: row.code,
      table: row.table_name,
      layout,
      keyVersion: row.key_version,
      rowCount: row.row_count,
    }
  }

  return {
    create: async (tx, entry, layout, now) => {
      const id = uuidv7()
      const table = `ds_${id.replaceAll('-', '')}`
      await rawConnection(tx, (connection) => connection.script(createTableSql(table, layout)))
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
      return { id, entry: entry.id, code: entry.code, table, layout, keyVersion: 1, rowCount: 0 }
    },
    byCode: async (tx, code) => {
      const row = await tx.selectFrom('dataset').selectAll().where('code', '=', code).executeTakeFirst()
      return row === undefined ? undefined : fromRow(row)
    },
    fromRow,
    keysOf: async (tx, { id, keyVersion }) => {
      const place = `${id}/${keyVersion}`
      const ready = known.get(place)
      if (ready !== undefined) return ready
      const row = await tx.selectFrom('dataset').select('wrapped_key').where('id', '=', id).executeTakeFirstOrThrow()
      const wrapped = new Uint8Array(row.wrapped_key)
      const raw = unwrapKey(await keyStore.kek(wrappedKekVersion(wrapped)), binding(id), wrapped)
      const keys = prepare(id, createDataKey(raw, keyVersion))
      known.set(place, keys)
      return keys
    },
  }
}
