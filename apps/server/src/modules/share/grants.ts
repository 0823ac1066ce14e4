import { sql, type Insertable, type Selectable } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { CedarValue, CivilDate } from '@fadu/domain'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { DataGrantTable, GrantChangeTable } from '../../platform/db/tables.ts'
import { notFound } from '../../platform/problem/index.ts'
import type { EffectInput } from '../cases/index.ts'
import type { GrantTerms } from './terms.ts'

/** What decides a call under a grant, as its row has it. */
export type GrantRow = Pick<
  Selectable<DataGrantTable>,
  | 'application_id'
  | 'course'
  | 'fields'
  | 'purposes'
  | 'valid_until'
  | 'status'
  | 'modes'
  | 'row_filter'
  | 'masks'
  | 'quota_per_day'
  | 'quota_total'
  | 'matter_required'
  | 'signed_calls'
>

/** Rows that were taken under a grant so far. */
export interface Taken {
  readonly today: number
  readonly total: number
}

/** A grant that is not there, as the rules see it. */
export const noGrant: Readonly<Record<string, CedarValue>> = {
  status: 'none',
  course: '',
  fields: [],
  purposes: [],
  application: '',
  modes: [],
  matterRequired: true,
  signedCalls: false,
  narrowed: false,
}

/** A grant as the rules see it. */
export function grantFacts(row: GrantRow, today: CivilDate): Readonly<Record<string, CedarValue>> {
  return {
    status: standing(row, today),
    course: row.course,
    fields: row.fields,
    purposes: row.purposes,
    application: row.application_id,
    modes: row.modes,
    matterRequired: row.matter_required,
    signedCalls: row.signed_calls,
    narrowed: row.row_filter.length > 0 || Object.keys(row.masks).length > 0,
  }
}

/** How a grant stands on a day: an active one ends with its term. */
export function standing(
  row: Pick<GrantRow, 'status' | 'valid_until'>,
  today: CivilDate,
): 'active' | 'suspended' | 'expired' | 'revoked' {
  return row.status === 'active' && row.valid_until < today ? 'expired' : row.status
}

/**
 * Whether a use fits into what is left, or beyond which quota it would go; the one that is not renewed goes first.
 *
 * @param asked - Rows it would take at most: the keys of a lookup.
 */
export function quotaFor(
  { quota_per_day: perDay, quota_total: total }: Pick<GrantRow, 'quota_per_day' | 'quota_total'>,
  taken: Taken,
  asked: number,
): 'left' | 'day' | 'total' {
  const most = Math.max(asked, 1)
  if (total !== null && taken.total + most > total) return 'total'
  return perDay !== null && taken.today + most > perDay ? 'day' : 'left'
}

export async function readGrant(tx: Db | Tx, id: string, lock: 'none' | 'update' = 'none') {
  const query = tx.selectFrom('data_grant').selectAll().where('id', '=', id)
  const row = await (lock === 'update' ? query.forUpdate() : query).executeTakeFirst()
  if (row === undefined) throw notFound('授权')
  return row
}

export function termsOf(row: Selectable<DataGrantTable>): GrantTerms {
  return {
    fields: row.fields,
    purposes: row.purposes,
    application: row.application_id,
    modes: row.modes,
    rowFilter: row.row_filter,
    masks: row.masks,
    volumePerDay: row.volume_per_day,
    quotaPerDay: row.quota_per_day,
    quotaTotal: row.quota_total,
    matterRequired: row.matter_required,
    signedCalls: row.signed_calls,
    withheldPerMille: row.withheld_per_mille,
    until: row.valid_until,
  }
}

/** The columns in which terms stand. */
export function columnsOf(
  terms: GrantTerms,
): Pick<
  Insertable<DataGrantTable>,
  | 'application_id'
  | 'fields'
  | 'purposes'
  | 'modes'
  | 'row_filter'
  | 'masks'
  | 'volume_per_day'
  | 'quota_per_day'
  | 'quota_total'
  | 'matter_required'
  | 'signed_calls'
  | 'withheld_per_mille'
  | 'valid_until'
> {
  return {
    application_id: terms.application,
    fields: [...terms.fields],
    purposes: [...terms.purposes],
    modes: [...terms.modes],
    row_filter: JSON.stringify(terms.rowFilter),
    masks: JSON.stringify(terms.masks),
    volume_per_day: terms.volumePerDay,
    quota_per_day: terms.quotaPerDay,
    quota_total: terms.quotaTotal,
    matter_required: terms.matterRequired,
    signed_calls: terms.signedCalls,
    withheld_per_mille: terms.withheldPerMille,
    valid_until: terms.until,
  }
}

/** A grant comes to be, active and not yet delivered; the case settles for whom and of what. */
export async function insertGrant(
  tx: Tx,
  grant: {
    readonly case: Pick<EffectInput['case'], 'id' | 'parties'>
    readonly entry: string
    readonly course: string
    readonly terms: GrantTerms
    readonly now: Date
  },
): Promise<void> {
  const id = uuidv7()
  await tx
    .insertInto('data_grant')
    .values({
      ...columnsOf(grant.terms),
      id,
      case_id: grant.case.id,
      entry_id: grant.entry,
      applicant_id: grant.case.parties['applicant']!,
      course: grant.course,
      status: 'active',
      delivered_at: null,
      issued_at: grant.now,
    })
    .execute()
  await keepChange(tx, { grant: id, kind: 'issued', case: grant.case.id, terms: grant.terms, now: grant.now })
}

/** Keeps what a change made of the terms; the caller holds the grant, so positions follow one another. */
export async function keepChange(
  tx: Tx,
  change: {
    readonly grant: string
    readonly kind: GrantChangeTable['kind']
    readonly case: string
    readonly terms: GrantTerms
    readonly now: Date
  },
): Promise<void> {
  await sql`
    insert into grant_change (grant_id, position, kind, case_id, terms, made_at)
    select ${change.grant}, coalesce(max(position), 0) + 1, ${change.kind}, ${change.case}::uuid,
      ${JSON.stringify(change.terms)}::jsonb, ${change.now}::timestamptz
    from grant_change where grant_id = ${change.grant}`.execute(tx)
}

/** The same of grants whose terms stay as they are. */
export async function keepStanding(
  tx: Tx,
  change: {
    readonly grants: readonly string[]
    readonly kind: GrantChangeTable['kind']
    readonly case: string
    readonly now: Date
  },
): Promise<void> {
  await sql`
    insert into grant_change (grant_id, position, kind, case_id, terms, made_at)
    select l.grant_id, l.position + 1, ${change.kind}, ${change.case}::uuid, l.terms, ${change.now}::timestamptz
    from grant_change l
    where l.grant_id = any(${[...change.grants]}::uuid[])
      and not exists (select from grant_change n where n.grant_id = l.grant_id and n.position > l.position)`.execute(tx)
}
