import { sql } from 'kysely'
import type { Db } from '../../platform/db/open-database.ts'
import { decodeCursor, toPage, type Page } from '../../platform/http/page.ts'
import type { CaseService, CaseSummary } from '../cases/index.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** One thing that somebody did and that concerns an organisation. */
export interface HappeningView {
  /** Of the entry in the evidence log; of the batch where that is what came. */
  readonly id: string
  readonly kind: 'act' | 'refusal' | 'batch'
  /** Instant, ISO 8601. */
  readonly at: string
  /** As the evidence has it: `share.request.approve`, `dataset.aggregate`. */
  readonly action: string
  /** Whose people or applications did it; null for the platform itself. */
  readonly by: Named | null
  /** The case it was done in; null for a batch. */
  readonly case: Pick<CaseSummary, 'id' | 'procedure' | 'title' | 'territory' | 'subject'> | null
  /** The dataset it came into; null for what was done in a case. */
  readonly batch: {
    readonly entry: string
    readonly code: string
    readonly name: string
    readonly number: number
  } | null
  /** Rules that settled it, and the clauses on which they stand. */
  readonly grounds: readonly string[]
  readonly cites: readonly string[]
  /** Entry of the evidence log; null where the batch was stored by no act of its own. */
  readonly receipt: string | null
}

export interface Happenings {
  /**
   * What others did or were refused in the cases of an organisation, and which batches came into data that it provides or was
   * granted, newest first, of the last weeks.
   */
  of(
    organization: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<Page<HappeningView>>
}

/** What is older is no longer what just happened; it stands in the cases themselves. */
const windowMs = 30 * 86_400_000

interface Found {
  readonly id: string
  readonly kind: HappeningView['kind']
  readonly at: Date | string
  readonly case_id: string | null
  readonly batch_entry: string | null
  readonly batch_code: string | null
  readonly batch_name: string | null
  readonly batch_number: number | null
  readonly receipt: string | null
  readonly action: string | null
  readonly body: string | null
  readonly by_id: string | null
  readonly by_name: string | null
}

export function createHappenings(deps: {
  readonly db: Db
  readonly cases: Pick<CaseService, 'summaries'>
  readonly now: () => Date
}): Happenings {
  const { db, cases, now } = deps
  return {
    of: async (organization, { limit, cursor }) => {
      const page = toPage(
        await find(db, organization, { since: new Date(now().getTime() - windowMs), most: limit + 1, cursor }),
        limit,
        (row) => [new Date(row.at).toISOString(), row.id],
        (row) => row,
      )
      const ids = [...new Set(page.items.flatMap((row) => row.case_id ?? []))]
      const summaries = new Map((await cases.summaries(ids)).map((summary) => [summary.id, summary]))
      return { items: page.items.map((row) => happeningView(row, summaries)), next: page.next }
    },
  }
}

/**
 * Each case and each dataset is asked for its newest by itself: an index has them in order, and what an organisation is concerned with
 * is a small part of a log of years. A case that was closed before the window is not looked at; nothing happens in it any more.
 */
async function find(
  db: Db,
  organization: string,
  { since, most, cursor }: { readonly since: Date; readonly most: number; readonly cursor: string | undefined },
): Promise<readonly Found[]> {
  const [at, id] = cursor === undefined ? [undefined, undefined] : decodeCursor(cursor, ['instant', 'id'])
  const behind = (instant: string, key: string) =>
    at === undefined
      ? sql`true`
      : sql`(${sql.ref(instant)} <= ${at}::timestamptz and (${sql.ref(instant)}, ${sql.ref(key)}) < (${at}::timestamptz, ${id}::uuid))`
  const { rows } = await sql<Found>`
    with acted as (
      select l.id, l.kind, l.recorded_at as at, l.case_id
      from (
        select c.id from procedure_case c
        where c.id in (select case_id from case_party where organization_id = ${organization}::uuid)
          and (c.is_open or c.closed_at >= ${since}::timestamptz)
      ) mine
      cross join lateral (
        select id, kind, recorded_at, case_id from log_entry
        where case_id = mine.id and recorded_at >= ${since}::timestamptz and kind in ('act', 'refusal')
          and organization_id is distinct from ${organization}::uuid and ${behind('recorded_at', 'id')}
        order by recorded_at desc, id desc limit ${most}
      ) l
    ),
    came as (
      select b.id, 'batch' as kind, b.created_at as at, d.id as dataset_id, d.code, e.id as entry, e.name, b.number
      from dataset d
      join catalog_entry e on e.id = d.entry_id
      cross join lateral (
        select id, created_at, number from batch
        where dataset_id = d.id and case_id is null and created_at >= ${since}::timestamptz and ${behind('created_at', 'id')}
        order by number desc limit ${most}
      ) b
      where e.provider_id = ${organization}::uuid or e.id in (
        select entry_id from data_grant where applicant_id = ${organization}::uuid and status = 'active')
    ),
    newest as (
      select id, kind, at, case_id, null::uuid as dataset_id, null::text as code, null::uuid as entry, null::text as name,
        null::integer as number from acted
      union all
      select id, kind, at, null::uuid, dataset_id, code, entry, name, number from came
      order by at desc, id desc limit ${most}
    )
    select n.id, n.kind, n.at, n.case_id, n.entry as batch_entry, n.code as batch_code, n.name as batch_name,
      n.number as batch_number, l.id as receipt, l.action, l.body, o.id as by_id, o.name as by_name
    from newest n
    left join lateral (
      select id, action, body, organization_id from log_entry where id = n.id and n.case_id is not null
      union all
      (select id, action, body, organization_id from log_entry
        where dataset_id = n.dataset_id and action = 'dataset.aggregate' and kind = 'act'
          and (body::jsonb -> 'detail' ->> 'batch')::integer = n.number
        order by id limit 1)
    ) l on true
    left join organization o on o.id = l.organization_id
    order by n.at desc, n.id desc`.execute(db)
  return rows
}

function happeningView(row: Found, cases: ReadonlyMap<string, CaseSummary>): HappeningView {
  const body = row.body === null ? undefined : (JSON.parse(row.body) as { grounds: string[]; clauses?: string[] })
  const summary = row.case_id === null ? undefined : cases.get(row.case_id)
  return {
    id: row.id,
    kind: row.kind,
    at: new Date(row.at).toISOString(),
    action: row.action ?? 'dataset.aggregate',
    by: row.by_id === null ? null : { id: row.by_id, name: row.by_name ?? '' },
    case:
      summary === undefined
        ? null
        : {
            id: summary.id,
            procedure: summary.procedure,
            title: summary.title,
            territory: summary.territory,
            subject: summary.subject,
          },
    batch:
      row.batch_entry === null
        ? null
        : { entry: row.batch_entry, code: row.batch_code!, name: row.batch_name!, number: row.batch_number! },
    grounds: body?.grounds ?? [],
    cites: body?.clauses ?? [],
    receipt: row.receipt,
  }
}
