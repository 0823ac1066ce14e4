import { sql, type RawBuilder } from 'kysely'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { ExportState } from '../../platform/db/tables.ts'
import { idBefore, toPage, type Page } from '../../platform/http/page.ts'
import { notFound } from '../../platform/problem/index.ts'
import { standsAs, toExportView, type ExportView } from './export-row.ts'

interface Named {
  readonly id: string
  readonly name: string
}

/** An export as the organisations see it that answer for it: about the file, nothing of what is in it. */
export interface ExportRecord extends Omit<ExportView, 'dataset'> {
  readonly dataset: { readonly code: string; readonly name: string; readonly entry: string }
  readonly purpose: string
  readonly matter: string
  readonly application: Named
  /** Whose application asked. */
  readonly applicant: Named
  /** Whose data it is. */
  readonly provider: Named
  /** By the application; from then on its rows are counted. */
  readonly firstFetchedAt: string | null
  /** The second approval that it used, where its volume needed one. */
  readonly approval: { readonly id: string; readonly approvedAt: string } | null
  /** Entry of the evidence log that says what the file holds; null before it is written. */
  readonly receipt: string | null
}

export type ExportSide = 'received' | 'provided'

export interface ExportQuery {
  readonly grant?: string | undefined
  /** Code. */
  readonly dataset?: string | undefined
  readonly state?: ExportState | undefined
  readonly limit: number
  readonly cursor?: string | undefined
}

/** Exports for who answers for them, newest first. What they may see is decided before. */
export interface ExportOverview {
  /** Those that an organisation's applications asked for, those of its data, or both. */
  ofOrganization(organization: string, side: ExportSide | undefined, query: ExportQuery): Promise<Page<ExportRecord>>
  /** Of data of these territories. */
  within(territories: readonly string[], query: ExportQuery): Promise<Page<ExportRecord>>
  ofGrant(grant: string, query: ExportQuery): Promise<Page<ExportRecord>>
  /** @throws {Problem} NOT_FOUND. */
  find(id: string): Promise<ExportRecord>
}

export function createExportOverview({ db, now }: { readonly db: Db; readonly now: () => Date }): ExportOverview {
  const list = async (
    { limit, cursor, ...asked }: ExportQuery,
    choose: (fits: RawBuilder<unknown>, most: number) => RawBuilder<{ id: string }>,
  ): Promise<Page<ExportRecord>> => {
    const at = now()
    const { rows } = await choose(fitting(asked, idBefore(cursor), at), limit + 1).execute(db)
    const page = toPage(
      rows,
      limit,
      ({ id }) => [id],
      ({ id }) => id,
    )
    const records = await readRecords(db, page.items, at)
    return { items: page.items.map((id) => records.get(id)!), next: page.next }
  }
  return {
    ofOrganization: (organization, side, query) =>
      list(query, (fits, most) => {
        const received = sql<{ id: string }>`(
          select j.id from export_job j where j.organization_id = ${organization}::uuid and ${fits}
          order by j.id desc limit ${most})`
        // Of each dataset no more than a page is read, however many files were made of it.
        const provided = sql<{ id: string }>`(
          select f.id from catalog_entry e
          join dataset d on d.entry_id = e.id
          cross join lateral (
            select j.id from export_job j where j.dataset_id = d.id and ${fits} order by j.id desc limit ${most}) f
          where e.provider_id = ${organization}::uuid
          order by f.id desc limit ${most})`
        if (side !== undefined) return side === 'received' ? received : provided
        return sql`select id from (${received} union ${provided}) both_sides order by id desc limit ${most}`
      }),
    within: (territories, query) =>
      list(
        query,
        (fits, most) => sql`
          select j.id from export_job j
          join dataset d on d.id = j.dataset_id
          join catalog_entry e on e.id = d.entry_id
          where e.territory_code = any(${[...territories]}::text[]) and ${fits}
          order by j.id desc limit ${most}`,
      ),
    ofGrant: (grant, query) =>
      list(
        { ...query, grant },
        (fits, most) => sql`select j.id from export_job j where ${fits} order by j.id desc limit ${most}`,
      ),
    find: async (id) => {
      const record = (await readRecords(db, [id], now())).get(id)
      if (record === undefined) throw notFound('批量导出')
      return record
    },
  }
}

function fitting(
  { grant, dataset, state }: Omit<ExportQuery, 'limit' | 'cursor'>,
  before: string,
  at: Date,
): RawBuilder<unknown> {
  const conditions = [
    sql`j.id < ${before}::uuid`,
    ...(grant === undefined ? [] : [sql`j.grant_id = ${grant}::uuid`]),
    ...(dataset === undefined ? [] : [sql`j.dataset_code = ${dataset}`]),
    ...(state === undefined ? [] : [standsAs(state, at)]),
  ]
  return sql.join(conditions, sql` and `)
}

async function readRecords(tx: Db | Tx, ids: readonly string[], at: Date): Promise<ReadonlyMap<string, ExportRecord>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('export_job as j')
    .innerJoin('dataset as d', 'd.id', 'j.dataset_id')
    .innerJoin('catalog_entry as e', 'e.id', 'd.entry_id')
    .innerJoin('organization as provider', 'provider.id', 'e.provider_id')
    .innerJoin('organization as applicant', 'applicant.id', 'j.organization_id')
    .innerJoin('application as a', 'a.id', 'j.application_id')
    .leftJoin('operation_approval as o', 'o.id', 'j.approval')
    .selectAll('j')
    .select([
      'e.id as entry_id',
      'e.name as entry_name',
      'provider.id as provider_id',
      'provider.name as provider_name',
      'applicant.name as applicant_name',
      'a.name as application_name',
      'o.approved_at',
    ])
    .where('j.id', 'in', [...ids])
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...toExportView(row, at),
        dataset: { code: row.dataset_code, name: row.entry_name, entry: row.entry_id },
        purpose: row.purpose,
        matter: row.matter,
        application: { id: row.application_id, name: row.application_name },
        applicant: { id: row.organization_id, name: row.applicant_name },
        provider: { id: row.provider_id, name: row.provider_name },
        firstFetchedAt: row.fetched_at?.toISOString() ?? null,
        approval:
          row.approval === null || row.approved_at === null
            ? null
            : { id: row.approval, approvedAt: row.approved_at.toISOString() },
        receipt: row.receipt,
      },
    ]),
  )
}
