import type { Tx } from '../../platform/db/open-database.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { Effect } from '../cases/index.ts'
import { readEntry } from './entry.ts'
import { requireNoRevision } from './revisions.ts'

/** Withdraws a published entry: its grants are refused at the next call, its versions stay. */
export const retireEntry: Effect = async (tx, input) => {
  const entry = await readEntry(tx, input.subject.id)
  if (entry.state !== 'published') {
    throw new Problem({ code: 'STATE_CONFLICT', what: '目录条目', state: entry.state })
  }
  await requireNoRevision(tx, entry.id)
  // The successor was named when the case opened.
  const successor = await findSuccessor(tx, entry.id, input.case.form['successor'])
  await tx
    .updateTable('catalog_entry')
    .set({ state: 'withdrawn', successor_id: successor })
    .where('id', '=', entry.id)
    .execute()
}

async function findSuccessor(tx: Tx, entryId: string, code: unknown): Promise<string | null> {
  if (typeof code !== 'string' || code.trim() === '') return null
  const row = await tx
    .selectFrom('catalog_entry')
    .select('id')
    .where('code', '=', code.trim())
    .where('state', '=', 'published')
    .where('id', '!=', entryId)
    .executeTakeFirst()
  if (row !== undefined) return row.id
  const faults = [{ field: 'form.successor', expected: 'the code of another published entry' }]
  throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}

/** What names a successor that does not exist is refused when the case opens, not when it is decided. */
export const checkWithdrawal: Effect = async (tx, input) => {
  await findSuccessor(tx, input.subject.id, input.form['successor'])
}
