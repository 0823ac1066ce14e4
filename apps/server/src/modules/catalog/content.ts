import type { Db, Tx } from '../../platform/db/open-database.ts'
import { isSealed, readItems, type Entry, type ItemInput } from './entry.ts'

/** What an agency says of an entry; the same for a draft, a revision and a version. */
export interface EntryContent {
  readonly name: string
  readonly fields: Readonly<Record<string, unknown>>
  readonly items: readonly ItemInput[]
}

/** The content that is in use: of a published entry what its latest version says. */
export async function readStanding(tx: Db | Tx, entry: Pick<Entry, 'id' | 'name' | 'fields'>): Promise<EntryContent> {
  const items = (await readItems(tx, entry.id)).map(({ sealed: _, ...item }) => item)
  return { name: entry.name, fields: entry.fields, items }
}

/** Replaces the standing content and counts its lock on; who may do so has been decided before. */
export async function writeStanding(tx: Tx, id: string, version: number, content: EntryContent): Promise<void> {
  await tx
    .updateTable('catalog_entry')
    .set({ name: content.name, fields: JSON.stringify(content.fields), version })
    .where('id', '=', id)
    .execute()
  await writeItems(tx, id, content.items)
}

export async function writeItems(tx: Tx, entryId: string, items: readonly ItemInput[]): Promise<void> {
  await tx.deleteFrom('data_item').where('entry_id', '=', entryId).execute()
  if (items.length === 0) return
  const rows = items.map((item, position) => ({
    entry_id: entryId,
    position,
    code: item.code,
    name: item.name,
    type: item.type,
    max_length: item.maxLength,
    nullable: item.nullable,
    identifier: item.identifier,
    sealed: isSealed(item),
    mask: item.mask,
    grade: item.grade,
    meaning: item.meaning,
    code_list: item.codeList,
    category: item.category,
  }))
  await tx.insertInto('data_item').values(rows).execute()
}
