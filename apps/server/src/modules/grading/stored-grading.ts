import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { StoredGround, StoredRecord, StoredSuggestion } from './plan-grading.ts'

/** Every suggestion that was made of each entry, the latest first. */
export async function readSuggestions(
  tx: Db | Tx,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredSuggestion[]>> {
  if (entryIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('grading_suggestion')
    .select(['id', 'entry_id', 'item_code', 'grade', 'rule_set', 'grounds', 'state', 'decided_grade'])
    .where('entry_id', 'in', [...entryIds])
    .orderBy('id', 'desc')
    .execute()
  return byEntry(rows, (row) => ({
    id: row.id,
    item: row.item_code,
    grade: row.grade,
    ruleSet: row.rule_set,
    grounds: row.grounds as readonly StoredGround[],
    state: row.state,
    decidedGrade: row.decided_grade,
  }))
}

/** Where each grade of each entry stands now: its latest record. */
export async function readRecords(
  tx: Db | Tx,
  entryIds: readonly string[],
): Promise<ReadonlyMap<string, readonly StoredRecord[]>> {
  if (entryIds.length === 0) return new Map()
  const { rows } = await sql<{ entry_id: string; item_code: string; grade: number; rule_set: string; rules: string[] }>`
    select distinct on (entry_id, item_code) entry_id, item_code, grade, rule_set, rules from grade_record
    where entry_id = any(${[...entryIds]}::uuid[]) order by entry_id, item_code, id desc`.execute(tx)
  return byEntry(rows, (row) => ({ item: row.item_code, grade: row.grade, ruleSet: row.rule_set, rules: row.rules }))
}

/** Rows of many entries, each in their order. */
export function byEntry<R extends { readonly entry_id: string }, T>(
  rows: readonly R[],
  of: (row: R) => T,
): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>()
  for (const row of rows) {
    const own = found.get(row.entry_id) ?? []
    found.set(row.entry_id, own)
    own.push(of(row))
  }
  return found
}
