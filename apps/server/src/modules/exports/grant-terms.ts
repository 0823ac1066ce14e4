import { sql, type Selectable } from 'kysely'
import type { CedarValue, CivilDate } from '@fadu/domain'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { DataGrantTable, ExportTerms } from '../../platform/db/tables.ts'
import { grantFacts, type GrantRow, type Taken } from '../share/index.ts'

/** What a grant allows of its dataset, in one place for whoever makes a file of it. */
export interface GrantTerms extends ExportTerms {
  readonly id: string
  readonly case: string
  readonly delivered: boolean
  readonly fields: readonly string[]
  /** Thousandths of the rows that may be withheld to mark a file; 0 where it must be complete. */
  readonly withheldPerMille: number
  readonly limits: Pick<GrantRow, 'quota_per_day' | 'quota_total'>
  /** Rows taken under it before. */
  readonly taken: Taken
  /** As the rules see it. */
  readonly facts: Readonly<Record<string, CedarValue>>
}

/** A grant as it stands now: asked anew for each decision, so that a revoked one is refused on the next call. */
export async function readGrantTerms(tx: Db | Tx, id: string, today: CivilDate): Promise<GrantTerms> {
  const row = await tx.selectFrom('data_grant').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return toTerms(row, await takenUnder(tx, id, today), today)
}

/**
 * The grant that speaks for a file. Of several of one application on one entry the one that fits best: active, for this
 * purpose and for batches, before one that lacks some of it, before the newest.
 */
export async function findGrantTerms(
  tx: Db | Tx,
  use: { readonly application: string; readonly entry: string; readonly purpose: string },
  today: CivilDate,
): Promise<GrantTerms | undefined> {
  const row = await tx
    .selectFrom('data_grant')
    .selectAll()
    .where('application_id', '=', use.application)
    .where('entry_id', '=', use.entry)
    .orderBy(sql`(status = 'active' and valid_until >= ${today}::date)`, 'desc')
    .orderBy(sql`(${use.purpose} = any(purposes))`, 'desc')
    .orderBy(sql`('batch' = any(modes))`, 'desc')
    .orderBy('issued_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row === undefined ? undefined : toTerms(row, await takenUnder(tx, row.id, today), today)
}

/** Whether a file that was made under some terms may still be given out under these. */
export function areSameTerms(made: ExportTerms, now: ExportTerms): boolean {
  const text = ({ rowFilter, masks }: ExportTerms): string =>
    JSON.stringify([
      rowFilter.map(sorted),
      Object.entries(masks)
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([item, mask]) => [item, sorted(mask)]),
    ])
  return text(made) === text(now)
}

function sorted(record: object): readonly (readonly [string, unknown])[] {
  return Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1))
}

async function takenUnder(tx: Db | Tx, grant: string, today: CivilDate): Promise<Taken> {
  const { rows } = await sql<{ today: number; total: number }>`
    select coalesce(sum(rows) filter (where day = ${today}::date), 0)::float8 as today, coalesce(sum(rows), 0)::float8 as total
    from grant_usage where grant_id = ${grant}`.execute(tx)
  return rows[0]!
}

function toTerms(row: Selectable<DataGrantTable>, taken: Taken, today: CivilDate): GrantTerms {
  return {
    id: row.id,
    case: row.case_id,
    delivered: row.delivered_at !== null,
    fields: row.fields,
    masks: row.masks,
    rowFilter: row.row_filter,
    withheldPerMille: row.withheld_per_mille,
    limits: row,
    taken,
    facts: grantFacts(row, today),
  }
}
