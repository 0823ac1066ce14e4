import { setImmediate as nextTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/open-database.ts'
import { createEntryTable, type EntryRow, type EntryTable } from './entry-table.ts'

/** Rows read at a time; other requests are answered between two readings. */
const atOnce = 500

/** The entries in memory, as current as the database. */
export interface CurrentTable {
  /** The table with everything in it that was committed before the call. */
  read(): Promise<EntryTable>
}

/**
 * Keeps the search rows in memory and reads what changed since, before every answer. INVARIANT (what was saved is found): a row
 * names the transaction that wrote it. A snapshot tells the oldest transaction that may still be open; all before it has been
 * seen, so what was written by it or a later one is read again, by however many processes it was written.
 */
export function createCurrentTable(db: Db): CurrentTable {
  let table = createEntryTable()
  /** Everything of earlier transactions has been read. */
  let seen = '0'
  let last: Promise<void> = Promise.resolve()
  let waiting: Promise<void> | undefined

  const readChanges = async (): Promise<void> => {
    if (table.isStale) {
      table = createEntryTable()
      seen = '0'
    }
    const { rows } = await sql<{ oldest: string; entries: number; changed: number }>`
      select pg_snapshot_xmin(pg_current_snapshot())::text as oldest, count(*)::int as entries,
        (select count(*) from catalog_search where written >= ${seen}::text::xid8)::int as changed
      from catalog_search`.execute(db)
    const { oldest, entries, changed } = rows[0]!
    if (changed > 0) await readRows(db, table, seen)
    // Rows also go. Whoever came after the snapshot is not among its rows and is kept.
    if (table.size !== entries) await dropMissing(db, table)
    seen = oldest
  }

  /** One reading at a time. One that is under way may have begun before what the caller relies on; all who wait share the next. */
  const begin = (): Promise<void> => {
    if (waiting !== undefined) return waiting
    waiting = last
      .catch(() => undefined)
      .then(() => {
        waiting = undefined
        return readChanges()
      })
    last = waiting
    return waiting
  }

  return {
    read: async () => {
      await begin()
      return table
    },
  }
}

/**
 * Reads what was written since and is not in the table as it stands. A transaction writes a row once for all who see it, so
 * equal numbers are equal rows. What changes meanwhile is read the next time.
 */
async function readRows(db: Db, table: EntryTable, since: string): Promise<void> {
  const { rows: written } = await sql<{ entry_id: string; written: string }>`
    select entry_id, written::text as written from catalog_search where written >= ${since}::text::xid8`.execute(db)
  const changed = written.filter((row) => !table.holds(row.entry_id, row.written)).map((row) => row.entry_id)
  for (let from = 0; from < changed.length; from += atOnce) {
    const { rows } = await sql<EntryRow>`
      select entry_id, territory_code, provider_id, code, state, level, category, share_attribute, open_attribute, grade,
        update_cycle, fresh_through, system_name, system_code, texts, written::text as written
      from catalog_search where entry_id = any(${changed.slice(from, from + atOnce)}::uuid[])`.execute(db)
    table.put(rows)
    await nextTurn()
  }
}

async function dropMissing(db: Db, table: EntryTable): Promise<void> {
  const rows = await db.selectFrom('catalog_search').select('entry_id').execute()
  table.keepOnly(new Set(rows.map((row) => row.entry_id)))
}
