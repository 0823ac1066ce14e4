import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/open-database.ts'
import { decodeCursor, toPage, type Page } from '../../../platform/http/page.ts'
import type { Condition, Conditions } from './question.ts'

export interface FoundEvidence {
  readonly entry: string
  /** Canonical JSON; its bytes are the leaf. */
  readonly body: string
  readonly organization: string | null
  /** Place in the log; null while the entry waits for it. */
  readonly leafIndex: number | null
}

interface FoundRow {
  readonly id: string
  readonly body: string
  readonly organization_id: string | null
  readonly recorded_at: Date | string
  readonly leaf_index: number | null
}

/**
 * A page of the evidence, newest first. Each way is asked for by itself and gives no more than a page, so that each is answered
 * from its own index.
 *
 * @throws {Problem} `CURSOR_INVALID`
 */
export async function findEntries(
  tx: Db | Tx,
  { ways, all }: Conditions,
  page: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<FoundEvidence>> {
  const after = behind(page.cursor)
  const most = page.limit + 1
  const found = ways.map((way) => {
    const conditions = sql.join([way, ...all, ...after], sql` and `)
    return sql`(select id, recorded_at from log_entry where ${conditions} order by recorded_at desc, id desc limit ${most})`
  })
  const { rows } = await sql<FoundRow>`
    select e.id, e.body, e.organization_id, e.recorded_at, l.leaf_index::float8 as leaf_index
    from (${sql.join(found, sql` union `)}) found
    join log_entry e on e.id = found.id
    left join log_leaf l on l.entry_id = e.id
    order by e.recorded_at desc, e.id desc limit ${most}`.execute(tx)
  return toPage(
    rows,
    page.limit,
    (row) => [new Date(row.recorded_at).toISOString(), row.id],
    (row) => ({ entry: row.id, body: row.body, organization: row.organization_id, leafIndex: row.leaf_index }),
  )
}

/** Where a page goes on: behind the last entry of the one before. The instant stands alone too, for the index. */
function behind(cursor: string | undefined): readonly Condition[] {
  if (cursor === undefined) return []
  const [at, id] = decodeCursor(cursor, ['instant', 'id'])
  return [sql`recorded_at <= ${at}::timestamptz`, sql`(recorded_at, id) < (${at}::timestamptz, ${id}::uuid)`]
}
