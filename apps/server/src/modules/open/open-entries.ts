import { sql, type Expression, type SqlBool } from 'kysely'
import type { CivilDate } from '@fadu/domain'

/**
 * What keeps a published entry `e` out of what is open, whatever a list says: its class, a withdrawal that stands, or that it
 * rests on the consent of rights holders and one authorisation is missing, revoked or past its day.
 */
export function isOpenEntry(today: CivilDate): Expression<SqlBool> {
  return sql<SqlBool>`(
    e.state = 'published'
    and e.fields->>'openAttribute' in ('unconditional', 'conditional')
    and not exists (select from open_withdrawal w where w.entry_id = e.id and w.lifted_by is null)
    and (
      coalesce(e.fields->>'openConsent', '') = ''
      or exists (
        select from procedure_case c
        where c.procedure = 'open.consent' and c.subject_id = e.id::text and c.is_open
          and not exists (
            select from jsonb_array_elements(coalesce(c.form->'holders', '[]'::jsonb)) h where h->>'until' < ${today}
          )
      )
    )
  )`
}
