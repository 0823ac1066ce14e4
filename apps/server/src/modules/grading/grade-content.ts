import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { CivilDate } from '@fadu/domain'
import { describeGroundZhCN, suggestGrades, type EntryToGrade, type SuggestedGrades } from '@fadu/privacy'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { EntryContent, SavedContent } from '../catalog/index.ts'
import { describeItems, nothingFound, readFindingsOf, type Findings } from './findings.ts'
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
  await gradeContents(tx, rules, [input])
}

/** The same for many entries, each another, in as many questions as for one. */
export async function gradeContents(tx: Tx, rules: GradingRules, inputs: readonly ToGrade[]): Promise<void> {
  const known = await readKnown(
    tx,
    inputs.filter((input) => input.isNew !== true).map((input) => input.entry.id),
  )
  const graded: Graded[] = []
  for (const input of inputs) {
    const { id, territory } = input.entry
    const standing = await rules.inForce(tx, territory, input.today)
    const findings = known.findings.get(id) ?? nothingFound
    const entry = entryToGrade(input.content, findings, known.rows.get(id) ?? 0)
    const suggested = suggestGrades(standing.ruleSet, entry)
    const stored = [known.suggestions.get(id) ?? [], known.records.get(id) ?? []] as const
    graded.push({ input, standing, plan: planOf(standing, suggested, input.content, ...stored), known: findings })
  }
  await carryOut(tx, graded)
}

/** What is known of entries that were there before. */
async function readKnown(tx: Tx, ids: readonly string[]) {
  const datasets =
    ids.length === 0
      ? []
      : await tx
          .selectFrom('dataset')
          .select(['entry_id', 'row_count'])
          .where('entry_id', 'in', [...ids])
          .execute()
  return {
    findings: await readFindingsOf(tx, ids),
    rows: new Map(datasets.map((dataset) => [dataset.entry_id, dataset.row_count])),
    suggestions: await readSuggestions(tx, ids),
    records: await readRecords(tx, ids),
  }
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

/** An entry with what follows for it. */
interface Graded {
  readonly input: ToGrade
  readonly standing: StandingRules
  readonly plan: GradingPlan
  readonly known: Findings
}

async function carryOut(tx: Tx, graded: readonly Graded[]): Promise<void> {
  await closeSuggestions(tx, graded.flatMap(closedBy))
  await insertRecords(tx, graded.flatMap(recordRows))
  await insertSuggestions(
    tx,
    graded.flatMap(({ input, standing, plan, known }) =>
      plan.suggest.map((suggestion) => suggestionRow(input, standing, suggestion, known)),
    ),
  )
}

function closedBy({ input: { by, now }, plan }: Graded) {
  return [
    ...plan.met.map(({ id, grade }) =>
      // Whoever gave the grade decided; where nobody did, the grounds have gone by themselves.
      by === undefined ? lapsed(id) : { id, state: 'accepted', decided_grade: grade, decided_by: by, decided_at: now },
    ),
    ...plan.lapse.map(lapsed),
  ]
}

function lapsed(id: string) {
  return { id, state: 'lapsed', decided_grade: null, decided_by: null, decided_at: null }
}

async function closeSuggestions(tx: Tx, rows: ReturnType<typeof closedBy>): Promise<void> {
  if (rows.length === 0) return
  await sql`update grading_suggestion s
    set state = r.state, decided_grade = r.decided_grade, decided_by = r.decided_by, decided_at = r.decided_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, state text, decided_grade integer, decided_by uuid,
      decided_at timestamptz)
    where s.id = r.id`.execute(tx)
}

/** Only a person gives a grade; what the platform found meanwhile is a suggestion. */
function recordRows({ input, standing, plan }: Graded) {
  if (input.by === undefined) return []
  const given = { entry_id: input.entry.id, rule_set: standing.name, given_by: input.by, given_at: input.now }
  return plan.record.map(({ item, grade, rules, suggested }) => ({
    id: uuidv7(),
    item_code: item,
    grade,
    rules,
    suggested,
    ...given,
  }))
}

async function insertRecords(tx: Tx, rows: ReturnType<typeof recordRows>): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into grade_record (id, entry_id, item_code, grade, rule_set, rules, suggested, given_by, given_at)
    select id, entry_id, item_code, grade, rule_set, rules, suggested, given_by, given_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, entry_id uuid, item_code text, grade integer,
      rule_set text, rules text[], suggested integer, given_by uuid, given_at timestamptz)`.execute(tx)
}

async function insertSuggestions(tx: Tx, rows: readonly ReturnType<typeof suggestionRow>[]): Promise<void> {
  if (rows.length === 0) return
  await sql`insert into grading_suggestion (id, entry_id, item_code, grade, category, rules, rule_set, grounds, evidence,
      confidence, origin, made_at, state)
    select id, entry_id, item_code, grade, category, rules, rule_set, grounds, evidence, confidence, origin, made_at, 'pending'
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, entry_id uuid, item_code text, grade integer,
      category text, rules text[], rule_set text, grounds jsonb, evidence jsonb, confidence double precision, origin text,
      made_at timestamptz)
    on conflict do nothing`.execute(tx)
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
    grounds: described,
    evidence: known.items.filter((f) => f.item === item),
    confidence,
    origin: input.origin,
    made_at: input.now,
  }
}
