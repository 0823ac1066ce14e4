import type { Db, Tx } from '../../../platform/db/open-database.ts'
import type { EntryContent } from '../content.ts'
import type { Column } from '../../../platform/release/layout.ts'
import { toEntry, type Entry, type ItemInput } from '../entry.ts'
import { isPersonal } from '../personal.ts'

/** An entry that is there already under the code of one in a file. */
export interface Existing {
  readonly entry: Entry
  /** What an import would change: the working copy of an entry under revision, else what stands. */
  readonly content: EntryContent
  readonly target: 'standing' | 'revision'
}

/** Entries by their codes, many in four questions. @param lock - In a transaction that will change them. */
export async function readExisting(
  tx: Db | Tx,
  codes: readonly string[],
  lock: 'none' | 'update' = 'none',
): Promise<ReadonlyMap<string, Existing>> {
  if (codes.length === 0) return new Map()
  const query = tx
    .selectFrom('catalog_entry')
    .selectAll()
    .where('code', 'in', [...codes])
    .orderBy('id')
  const rows = await (lock === 'update' ? query.forUpdate() : query).execute()
  if (rows.length === 0) return new Map()
  const ids = rows.map((r) => r.id)
  const items = await itemsOf(tx, ids)
  const revisions = new Map(
    (await tx.selectFrom('catalog_revision').selectAll().where('entry_id', 'in', ids).execute()).map((r) => [
      r.entry_id,
      r,
    ]),
  )
  const datasets = new Map(
    (
      await tx.selectFrom('dataset').select(['entry_id', 'row_count', 'custody']).where('entry_id', 'in', ids).execute()
    ).map((d) => [d.entry_id, d]),
  )
  return new Map(
    rows.map((row): [string, Existing] => {
      const record = toEntry(row)
      const revision = revisions.get(row.id)
      const standing = { name: record.name, fields: record.fields, items: items.get(row.id) ?? [] }
      const entry = {
        ...record,
        revision: revision?.state ?? 'none',
        aggregated: (datasets.get(row.id)?.row_count ?? 0) > 0,
        custody: datasets.get(row.id)?.custody ?? 'active',
        personal: standing.items.some(isPersonal),
      } as const
      if (revision === undefined) return [row.code, { entry, content: standing, target: 'standing' }]
      const { name, fields } = revision
      return [
        row.code,
        { entry, content: { name, fields, items: revision.items as readonly ItemInput[] }, target: 'revision' },
      ]
    }),
  )
}

/** Items of many entries, each in its order. */
export async function itemsOf(tx: Db | Tx, ids: readonly string[]): Promise<ReadonlyMap<string, readonly ItemInput[]>> {
  const found = new Map<string, ItemInput[]>()
  if (ids.length === 0) return found
  const rows = await tx
    .selectFrom('data_item')
    .selectAll()
    .where('entry_id', 'in', [...ids])
    .orderBy('entry_id')
    .orderBy('position')
    .execute()
  for (const row of rows) {
    const items = found.get(row.entry_id) ?? []
    found.set(row.entry_id, items)
    items.push({
      code: row.code,
      name: row.name,
      type: row.type,
      maxLength: row.max_length,
      nullable: row.nullable,
      identifier: row.identifier,
      mask: row.mask as Column['mask'],
      grade: row.grade,
      meaning: row.meaning,
      codeList: row.code_list,
      category: row.category as ItemInput['category'],
    })
  }
  return found
}
