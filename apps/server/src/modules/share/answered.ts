import { sql, type RawBuilder } from 'kysely'
import type { CivilDate, Deadline } from '@fadu/domain'
import type { Period } from './usage.ts'

/** The first answer of who owes it to a request for data. */
export interface AnsweredRequest {
  readonly case: string
  readonly day: CivilDate
  /** After the due day of the clock. */
  readonly late: boolean
  readonly ledger: Deadline
}

/**
 * Requests for data in territories that were answered on those days. Answered is a request whose clock of the reply was ended by
 * an act of the organisation that owed it: what its applicant withdraws was not answered, and what is granted at once had no
 * clock.
 */
export function answeredRequests(territories: readonly string[], { from, to }: Period): RawBuilder<AnsweredRequest> {
  return sql<AnsweredRequest>`
    select answer."case", answer.day::text as day, answer.late, answer.ledger
    from (
      select distinct on (c.id) c.id as "case", k.ledger, ended.day,
        coalesce(case when k.due_at is null then ended.day > k.due_on else ended.at > k.due_at end, false) as late
      from procedure_case c
      join case_clock k on k.case_id = c.id and k.period = 'share.reply' and k.state = 'finished'
      cross join lateral (select k.ledger -> 'entries' -> -1 as entry) last
      cross join lateral (
        select to_timestamp((last.entry ->> 'at')::double precision / 1000) as at, last.entry ->> 'by' as act) as stopped
      cross join lateral (
        select stopped.at, coalesce((last.entry ->> 'on')::date, (stopped.at at time zone 'Asia/Shanghai')::date) as day) ended
      where c.procedure = 'share.request' and c.territory_code = any(${[...territories]}::text[])
        and c.opened_at < ((${to}::date + 1)::text || 'T00:00:00+08:00')::timestamptz
        and (c.closed_at is null or c.closed_at >= (${from} || 'T00:00:00+08:00')::timestamptz)
        and exists (
          select from log_entry l
          where l.case_id = c.id and l.kind = 'act' and l.organization_id = k.owner_id
            and l.action = c.procedure || '.' || stopped.act)
      order by c.id, ended.day) answer
    where answer.day between ${from}::date and ${to}::date`
}
