import { sql, type RawBuilder } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../platform/db/open-database.ts'
import { hexOf } from '../../platform/hex.ts'
import type { EvidenceLog } from '../../platform/log/evidence-log.ts'

/** Values of a dataset that are no longer what was given out. */
export interface Fixed {
  readonly dataset: { readonly id: string; readonly code: string; readonly entry: string }
  readonly case: string
  /** Batch of the correction; null where the data was loaded anew and no row is named. */
  readonly batch: number | null
  readonly items: readonly string[]
  /** Whether an access gave out an earlier value; asked of `k`, the trace of an access. */
  readonly received: readonly ReceivedBy[]
}

/** Accesses by one of these keys, or by none, since the earlier value was there. */
export interface ReceivedBy {
  readonly digests: readonly Uint8Array[]
  readonly since: Date
}

/**
 * Tells everyone who received an earlier value that it was fixed: organisation, application or account, and grant, as the trace of
 * accesses has them. An access that was not by key may have shown any row, so all of those that read one of the items count.
 * The provider itself is not told of its own data, and a person not of what is about that person: who corrects it answers to that person.
 *
 * @returns How many were told.
 */
export async function announce(tx: Tx, log: EvidenceLog, fixed: Fixed, now: Date): Promise<number> {
  const { dataset, items } = fixed
  const entry = await tx
    .selectFrom('catalog_entry')
    .select(['provider_id', 'territory_code'])
    .where('id', '=', dataset.entry)
    .executeTakeFirstOrThrow()
  const id = uuidv7()
  await tx
    .insertInto('quality_announcement')
    .values({
      id,
      dataset_id: dataset.id,
      entry_id: dataset.entry,
      provider_id: entry.provider_id,
      territory_code: entry.territory_code,
      case_id: fixed.case,
      batch: fixed.batch,
      items: [...items],
      announced_at: now,
    })
    .execute()
  const { rows } = await sql<{ organization_id: string }>`
    insert into quality_recipient (announcement_id, organization_id, actor, grant_id, accesses, last_access_at)
    select ${id}::uuid, e.organization_id, e.actor, e.grant_id, count(*), max(e.recorded_at)
    from log_entry e
    where e.id in (${accessesOf(fixed)})
      and e.kind = 'access' and e.action <> 'record.read' and e.organization_id is not null and e.organization_id <> ${entry.provider_id}::uuid
      and ((e.body::jsonb -> 'detail' -> 'fields') ?| ${[...items]}::text[]
        or (e.body::jsonb -> 'detail' ->> 'by') = any(${[...items]}::text[]))
    group by e.organization_id, e.actor, e.grant_id
    returning organization_id`.execute(tx)
  await log.append(tx, now, {
    kind: 'system',
    action: 'quality.announce',
    actor: { type: 'System', id: 'system' },
    subject: { type: 'Dataset', id: dataset.code },
    territory: entry.territory_code,
    case: fixed.case,
    dataset: dataset.id,
    grounds: [],
    outcome: 'done',
    detail: { announcement: id, batch: fixed.batch, items, recipients: rows.length },
  })
  return rows.length
}

/** Entries of the log of accesses that gave out one of these values. */
function accessesOf({ dataset, received }: Fixed): RawBuilder<unknown> {
  const keyed = received.flatMap(({ digests, since }) => digests.map((digest) => ({ digest, since })))
  const unkeyedSince = new Date(Math.min(...received.map((r) => r.since.getTime())))
  return sql`
    select k.entry_id from access_key k
    join unnest(${keyed.map((k) => hexOf(k.digest))}::text[],
      ${keyed.map((k) => k.since.toISOString())}::timestamptz[]) as asked(digest, since)
      on k.digest = decode(asked.digest, 'hex')
    join log_entry a on a.id = k.entry_id and a.recorded_at >= asked.since
    where k.dataset_id = ${dataset.id}::uuid
    union
    select k.entry_id from access_key k
    join log_entry a on a.id = k.entry_id and a.recorded_at >= ${unkeyedSince.toISOString()}::timestamptz
    where k.dataset_id = ${dataset.id}::uuid and k.digest = ''::bytea`
}

/** Where no row is named, whoever ever read one of the items counts. */
export async function announceLoadedAnew(
  tx: Tx,
  log: EvidenceLog,
  fixed: Omit<Fixed, 'received' | 'batch'>,
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ digest: Uint8Array }>`
    select distinct digest from access_key where dataset_id = ${fixed.dataset.id}::uuid`.execute(tx)
  const digests = rows.map((r) => new Uint8Array(r.digest)).filter((d) => d.length > 0)
  return announce(tx, log, { ...fixed, batch: null, received: [{ digests, since: new Date(0) }] }, now)
}
