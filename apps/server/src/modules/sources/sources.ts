import type { Selectable } from 'kysely'
import { encodeUtf8, decodeUtf8 } from '@fadu/audit-log'
import { unwrapKey, wrapKey, wrappedKekVersion, type KeyStore } from '@fadu/smcrypto'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { DataSourceTable, SourcePullTable } from '../../platform/db/tables.ts'
import { notFound, type ProblemReason } from '../../platform/problem/index.ts'
import type { SourcePlace } from './place.ts'
import type { Schedule } from './schedule.ts'

export type SourceMode = 'append' | 'upsert' | 'snapshot'

/** Where the rows of a dataset come from, without what opens it. */
export interface DataSource {
  readonly id: string
  readonly dataset: { readonly id: string; readonly code: string }
  /** Account under whose right it is fetched. */
  readonly account: string
  readonly kind: SourcePlace['kind']
  readonly place: SourcePlace['place']
  readonly mode: SourceMode
  readonly schedule: Schedule
  readonly state: 'active' | 'paused' | 'ended'
  readonly version: number
  readonly nextPullAt: Date | null
}

/** One fetching of a source. */
export interface Pull {
  readonly id: string
  readonly startedAt: Date
  readonly finishedAt: Date | null
  readonly state: 'running' | 'done' | 'failed'
  readonly batches: readonly number[]
  readonly problem: ProblemReason | null
}

type SourceRow = Selectable<DataSourceTable> & { readonly code: string }

export function selectSources(db: Db | Tx) {
  return db
    .selectFrom('data_source')
    .innerJoin('dataset', 'dataset.id', 'data_source.dataset_id')
    .selectAll('data_source')
    .select('dataset.code')
}

export async function readSource(db: Db | Tx, id: string): Promise<DataSource> {
  const row = await selectSources(db).where('data_source.id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound('数据来源')
  return toSource(row)
}

export function toSource(row: SourceRow): DataSource {
  return {
    id: row.id,
    dataset: { id: row.dataset_id, code: row.code },
    account: row.account_id,
    kind: row.kind,
    place: row.place as SourcePlace['place'],
    mode: row.mode,
    schedule: row.schedule as Schedule,
    state: row.state,
    version: row.version,
    nextPullAt: row.next_pull_at,
  }
}

export function toPull(row: Selectable<SourcePullTable>): Pull {
  return {
    id: row.id,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    state: row.state,
    batches: row.batches,
    problem: row.problem as ProblemReason | null,
  }
}

const binding = (id: string) => ({ keyId: `source/${id}`, purpose: 'source-secret' })

/** What opens a source lies wrapped under the key-encryption key, bound to the source. */
export async function sealSecret(keyStore: KeyStore, id: string, secret: SourcePlace['secret']): Promise<Uint8Array> {
  return wrapKey(await keyStore.kek(), binding(id), encodeUtf8(JSON.stringify(secret)))
}

/** @throws {WrappedKeyTampered} when it was exchanged or changed. */
export async function openSecret(keyStore: KeyStore, id: string, sealed: Uint8Array): Promise<SourcePlace['secret']> {
  const bytes = new Uint8Array(sealed)
  const opened = unwrapKey(await keyStore.kek(wrappedKekVersion(bytes)), binding(id), bytes)
  return JSON.parse(decodeUtf8(opened)) as SourcePlace['secret']
}

/** Wraps what opens each source by the newest key-encryption key. @returns How many were wrapped by another. */
export async function rewrapSourceSecrets(tx: Tx, keyStore: KeyStore): Promise<number> {
  const newest = await keyStore.kek()
  const rows = await tx.selectFrom('data_source').select(['id', 'sealed_secret']).orderBy('id').forUpdate().execute()
  let done = 0
  for (const { id, sealed_secret } of rows) {
    const bytes = new Uint8Array(sealed_secret)
    const version = wrappedKekVersion(bytes)
    if (version === newest.version) continue
    const again = wrapKey(newest, binding(id), unwrapKey(await keyStore.kek(version), binding(id), bytes))
    await tx.updateTable('data_source').set({ sealed_secret: again }).where('id', '=', id).execute()
    done++
  }
  return done
}
