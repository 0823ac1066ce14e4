import { wrappedKekVersion } from '@fadu/smcrypto'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db } from '../../platform/db/open-database.ts'
import { platformResource } from '../../platform/law/gate.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import type { Dataset, DatasetStore } from '../../platform/release/dataset-store.ts'
import type { ReloadingKeyStore } from '../../platform/keys/reloading-key-store.ts'

export interface KeyView {
  /** Newest key-encryption key of the key store, and the versions that wrap something. */
  readonly kek: { readonly newest: number; readonly used: readonly { version: number; keys: number }[] }
  readonly datasets: readonly DatasetKeyView[]
}

export interface DatasetKeyView {
  readonly code: string
  readonly custody: string
  readonly version: number
  readonly oldest: number
  /** Since when the newest version is in use, ISO 8601; null once the keys are destroyed. */
  readonly since: string | null
  readonly rotation: {
    readonly state: string
    readonly resealed: number
    readonly rows: number
    readonly tampered: readonly string[]
  } | null
}

export interface RotationBegun {
  readonly dataset: string
  readonly version: number
}

export interface Rewrapped {
  readonly kek: number
  readonly datasetKeys: number
  readonly secrets: number
}

export interface KeyService {
  view(): Promise<KeyView>
  rotate(principal: AccountPrincipal, code: string): Act<ActFacts & { readonly dataset: Dataset }, RotationBegun>
  rewrap(): Promise<Act<ActFacts, Rewrapped>>
}

export function createKeyService(deps: {
  readonly db: Db
  readonly datasets: DatasetStore
  readonly keyStore: ReloadingKeyStore
  /** Wraps again what is wrapped beside dataset keys, in the transaction of the act. */
  readonly rewrapSecrets: (tx: Parameters<Act<ActFacts, Rewrapped>['carryOut']>[0]) => Promise<number>
  readonly now: () => Date
}): KeyService {
  const { db, datasets, keyStore, now } = deps
  return {
    view: async () => {
      const wrapped = await db
        .selectFrom('dataset_key')
        .select('wrapped_key')
        .where('wrapped_key', 'is not', null)
        .execute()
      const used = new Map<number, number>()
      for (const row of wrapped) {
        const version = wrappedKekVersion(new Uint8Array(row.wrapped_key!)) ?? 0
        used.set(version, (used.get(version) ?? 0) + 1)
      }
      const rows = await db
        .selectFrom('dataset')
        .leftJoin('key_rotation', (join) =>
          join
            .onRef('key_rotation.dataset_id', '=', 'dataset.id')
            .onRef('key_rotation.version', '=', 'dataset.key_version'),
        )
        .leftJoin('dataset_key', (join) =>
          join
            .onRef('dataset_key.dataset_id', '=', 'dataset.id')
            .onRef('dataset_key.version', '=', 'dataset.key_version')
            .on('dataset_key.state', '=', 'current'),
        )
        .select('dataset_key.created_at as since')
        .select(['dataset.id', 'dataset.code', 'dataset.custody', 'dataset.key_version', 'dataset.oldest_key'])
        .select(['dataset.row_count', 'key_rotation.state', 'key_rotation.resealed'])
        .orderBy('dataset.code')
        .execute()
      const faults = await db
        .selectFrom('key_rotation_fault')
        .select(['dataset_id', 'version', 'place'])
        .orderBy('place')
        .execute()
      return {
        kek: {
          newest: (await keyStore.kek()).version,
          used: [...used].toSorted(([a], [b]) => a - b).map(([version, keys]) => ({ version, keys })),
        },
        datasets: rows.map((row) => ({
          code: row.code,
          custody: row.custody,
          version: row.key_version,
          oldest: row.oldest_key,
          since: row.since?.toISOString() ?? null,
          rotation:
            row.state === null
              ? null
              : {
                  state: row.state,
                  resealed: Number(row.resealed),
                  rows: Number(row.row_count),
                  tampered: faults
                    .filter((f) => f.dataset_id === row.id && f.version === row.key_version)
                    .map((f) => f.place),
                },
        })),
      }
    },
    rotate: (principal, code) => ({
      action: 'key.rotate',
      load: async (tx) => {
        const row = await tx.selectFrom('dataset').selectAll().where('code', '=', code).forUpdate().executeTakeFirst()
        if (row === undefined) throw notFound('数据集')
        const dataset = datasets.fromRow(row)
        return {
          resource: platformResource,
          dataset,
          trace: { subject: { type: 'Dataset', id: code }, dataset: row.id },
        }
      },
      carryOut: async (tx, { dataset }) => {
        if (dataset.custody === 'destroyed') {
          throw new Problem({ code: 'STATE_CONFLICT', what: '数据集', state: dataset.custody })
        }
        const open = await tx
          .selectFrom('key_rotation')
          .selectAll()
          .where('dataset_id', '=', dataset.id)
          .where('state', 'in', ['running', 'halted'])
          .executeTakeFirst()
        if (open?.state === 'running') throw new Problem({ code: 'STATE_CONFLICT', what: '密钥更换', state: 'running' })
        if (open !== undefined) {
          // Begun again after rows that did not open were put right: the same key, from the first row on.
          await tx.deleteFrom('key_rotation_fault').where('dataset_id', '=', dataset.id).execute()
          await tx
            .updateTable('key_rotation')
            .set({ state: 'running', phase: 'rows', at_batch: -1, at_line: -1 })
            .where('dataset_id', '=', dataset.id)
            .where('version', '=', open.version)
            .execute()
          return { dataset: dataset.code, version: open.version }
        }
        const version = dataset.keyVersion + 1
        await tx
          .updateTable('dataset_key')
          .set({ state: 'retiring' })
          .where('dataset_id', '=', dataset.id)
          .where('state', '=', 'current')
          .execute()
        await datasets.cabinet.addKey(tx, dataset.id, version, now())
        await tx.updateTable('dataset').set({ key_version: version }).where('id', '=', dataset.id).execute()
        await tx
          .insertInto('key_rotation')
          .values({ dataset_id: dataset.id, version, state: 'running', begun_by: principal.id, begun_at: now() })
          .execute()
        return { dataset: dataset.code, version }
      },
      trace: (_, { version }) => ({ detail: { version } }),
    }),
    rewrap: async () => {
      // The operator has added a key to the folder; a process that runs learns of it here.
      await keyStore.reload()
      return {
        action: 'key.rewrap',
        load: () => Promise.resolve({ resource: platformResource }),
        carryOut: async (tx) => {
          const rows = await tx
            .selectFrom('dataset_key')
            .select(['dataset_id', 'version', 'wrapped_key'])
            .where('wrapped_key', 'is not', null)
            .orderBy('dataset_id')
            .orderBy('version')
            .forUpdate()
            .execute()
          let datasetKeys = 0
          for (const row of rows) {
            const wrapped = await datasets.cabinet.rewrap(row.dataset_id, new Uint8Array(row.wrapped_key!))
            if (wrapped === undefined) continue
            datasetKeys++
            await tx
              .updateTable('dataset_key')
              .set({ wrapped_key: wrapped })
              .where('dataset_id', '=', row.dataset_id)
              .where('version', '=', row.version)
              .execute()
          }
          return { kek: (await keyStore.kek()).version, datasetKeys, secrets: await deps.rewrapSecrets(tx) }
        },
        trace: (_, result) => ({ detail: { ...result } }),
      }
    },
  }
}
