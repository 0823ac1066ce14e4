import { sql, type RawBuilder } from 'kysely'
import type { Db, Tx } from '../../platform/db/open-database.ts'

/** What is watched; the unit stands in the name. The limit of each is `watch.<name>` of the packs. */
export const signals = [
  'clocksOverdue',
  'evidenceFaults',
  'quarantineRows',
  'quarantineRowsPerDay',
  'unusualReads',
  'keyAgeDays',
  'backupAgeHours',
  'drillAgeDays',
  'sequencerLagSeconds',
  'jobsFailedPerDay',
] as const

export type Signal = (typeof signals)[number]
export type Measured = Readonly<Record<Signal, number>>

/** Measures all of them in one statement: counts and ages, nothing of anybody. */
export async function measure(db: Db | Tx, now: Date, today: string): Promise<Measured> {
  const at = sql`${now}::timestamptz`
  const dayAgo = sql`${at} - interval '1 day'`
  const age = (seconds: number, since: RawBuilder<unknown>) =>
    sql`greatest(0, extract(epoch from ${at} - (${since}))) / ${seconds}::float8`
  /** Since the last one that came to a good end; since the installation where there was none. */
  const lastRun = (kind: string) => sql`select coalesce(
    (select max(ended_at) from backup_run where kind = ${kind} and state = 'done'), (select created_at from installation))`
  const of: Readonly<Record<Signal, RawBuilder<unknown>>> = {
    clocksOverdue: sql`select count(*) from case_clock
      where state = 'running' and (due_on < ${today}::date or due_at < ${at})`,
    evidenceFaults: sql`select
      coalesce((select case when body::jsonb ->> 'outcome' = 'done' then 0 else 1 end from log_entry
        where kind = 'system' and action = 'log.check' order by recorded_at desc, id desc limit 1), 0)
      + coalesce((select sum(altered + missing + added + checksums) from (
          select distinct on (dataset_id) altered, missing, added, checksums from checksum_comparison
          where state = 'done' order by dataset_id, begun_at desc) as last), 0)`,
    quarantineRows: sql`select count(*) from quarantine_row`,
    quarantineRowsPerDay: sql`select coalesce(sum(quarantined), 0) from batch where created_at > ${dayAgo}`,
    unusualReads: sql`select count(*) from procedure_case
      where is_open and procedure in ('grant.review', 'verification.review')`,
    keyAgeDays: sql`select coalesce(max(${age(86_400, sql`created_at`)}), 0) from dataset_key where state = 'current'`,
    backupAgeHours: sql`select ${age(3600, lastRun('backup'))}`,
    drillAgeDays: sql`select ${age(86_400, lastRun('drill'))}`,
    sequencerLagSeconds: sql`select coalesce(max(${age(1, sql`e.recorded_at`)}), 0)
      from log_pending p join log_entry e on e.id = p.entry_id`,
    jobsFailedPerDay: sql`select (select count(*) from aggregation_job where state = 'failed' and finished_at > ${dayAgo})`,
  }
  const columns = signals.map((name) => sql`(${of[name]})::float8 as ${sql.ref(name)}`)
  const { rows } = await sql<Measured>`select ${sql.join(columns)}`.execute(db)
  return rows[0]!
}
