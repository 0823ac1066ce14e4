import { sql, type RawBuilder } from 'kysely'
import { civilDateOf } from '@fadu/domain'
import { createBlindIndexer, createDataKey, type BlindIndexer } from '@fadu/smcrypto'

/** By which keys an access read, so that whoever received a value can be found without keeping the value. */
export interface AccessKeys {
  readonly dataset: string
  /** Keyed digests; `unkeyed` for an access that was not by key. */
  readonly digests: readonly Uint8Array[]
}

/** Under what an access stands that read rows otherwise than by key. */
export const unkeyed: readonly Uint8Array[] = [new Uint8Array(0)]

/** Makes the digests under which keyed accesses are traced: the same for a value as long as the installation lives. */
export interface AccessTracer {
  /** @param values - Normalised as they are indexed. @returns 32 bytes each, in the order of the values. */
  digests(dataset: string, item: string, values: readonly string[]): readonly Uint8Array[]
}

/**
 * @param secret - 32 bytes of its own use. Not the key of the dataset: that one is replaced in time, and what was received
 *   before must be found after.
 */
export function createAccessTracer(secret: Uint8Array): AccessTracer {
  const key = createDataKey(secret, 1)
  const indexers = new Map<string, BlindIndexer>()
  const indexerOf = (field: string): BlindIndexer => {
    const known = indexers.get(field) ?? createBlindIndexer(key, field)
    indexers.set(field, known)
    return known
  }
  return {
    digests: (dataset, item, values) => {
      const indexer = indexerOf(`${dataset}/${item}`)
      return values.filter((value) => value !== '').map((value) => indexer.index(value))
    },
  }
}

/** The part of a statement that writes the keys of entries: they are on disk with the entries or not at all. */
export function insertAccessKeys(
  accesses: readonly { readonly entry: string; readonly at: Date; readonly keys: AccessKeys }[],
): RawBuilder<unknown> {
  const rows = accesses.flatMap(({ entry, at, keys }) => {
    const day = civilDateOf(at)
    return keys.digests.map((digest) => ({ dataset: keys.dataset, digest: toHex(digest), entry, day }))
  })
  return sql`
    insert into access_key (dataset_id, digest, entry_id, day)
    select dataset, decode(digest, 'hex'), entry, day from unnest(
      ${rows.map((r) => r.dataset)}::uuid[], ${rows.map((r) => r.digest)}::text[],
      ${rows.map((r) => r.entry)}::uuid[], ${rows.map((r) => r.day)}::date[]) as r(dataset, digest, entry, day)
    on conflict do nothing`
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}
