import { sql, type RawBuilder } from 'kysely'
import { civilDateOf, type CivilDate } from '@fadu/domain'
import type { Db } from '../../platform/db/open-database.ts'
import { decodeCursor, idBefore, toPage, type Page } from '../../platform/http/page.ts'
import type { CaseService, CaseSummary } from '../cases/index.ts'
import { answeredRequests } from './answered.ts'
import type { Period } from './usage.ts'

/** Courses of law by which data is asked for: of another agency, and by the public. */
const sharing = ['share.request', 'grant.renewal', 'grant.amendment', 'verify.request', 'data.return', 'demand.submit']
const opening = ['open.request', 'open.listing']
const dayMs = 86_400_000

/** A request, what it is about, and since when it is under way. */
export interface AskedFor extends CaseSummary {
  readonly kind: 'share' | 'open'
  readonly applicant: { readonly id: string; readonly name: string } | null
  /** Days of the calendar since it was opened; of a closed one until it was closed. */
  readonly ageDays: number
}

export interface SharedEntry {
  readonly entry: { readonly id: string; readonly code: string; readonly name: string }
  readonly shareAttribute: string | null
  readonly openAttribute: string | null
  /** Grants that stand. */
  readonly grants: number
}

export interface SharingOverview {
  /** What an organisation has to answer now, by due day. */
  toAnswer(organization: string, limit: number): Promise<readonly AskedFor[]>
  /** Published entries of an organisation that are shared or open. */
  provided(organization: string, limit: number, cursor: string | undefined): Promise<Page<SharedEntry>>
  /** Requests in territories, newest first. */
  within(
    territories: readonly string[],
    query: {
      readonly open: boolean | undefined
      /** Only requests for data that were answered on these days. */
      readonly answered?: Period | undefined
      /** With `answered`: only those that were answered late, or in time. */
      readonly late?: boolean | undefined
      readonly limit: number
      readonly cursor: string | undefined
    },
  ): Promise<Page<AskedFor>>
}

export function createSharingOverview({
  db,
  cases,
  today,
}: {
  readonly db: Db
  readonly cases: Pick<CaseService, 'summaries'>
  readonly today: () => CivilDate
}): SharingOverview {
  const described = async (ids: readonly string[]): Promise<readonly AskedFor[]> => {
    if (ids.length === 0) return []
    const summaries = new Map((await cases.summaries(ids)).map((summary) => [summary.id, summary]))
    const { rows } = await sql<{
      id: string
      applicant: string | null
      name: string | null
      closed_at: Date | string | null
    }>`
      select c.id, o.id as applicant, o.name, c.closed_at from procedure_case c
      left join case_party p on p.case_id = c.id and p.party in ('applicant', 'person')
      left join organization o on o.id = p.organization_id
      where c.id = any(${[...ids]}::uuid[])`.execute(db)
    const asked = new Map(
      rows.map((row) => {
        const summary = summaries.get(row.id)!
        const end = row.closed_at === null ? today() : civilDateOf(new Date(row.closed_at))
        const begun = civilDateOf(new Date(summary.openedAt))
        const described: AskedFor = {
          ...summary,
          kind: opening.includes(summary.procedure) ? 'open' : 'share',
          applicant: row.applicant === null ? null : { id: row.applicant, name: row.name ?? '' },
          ageDays: (Date.parse(end) - Date.parse(begun)) / dayMs,
        }
        return [row.id, described] as const
      }),
    )
    return ids.map((id) => asked.get(id)!)
  }
  return {
    toAnswer: async (organization, limit) => {
      const { rows } = await sql<{ id: string }>`
        select c.id from procedure_case c
        left join case_clock k on k.case_id = c.id and k.state = 'running' and k.owner_id = c.owner_id
        where c.owner_id = ${organization}::uuid and c.is_open and c.procedure = any(${[...sharing, ...opening]}::text[])
        order by k.due_on nulls last, c.id limit ${limit}`.execute(db)
      return described([...new Set(rows.map((row) => row.id))])
    },
    provided: async (organization, limit, cursor) => {
      const [after] = cursor === undefined ? [''] : decodeCursor(cursor, ['text'])
      const { rows } = await sql<{
        id: string
        code: string
        name: string
        share: string | null
        open: string | null
        grants: number
      }>`
        select e.id, e.code, e.name, e.fields ->> 'shareAttribute' as share, e.fields ->> 'openAttribute' as open,
          (select count(*)::integer from data_grant g
            where g.entry_id = e.id and g.status = 'active' and g.valid_until >= ${today()}::date) as grants
        from catalog_entry e
        where e.provider_id = ${organization}::uuid and e.state = 'published' and e.code > ${after!}
          and (coalesce(e.fields ->> 'shareAttribute', 'none') <> 'none' or coalesce(e.fields ->> 'openAttribute', 'none') <> 'none')
        order by e.code limit ${limit + 1}`.execute(db)
      return toPage(
        rows,
        limit,
        (row) => [row.code],
        ({ id, code, name, share, open, grants }) => ({
          entry: { id, code, name },
          shareAttribute: share,
          openAttribute: open,
          grants,
        }),
      )
    },
    within: async (territories, { open, answered, late, limit, cursor }) => {
      const before = idBefore(cursor)
      const { rows } = await sql<{ id: string }>`
        select c.id from procedure_case c
        where c.procedure = any(${[...sharing, ...opening]}::text[]) and c.territory_code = any(${[...territories]}::text[])
          and c.id < ${before}::uuid and (${open ?? null}::boolean is null or c.is_open = ${open ?? null}::boolean)
          and ${answered === undefined ? sql`true` : isAnswered(territories, answered, late)}
        order by c.id desc limit ${limit + 1}`.execute(db)
      const page = toPage(
        rows,
        limit,
        (row) => [row.id],
        (row) => row.id,
      )
      return { items: await described(page.items), next: page.next }
    },
  }
}

function isAnswered(territories: readonly string[], days: Period, late: boolean | undefined): RawBuilder<unknown> {
  return sql`c.id in (
    select a."case" from (${answeredRequests(territories, days)}) a
    where ${late ?? null}::boolean is null or a.late = ${late ?? null}::boolean)`
}
