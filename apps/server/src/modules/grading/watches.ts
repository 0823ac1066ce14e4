import type { CivilDate } from '@fadu/domain'
import type { TableFinding } from '@fadu/privacy'
import type { Tx } from '../../platform/db/open-database.ts'
import { readEntry, readWorkingCopy, type ContentWatch } from '../catalog/index.ts'
import { keepFindings } from './findings.ts'
import { gradeContent, gradeContents } from './grade-content.ts'
import { requireGraded } from './require-graded.ts'
import { findingsOf } from './scan-names.ts'
import type { GradingRules } from './standing-rules.ts'

interface Watching {
  readonly rules: GradingRules
  readonly today: () => CivilDate
  readonly now: () => Date
}

/** Whenever content is saved its grades are looked at; what goes to review has no grade below what nobody decided on. */
export function gradingWatch({ rules, today, now }: Watching): ContentWatch {
  return {
    saved: (tx, saved) =>
      gradeContents(
        tx,
        rules,
        saved.map((one) => ({ ...one, origin: 'description', today: today(), now: now() })),
      ),
    submitted: (tx, { entry, content, regime }) => requireGraded(tx, entry.id, content, regime),
  }
}

/**
 * Looks at what a batch shows. The entry is not locked: a batch may have loaded for long, and whoever holds the entry may be
 * waiting for it. INVARIANT (grading_suggestion_one_pending): of two that suggest at once, the first stands.
 */
export function gradeSample({ rules, today, now }: Watching) {
  return async (
    tx: Tx,
    sample: { readonly entry: string; readonly codes: readonly string[]; readonly found: TableFinding },
  ): Promise<void> => {
    await keepFindings(tx, sample.entry, findingsOf(sample.found, sample.codes), now())
    const entry = await readEntry(tx, sample.entry)
    const { content } = await readWorkingCopy(tx, entry)
    await gradeContent(tx, rules, { entry, content, origin: 'sample', today: today(), now: now() })
  }
}
