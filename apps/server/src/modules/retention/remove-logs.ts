import { sql } from 'kysely'
import type { CivilDate } from '@fadu/domain'
import type { Tx } from '../../platform/db/open-database.ts'
import type { Held } from './register.ts'

export interface LogsRemoved {
  readonly sessions: number
  readonly answers: number
  readonly notices: number
}

/** Of each at most so many at once: notices are rows of evidence, and an entry commits to each that is gone. */
const most = 2000

/**
 * Removes sessions that ended, kept answers and notices of days before one, but those of organisations that are held. That a notice is
 * gone is committed to by the entry of this transaction, as any change of a row of evidence is.
 */
export async function removeLogs(tx: Tx, before: CivilDate, held: Held): Promise<LogsRemoved> {
  const since = sql`${`${before}T00:00:00+08:00`}::timestamptz`
  const isFree = sql`not a.organization_id = any(${[...held.organizations]}::uuid[])`
  const counted = async (query: ReturnType<typeof sql<{ n: number }>>): Promise<number> =>
    (await query.execute(tx)).rows[0]!.n
  const sessions = await counted(sql`
    with gone as (delete from session where token_hash in (
      select s.token_hash from session s join account a on a.id = s.account_id
      where least(s.revoked_at, s.expires_at) < ${since} and ${isFree} limit ${most}) returning account_id)
    select count(*)::float8 as n from gone`)
  const answers = await counted(sql`
    with gone as (delete from idempotent_answer where (principal, key) in (
      select i.principal, i.key from idempotent_answer i
        left join lateral (
          select organization_id from account where 'Account:' || id = i.principal
          union all select organization_id from application where 'Application:' || id = i.principal) a on true
      where i.created_at < ${since} and coalesce(${isFree}, true) limit ${most}) returning key)
    select count(*)::float8 as n from gone`)
  const notices = await counted(sql`
    with gone as (delete from account_notice where id in (
      select n.id from account_notice n join account a on a.id = n.account_id
      where n.told_at < ${since} and ${isFree} limit ${most}) returning id)
    select count(*)::float8 as n from gone`)
  return { sessions, answers, notices }
}
