import { sql } from 'kysely'
import type { Db } from '../../platform/db/open-database.ts'

/** Advisory lock of the numbering: of all processes one numbers at a time. */
const numberingLock = 71_004_004

/**
 * Gives every entry and grant that is no longer as it was last numbered the next number. What changed is found by comparing and
 * not told by whoever changes it, so that no way of changing an entry is forgotten (ADR 0029).
 *
 * INVARIANT (numbers grow as they are seen): under the lock, over what is committed; a reader that has seen a number will find no
 * smaller one that is new.
 *
 * @returns How many were numbered.
 */
export async function numberChanges(db: Db): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${numberingLock})`.execute(tx)
    const { numAffectedRows } = await sql`
      with seen as (
        select 'entry' as kind, e.id as subject_id, e.published_at as at,
          concat_ws(' ', e.state, e.published_version, e.secrecy, o.name) as mark
        from catalog_entry e join organization o on o.id = e.provider_id
        where e.published_version is not null
        union all
        select 'grant', g.id, g.issued_at, concat_ws(' ', g.status, c.position)
        from data_grant g
        join (select grant_id, max(position) as position from grant_change group by grant_id) c on c.grant_id = g.id
      ), fresh as (
        select seen.* from seen
        left join exchange_change x on x.kind = seen.kind and x.subject_id = seen.subject_id
        where x.mark is distinct from seen.mark
      )
      insert into exchange_change (kind, subject_id, number, mark)
      select kind, subject_id,
        (select coalesce(max(number), 0) from exchange_change) + row_number() over (order by kind, at, subject_id), mark
      from fresh
      on conflict (kind, subject_id) do update set number = excluded.number, mark = excluded.mark`.execute(tx)
    return Number(numAffectedRows ?? 0n)
  })
}
