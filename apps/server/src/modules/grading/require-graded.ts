import type { Needed, Regime } from '@fadu/domain'
import type { Tx } from '../../platform/db/open-database.ts'
import { clauseOfGuard, guardGrounds } from '../../platform/law/guard-clauses.ts'
import { Refused } from '../../platform/problem/index.ts'
import type { EntryContent } from '../catalog/index.ts'
import { gradesOf } from './grade-content.ts'
import { wholeEntry } from './plan-grading.ts'

/** What keeps a grade that is too low from going to review. */
export const suggestedGuard = 'grading.suggested'

/**
 * @throws {Refused} `ACT_GRADE_UNDECIDED` while a grade is below a suggestion that nobody has decided; `ACT_GRADE_BELOW_ITEMS`
 *   when the entry is graded below its items.
 */
export async function requireGraded(tx: Tx, entryId: string, content: EntryContent, regime: Regime): Promise<void> {
  const grades = gradesOf(content)
  const pending = await tx
    .selectFrom('grading_suggestion')
    .select(['item_code', 'grade', 'rule_set'])
    .where('entry_id', '=', entryId)
    .where('state', '=', 'pending')
    .orderBy('item_code')
    .execute()
  const undecided = pending.filter((s) => s.grade > (grades.get(s.item_code) ?? 0))
  if (undecided.length > 0) throw refusedAsUndecided(regime, content, undecided)
  requireEntryGrade(content, regime)
}

function refusedAsUndecided(
  regime: Regime,
  content: EntryContent,
  undecided: readonly { readonly item_code: string; readonly grade: number; readonly rule_set: string }[],
): Refused {
  const grades = gradesOf(content)
  const nameOf = (code: string): string => content.items.find((i) => i.code === code)?.name ?? content.name
  return new Refused({
    reason: {
      code: 'ACT_GRADE_UNDECIDED',
      fields: undecided.map(({ item_code: code }) => ({
        field: code === wholeEntry ? 'grade' : `items.${code}.grade`,
        label: nameOf(code),
        fault: 'gradeUndecided',
      })),
      items: undecided.map(({ item_code: code, grade }) => ({
        name: nameOf(code),
        grade: grades.get(code) ?? null,
        suggested: grade,
      })),
      ruleSet: undecided[0]!.rule_set,
    },
    grounds: guardGrounds(regime, suggestedGuard),
    needed: [neededDecision(regime)],
  })
}

function neededDecision(regime: Regime): Needed {
  return {
    clause: clauseOfGuard(regime, suggestedGuard),
    text: '先由数据管理员对每项建议作出决定：采纳，或者写明理由保留、另定',
    textEn: 'a data steward decides every suggestion first: accepts it, or keeps or sets another grade with a reason',
  }
}

/** The entry is at least as sensitive as the most sensitive of its items; a person may grade it higher. */
function requireEntryGrade(content: EntryContent, regime: Regime): void {
  const grade = gradesOf(content).get(wholeEntry)
  const highest = Math.max(1, ...content.items.map((i) => i.grade))
  if (grade === undefined || grade >= highest) return
  const items = content.items.filter((i) => i.grade === highest).map((i) => i.name)
  throw new Refused({
    reason: {
      code: 'ACT_GRADE_BELOW_ITEMS',
      fields: [{ field: 'grade', label: '数据分级', fault: 'gradeBelowItems' }],
      grade,
      highest,
      items,
    },
    grounds: guardGrounds(regime, suggestedGuard),
    needed: [
      {
        clause: clauseOfGuard(regime, suggestedGuard),
        text: `条目的级别不低于 ${highest} 级`,
        textEn: `grade the entry at least ${highest}`,
      },
    ],
  })
}
