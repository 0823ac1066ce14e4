import { sql } from 'kysely'
import { addDays, endOfCivilDay, flagOperations, type CivilDate, type OperationFlag } from '@fadu/domain'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { CalendarSource } from '../../platform/law/calendar-source.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { limitOf } from '../../platform/law/limits.ts'
import type { Organization } from '../org/index.ts'

export const operationKinds = ['export', 'copy', 'desensitise'] as const
export type OperationKind = (typeof operationKinds)[number]

/** Accesses that take data with them, or show it masked; a lookup answers a matter and takes none along. */
const kinds: Readonly<Record<string, OperationKind>> = {
  'data.export': 'export',
  'archive.package': 'export',
  'data.process': 'copy',
  'quarantine.read': 'copy',
  'dataset.preview': 'desensitise',
}

export interface OperationView {
  /** Entry of the evidence log. */
  readonly receipt: string
  readonly at: string
  readonly kind: OperationKind
  readonly action: string
  /** Who: `Account:…` or `Application:…`, with the name. */
  readonly actor: string
  readonly name: string
  readonly dataset: { readonly code: string; readonly name: string }
  /** Volume. */
  readonly rows: number
  /** As it was stated; of an act that has but one, the act. */
  readonly purpose: string
  readonly case: string | null
  /** The second approval it rests on. */
  readonly approval: string | null
  readonly flags: readonly OperationFlag[]
}

/** What an organisation's people and applications took on one day, unusual ones flagged, in the order of time. */
export type ListOperations = (
  tx: Db | Tx,
  organization: Pick<Organization, 'id' | 'territory'>,
  day: CivilDate,
) => Promise<readonly OperationView[]>

interface Row {
  readonly id: string
  readonly recorded_at: Date | string
  readonly action: string
  readonly who: string
  readonly name: string | null
  readonly code: string
  readonly entry_name: string
  readonly rows: number | string | null
  readonly purpose: string | null
  readonly case_id: string | null
  readonly approval: string | null
}

export function createListOperations(deps: { readonly gate: Gate; readonly calendar: CalendarSource }): ListOperations {
  const { gate, calendar } = deps
  return async (tx, organization, day) => {
    const regime = gate.regimeFor(organization.territory)
    const limit = (name: string): number => limitOf(regime, `sensitiveOperation.${name}`, day).most
    const begins = new Date(endOfCivilDay(addDays(day, -1)))
    const earliest = new Date(endOfCivilDay(addDays(day, -1 - limit('usualDays'))))
    const rows = await read(tx, organization.id, earliest, new Date(endOfCivilDay(day)))
    const all = rows.map((row) => ({
      row,
      actor: row.who,
      dataset: row.code,
      rows: Number(row.rows ?? 0),
      at: new Date(row.recorded_at),
    }))
    const ofDay = all.filter(({ at }) => at >= begins)
    const flags = flagOperations(
      ofDay,
      all.filter(({ at }) => at < begins),
      {
        rowsAlone: limit('rowsAlone'),
        usualFactor: limit('usualFactor'),
        dayBegins: limit('dayBegins'),
        dayEnds: limit('dayEnds'),
      },
      calendar.now().calendar,
    )
    return ofDay.map(({ row, ...operation }, i) => ({
      receipt: row.id,
      at: operation.at.toISOString(),
      kind: kinds[row.action]!,
      action: row.action,
      actor: row.who,
      name: row.name ?? '',
      dataset: { code: row.code, name: row.entry_name },
      rows: operation.rows,
      purpose: row.purpose ?? row.action,
      case: row.case_id,
      approval: row.approval,
      flags: flags[i]!,
    }))
  }
}

/** A job of processing is recorded by the platform; who had it run, and how much it read, stand in the job. */
async function read(tx: Db | Tx, organization: string, from: Date, before: Date): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    with taken as (
      select l.id, l.recorded_at, l.action, l.case_id, l.dataset_id, l.actor, l.body::jsonb -> 'detail' as detail
      from log_entry l
      where l.kind = 'access' and l.organization_id = ${organization}::uuid
        and l.action in ('data.export', 'data.process', 'archive.package', 'quarantine.read', 'dataset.preview')
        and l.recorded_at >= ${from.toISOString()}::timestamptz and l.recorded_at < ${before.toISOString()}::timestamptz
    ), named as (
      select t.*, coalesce('Account:' || j.created_by::text, t.actor) as who,
        coalesce((t.detail ->> 'rows')::bigint, i.rows_read) as rows
      from taken t
      left join processing_job j on t.action = 'data.process' and j.id = (t.detail ->> 'job')::uuid
      left join processing_input i on i.job_id = j.id and i.dataset_id = t.dataset_id
    )
    select n.id, n.recorded_at, n.action, n.who, n.rows, n.case_id, d.code, e.name as entry_name,
      n.detail ->> 'purpose' as purpose, n.detail ->> 'approval' as approval, coalesce(a.name, p.name) as name
    from named n
    join dataset d on d.id = n.dataset_id
    join catalog_entry e on e.id = d.entry_id
    left join account a on 'Account:' || a.id::text = n.who
    left join application p on 'Application:' || p.id::text = n.who
    order by n.recorded_at, n.id`.execute(tx)
  return rows
}

/** Days on which something was taken and nobody has looked at the list since, oldest first; days that are over. */
export async function unreviewedDays(
  db: Db,
  organization: string,
  today: CivilDate,
): Promise<readonly { readonly day: CivilDate; readonly operations: number }[]> {
  const { rows } = await sql<{ day: CivilDate; operations: number | string }>`
    select t.day, count(*) as operations from (
      select (l.recorded_at at time zone 'Asia/Shanghai')::date as day from log_entry l
      where l.kind = 'access' and l.organization_id = ${organization}::uuid
        and l.action in ('data.export', 'data.process', 'archive.package', 'quarantine.read', 'dataset.preview')) t
    where t.day < ${today}::date and not exists (
      select from operation_review r where r.organization_id = ${organization}::uuid and r.day = t.day)
    group by t.day order by t.day limit 366`.execute(db)
  return rows.map((row) => ({ day: row.day, operations: Number(row.operations) }))
}
