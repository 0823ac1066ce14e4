import type { FormData } from '@fadu/domain'
import type { Tx } from '../../platform/db/open-database.ts'
import { notFound } from '../../platform/problem/index.ts'
import type { EffectInput, ModuleContribution } from '../cases/index.ts'
import { readEntry, readWorkingCopy } from '../catalog/index.ts'
import { gradeContent } from './grade-content.ts'
import { requireGraded } from './require-graded.ts'
import type { GradingRules } from './standing-rules.ts'

/** What grading adds to cases: the publication of rules, and what an agency says after grading an entry again. */
export function gradingContribution({ rules }: { readonly rules: GradingRules }): ModuleContribution {
  return {
    effects: {
      'gradingRules.publish': publishRules,
      'grade.confirm': async (tx, input) => {
        // Grades that are to change do so in the catalog, with its review; what is kept is confirmed here.
        if (input.form['conclusion'] !== 'keep') return
        const entry = await readEntry(tx, input.subject.id)
        const { content } = await readWorkingCopy(tx, entry)
        await requireGraded(tx, entry.id, content, input.regime)
        const { today, now, account: by } = input
        await gradeContent(tx, rules, {
          entry,
          content,
          origin: 'rules',
          today,
          now,
          ...(by === undefined ? {} : { by }),
        })
      },
    },
  }
}

/** Puts the version that the case is about in force from its day on; a later version is a case of its own. */
async function publishRules(tx: Tx, { subject, case: ofCase, form, now }: EffectInput): Promise<void> {
  const version = versionIn(form) ?? versionIn(await lastRevised(tx, ofCase.id)) ?? versionIn(ofCase.form)
  const published = await tx
    .updateTable('grading_rule_set')
    .set({ published_at: now, case_id: ofCase.id })
    .where('territory_code', '=', subject.id)
    .where('version', '=', version ?? '')
    .where('published_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (published === undefined) throw notFound(`已录入、尚未公布的分类分级规则（版本 ${version ?? '未写明'}）`)
}

/** What was entered when the draft was last revised. */
async function lastRevised(tx: Tx, caseId: string): Promise<FormData> {
  const row = await tx
    .selectFrom('case_entry')
    .select('form')
    .where('case_id', '=', caseId)
    .where('act', '=', 'revise')
    .orderBy('version', 'desc')
    .executeTakeFirst()
  return row?.form ?? {}
}

function versionIn(form: FormData): string | undefined {
  const { ruleVersion } = form
  return typeof ruleVersion === 'string' && ruleVersion !== '' ? ruleVersion : undefined
}
