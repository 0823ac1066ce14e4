import { sql, type RawBuilder } from 'kysely'
import { civilDateOf } from '@fadu/domain'
import { hexOf } from '../hex.ts'
import { createBlindIndexer, createDataKey, type BlindIndexer } from '@fadu/smcrypto'

/** By which keys an access read, so that whoever received a value can be found without keeping the value. */
export interface AccessKeys {
  readonly dataset: string
  /** Keyed digests; `unkeyed` for an access that was not by key. */
  readonly digests: readonly Uint8Array[]
}

/** Under what an access stands that read rows otherwise than by key. */
export const unkeyed: readonly Uint8Array[] = [new Uint8Array(0)]

/** Of what a reading of the evidence about a person is kept as an access: no dataset, the evidence itself. */
export const evidenceItself = '00000000-0000-0000-0000-000000000000'

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
      return indexerOf(`${dataset}/${item}`).indexAll(values.filter((value) => value !== ''))
    },
  }
}

/** The digest of a number that names the same person in all datasets: that under which readings about a person are kept. */
export function personDigest(tracer: AccessTracer, identifier: 'residentId' | 'creditCode', value: string): Uint8Array {
  return tracer.digests(evidenceItself, identifier, [value])[0]!
}

/** The part of a statement that writes the keys of entries: they are on disk with the entries or not at all. */
export function insertAccessKeys(
  accesses: readonly { readonly entry: string; readonly at: Date; readonly keys: AccessKeys }[],
): RawBuilder<unknown> {
  const keyed = accesses.filter(({ keys }) => keys.digests.length > 0)
  // The digests of an access travel as one text. Of the empty one, under which stands what is unkeyed, `string_to_array` makes no row.
  const digests = keyed.map(({ keys }) => keys.digests.map(hexOf).join(','))
  return sql`
    insert into access_key (dataset_id, digest, entry_id, day)
    select dataset, decode(digest, 'hex'), entry, day from unnest(
      ${keyed.map(({ keys }) => keys.dataset)}::uuid[], ${keyed.map(({ entry }) => entry)}::uuid[],
      ${keyed.map(({ at }) => civilDateOf(at))}::date[], ${digests}::text[]) as access (dataset, entry, day, digests),
      unnest(case digests when '' then array[''] else string_to_array(digests, ',') end) as digest
    on conflict do nothing`
}
