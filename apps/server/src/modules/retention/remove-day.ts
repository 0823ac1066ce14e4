import { sql } from 'kysely'
import { addDays, type CivilDate } from '@fadu/domain'
import type { LogHash } from '@fadu/audit-log'
import { unhurried } from '../../platform/db/dialect.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import {
  differenceOfKeys,
  differenceOfSignature,
  type Difference,
  type KeysOfEntry,
  type SignatureRow,
} from '../../platform/log/compare-accesses.ts'
import { forEachRow } from '../../platform/log/compare-rows.ts'
import type { EntryBody } from '../../platform/log/evidence-log.ts'
import { createRemovals, removalAction, type Removals, type UseRemoval } from '../../platform/log/removals.ts'
import type { Held } from './register.ts'

/** What became of the day: removed, left since records of it are not as the log says, or nothing to be removed. */
export type DayRemoved =
  | { readonly kind: 'removed'; readonly removal: UseRemoval; readonly keys: number }
  | { readonly kind: 'left'; readonly faults: number }
  | { readonly kind: 'nothing' }

/**
 * Removes by which keys the accesses of a day read, and the signatures of its calls, but of what is held. INVARIANT (removal hides
 * nothing): before, everything of the day is compared with what its entries say, and where one record is not as it should be, all of
 * the day stays, so that a check goes on naming it.
 */
export async function removeDay(tx: Tx, hash: LogHash, day: CivilDate, held: Held): Promise<DayRemoved> {
  if (!(await hasRecords(tx, day))) return { kind: 'nothing' }
  await unhurried(tx)
  const earlier = await earlierRemovals(tx, day)
  const faults = (await faultyKeys(tx, hash, day, earlier)) + (await faultySignatures(tx, hash, day, earlier))
  if (faults > 0) return { kind: 'left', faults }
  const kept = await heldOn(tx, day, held)
  const keys = await sql<{ accesses: number; n: number }>`
    with gone as (delete from access_key a using log_entry e
      where a.day = ${day}::date and e.id = a.entry_id and not ${isHeld(kept)} returning a.entry_id)
    select count(distinct entry_id)::float8 as accesses, count(*)::float8 as n from gone`.execute(tx)
  const signatures = await sql<{ n: number }>`
    with gone as (delete from call_signature c using log_entry e
      where ${ofDay(day)} and c.id = (entry_said(e.body) -> 'actor' -> 'signature' ->> 'id')::uuid and not ${isHeld(kept)}
      returning c.id)
    select count(*)::float8 as n from gone`.execute(tx)
  const { accesses, n } = keys.rows[0]!
  const calls = signatures.rows[0]!.n
  if (accesses + calls === 0) return { kind: 'nothing' }
  return { kind: 'removed', keys: n, removal: { records: 'useRecords', day, held: kept, accesses, signatures: calls } }
}

/** The instants of a civil day, for entries named `e`. */
const ofDay = (day: CivilDate) => sql`e.recorded_at >= ${dayBegins(day)}::timestamptz
  and e.recorded_at < ${dayBegins(addDays(day, 1))}::timestamptz`
const dayBegins = (day: CivilDate): string => `${day}T00:00:00+08:00`

const isHeld = ({ datasets, grants, organizations }: UseRemoval['held']) => sql`coalesce(
  e.dataset_id = any(${[...datasets]}::uuid[]) or e.grant_id = any(${[...grants]}::uuid[])
    or e.organization_id = any(${[...organizations]}::uuid[]), false)`

/** A call is recorded while it is answered: its signature came at most some minutes earlier, perhaps the day before. */
async function hasRecords(tx: Tx, day: CivilDate): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`
    select exists (select from access_key where day = ${day}::date) or exists (select from call_signature
      where received_at >= ${dayBegins(day)}::timestamptz - interval '1 hour'
        and received_at < ${dayBegins(addDays(day, 1))}::timestamptz) as some`.execute(tx)
  return rows[0]!.some
}

/** Of what is held, that of which the day has entries: an entry says no more than it must. */
async function heldOn(tx: Tx, day: CivilDate, held: Held): Promise<UseRemoval['held']> {
  const among = async (column: 'dataset_id' | 'grant_id' | 'organization_id', ids: readonly string[]) => {
    if (ids.length === 0) return []
    const { rows } = await sql<{ id: string }>`
      select distinct ${sql.ref(`e.${column}`)}::text as id from log_entry e
      where ${ofDay(day)} and ${sql.ref(`e.${column}`)} = any(${[...ids]}::uuid[]) order by 1`.execute(tx)
    return rows.map((row) => row.id)
  }
  return {
    datasets: await among('dataset_id', held.datasets),
    grants: await among('grant_id', held.grants),
    organizations: await among('organization_id', held.organizations),
  }
}

/** What was removed of the day while something else of it was held. */
async function earlierRemovals(tx: Tx, day: CivilDate): Promise<Removals> {
  const { rows } = await sql<{ id: string; body: string }>`
    select id, body from log_entry where action = ${removalAction} and entry_said(body) -> 'detail' ->> 'day' = ${day}`.execute(
    tx,
  )
  const removals = createRemovals()
  for (const { id, body } of rows) removals.take(id, JSON.parse(body) as EntryBody)
  return removals
}

/** @param day - Computed, never somebody's input: a cursor takes no parameters. */
const entriesOf = (day: CivilDate, part: string): string => `
  select id, dataset_id, grant_id, organization_id, entry_said(body) as said from log_entry
  where recorded_at >= '${dayBegins(day)}'::timestamptz and recorded_at < '${dayBegins(addDays(day, 1))}'::timestamptz
    and entry_said(body) ${part} is not null`

async function faultyKeys(tx: Tx, hash: LogHash, day: CivilDate, earlier: Removals): Promise<number> {
  let faults = 0
  const query = `
    select coalesce(a.entry_id, s.id)::text as entry, a.datasets, a.days, a.hexes, (s.said -> 'keys' ->> 'n')::integer as n,
      s.said -> 'keys' ->> 'digest' as digest, coalesce(s.said -> 'keys' ->> 'of', s.dataset_id::text) as dataset,
      '${day}' as day, d.custody, s.dataset_id::text as of_dataset, s.grant_id::text as of_grant,
      s.organization_id::text as of_organization, case when s.id is null then entry_said(e.body) ->> 'v' end as v
    from (select entry_id, array_agg(distinct dataset_id::text) as datasets, array_agg(distinct day::text) as days,
        array_agg(encode(digest, 'hex') order by digest) as hexes from access_key where day = '${day}' group by entry_id) a
    full join (${entriesOf(day, "-> 'keys'")}) s on s.id = a.entry_id
    left join dataset d on d.id = s.dataset_id
    left join log_entry e on e.id = a.entry_id and s.id is null`
  await forEachRow<KeysOfEntry>(tx, query, (row) => {
    if (isFault(differenceOfKeys(hash, row, earlier))) faults++
  })
  return faults
}

async function faultySignatures(tx: Tx, hash: LogHash, day: CivilDate, earlier: Removals): Promise<number> {
  let faults = 0
  const query = `
    select s.said -> 'actor' -> 'signature' ->> 'id' as said_id, c.id::text as id, c.application_id::text as application, c.nonce,
      c.key_id::text as key, encode(c.base, 'hex') as base, encode(c.signature, 'hex') as signature,
      (extract(epoch from c.received_at) * 1000)::float8 as received_at, s.said -> 'actor' -> 'signature' ->> 'kept' as kept,
      '${day}' as day, s.dataset_id::text as of_dataset, s.grant_id::text as of_grant,
      s.organization_id::text as of_organization
    from (${entriesOf(day, "-> 'actor' -> 'signature' -> 'kept'")}) s
    left join call_signature c on c.id = (s.said -> 'actor' -> 'signature' ->> 'id')::uuid`
  await forEachRow<SignatureRow>(tx, query, (row) => {
    if (isFault(differenceOfSignature(hash, row, earlier))) faults++
  })
  return faults
}

/** What was recorded before entries said so much cannot be compared, and goes with the rest. */
function isFault(found: Difference): boolean {
  return typeof found === 'string' && found !== 'notCovered'
}
