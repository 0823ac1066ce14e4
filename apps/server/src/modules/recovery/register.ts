import { sql } from 'kysely'
import {
  CodedError,
  dueDate,
  type CivilDate,
  type HolidayCalendar,
  type Period,
  type Regime,
  type TerritoryCode,
} from '@fadu/domain'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { RecoverySubjectKind } from '../../platform/db/recovery-tables.ts'
import { gapsOf, type Gap } from './gaps.ts'

/** How often, on what, where and how long data is backed up, and which post answers for it. */
export interface RecoveryPlan {
  /** Calendar days from one backup to the next. */
  readonly intervalDays: number
  readonly medium: string
  readonly place: string
  /** Calendar days that a backup is kept. */
  readonly retentionDays: number
  readonly responsible: string
}
export interface Backup {
  readonly id: string
  readonly takenAt: string
  /** Where it is found: number of the job, volume, file. */
  readonly reference: string
  readonly checksum: string | null
}
export interface RestoreTest {
  readonly id: string
  readonly testedOn: CivilDate
  readonly result: 'passed' | 'failed'
  readonly testedBy: string
  readonly backup: string | null
  readonly findings: string | null
}

/** One line of the register: a system or dataset, what is recorded of it, and what is missing. */
export interface RecoveryLine {
  readonly kind: RecoverySubjectKind
  readonly id: string
  readonly code: string
  readonly name: string
  readonly organization: { readonly id: string; readonly name: string }
  readonly territory: string
  readonly plan: RecoveryPlan | null
  readonly lastBackup: Backup | null
  readonly lastTest: RestoreTest | null
  /** Last day for the next restore test; null where none was made, or the regime sets no interval. */
  readonly testDue: CivilDate | null
  readonly gaps: readonly Gap[]
}

/** Name of the period, in the values of a regime, within which a restore test is made again. */
export const testPeriod = 'recovery.test'

/** Kind, code and id of a line: where a page goes on. */
export type Place = readonly [kind: string, code: string, id: string]

export interface Counting {
  readonly today: CivilDate
  readonly calendar: HolidayCalendar
  regimeOf(territory: TerritoryCode): Promise<Regime>
}

/** Lines in the order of kind and code, after a place. What was destroyed or is out of use is not there. */
export async function readLines(
  db: Db | Tx,
  of: { readonly organization: string } | { readonly territories: readonly string[] },
  range: { readonly after: Place | undefined; readonly limit: number },
  counting: Counting,
): Promise<RecoveryLine[]> {
  const whose =
    'organization' in of
      ? sql`organization_id = ${of.organization}::uuid`
      : sql`territory_code = any(${[...of.territories]}::text[])`
  const { after, limit } = range
  const beyond = after === undefined ? sql`true` : sql`(kind, code, id) > (${after[0]}, ${after[1]}, ${after[2]}::uuid)`
  const { rows } = await sql<LineRow>`
    select u.*, o.name as organization_name, p.plan, b.backup, t.test
    from (
      select * from (
        select 'system' as kind, s.id, s.code, s.name, s.organization_id, s.territory_code
        from information_system s where s.status = 'active'
        union all
        select 'dataset', d.id, d.code, e.name, e.provider_id, e.territory_code
        from dataset d join catalog_entry e on e.id = d.entry_id where d.custody <> 'destroyed'
      ) backed
      where ${whose} and ${beyond}
      order by kind, code, id limit ${limit}
    ) u
    join organization o on o.id = u.organization_id
    left join lateral (
      select jsonb_build_object('intervalDays', interval_days, 'medium', medium, 'place', place,
        'retentionDays', retention_days, 'responsible', responsible) as plan
      from recovery_plan where subject_id = u.id order by entered_at desc, id desc limit 1) p on true
    left join lateral (
      select jsonb_build_object('id', id, 'takenAt', taken_at, 'reference', reference, 'checksum', checksum) as backup
      from recovery_backup where subject_id = u.id order by taken_at desc, id desc limit 1) b on true
    left join lateral (
      select jsonb_build_object('id', id, 'testedOn', tested_on, 'result', result, 'testedBy', tested_by,
        'backup', backup_id, 'findings', findings) as test
      from recovery_test where subject_id = u.id order by tested_on desc, id desc limit 1) t on true
    order by u.kind, u.code, u.id`.execute(db)
  const regimes = new Map<string, Regime>()
  for (const { territory_code: code } of rows) {
    if (!regimes.has(code)) regimes.set(code, await counting.regimeOf(code as TerritoryCode))
  }
  return rows.map((row) => toLine(row, regimes.get(row.territory_code)!, counting))
}

/** Lines read at a time while all of them are looked through. */
const chunk = 500

/** Every line after a place, one after the other. */
export async function* eachLine(
  db: Db | Tx,
  of: Parameters<typeof readLines>[1],
  from: Place | undefined,
  counting: Counting,
): AsyncGenerator<RecoveryLine> {
  for (let after = from; ;) {
    const lines = await readLines(db, of, { after, limit: chunk }, counting)
    yield* lines
    const last = lines.at(-1)
    if (last === undefined || lines.length < chunk) return
    after = placeOf(last)
  }
}

/** Where a page that ends with this line goes on. */
export function placeOf({ kind, code, id }: RecoveryLine): Place {
  return [kind, code, id]
}

interface LineRow {
  readonly kind: RecoverySubjectKind
  readonly id: string
  readonly code: string
  readonly name: string
  readonly organization_id: string
  readonly territory_code: string
  readonly organization_name: string
  readonly plan: RecoveryPlan | null
  readonly backup: Backup | null
  readonly test: RestoreTest | null
}

function toLine(row: LineRow, regime: Regime, { today, calendar }: Counting): RecoveryLine {
  const { plan, test } = row
  const lastBackup = row.backup === null ? null : { ...row.backup, takenAt: new Date(row.backup.takenAt).toISOString() }
  const testDue = test === null ? null : nextTest(regime, test.testedOn, calendar, today)
  const taken = lastBackup === null ? null : { takenAt: new Date(lastBackup.takenAt) }
  return {
    kind: row.kind,
    id: row.id,
    code: row.code,
    name: row.name,
    organization: { id: row.organization_id, name: row.organization_name },
    territory: row.territory_code,
    plan,
    lastBackup,
    lastTest: test,
    testDue,
    gaps: gapsOf({ plan, lastBackup: taken, lastTest: test }, today, testDue),
  }
}

/** The day until which the next restore test is in time, under what holds today. */
function nextTest(regime: Regime, last: CivilDate, calendar: HolidayCalendar, today: CivilDate): CivilDate | null {
  const value = regime.period(testPeriod, today)
  if (value === undefined || value.entered === true || value.unit === 'hour') return null
  const period: Period = { unit: value.unit, length: value.length }
  try {
    return dueDate({ event: last, period, calendar }).date
  } catch (error) {
    // A length that leads beyond the days that can be counted is due on none of them.
    if (error instanceof CodedError) return null
    throw error
  }
}
