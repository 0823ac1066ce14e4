import { sql, type RawBuilder } from 'kysely'
import type { CivilDate } from '@fadu/domain'
import type { Tx } from '../../platform/db/open-database.ts'
import type { Held } from './register.ts'

export interface LogsRemoved {
  readonly sessions: number
  readonly answers: number
  readonly notices: number
}

type Sql = RawBuilder<unknown>

/** Of each at most so many at once: notices are rows of evidence, and an entry commits to each that is gone. */
const most = 2000

/** System logs of days before one, each by its key and with the organisation that it is of. */
export function logsBefore(before: CivilDate) {
  const since = sql`${`${before}T00:00:00+08:00`}::timestamptz`
  return {
    session: sql`select s.token_hash, a.organization_id from session s join account a on a.id = s.account_id
      where least(s.revoked_at, s.expires_at) < ${since}`,
    idempotent_answer: sql`select i.principal, i.key, a.organization_id from idempotent_answer i
        left join lateral (
          select organization_id from account where 'Account:' || id = i.principal
          union all select organization_id from application where 'Application:' || id = i.principal) a on true
      where i.created_at < ${since}`,
    account_notice: sql`select n.id, a.organization_id from account_notice n join account a on a.id = n.account_id
      where n.told_at < ${since}`,
  }
}

/** Whether a system log named `o` is held. */
export function isHeldLog({ organizations }: Held): Sql {
  return sql`coalesce(o.organization_id = any(${[...organizations]}::uuid[]), false)`
}

/**
 * Removes sessions that ended, kept answers and notices of days before one, but those of organisations that are held. That a notice is
 * gone is committed to by the entry of this transaction, as any change of a row of evidence is.
 */
export async function removeLogs(tx: Tx, before: CivilDate, held: Held): Promise<LogsRemoved> {
  const over = logsBefore(before)
  const removed = async (from: Sql, key: Sql, some: Sql): Promise<number> => {
    const { rows } = await sql<{ n: number }>`
      with gone as (delete from ${from} where (${key}) in (
        select ${key} from (${some}) o where not ${isHeldLog(held)} limit ${most}) returning 1)
      select count(*)::float8 as n from gone`.execute(tx)
    return rows[0]!.n
  }
  return {
    sessions: await removed(sql`session`, sql`token_hash`, over.session),
    answers: await removed(sql`idempotent_answer`, sql`principal, key`, over.idempotent_answer),
    notices: await removed(sql`account_notice`, sql`id`, over.account_notice),
  }
}
