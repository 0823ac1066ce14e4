import type { Db } from '../../platform/db/open-database.ts'
import type { Backup, RecoveryPlan, RestoreTest } from './register.ts'

export interface RecoveryHistory {
  /** The first is the plan that holds. */
  readonly plans: readonly (RecoveryPlan & { readonly id: string; readonly enteredAt: string })[]
  readonly backups: readonly Backup[]
  readonly tests: readonly RestoreTest[]
}

const most = 200

/** What was recorded of a system or dataset, newest first; of much the newest. */
export async function readHistory(db: Db, subject: string): Promise<RecoveryHistory> {
  const plans = await db
    .selectFrom('recovery_plan')
    .selectAll()
    .where('subject_id', '=', subject)
    .orderBy('entered_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  const backups = await db
    .selectFrom('recovery_backup')
    .selectAll()
    .where('subject_id', '=', subject)
    .orderBy('taken_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  const tests = await db
    .selectFrom('recovery_test')
    .selectAll()
    .where('subject_id', '=', subject)
    .orderBy('tested_on', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute()
  return {
    plans: plans.map((row) => ({
      id: row.id,
      intervalDays: row.interval_days,
      medium: row.medium,
      place: row.place,
      retentionDays: row.retention_days,
      responsible: row.responsible,
      enteredAt: row.entered_at.toISOString(),
    })),
    backups: backups.map(({ id, taken_at, reference, checksum }) => ({
      id,
      takenAt: taken_at.toISOString(),
      reference,
      checksum,
    })),
    tests: tests.map((row) => ({
      id: row.id,
      testedOn: row.tested_on,
      result: row.result,
      testedBy: row.tested_by,
      backup: row.backup_id,
      findings: row.findings,
    })),
  }
}
