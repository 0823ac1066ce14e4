import {
  createBlindIndexer,
  createBulkOpener,
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
import type { Db, Tx } from '../db/open-database.ts'
import { DatasetMoved, type DatasetKeys, type Keyring } from './dataset-keys.ts'
import type { KeyedDataset } from './dataset-store.ts'
import { openAll } from './page-opening.ts'

/** The data keys of all datasets: wrapped in the database, unwrapped in the memory of this process while they are in use. */
export interface KeyCabinet {
  keyring(tx: Db | Tx, dataset: KeyedDataset): Promise<Keyring>
  /** Makes a version of a dataset's key, wrapped by the newest key-encryption key. */
  addKey(tx: Tx, dataset: string, version: number, now: Date): Promise<void>
  /** Drops from memory every version of a dataset's key below `version`. */
  keepOnly(dataset: string, version: number): void
  /** Drops what was destroyed or retired by whichever process; for a sweep beside the calls that notice it themselves. */
  sweep(db: Db): Promise<number>
  /** Wraps a key again by the newest key-encryption key. @returns Undefined when it is wrapped by it already. */
  rewrap(dataset: string, wrapped: Uint8Array): Promise<Uint8Array | undefined>
}

const binding = (dataset: string) => ({ keyId: `dataset/${dataset}`, purpose: 'data-key' })

export function createKeyCabinet({ keyStore }: { readonly keyStore: KeyStore }): KeyCabinet {
  // Unwrapping and deriving is done once per version.
  const known = new Map<string, Map<number, DatasetKeys>>()

  const load = async (tx: Db | Tx, { id, code, oldestKey, keyVersion }: KeyedDataset): Promise<void> => {
    const rows = await tx
      .selectFrom('dataset_key')
      .select(['version', 'wrapped_key'])
      .where('dataset_id', '=', id)
      .where('version', '>=', oldestKey)
      .where('version', '<=', keyVersion)
      .where('wrapped_key', 'is not', null)
      .execute()
    const ready = known.get(id) ?? new Map<number, DatasetKeys>()
    for (const { version, wrapped_key } of rows) {
      if (ready.has(version)) continue
      const wrapped = new Uint8Array(wrapped_key!)
      const raw = unwrapKey(await keyStore.kek(wrappedKekVersion(wrapped)), binding(id), wrapped)
      ready.set(version, keysFrom(id, createDataKey(raw, version)))
      raw.fill(0)
    }
    for (let v = oldestKey; v <= keyVersion; v++) if (!ready.has(v)) throw new DatasetMoved(code)
    known.set(id, ready)
  }

  const keepOnly = (id: string, version: number): void => {
    const ready = known.get(id)
    if (ready === undefined) return
    for (const v of ready.keys()) if (v < version) ready.delete(v)
    if (ready.size === 0) known.delete(id)
  }

  return {
    keyring: async (tx, dataset) => {
      const { id, code, oldestKey, keyVersion, custody } = dataset
      if (custody === 'destroyed') {
        keepOnly(id, Infinity)
        throw new DatasetMoved(code)
      }
      const isReady = (): boolean => {
        const ready = known.get(id)
        if (ready === undefined) return false
        for (let v = oldestKey; v <= keyVersion; v++) if (!ready.has(v)) return false
        return true
      }
      if (!isReady()) await load(tx, dataset)
      const ready = known.get(id)!
      const versions = Array.from({ length: keyVersion - oldestKey + 1 }, (_, i) => ready.get(oldestKey + i)!)
      return keyringFrom(id, versions)
    },
    addKey: async (tx, dataset, version, now) => {
      const raw = randomDataKey()
      const wrapped = wrapKey(await keyStore.kek(), binding(dataset), raw)
      raw.fill(0)
      await tx
        .insertInto('dataset_key')
        .values({ dataset_id: dataset, version, state: 'current', wrapped_key: wrapped, created_at: now })
        .execute()
    },
    keepOnly,
    sweep: async (db) => {
      const ids = [...known.keys()]
      if (ids.length === 0) return 0
      const rows = await db
        .selectFrom('dataset')
        .select(['id', 'custody', 'oldest_key'])
        .where('id', 'in', ids)
        .execute()
      for (const row of rows) keepOnly(row.id, row.custody === 'destroyed' ? Infinity : row.oldest_key)
      return rows.filter((row) => row.custody === 'destroyed').length
    },
    rewrap: async (dataset, wrapped) => {
      const newest = await keyStore.kek()
      const version = wrappedKekVersion(wrapped)
      if (version === newest.version) return undefined
      const raw = unwrapKey(await keyStore.kek(version), binding(dataset), wrapped)
      const again = wrapKey(newest, binding(dataset), raw)
      raw.fill(0)
      return again
    },
  }
}

function keysFrom(dataset: string, key: DataKey): DatasetKeys {
  const indexers = new Map<string, BlindIndexer>()
  return {
    sealer: createSealer(key, dataset),
    opener: createBulkOpener(key, dataset),
    dataKey: key,
    indexer: (code) => {
      const indexer = indexers.get(code) ?? createBlindIndexer(key, code)
      indexers.set(code, indexer)
      return indexer
    },
  }
}

function keyringFrom(dataset: string, versions: readonly DatasetKeys[]): Keyring {
  const openers = versions.map((v) => v.opener)
  return {
    current: versions.at(-1)!,
    versions,
    open: (rowId, envelope) => openAll(openers, dataset, [{ rowId, envelope }])[0]!,
    openAll: (rows) => openAll(openers, dataset, rows),
  }
}
