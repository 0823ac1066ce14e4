import { itemKeys, keyVocabulary, type SubjectKind } from '@fadu/domain'
import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db/open-database.ts'

/** Entries whose keys are made in one go. */
const portion = 200

/**
 * Makes the keys of published entries that have none of their standing version, or only such of an earlier vocabulary. It
 * looks at what stands and not at who wrote it, so that no way of publishing can be forgotten. Two that do it at once write
 * the same: entries are taken in the order of their ids.
 *
 * @returns How many entries were indexed.
 */
export async function indexPublishedItems(db: Db | Tx): Promise<number> {
  const stale = await db
    .selectFrom('catalog_entry as e')
    .leftJoin('item_key_entry as k', (join) =>
      join
        .onRef('k.entry_id', '=', 'e.id')
        .on('k.vocabulary', '=', keyVocabulary)
        .on('k.version', '=', sql<number>`coalesce(e.published_version, 0)`),
    )
    .where('e.state', '=', 'published')
    .where('k.entry_id', 'is', null)
    .select(['e.id', 'e.published_version'])
    .orderBy('e.id')
    .execute()
  for (let from = 0; from < stale.length; from += portion) await indexEntries(db, stale.slice(from, from + portion))
  return stale.length
}

interface StaleEntry {
  readonly id: string
  readonly published_version: number | null
}

async function indexEntries(db: Db | Tx, entries: readonly StaleEntry[]): Promise<void> {
  const ids = entries.map((e) => e.id)
  const items = await db
    .selectFrom('data_item')
    .select(['entry_id', 'code', 'name', 'code_list', 'identifier'])
    .where('entry_id', 'in', ids)
    .execute()
  const rows = items.flatMap(({ entry_id, code: item_code, name, code_list }) => {
    const { keys, codeList } = itemKeys({ name, codeList: code_list })
    return [...new Set(keys)].map((key) => ({ entry_id, item_code, key, code_list: codeList ?? null }))
  })
  const marks = entries.map(({ id, published_version }) => ({
    entry_id: id,
    vocabulary: keyVocabulary,
    version: published_version ?? 0,
    subjects: subjectsBy(items.filter((i) => i.entry_id === id).map((i) => i.identifier)),
  }))
  await db.deleteFrom('item_key').where('entry_id', 'in', ids).execute()
  for (let from = 0; from < rows.length; from += 5000) {
    const part = rows.slice(from, from + 5000)
    await db
      .insertInto('item_key')
      .values(part)
      .onConflict((c) => c.doNothing())
      .execute()
  }
  await db
    .insertInto('item_key_entry')
    .values(marks)
    .onConflict((c) =>
      c.column('entry_id').doUpdateSet((eb) => ({
        vocabulary: eb.ref('excluded.vocabulary'),
        version: eb.ref('excluded.version'),
        subjects: eb.ref('excluded.subjects'),
      })),
    )
    .execute()
}

/** Whom an entry is about, as its identifiers tell. */
function subjectsBy(identifiers: readonly (string | null)[]): SubjectKind[] {
  return [
    ...(identifiers.includes('residentId') ? ['naturalPerson' as const] : []),
    ...(identifiers.includes('creditCode') ? ['organization' as const] : []),
  ]
}
