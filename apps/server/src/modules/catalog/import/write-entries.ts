import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { TerritoryCode } from '@fadu/domain'
import type { Tx } from '../../../platform/db/open-database.ts'
import type { EntryContent } from '../content.ts'
import { changedIn, differenceOf } from '../difference.ts'
import { isSealed } from '../entry.ts'
import type { Existing } from './existing.ts'

/** What is written by whom and when; the same for every entry of an import. */
export interface Writing {
  readonly organization: string
  readonly territory: TerritoryCode
  readonly now: Date
}

interface Written {
  readonly id: string
  readonly content: EntryContent
}

/** Rows of items in one statement. */
const itemsAtOnce = 4000

/** Drafts many entries at once, as `catalogEntry.draft` drafts one. @returns Their ids. */
export async function insertEntries(
  tx: Tx,
  entries: readonly { readonly code: string; readonly content: EntryContent }[],
  { organization, territory, now }: Writing,
): Promise<readonly string[]> {
  if (entries.length === 0) return []
  const made = entries.map(({ code, content }) => ({ id: uuidv7(), code, content }))
  await tx
    .insertInto('catalog_entry')
    .values(
      made.map(({ id, code, content }) => ({
        id,
        code,
        name: content.name,
        territory_code: territory,
        provider_id: organization,
        state: 'draft' as const,
        fields: JSON.stringify(content.fields),
        created_at: now,
        published_at: null,
      })),
    )
    .execute()
  await insertItems(tx, made)
  return made.map((m) => m.id)
}

/** Changes many entries at once, as `catalogEntry.amend` changes one: the working copy of those under revision, else what stands. */
export async function changeEntries(
  tx: Tx,
  changes: readonly { readonly existing: Existing; readonly content: EntryContent }[],
  { organization, now }: Writing,
): Promise<readonly string[]> {
  if (changes.length === 0) return []
  const rows = changes.map(({ existing, content }) => ({
    id: existing.entry.id,
    target: existing.target,
    version: existing.entry.version + 1,
    content,
    changed: changedIn(differenceOf(existing.content, content)),
  }))
  const standing = rows.filter((r) => r.target === 'standing')
  const revised = rows.filter((r) => r.target === 'revision')
  const ids = rows.map((r) => r.id)
  await sql`update catalog_entry e set version = e.version + 1 where e.id = any(${ids}::uuid[])`.execute(tx)
  if (standing.length > 0) {
    await sql`update catalog_entry e set name = r.name, fields = r.fields
      from jsonb_to_recordset(${JSON.stringify(standing.map(plainRow))}::jsonb) as r(id uuid, name text, fields jsonb)
      where e.id = r.id`.execute(tx)
    await tx
      .deleteFrom('data_item')
      .where(
        'entry_id',
        'in',
        standing.map((r) => r.id),
      )
      .execute()
    await insertItems(tx, standing)
  }
  if (revised.length > 0) {
    const copies = revised.map((r) => ({ ...plainRow(r), items: r.content.items }))
    await sql`update catalog_revision c set name = r.name, fields = r.fields, items = r.items
      from jsonb_to_recordset(${JSON.stringify(copies)}::jsonb) as r(id uuid, name text, fields jsonb, items jsonb)
      where c.entry_id = r.id`.execute(tx)
  }
  await tx
    .insertInto('catalog_edit')
    .values(
      rows.map((r) => ({
        entry_id: r.id,
        version: r.version,
        organization_id: organization,
        changed: [...r.changed],
        changed_at: now,
      })),
    )
    .execute()
  return ids
}

function plainRow({ id, content }: Written): { id: string; name: string; fields: unknown } {
  return { id, name: content.name, fields: content.fields }
}

async function insertItems(tx: Tx, entries: readonly Written[]): Promise<void> {
  const rows = entries.flatMap(({ id, content }) =>
    content.items.map((item, position) => ({
      entry_id: id,
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
    })),
  )
  for (let from = 0; from < rows.length; from += itemsAtOnce) {
    const part = JSON.stringify(rows.slice(from, from + itemsAtOnce))
    await sql`insert into data_item (entry_id, position, code, name, type, max_length, nullable, identifier, sealed, mask,
        grade, meaning, code_list, category)
      select entry_id, position, code, name, type, max_length, nullable, identifier, sealed, mask, grade, meaning, code_list,
        category
      from jsonb_to_recordset(${part}::jsonb) as r(entry_id uuid, position integer, code text, name text, type text,
        max_length integer, nullable boolean, identifier text, sealed boolean, mask text, grade integer, meaning text,
        code_list text, category text)`.execute(tx)
  }
}
