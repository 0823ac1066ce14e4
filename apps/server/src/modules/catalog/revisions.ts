import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { RevisionState } from '../../platform/db/tables.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { EntryContent } from './content.ts'
import type { ItemInput } from './entry.ts'

/** The working copy of a published entry. What is published stays as it is until this one takes its place. */
export interface Revision extends EntryContent {
  readonly state: RevisionState
  /** Version that it began from, or that a decision has set meanwhile. */
  readonly base: number
  readonly case: string
  readonly begunAt: Date
}

export async function readRevision(tx: Db | Tx, entryId: string): Promise<Revision | undefined> {
  const row = await tx.selectFrom('catalog_revision').selectAll().where('entry_id', '=', entryId).executeTakeFirst()
  if (row === undefined) return undefined
  const { state, name, fields, base } = row
  return {
    state,
    name,
    fields,
    items: row.items as readonly ItemInput[],
    base,
    case: row.case_id,
    begunAt: row.begun_at,
  }
}

/** @throws {Problem} REVISION_OPEN: an entry has one revision at a time. */
export async function beginRevision(
  tx: Tx,
  entryId: string,
  begun: { readonly content: EntryContent; readonly base: number; readonly caseId: string; readonly now: Date },
): Promise<void> {
  await requireNoRevision(tx, entryId)
  const { content, base, caseId, now } = begun
  await tx
    .insertInto('catalog_revision')
    .values({
      entry_id: entryId,
      state: 'amending',
      name: content.name,
      fields: JSON.stringify(content.fields),
      items: JSON.stringify(content.items),
      base,
      case_id: caseId,
      begun_at: now,
    })
    .execute()
}

export async function requireNoRevision(tx: Tx, entryId: string): Promise<void> {
  const open = await readRevision(tx, entryId)
  if (open !== undefined) throw new Problem({ code: 'REVISION_OPEN', case: open.case })
}

/** @throws {Problem} REVISION_MISSING unless this very case began the revision. */
export async function requireRevision(tx: Tx, entryId: string, caseId: string): Promise<Revision> {
  const revision = await readRevision(tx, entryId)
  if (revision?.case !== caseId) throw new Problem({ code: 'REVISION_MISSING' })
  return revision
}

export async function writeRevision(tx: Tx, entryId: string, content: EntryContent, base?: number): Promise<void> {
  await tx
    .updateTable('catalog_revision')
    .set({
      name: content.name,
      fields: JSON.stringify(content.fields),
      items: JSON.stringify(content.items),
      ...(base === undefined ? {} : { base }),
    })
    .where('entry_id', '=', entryId)
    .execute()
}

/** Moves the revision on, or refuses when it does not stand where this act begins. */
export async function moveRevision(
  tx: Tx,
  entryId: string,
  caseId: string,
  from: readonly string[],
  to: RevisionState,
): Promise<void> {
  const { state } = await requireRevision(tx, entryId, caseId)
  if (!from.includes(state)) throw new Problem({ code: 'STATE_CONFLICT', what: '目录条目的修订', state })
  await tx.updateTable('catalog_revision').set({ state: to }).where('entry_id', '=', entryId).execute()
}

/** What this case began is dropped; a revision of another case stays. */
export async function discardRevision(tx: Tx, entryId: string, caseId: string): Promise<void> {
  await tx.deleteFrom('catalog_revision').where('entry_id', '=', entryId).where('case_id', '=', caseId).execute()
}
