import { sql, type Selectable } from 'kysely'
import type { Db } from '../../platform/db/open-database.ts'
import { likeText } from '../../platform/db/like-text.ts'
import type { ForeignEntryTable, ForeignGrantTable, LinkExchangeTable } from '../../platform/db/link-tables.ts'
import { decodeCursor, idBefore, toPage, type Page } from '../../platform/http/page.ts'
import { notFound, type ProblemReason } from '../../platform/problem/index.ts'
import { toLink, type Link } from './links.ts'

/** A link with what came over it. */
export interface LinkStanding {
  readonly link: Link
  readonly entries: number
  readonly grants: number
  /** Changes of ours that the other is not known to have taken in; not all of them are for it. */
  readonly waiting: number
}

export interface Exchange {
  readonly id: string
  readonly direction: 'heard' | 'told'
  readonly way: 'pull' | 'push'
  readonly at: Date
  readonly from: number
  readonly to: number
  readonly entries: number
  readonly grants: number
  readonly withdrawn: number
  readonly receipt: string | null
  readonly fault: ProblemReason | null
}

type ForeignEntryRow = Selectable<ForeignEntryTable> & { readonly platform: string; readonly base_url: string }

/** @param where - Links of these territories, or the one of this id. */
export async function linkStandings(
  db: Db,
  where: { readonly territories: readonly string[] } | { readonly id: string },
): Promise<readonly LinkStanding[]> {
  const rows = await db
    .selectFrom('platform_link as l')
    .selectAll('l')
    .select([
      sql<number>`(select count(*) from foreign_entry f where f.link_id = l.id and f.state = 'published')`.as(
        'entries',
      ),
      sql<number>`(select count(*) from foreign_grant g where g.link_id = l.id)`.as('grants'),
      sql<number>`(select count(*) from exchange_change c where c.number > l.told_change)`.as('waiting'),
    ])
    .$if('id' in where, (qb) => qb.where('l.id', '=', 'id' in where ? where.id : ''))
    .$if('territories' in where, (qb) =>
      qb.where('l.territory_code', 'in', 'territories' in where ? [...where.territories] : []),
    )
    .orderBy('l.id')
    .execute()
  return rows.map((row) => ({
    link: toLink(row),
    entries: Number(row.entries),
    grants: Number(row.grants),
    waiting: Number(row.waiting),
  }))
}

export async function exchangesOf(
  db: Db,
  link: string,
  limit: number,
  cursor: string | undefined,
): Promise<Page<Exchange>> {
  const rows = await db
    .selectFrom('link_exchange')
    .selectAll()
    .where('link_id', '=', link)
    .where('id', '<', idBefore(cursor))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(rows, limit, (row) => [row.id], toExchange)
}

function toExchange(row: Selectable<LinkExchangeTable>): Exchange {
  const { id, direction, way, at, entries, grants, withdrawn, receipt } = row
  const counts = { entries, grants, withdrawn }
  return {
    ...{ id, direction, way, at, from: row.from_change, to: row.to_change },
    ...counts,
    receipt,
    fault: row.fault as ProblemReason | null,
  }
}

function foreignEntries(db: Db) {
  return db
    .selectFrom('foreign_entry as f')
    .innerJoin('platform_link as l', 'l.id', 'f.link_id')
    .selectAll('f')
    .select(['l.name as platform', 'l.base_url'])
}

/** Entries that other platforms told of, by code; each word is found somewhere in what they say. */
export async function findForeignEntries(
  db: Db,
  query: {
    readonly territories: readonly string[]
    readonly q?: string | undefined
    readonly state: 'published' | 'withdrawn'
    readonly link?: string | undefined
    readonly limit: number
    readonly cursor?: string | undefined
  },
): Promise<Page<ForeignEntryRow>> {
  const [code, id] = query.cursor === undefined ? [undefined, undefined] : decodeCursor(query.cursor, ['text', 'id'])
  const words = (query.q ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  let found = foreignEntries(db)
    .where('f.territory_code', 'in', [...query.territories])
    .where('f.state', '=', query.state)
    .$if(query.link !== undefined, (qb) => qb.where('f.link_id', '=', query.link!))
    .$if(code !== undefined, (qb) => qb.where(sql<boolean>`(f.code, f.id) > (${code}, ${id}::uuid)`))
  for (const word of words) found = found.where(sql<boolean>`f.words like ${`%${likeText(word)}%`}`)
  const rows = await found
    .orderBy('f.code')
    .orderBy('f.id')
    .limit(query.limit + 1)
    .execute()
  return toPage(
    rows,
    query.limit,
    (row) => [row.code, row.id],
    (row) => row,
  )
}

export async function readForeignEntry(db: Db, link: string, id: string): Promise<ForeignEntryRow> {
  const row = await foreignEntries(db).where('f.link_id', '=', link).where('f.id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound('外平台目录条目')
  return row
}

export async function foreignGrants(
  db: Db,
  link: string,
  limit: number,
  cursor: string | undefined,
): Promise<Page<Selectable<ForeignGrantTable>>> {
  const rows = await db
    .selectFrom('foreign_grant')
    .selectAll()
    .where('link_id', '=', link)
    .where('id', '<', idBefore(cursor))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return toPage(
    rows,
    limit,
    (row) => [row.id],
    (row) => row,
  )
}
