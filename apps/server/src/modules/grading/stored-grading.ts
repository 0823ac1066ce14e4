import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { StoredGround, StoredRecord, StoredSuggestion } from './plan-grading.ts'

/** Every suggestion that was made of an entry, the latest first. */
export async function readSuggestions(tx: Db | Tx, entryId: string): Promise<readonly StoredSuggestion[]> {
  const rows = await tx
    .selectFrom('grading_suggestion')
    .select(['id', 'item_code', 'grade', 'rule_set', 'grounds', 'state', 'decided_grade'])
    .where('entry_id', '=', entryId)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    item: row.item_code,
    grade: row.grade,
    ruleSet: row.rule_set,
    grounds: row.grounds as readonly StoredGround[],
    state: row.state,
    decidedGrade: row.decided_grade,
  }))
}

/** Where each grade of an entry stands now: its latest record. */
export async function readRecords(tx: Db | Tx, entryId: string): Promise<readonly StoredRecord[]> {
  const { rows } = await sql<{ item_code: string; grade: number; rule_set: string; rules: string[] }>`
    select distinct on (item_code) item_code, grade, rule_set, rules from grade_record
    where entry_id = ${entryId} order by item_code, id desc`.execute(tx)
  return rows.map((row) => ({ item: row.item_code, grade: row.grade, ruleSet: row.rule_set, rules: row.rules }))
}
