import type { Db, Tx } from '../../platform/db/open-database.ts'
import { notFound } from '../../platform/problem/index.ts'
import type { EntryContent } from './content.ts'
import type { ItemInput } from './entry.ts'

export interface VersionSummary {
  readonly number: number
  readonly name: string
  /** Published after a review, or set by a decision on an attribute. */
  readonly origin: 'review' | 'decision'
  /** Case that led to it; none for what was published before versions were kept. */
  readonly case: string | null
  readonly publishedAt: string
}

export interface VersionView extends VersionSummary, EntryContent {}

/**
 * Keeps what is now in use as the next version and makes it the standing one. What was said of secrecy and
 * of its processing was said of the version before.
 *
 * @returns Its number.
 */
// INVARIANT (versions are immutable): rows of catalog_version are inserted here and changed nowhere.
export async function keepVersion(
  tx: Tx,
  entryId: string,
  content: EntryContent,
  { origin, caseId, now }: { readonly origin: VersionSummary['origin']; readonly caseId: string; readonly now: Date },
): Promise<number> {
  const { latest } = await tx
    .selectFrom('catalog_version')
    .select((eb) => eb.fn.max<number | null>('number').as('latest'))
    .where('entry_id', '=', entryId)
    .executeTakeFirstOrThrow()
  const number = (latest ?? 0) + 1
  await tx
    .insertInto('catalog_version')
    .values({
      entry_id: entryId,
      number,
      name: content.name,
      fields: JSON.stringify(content.fields),
      items: JSON.stringify(content.items),
      origin,
      case_id: caseId,
      published_at: now,
    })
    .execute()
  await tx
    .updateTable('catalog_entry')
    .set({ published_version: number, published_at: now, secrecy: 'unreviewed', prepared: false })
    .where('id', '=', entryId)
    .execute()
  return number
}

/** Newest first; an entry has few. */
export async function listVersions(db: Db, entryId: string): Promise<readonly VersionSummary[]> {
  const rows = await db
    .selectFrom('catalog_version')
    .select(['number', 'name', 'origin', 'case_id', 'published_at'])
    .where('entry_id', '=', entryId)
    .orderBy('number', 'desc')
    .execute()
  return rows.map(toSummary)
}

export async function readVersion(db: Db, entryId: string, number: number): Promise<VersionView> {
  const row = await db
    .selectFrom('catalog_version')
    .selectAll()
    .where('entry_id', '=', entryId)
    .where('number', '=', number)
    .executeTakeFirst()
  if (row === undefined) throw notFound('目录版本')
  return { ...toSummary(row), fields: row.fields, items: row.items as readonly ItemInput[] }
}

function toSummary(row: {
  number: number
  name: string
  origin: VersionSummary['origin']
  case_id: string | null
  published_at: Date
}): VersionSummary {
  const { number, name, origin } = row
  return { number, name, origin, case: row.case_id, publishedAt: row.published_at.toISOString() }
}
