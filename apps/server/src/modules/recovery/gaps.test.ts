import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, civil, civilDateOf, daysBetween, endOfCivilDay, type CivilDate } from '@fadu/domain'
import { gapsOf, type Gap, type RecoveryRecord } from './gaps.ts'

const today = civil('2026-02-09')
const day = fc.integer({ min: -900, max: 60 }).map((n) => addDays(today, n))
const instant = fc
  .tuple(day, fc.integer({ min: 0, max: 86_399_999 }))
  .map(([on, before]) => new Date(endOfCivilDay(on) - 1 - before))
const record: fc.Arbitrary<RecoveryRecord> = fc.record({
  plan: fc.option(fc.record({ intervalDays: fc.integer({ min: 1, max: 400 }) })),
  lastBackup: fc.option(fc.record({ takenAt: instant })),
  lastTest: fc.option(fc.record({ testedOn: day, result: fc.constantFrom('passed' as const, 'failed' as const) })),
})

/** The same by counting days that have passed, one question after the other. */
function slowGaps({ plan, lastBackup, lastTest }: RecoveryRecord, testDue: CivilDate | null): Set<Gap> {
  const gaps = new Set<Gap>()
  if (!plan) gaps.add('noPlan')
  if (!lastBackup) gaps.add('noBackup')
  if (plan && lastBackup) {
    const passed = daysBetween(civilDateOf(lastBackup.takenAt), today)
    if (passed > plan.intervalDays) gaps.add('backupLate')
  }
  if (!lastTest) gaps.add('noRestoreTest')
  else {
    if (testDue !== null && daysBetween(testDue, today) > 0) gaps.add('restoreTestLate')
    if (lastTest.result !== 'passed') gaps.add('restoreTestFailed')
  }
  return gaps
}

describe('gaps of recovery evidence', () => {
  test('are those that counting the days finds, each once', () => {
    fc.assert(
      fc.property(record, fc.option(day), (given, testDue) => {
        const gaps = gapsOf(given, today, testDue)
        expect(new Set(gaps)).toEqual(slowGaps(given, testDue))
        expect(gaps).toHaveLength(new Set(gaps).size)
      }),
      { numRuns: 2000 },
    )
  })

  test('a backup of the same hour is in time to the end of its last day in Shanghai', () => {
    const given = (takenAt: string): RecoveryRecord => ({
      plan: { intervalDays: 1 },
      lastBackup: { takenAt: new Date(takenAt) },
      lastTest: { testedOn: today, result: 'passed' },
    })
    expect(gapsOf(given('2026-02-08T00:00:00+08:00'), today, null)).toEqual([])
    expect(gapsOf(given('2026-02-07T23:59:59+08:00'), today, null)).toEqual(['backupLate'])
  })
})
