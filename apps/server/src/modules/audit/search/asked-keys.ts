import { sql } from 'kysely'
import { hexOf } from '../../../platform/hex.ts'
import type { Db, Tx } from '../../../platform/db/open-database.ts'
import { notFound, Problem } from '../../../platform/problem/index.ts'
import { evidenceItself, personDigest, type AccessKeys, type AccessTracer } from '../../../platform/log/access-keys.ts'
import { everyColumn } from '../../../platform/release/every-column.ts'
import { requireKey } from '../../../platform/release/form-identifier.ts'
import type { Column } from '../../../platform/release/layout.ts'

/** Whoever is asked about: by a number that names the same person in all datasets, or by an identifier of one dataset. */
export interface AskedAbout {
  readonly identifier?: 'residentId' | 'creditCode' | undefined
  /** Code of a dataset; with `identifier` it narrows, without it `item` names the identifier. */
  readonly dataset?: string | undefined
  readonly item?: string | undefined
  /** In clear, for as long as the request lasts; never kept, never told. */
  readonly value: string
}

/** What somebody is traced by: digests under a key of the installation, as accesses keep them. */
export interface AskedKeys {
  readonly datasets: readonly string[]
  /** Of each dataset and identifier the digest of the value. */
  readonly digests: readonly { readonly dataset: string; readonly digest: Uint8Array }[]
  /** By what this reading itself is found when it is asked who read about the same. */
  readonly reading: AccessKeys
  /** The dataset, where the question is about one. */
  readonly one: string | undefined
  /** The value as it is indexed. */
  readonly key: string
}

/** @throws {Problem} `REQUEST_MALFORMED` when it names nobody, `NOT_FOUND` when there is no such dataset; neither tells the value. */
export async function keysAskedAbout(tx: Db | Tx, tracer: AccessTracer, about: AskedAbout): Promise<AskedKeys> {
  const { identifier, dataset: code, item } = about
  if (identifier === undefined) {
    if (code === undefined || item === undefined)
      throw malformed('identifier', 'residentId, creditCode, or dataset and item')
  } else if (item !== undefined) throw malformed('item', 'an item only without identifier')
  const rows = await tx
    .selectFrom('dataset')
    .select(['id', 'layout', 'retired'])
    .$if(code !== undefined, (qb) => qb.where('code', '=', code!))
    .execute()
  if (code !== undefined && rows.length === 0) throw notFound('数据集')
  const keyed = rows.flatMap(({ id, ...row }) =>
    everyColumn(row)
      .filter((column) =>
        identifier === undefined
          ? column.code === item && column.identifier !== null
          : column.identifier === identifier,
      )
      .map((column) => ({ dataset: id, column })),
  )
  const sample = keyed[0]?.column ?? numberOfPeople(identifier)
  if (sample === undefined) throw malformed('item', 'an identifier of the dataset')
  const key = requireKey(sample, about.value, 'body.value')
  const digestOf = (dataset: string, name: string): Uint8Array => tracer.digests(dataset, name, [key])[0]!
  return {
    datasets: [...new Set(keyed.map((k) => k.dataset))],
    digests: keyed.map(({ dataset, column }) => ({ dataset, digest: digestOf(dataset, column.code) })),
    reading:
      identifier === undefined
        ? { dataset: rows[0]!.id, digests: [digestOf(rows[0]!.id, item!)] }
        : { dataset: evidenceItself, digests: [personDigest(tracer, identifier, key)] },
    one: code === undefined ? undefined : rows[0]!.id,
    key,
  }
}

/** Entries of accesses by one of these digests; with `unkeyed` also of those that read the datasets otherwise than by key. */
export function entriesTraced({ digests, datasets, reading }: AskedKeys, unkeyed: boolean) {
  const all = [...digests, ...reading.digests.map((digest) => ({ dataset: reading.dataset, digest }))]
  const byKey = sql`
    select k.entry_id from access_key k
    join unnest(${all.map((d) => d.dataset)}::uuid[], ${all.map((d) => hexOf(d.digest))}::text[])
      as asked (dataset, digest) on k.dataset_id = asked.dataset and k.digest = decode(asked.digest, 'hex')`
  const byNone = sql`
    select k.entry_id from access_key k where k.dataset_id = any(${[...datasets]}::uuid[]) and k.digest = ''::bytea`
  return { byKey, byNone, traced: unkeyed ? sql`(${byKey} union ${byNone})` : sql`(${byKey})` }
}

/** What a number of people or organisations is, where no dataset has one yet. */
function numberOfPeople(identifier: AskedAbout['identifier']): Pick<Column, 'type' | 'identifier'> | undefined {
  return identifier === undefined ? undefined : { type: 'text', identifier }
}

function malformed(field: string, expected: string): Problem {
  return new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: `body.${field}`, expected }] })
}
