import type { Regime } from '@fadu/domain'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import { readStanding, writeStanding, type EntryContent } from './content.ts'
import { keepEdit } from './edits.ts'
import type { Entry } from './entry.ts'
import { readRevision, writeRevision } from './revisions.ts'
import { indexEntry } from './search/index.ts'

/** The content that its agency works on: that of the entry before its publication, that of the revision after it. */
export interface WorkingCopy {
  readonly content: EntryContent
  /** Whether it may be changed now: a draft, or returned for amendment. */
  readonly open: boolean
}

export async function readWorkingCopy(tx: Db | Tx, entry: Entry): Promise<WorkingCopy> {
  const revision = entry.revision === 'none' ? undefined : await readRevision(tx, entry.id)
  if (revision === undefined) {
    return { content: await readStanding(tx, entry), open: entry.state === 'draft' || entry.state === 'amending' }
  }
  const { name, fields, items } = revision
  return { content: { name, fields, items }, open: revision.state === 'amending' }
}

/** Changes the working copy beside its form, as a decision does; whoever started from an earlier change is told. */
export async function writeWorkingCopy(
  tx: Tx,
  entry: Entry,
  content: EntryContent,
  edit: Parameters<typeof keepEdit>[3],
): Promise<void> {
  const version = entry.version + 1
  if (entry.revision === 'none') await writeStanding(tx, entry.id, version, content)
  else {
    await writeRevision(tx, entry.id, content)
    await tx.updateTable('catalog_entry').set({ version }).where('id', '=', entry.id).execute()
  }
  await keepEdit(tx, entry.id, version, edit)
  await indexEntry(tx, entry.id)
}

/** Content that was just saved, with who saved it. */
export interface SavedContent {
  readonly entry: Pick<Entry, 'id' | 'territory'>
  readonly content: EntryContent
  /** Account; absent where an act of another kind began it, such as a revision. */
  readonly by?: string
  /** Nothing can have been kept about it before. */
  readonly isNew?: boolean
}

/** What another module does when content is saved or goes to review, in the transaction of that act. */
export interface ContentWatch {
  /** @param saved - As many as were saved at once, each of another entry. */
  saved(tx: Tx, saved: readonly SavedContent[]): Promise<void>
  /** @throws {Refused} when it must not go to review as it is. */
  submitted(tx: Tx, submitted: SavedContent & { readonly regime: Regime }): Promise<void>
}
