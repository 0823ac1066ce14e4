import type { CivilDate, Regime } from '@fadu/domain'
import { sql, type Expression, type SqlBool } from 'kysely'
import type { Db } from '../../platform/db/open-database.ts'
import { decodeCursor, idBefore, toPage, type Page } from '../../platform/http/page.ts'
import { statementsOf, type PublicStatement } from '../../platform/law/statements.ts'
import { notFound } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { wordsOf } from '../catalog/index.ts'
import { countFacets, type OpenCounts, type OpenFilter, type OpenGroup } from './facets.ts'
import { readListings, type OpenListing } from './listings.ts'
import { isOpenEntry } from './open-entries.ts'

export interface OpenCatalogSummary {
  readonly id: string
  readonly territory: string
  readonly number: number
  readonly year: number
  readonly name: string
  readonly publishedAt: string
}

export interface OpenCatalog extends OpenCatalogSummary {
  readonly changes: string
  readonly priorities: string
  /** What of the version is open now; `withdrawn` counts what was taken out since. */
  readonly entries: readonly OpenListing[]
  readonly withdrawn: number
}

export interface OpenEntry {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly territory: string
  readonly provider: { readonly id: string; readonly name: string }
  readonly openAttribute: 'unconditional' | 'conditional'
  readonly business: string | null
  readonly category: string | null
  readonly updateCycle: string | null
  readonly publishedAt: string
  readonly version: number
}

/** An open entry with what a catalog of others says of it: metadata alone. */
export interface DescribedEntry extends OpenEntry {
  /** Names of its items, in their order. */
  readonly items: readonly string[]
}

/** Everything the public is told of an entry that is open. */
export interface OpenEntryDetail extends OpenEntry {
  readonly items: readonly {
    readonly code: string
    readonly name: string
    readonly type: string
    readonly meaning: string | null
    readonly codeList: string | null
  }[]
  /** What its form says that is public, each with the clauses that ask for it. */
  readonly statements: readonly PublicStatement[]
  /** How the open catalog describes it; null where the regime opens by the class alone. */
  readonly listing: Omit<OpenListing, 'entry' | 'code'> | null
}

interface PageQuery extends OpenFilter {
  readonly limit: number
  readonly cursor?: string | undefined
}

/**
 * What of the form of an entry the public is told. Everything else that an agency writes there is its own and the
 * authority's: conditions and reasons of sharing, systems, departments, opinions, records of processing.
 */
const shownFields = ['businessName', 'category', 'dataForm', 'storageFormat', 'openAttribute', 'updateCycle']

export interface OpenCatalogService {
  /** Versions of the open catalog of a territory, newest first. */
  versions(query: PageQuery & { readonly territory: string }): Promise<Page<OpenCatalogSummary>>
  version(id: string): Promise<OpenCatalog>
  /** Entries that are open now, of a territory and those below it or of all, by code; with how all that was sought divides. */
  entries(query: PageQuery): Promise<Page<OpenEntry> & OpenCounts>
  /** @throws {Problem} `NOT_FOUND` for what is not open now, as for what is not there at all. */
  entry(id: string): Promise<OpenEntryDetail>
  /** The same with what is said of them. */
  described(query: PageQuery): Promise<Page<DescribedEntry>>
}

export function createOpenCatalogService(deps: {
  readonly db: Db
  readonly territories: () => TerritoryTree
  readonly regimeFor: (territory: string) => Regime
  readonly today: () => CivilDate
}): OpenCatalogService {
  const { db, territories, regimeFor, today } = deps

  /** Whether the text opens an entry by listing it in the open catalog, and not by its class alone. */
  const opensByListing = (territory: string): boolean => regimeFor(territory).procedure('open.listing') !== undefined

  const requireTerritory = (code: string): void => {
    if (territories().get(code) === undefined) throw notFound('地区')
  }

  return {
    versions: async ({ territory, limit, cursor }) => {
      requireTerritory(territory)
      const before = idBefore(cursor)
      const rows = await db
        .selectFrom('open_catalog_version')
        .select(['id', 'territory_code', 'number', 'year', 'name', 'published_at'])
        .where('territory_code', '=', territory)
        .where('id', '<', before)
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      return toPage(rows, limit, (r) => [r.id], summaryOf)
    },
    version: async (id) => {
      const row = await db.selectFrom('open_catalog_version').selectAll().where('id', '=', id).executeTakeFirst()
      if (row === undefined) throw notFound('开放目录')
      const listed = row.entries as readonly OpenListing[]
      const open = await openNow(listed.map((one) => one.entry))
      const entries = listed.filter((one) => open.has(one.entry))
      return {
        ...summaryOf(row),
        changes: row.changes,
        priorities: row.priorities,
        entries,
        withdrawn: listed.length - entries.length,
      }
    },
    entries: async (query) => {
      const page = toPage(await openPage(query), query.limit, (r) => [r.code], openEntryOf)
      return { ...page, ...countFacets(await groupsOf(query), query, territories()) }
    },
    entry: async (id) => {
      const row = await openEntries(await placesOf(everywhere()))
        .where('e.id', '=', id)
        .executeTakeFirst()
      if (row === undefined) throw notFound('开放目录条目')
      const items = await db
        .selectFrom('data_item')
        .select(['code', 'name', 'type', 'meaning', 'code_list'])
        .where('entry_id', '=', id)
        .orderBy('position')
        .execute()
      const regime = regimeFor(row.territory_code)
      const fields = regime.form('catalog-entry')?.fields ?? []
      return {
        ...openEntryOf(row),
        items: items.map(({ code_list: codeList, ...item }) => ({ ...item, codeList })),
        statements: statementsOf(regime, fields, row.fields, shownFields),
        listing: await listingOf(row.territory_code, id),
      }
    },
    described: async (query) => {
      const page = toPage(await openPage(query), query.limit, (r) => [r.code], openEntryOf)
      const items = await itemNames(page.items.map((entry) => entry.id))
      return { ...page, items: page.items.map((entry) => ({ ...entry, items: items.get(entry.id) ?? [] })) }
    },
  }

  function everywhere(): readonly string[] {
    return territories()
      .all()
      .map(({ code }) => code)
  }

  /** Entries that are open now in these territories; one question for whoever lists, counts or reads them. */
  function openEntries(places: readonly string[]) {
    return db
      .selectFrom('catalog_entry as e')
      .innerJoin('organization as o', 'o.id', 'e.provider_id')
      .select(['e.id', 'e.code', 'e.name', 'e.territory_code', 'o.id as provider', 'o.name as provider_name'])
      .select(['e.fields', 'e.published_at', 'e.published_version'])
      .select(sql<'unconditional' | 'conditional'>`e.fields->>'openAttribute'`.as('open_attribute'))
      .where(isOpenIn(places))
  }

  /** Those of the territories that have published anything: a few, whose law is asked how it opens. */
  async function placesOf(within: readonly string[]): Promise<readonly string[]> {
    const published = await db
      .selectFrom('catalog_entry')
      .select('territory_code')
      .distinct()
      .where('state', '=', 'published')
      .where(sql<boolean>`territory_code = any(${[...within]}::text[])`)
      .execute()
    return published.map((row) => row.territory_code)
  }

  function isOpenIn(places: readonly string[]): Expression<SqlBool> {
    const byListing = places.filter(opensByListing)
    return sql<SqlBool>`(
      e.territory_code = any(${[...places]}::text[])
      and ${isOpenEntry(today())}
      and (
        not e.territory_code = any(${byListing}::text[])
        or exists (
          select from procedure_case l
          where l.procedure = 'open.listing' and l.is_open and l.subject_id = e.id::text
        )
      )
    )`
  }

  async function openPage(query: PageQuery) {
    const { territory, limit, cursor, provider, category, openAttribute, q } = query
    if (territory !== undefined) requireTerritory(territory)
    const [after] = cursor === undefined ? [''] : decodeCursor(cursor, ['text'])
    const places = await placesOf(territory === undefined ? everywhere() : territories().within(territory))
    return openEntries(places)
      .where(isFound(q))
      .$if(provider !== undefined, (qb) => qb.where('e.provider_id', '=', provider!))
      .$if(category !== undefined, (qb) => qb.where(sql<boolean>`e.fields->>'category' = ${category!}`))
      .$if(openAttribute !== undefined, (qb) => qb.where(sql<boolean>`e.fields->>'openAttribute' = ${openAttribute!}`))
      .where('e.code', '>', after!)
      .orderBy('e.code')
      .limit(limit + 1)
      .execute()
  }

  /** How many entries of each kind were found, before any filter but the words. */
  async function groupsOf({ q }: OpenFilter): Promise<readonly OpenGroup[]> {
    const places = await placesOf(everywhere())
    const { rows } = await sql<OpenGroup>`
      select e.territory_code as territory, o.id as provider, o.name as "providerName",
        coalesce(e.fields->>'category', '') as category, e.fields->>'openAttribute' as "openAttribute",
        count(*)::int as count
      from catalog_entry e join organization o on o.id = e.provider_id
      where ${isOpenIn(places)} and ${isFound(q)}
      group by 1, 2, 3, 4, 5`.execute(db)
    return rows
  }

  async function listingOf(territory: string, entry: string): Promise<OpenEntryDetail['listing']> {
    const listed = (await readListings(db, territory, today())).find((one) => one.entry === entry)
    if (listed === undefined) return null
    const { entry: _, code: __, ...listing } = listed
    return listing
  }

  async function itemNames(entries: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    if (entries.length === 0) return new Map()
    const rows = await db
      .selectFrom('data_item')
      .select(['entry_id', 'name'])
      .where('entry_id', 'in', [...entries])
      .orderBy('entry_id')
      .orderBy('position')
      .execute()
    const names = new Map<string, string[]>()
    for (const { entry_id: entry, name } of rows) names.set(entry, [...(names.get(entry) ?? []), name])
    return names
  }

  async function openNow(entries: readonly string[]): Promise<ReadonlySet<string>> {
    if (entries.length === 0) return new Set()
    const rows = await db
      .selectFrom('catalog_entry as e')
      .select('e.id')
      .where('e.id', 'in', [...entries])
      .where(isOpenEntry(today()))
      .execute()
    return new Set(rows.map((r) => r.id))
  }
}

/**
 * Whether every word is found in what the public is told of an entry `e` of `o`, and in nothing else: what is not shown cannot
 * be guessed by searching. Words are letters and digits, so that nothing in them is read as a pattern.
 */
function isFound(q: string | undefined): Expression<SqlBool> {
  if (q === undefined) return sql<SqlBool>`true`
  const words = wordsOf(q)
  if (words.length === 0) return sql<SqlBool>`false`
  return sql<SqlBool>`concat_ws(' ',
    e.name, e.code, o.name, e.fields->>'category', e.fields->>'businessName',
    (select string_agg(concat_ws(' ', i.name, i.meaning), ' ') from data_item i where i.entry_id = e.id)
  ) ilike all(${words.map(({ text }) => `%${text}%`)}::text[])`
}

function openEntryOf(row: {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly territory_code: string
  readonly provider: string
  readonly provider_name: string
  readonly open_attribute: 'unconditional' | 'conditional'
  readonly fields: Readonly<Record<string, unknown>>
  readonly published_at: Date | null
  readonly published_version: number | null
}): OpenEntry {
  const said = (name: string): string | null => {
    const value = row.fields[name]
    return typeof value === 'string' && value.trim() !== '' ? value : null
  }
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    territory: row.territory_code,
    provider: { id: row.provider, name: row.provider_name },
    openAttribute: row.open_attribute,
    business: said('businessName'),
    category: said('category'),
    updateCycle: said('updateCycle'),
    publishedAt: row.published_at!.toISOString(),
    version: row.published_version!,
  }
}

function summaryOf(row: {
  id: string
  territory_code: string
  number: number
  year: number
  name: string
  published_at: Date
}): OpenCatalogSummary {
  return {
    id: row.id,
    territory: row.territory_code,
    number: row.number,
    year: row.year,
    name: row.name,
    publishedAt: row.published_at.toISOString(),
  }
}
