import { sql, type RawBuilder, type Selectable } from 'kysely'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { ExportFormat, ExportJobTable, ExportState } from '../../platform/db/tables.ts'
import { notFound } from '../../platform/problem/index.ts'
import type { RowCondition } from '../../platform/release/row-filter.ts'

export type ExportRow = Selectable<ExportJobTable>

/** An export as its application sees it. */
export interface ExportView {
  readonly id: string
  readonly dataset: string
  readonly grant: string
  readonly format: ExportFormat
  readonly fields: readonly string[]
  readonly state: ExportState
  readonly rows: { readonly done: number; readonly total: number; readonly withheld: number }
  /** While it is written and after; null before. */
  readonly rowsPerSecond: number | null
  readonly bytes: number | null
  readonly createdAt: string
  readonly finishedAt: string | null
  /** From then on there is no file. */
  readonly expiresAt: string
  /** Code of what went wrong, when it failed. */
  readonly problem: string | null
}

export function toExportView(row: ExportRow, now: Date): ExportView {
  const seconds = row.started_at === null ? 0 : ((row.finished_at ?? now).getTime() - row.started_at.getTime()) / 1000
  return {
    id: row.id,
    dataset: row.dataset_code,
    grant: row.grant_id,
    format: row.format,
    fields: row.fields,
    state: standOf(row, now),
    rows: { done: Number(row.rows_done), total: Number(row.rows_total), withheld: Number(row.rows_withheld) },
    rowsPerSecond: seconds <= 0 ? null : Math.round(Number(row.rows_done) / seconds),
    bytes: row.bytes === null ? null : Number(row.bytes),
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    expiresAt: row.expires_at.toISOString(),
    problem: (row.problem as { code: string } | null)?.code ?? null,
  }
}

/** Its time is over at its instant, whether or not somebody has swept the file away since. */
export function standOf({ state, expires_at }: Pick<ExportRow, 'state' | 'expires_at'>, now: Date): ExportState {
  return (state === 'ready' || state === 'waiting') && expires_at <= now ? 'expired' : state
}

/** The same as a condition on rows that the query calls `j`. */
export function standsAs(state: ExportState, now: Date): RawBuilder<unknown> {
  const over = sql`(j.state in ('ready', 'waiting') and j.expires_at <= ${now}::timestamptz)`
  return state === 'expired' ? sql`(j.state = 'expired' or ${over})` : sql`(j.state = ${state} and not ${over})`
}

export function conditionsOf({ conditions }: ExportRow): readonly RowCondition[] {
  return conditions as readonly RowCondition[]
}

/** An export of this application; what belongs to another is not there. */
export async function readOwnExport(tx: Db | Tx, id: string, application: string, code: string): Promise<ExportRow> {
  const row = await tx
    .selectFrom('export_job')
    .selectAll()
    .where('id', '=', id)
    .where('application_id', '=', application)
    .where('dataset_code', '=', code)
    .executeTakeFirst()
  if (row === undefined) throw notFound('批量导出')
  return row
}

/** An export of anybody: who may act on it is decided. */
export async function readExport(tx: Db | Tx, id: string): Promise<ExportRow> {
  const row = await tx.selectFrom('export_job').selectAll().where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound('批量导出')
  return row
}
