import { addDays, civilDateOf, type CivilDate } from '@fadu/domain'

/** What is missing before lost data is sure to come back, in the order in which it is mended. */
export const gapKinds = [
  'noPlan',
  'noBackup',
  'backupLate',
  'noRestoreTest',
  'restoreTestLate',
  'restoreTestFailed',
] as const
export type Gap = (typeof gapKinds)[number]

/** What is recorded of one system or dataset: the plan that holds, its last backup and its last restore test. */
export interface RecoveryRecord {
  readonly plan: { readonly intervalDays: number } | null
  readonly lastBackup: { readonly takenAt: Date } | null
  readonly lastTest: { readonly testedOn: CivilDate; readonly result: 'passed' | 'failed' } | null
}

/**
 * The gaps of one record on a day. A backup is late from the day after `intervalDays` have passed since the last one; a
 * restore test from the day after the one until which the next is due. A test that failed is a gap until one passes.
 *
 * @param testDue - Last day for the next restore test; null where the regime sets no interval or none was made yet.
 */
export function gapsOf(record: RecoveryRecord, today: CivilDate, testDue: CivilDate | null): readonly Gap[] {
  const { plan, lastBackup, lastTest } = record
  const holds: Readonly<Record<Gap, boolean>> = {
    noPlan: plan === null,
    noBackup: lastBackup === null,
    backupLate: plan !== null && lastBackup !== null && backupDue(lastBackup.takenAt, plan.intervalDays) < today,
    noRestoreTest: lastTest === null,
    restoreTestLate: lastTest !== null && testDue !== null && testDue < today,
    restoreTestFailed: lastTest?.result === 'failed',
  }
  return gapKinds.filter((gap) => holds[gap])
}

/** Last day, Asia/Shanghai, on which the next backup is in time. */
export function backupDue(takenAt: Date, intervalDays: number): CivilDate {
  return addDays(civilDateOf(takenAt), intervalDays)
}
