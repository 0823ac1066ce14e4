import { sql, type RawBuilder } from 'kysely'
import type { CivilDate, Regime, TerritoryCode } from '@fadu/domain'
import type { AccountPrincipal } from '../../../platform/auth/principal.ts'
import type { Db } from '../../../platform/db/open-database.ts'
import type { EntryState } from '../../../platform/db/tables.ts'
import { decodeCursor, toPage, type Page } from '../../../platform/http/page.ts'
import { Problem } from '../../../platform/problem/index.ts'
import type { TerritoryTree } from '../../../platform/territory/territory-tree.ts'
import {
  countQuery,
  countsOf,
  facetColumns,
  facetNames,
  passes,
  type FacetCounts,
  type FacetFilter,
  type FacetName,
} from './facets.ts'
import type { Freshness } from './freshness.ts'
import { holds, tsqueryOf } from './terms.ts'
import { visibilityIn, visibleWhere } from './visibility.ts'
import { keyOf, wordsOf, type Run } from './words.ts'

/** An entry as a list shows it. */
export interface FoundEntry {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly territory: string
  readonly provider: { readonly id: string; readonly name: string }
  readonly state: EntryState
  readonly version: number
  readonly shareAttribute: string | null
  readonly openAttribute: string | null
  readonly grade: number | null
  readonly category: string | null
  readonly freshness: Freshness
  readonly updateCycle: string | null
  readonly publishedAt: string | null
  /** Names of the items in which a word was found, the first five. */
  readonly matchedItems: readonly string[]
}

export interface CatalogFilter extends FacetFilter {
  readonly territory: string
  /** Words, each of which is found; empty for all. */
  readonly q?: string | undefined
  /** Name or code of the information system. */
  readonly system?: string | undefined
}

export interface CatalogCounts {
  readonly total: number
  readonly facets: FacetCounts
}

export interface CatalogSearch {
  /** A page with its counts: first what is named exactly so, then by name, by items, by the rest; within that by code. */
  find(
    principal: AccountPrincipal,
    query: CatalogFilter & { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<Page<FoundEntry> & CatalogCounts>
  /** The counts alone: what the figures of an overview are. */
  count(principal: AccountPrincipal, filter: CatalogFilter): Promise<CatalogCounts>
}

const matchedItemsShown = 5

export function createCatalogSearch(deps: {
  readonly db: Db
  readonly territories: () => TerritoryTree
  readonly today: () => CivilDate
  readonly regimeFor: (territory: TerritoryCode) => Regime
}): CatalogSearch {
  const { db, territories, today, regimeFor } = deps

  /** What may be seen and is asked for, before the facets. */
  const conditionOf = (principal: AccountPrincipal, { territory, q, system }: CatalogFilter): RawBuilder<boolean> => {
    const visible = visibleWhere(visibilityIn(principal, territory, territories()), 'catalog_search')
    const asked = [
      visible,
      ...(system === undefined
        ? []
        : [sql`(catalog_search.system_name = ${system} or catalog_search.system_code = ${system})`]),
      ...(isBlank(q) ? [] : [matching(wordsOf(q!))]),
    ]
    return sql<boolean>`${sql.join(asked, sql` and `)}`
  }

  const labelOf = async (territory: string, counted: ReturnType<typeof countsOf>['counts']): Promise<FacetCounts> => {
    const regime = regimeFor(territory as TerritoryCode)
    const names = await namesOf(db, [...counted.provider.keys()])
    const label = (name: FacetName, value: string): string =>
      name === 'provider' ? (names.get(value) ?? value) : (regime.term(`${termOf[name]}.${value}`)?.text ?? value)
    return Object.fromEntries(
      facetNames.map((name) => [
        name,
        [...counted[name]].map(([value, count]) => ({ value, label: label(name, value), count })),
      ]),
    ) as unknown as FacetCounts
  }

  const count: CatalogSearch['count'] = async (principal, filter) => {
    const query = countQuery(conditionOf(principal, filter), filter, facetColumns(today()))
    const { rows } = await query.execute(db)
    const { total, counts } = countsOf(rows)
    return { total, facets: await labelOf(filter.territory, counts) }
  }

  const page = async (
    principal: AccountPrincipal,
    query: Parameters<CatalogSearch['find']>[1],
  ): Promise<Page<FoundEntry>> => {
    const words = isBlank(query.q) ? [] : wordsOf(query.q!)
    const [tier, code] = query.cursor === undefined ? [-1, ''] : placeOf(query.cursor)
    const columns = facetColumns(today())
    const { rows } = await sql<FoundRow>`
      select e.id, e.code, e.name, e.territory_code, e.provider_id, o.name as provider_name, e.state, e.version, e.published_at,
        s.share_attribute, s.open_attribute, s.grade, s.category, s.update_cycle, ranked.freshness, ranked.tier
      from (
        select * from (
          select entry_id, code, ${columns.freshness} as freshness, ${tierOf(query.q, words)} as tier
          from catalog_search
          where ${conditionOf(principal, query)} and ${passes(query, columns)}
        ) as found
        where (tier, code collate "C") > (${tier}::int, ${code}::text collate "C")
        order by tier, code collate "C" limit ${query.limit + 1}
      ) as ranked
      join catalog_entry e on e.id = ranked.entry_id
      join catalog_search s on s.entry_id = ranked.entry_id
      join organization o on o.id = e.provider_id
      order by ranked.tier, ranked.code collate "C"`.execute(db)
    const matched = await matchedItemsOf(
      db,
      rows.map((row) => row.id),
      words,
    )
    return toPage(
      rows,
      query.limit,
      (row) => [String(row.tier), row.code],
      (row) => ({ ...toFound(row), matchedItems: matched.get(row.id) ?? [] }),
    )
  }

  return {
    count,
    find: async (principal, query) => {
      const [found, counted] = await Promise.all([page(principal, query), count(principal, query)])
      return { ...found, ...counted }
    },
  }
}

interface FoundRow {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly territory_code: string
  readonly provider_id: string
  readonly provider_name: string
  readonly state: EntryState
  readonly version: number
  readonly published_at: Date | null
  readonly share_attribute: string | null
  readonly open_attribute: string | null
  readonly grade: number | null
  readonly category: string | null
  readonly update_cycle: string | null
  readonly freshness: Freshness
  readonly tier: number
}

function toFound(row: FoundRow): Omit<FoundEntry, 'matchedItems'> {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    territory: row.territory_code,
    provider: { id: row.provider_id, name: row.provider_name },
    state: row.state,
    version: row.version,
    shareAttribute: row.share_attribute,
    openAttribute: row.open_attribute,
    grade: row.grade,
    category: row.category,
    freshness: row.freshness,
    updateCycle: row.update_cycle,
    publishedAt: row.published_at === null ? null : new Date(row.published_at).toISOString(),
  }
}

/** How a facet is called among the words of a regime. */
const termOf: Readonly<Record<FacetName, string>> = {
  provider: 'provider',
  category: 'category',
  level: 'level',
  shareAttribute: 'shareAttribute',
  openAttribute: 'openAttribute',
  grade: 'grade',
  freshness: 'freshness',
  state: 'entryState',
}

function isBlank(q: string | undefined): boolean {
  return q === undefined || q.trim() === ''
}

/** A query that holds nothing to look for, such as an emoji, is found nowhere. */
function matching(words: readonly Run[], among?: Parameters<typeof tsqueryOf>[1]): RawBuilder<boolean> {
  const query = tsqueryOf(words, among)
  return query === undefined ? sql<boolean>`false` : sql<boolean>`catalog_search.terms @@ ${query}::tsquery`
}

/** How near an entry is to the query, 0 the nearest. The terms of a row are never read for it: each step asks the index once. */
function tierOf(q: string | undefined, words: readonly Run[]): RawBuilder<number> {
  if (words.length === 0) return sql<number>`0`
  const key = keyOf(q!)
  const among = (found: RawBuilder<boolean>): RawBuilder<boolean> =>
    sql`entry_id in (select catalog_search.entry_id from catalog_search where ${found})`
  return sql<number>`case
    when code_key = ${key} or name_key = ${key} then 0
    when strpos(name_key, ${key}) > 0 then 1
    when ${among(matching(words, ['n']))} then 2
    when ${among(matching(words, ['n', 'i']))} then 3
    else 4 end`
}

function placeOf(cursor: string): readonly [tier: number, code: string] {
  const [tier, code] = decodeCursor(cursor, ['text', 'text'])
  if (!/^[0-4]$/.test(tier!)) throw new Problem({ code: 'CURSOR_INVALID' })
  return [Number(tier), code!]
}

async function namesOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('organization')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

async function matchedItemsOf(
  db: Db,
  ids: readonly string[],
  words: readonly Run[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const matched = new Map<string, string[]>()
  if (ids.length === 0 || words.length === 0) return matched
  const items = await db
    .selectFrom('data_item')
    .select(['entry_id', 'name', 'code'])
    .where('entry_id', 'in', [...ids])
    .orderBy('entry_id')
    .orderBy('position')
    .execute()
  const known = new Map<string, boolean>()
  const isMatched = (text: string): boolean => {
    const before = known.get(text)
    if (before !== undefined) return before
    const now = words.some((word) => holds(text, word))
    known.set(text, now)
    return now
  }
  for (const { entry_id: id, name, code } of items) {
    const names = matched.get(id) ?? []
    if (names.length >= matchedItemsShown || !(isMatched(name) || isMatched(code))) continue
    matched.set(id, [...names, name])
  }
  return matched
}
