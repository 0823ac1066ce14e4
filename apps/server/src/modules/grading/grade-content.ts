import { uuidv7 } from 'uuidv7'
import type { CivilDate } from '@fadu/domain'
import { describeGroundZhCN, suggestGrades, type EntryToGrade, type SuggestedGrades } from '@fadu/privacy'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { EntryContent, SavedContent } from '../catalog/index.ts'
import { describeItems, nothingFound, readFindings, type Findings } from './findings.ts'
import { planGrading, wholeEntry, type GradingPlan, type NewSuggestion, type StoredGround } from './plan-grading.ts'
import type { GradingRules, StandingRules } from './standing-rules.ts'
import { readRecords, readSuggestions } from './stored-grading.ts'

/** What made the platform look: somebody described the entry, data of it was sampled, or the rules changed. */
export type Origin = 'description' | 'sample' | 'rules'

/** An entry to be graded, with who saved it. */
export interface ToGrade extends SavedContent {
  readonly origin: Origin
  readonly today: CivilDate
  readonly now: Date
}

/** The entry as the rules see it. */
export async function readEntryToGrade(
  tx: Db | Tx,
  entryId: string,
  content: EntryContent,
  known: Findings,
): Promise<EntryToGrade> {
  const dataset = await tx.selectFrom('dataset').select('row_count').where('entry_id', '=', entryId).executeTakeFirst()
  return entryToGrade(content, known, dataset?.row_count ?? 0)
}

function entryToGrade(content: EntryContent, known: Findings, rows: number): EntryToGrade {
  const theme = content.fields['category']
  return {
    name: content.name,
    ...(typeof theme === 'string' ? { theme } : {}),
    rows,
    ...describeItems(content.items, known),
  }
}

/** Applies the rules in force to an entry and keeps what follows: suggestions, and where each grade stands. */
export async function gradeContent(tx: Tx, rules: GradingRules, input: ToGrade): Promise<void> {
  const standing = await rules.inForce(tx, input.entry.territory, input.today)
  if (input.isNew === true) {
    const suggested = suggestGrades(standing.ruleSet, entryToGrade(input.content, nothingFound, 0))
    await carryOut(tx, input, standing, planOf(standing, suggested, input.content, [], []), nothingFound)
    return
  }
  const known = await readFindings(tx, input.entry.id)
  const entry = await readEntryToGrade(tx, input.entry.id, input.content, known)
  const suggestions = await readSuggestions(tx, input.entry.id)
  const records = await readRecords(tx, input.entry.id)
  const suggested = suggestGrades(standing.ruleSet, entry)
  await carryOut(tx, input, standing, planOf(standing, suggested, input.content, suggestions, records), known)
}

function planOf(
  { name: ruleSet }: StandingRules,
  suggested: SuggestedGrades,
  content: EntryContent,
  suggestions: Parameters<typeof planGrading>[0]['suggestions'],
  records: Parameters<typeof planGrading>[0]['records'],
): GradingPlan {
  return planGrading({ ruleSet, suggested, grades: gradesOf(content), suggestions, records })
}

/** The grades people gave: of each item, and of the entry where its form says one. */
export function gradesOf({ items, fields }: EntryContent): ReadonlyMap<string, number> {
  const { grade } = fields
  const whole = typeof grade === 'number' && [1, 2, 3, 4].includes(grade) ? [[wholeEntry, grade] as const] : []
  return new Map([...items.map((item) => [item.code, item.grade] as const), ...whole])
}

async function carryOut(
  tx: Tx,
  input: ToGrade,
  standing: StandingRules,
  plan: GradingPlan,
  known: Findings,
): Promise<void> {
  const { entry, by, now } = input
  for (const { id, grade } of plan.met) {
    // Whoever gave the grade decided; where nobody did, the grounds have gone by themselves.
    const decided = by === undefined ? {} : { decided_by: by, decided_at: now, decided_grade: grade }
    const state = by === undefined ? ('lapsed' as const) : ('accepted' as const)
    await tx
      .updateTable('grading_suggestion')
      .set({ state, ...decided })
      .where('id', '=', id)
      .execute()
  }
  if (plan.lapse.length > 0) {
    await tx
      .updateTable('grading_suggestion')
      .set({ state: 'lapsed' })
      .where('id', 'in', [...plan.lapse])
      .execute()
  }
  // Only a person gives a grade; what the platform found meanwhile is a suggestion.
  if (plan.record.length > 0 && by !== undefined) {
    const rows = plan.record.map(({ item, grade, rules, suggested }) => ({
      id: uuidv7(),
      entry_id: entry.id,
      item_code: item,
      grade,
      rule_set: standing.name,
      rules: [...rules],
      suggested,
      suggestion_id: null,
      reason: null,
      given_by: by,
      given_at: now,
    }))
    await tx.insertInto('grade_record').values(rows).execute()
  }
  if (plan.suggest.length > 0) {
    await tx
      .insertInto('grading_suggestion')
      .values(plan.suggest.map((suggestion) => suggestionRow(input, standing, suggestion, known)))
      .onConflict((c) => c.doNothing())
      .execute()
  }
}

function suggestionRow(input: ToGrade, standing: StandingRules, suggestion: NewSuggestion, known: Findings) {
  const { item, grade, category, grounds, confidence } = suggestion
  const described = grounds.map((g): StoredGround => ({
    rule: g.rule,
    grade: g.grade,
    text: g.text,
    reason: describeGroundZhCN(standing.ruleSet, g),
  }))
  return {
    id: uuidv7(),
    entry_id: input.entry.id,
    item_code: item,
    grade,
    category: category ?? null,
    rules: grounds.map((g) => g.rule),
    rule_set: standing.name,
    grounds: JSON.stringify(described),
    evidence: JSON.stringify(known.items.filter((f) => f.item === item)),
    confidence,
    origin: input.origin,
    made_at: input.now,
    state: 'pending' as const,
    decided_grade: null,
    decided_by: null,
    decided_at: null,
    reason: null,
  }
}
