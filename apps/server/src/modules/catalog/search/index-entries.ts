import { sql } from 'kysely'
import { civilDateOf, type CivilDate } from '@fadu/domain'
import type { Db, Tx } from '../../../platform/db/open-database.ts'
import type { EntryState } from '../../../platform/db/tables.ts'
import type { EntryTexts } from './entry-table.ts'
import { freshThrough } from './freshness.ts'
import { keepUpdateDue } from './update-due.ts'
import { termsVersion } from './terms.ts'

/** Entries written at a time. */
const chunk = 500
/** Fields that are counted by their value and not looked for by its name. */
const counted = new Set(['shareAttribute', 'openAttribute', 'updateCycle', 'grade'])
/** Fields that hold names, also where a name looks like the option of a choice. */
const named = new Set(['businessName', 'systemName', 'systemCode', 'category'])

/**
 * Makes an entry findable as it stands. Whatever changes an entry, its items, its state or its batches calls it in its own
 * transaction, so that what was saved a moment ago is found. An entry under revision is found by its standing content.
 */
export async function indexEntry(tx: Tx, id: string): Promise<void> {
  await indexEntries(tx, [id])
}

/** The same for many, as an import brings them. */
export async function indexEntries(tx: Tx, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += chunk) await writeRows(tx, ids.slice(from, from + chunk))
  await keepUpdateDue(tx, ids)
}

/**
 * Indexes what has no row yet or one that was made another way: what was there before the migration. A row from the future of
 * this server came with a copy of another database and would count as changed for good. May be run by several processes at
 * once; each takes what no other has taken.
 *
 * @returns How many entries were indexed.
 */
export async function indexMissing(db: Db): Promise<number> {
  let indexed = 0
  for (;;) {
    const now = await db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ id: string }>`
        select e.id from catalog_entry e
        where not exists (select from catalog_search s where s.entry_id = e.id and s.terms_version = ${termsVersion}
            and s.written < pg_snapshot_xmax(pg_current_snapshot()))
        order by e.id limit ${chunk} for update skip locked`.execute(tx)
      await indexEntries(
        tx,
        rows.map((row) => row.id),
      )
      return rows.length
    })
    if (now === 0) return indexed
    indexed += now
  }
}

interface Source {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly territory_code: string
  readonly provider_id: string
  readonly state: EntryState
  readonly fields: Readonly<Record<string, unknown>>
  readonly provider_code: string
  readonly provider_name: string
  readonly level: string
  readonly last_batch: Date | null
}

async function writeRows(tx: Tx, ids: readonly string[]): Promise<void> {
  const entries = await readSources(tx, ids)
  if (entries.length === 0) return
  const items = await tx
    .selectFrom('data_item')
    .select(['entry_id', 'code', 'name', 'meaning', 'code_list'])
    .where('entry_id', 'in', [...ids])
    .orderBy('entry_id')
    .orderBy('position')
    .execute()
  const itemsOf = new Map<string, typeof items>(entries.map((entry) => [entry.id, []]))
  for (const item of items) itemsOf.get(item.entry_id)?.push(item)
  const rows = entries.map((entry) => rowOf(entry, itemsOf.get(entry.id) ?? []))
  const columns = sql.join(Object.keys(rows[0]!).map((name) => sql.ref(name)))
  const replaced = sql.join(
    [...Object.keys(rows[0]!), 'written'].map((n) => sql`${sql.ref(n)} = ${sql.ref(`excluded.${n}`)}`),
  )
  // In the order of their ids, so that two that write many wait for each other and not in a circle.
  await sql`insert into catalog_search (${columns}, written)
    select ${columns}, pg_current_xact_id() from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(entry_id uuid,
      territory_code text, provider_id uuid, code text, state text, level text, category text, share_attribute text,
      open_attribute text, grade smallint, update_cycle text, fresh_through date, system_name text, system_code text,
      texts jsonb, terms_version integer)
    order by entry_id
    on conflict (entry_id) do update set ${replaced}`.execute(tx)
}

interface SourceItem {
  readonly code: string
  readonly name: string
  readonly meaning: string | null
  readonly code_list: string | null
}

function rowOf(entry: Source, items: readonly SourceItem[]) {
  const text = (name: string): string | null => textField(entry.fields, name) ?? null
  const cycle = textField(entry.fields, 'updateCycle')
  const { grade } = entry.fields
  const rest = [entry.code, entry.provider_name, entry.provider_code, ...wordsIn(entry.fields)].concat(
    items.flatMap((item) => [item.meaning ?? '', item.code_list ?? '']),
  )
  const texts: EntryTexts = {
    name: entry.name,
    items: items.flatMap((item) => [item.name, item.code]),
    rest: [...new Set(rest)].filter((said) => said !== ''),
  }
  return {
    entry_id: entry.id,
    territory_code: entry.territory_code,
    provider_id: entry.provider_id,
    code: entry.code,
    state: entry.state,
    level: entry.level,
    category: text('category'),
    share_attribute: text('shareAttribute'),
    open_attribute: text('openAttribute'),
    grade: typeof grade === 'number' && Number.isInteger(grade) && grade >= 1 && grade <= 4 ? grade : null,
    update_cycle: cycle ?? null,
    fresh_through: freshThrough(cycle, dayOf(entry.last_batch)) ?? null,
    system_name: text('systemName'),
    system_code: text('systemCode'),
    texts,
    terms_version: termsVersion,
  }
}

async function readSources(tx: Tx, ids: readonly string[]): Promise<readonly Source[]> {
  const rows = await tx
    .selectFrom('catalog_entry')
    .innerJoin('organization', 'organization.id', 'catalog_entry.provider_id')
    .innerJoin('territory', 'territory.code', 'catalog_entry.territory_code')
    .select(['catalog_entry.id', 'catalog_entry.code', 'catalog_entry.name', 'catalog_entry.territory_code'])
    .select(['catalog_entry.provider_id', 'catalog_entry.state', 'catalog_entry.fields', 'territory.level'])
    .select(['organization.code as provider_code', 'organization.name as provider_name'])
    .select((eb) =>
      eb
        .selectFrom('batch')
        .innerJoin('dataset', 'dataset.id', 'batch.dataset_id')
        .select((max) => max.fn.max('batch.created_at').as('at'))
        .whereRef('dataset.entry_id', '=', 'catalog_entry.id')
        .where('batch.stored', '>', 0)
        .where('batch.mode', 'in', ['append', 'upsert', 'snapshot'])
        .as('last_batch'),
    )
    .where('catalog_entry.id', 'in', [...ids])
    .execute()
  return rows
}

/** What was written in words; the option of a choice is no word, and a basis is found among the instruments. */
function wordsIn(fields: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(fields).flatMap(([name, value]) => {
    if (counted.has(name)) return []
    const texts = (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string')
    return named.has(name) ? texts : texts.filter((text) => !/^[a-z][a-zA-Z]*$/.test(text))
  })
}

function textField(fields: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = fields[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function dayOf(at: Date | null): CivilDate | undefined {
  return at === null ? undefined : civilDateOf(new Date(at))
}
