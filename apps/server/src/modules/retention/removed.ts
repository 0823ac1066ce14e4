import { sql } from 'kysely'
import type { CivilDate } from '@fadu/domain'
import type { Db } from '../../platform/db/open-database.ts'
import { idBefore, toPage, type Page } from '../../platform/http/page.ts'
import type { EntryBody } from '../../platform/log/evidence-log.ts'
import { notFound } from '../../platform/problem/index.ts'

/** What the log says of an order: a day or a part that was removed or left, or its end. */
export interface RemovalView {
  /** Entry of the log. */
  readonly entry: string
  readonly action: string
  readonly at: string
  readonly outcome: 'done' | 'refused'
  /** Code of why a day was left, or the order ended early. */
  readonly reason: string | null
  /** Of which day; null where it is not of one. */
  readonly day: CivilDate | null
  readonly removed: readonly { readonly table: string; readonly n: number }[]
  /** How many datasets, grants and organisations were held of it. */
  readonly held: number
  /** Records that are not as the log says. */
  readonly faults: number
}

/** By which word of an entry the rows of a table were counted. */
const words = {
  access_key: 'keys',
  call_signature: 'signatures',
  session: 'sessions',
  idempotent_answer: 'answers',
  account_notice: 'notices',
} as const

/** Newest first. @throws {Problem} `NOT_FOUND` `CURSOR_INVALID` */
export async function removalsOf(
  db: Db,
  order: string,
  { limit, cursor }: { readonly limit: number; readonly cursor: string | undefined },
): Promise<Page<RemovalView>> {
  const behind = idBefore(cursor)
  if ((await db.selectFrom('retention_order').select('id').where('id', '=', order).executeTakeFirst()) === undefined)
    throw notFound('到期清除')
  const { rows } = await sql<{ id: string; body: string; at: Date }>`
    select id, body, recorded_at as at from log_entry
    where entry_subject(body) = ${order} and kind <> 'access' and kind = 'system' and id < ${behind}
    order by id desc limit ${limit + 1}`.execute(db)
  return toPage(rows, limit, ({ id }) => [id], toView)
}

function toView({ id, body, at }: { readonly id: string; readonly body: string; readonly at: Date }): RemovalView {
  const {
    action,
    outcome,
    reason,
    detail = {},
  } = JSON.parse(body) as EntryBody & {
    readonly detail?: Readonly<Record<string, unknown>>
  }
  const held = Object.values((detail['held'] ?? {}) as Readonly<Record<string, readonly string[]>>)
  return {
    ...{ entry: id, action, at: new Date(at).toISOString(), outcome: outcome === 'refused' ? 'refused' : 'done' },
    reason: reason ?? null,
    day: (detail['day'] as CivilDate | undefined) ?? null,
    removed: Object.entries(words).flatMap(([table, word]) => {
      const n = detail[word]
      return typeof n === 'number' && n > 0 ? [{ table, n }] : []
    }),
    held: held.reduce((sum, ids) => sum + ids.length, 0),
    faults: typeof detail['faults'] === 'number' ? detail['faults'] : 0,
  }
}
