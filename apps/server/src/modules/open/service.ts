import type { CivilDate } from '@fadu/domain'
import { sql } from 'kysely'
import type { Db } from '../../platform/db/open-database.ts'
import { decodeCursor, idBefore, toPage, type Page } from '../../platform/http/page.ts'
import { notFound } from '../../platform/problem/index.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import type { OpenListing } from './listings.ts'
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
}

/** An open entry with what a catalog of others says of it: metadata alone. */
export interface DescribedEntry extends OpenEntry {
  readonly business: string | null
  readonly category: string | null
  readonly updateCycle: string | null
  /** Names of its items, in their order. */
  readonly items: readonly string[]
  readonly publishedAt: string
  readonly version: number
}

interface PageQuery {
  readonly territory: string
  readonly limit: number
  readonly cursor?: string | undefined
}

export interface OpenCatalogService {
  /** Versions of the open catalog of a territory, newest first. */
  versions(query: PageQuery): Promise<Page<OpenCatalogSummary>>
  version(id: string): Promise<OpenCatalog>
  /** Entries of a territory and those below it that are open now, by code. */
  entries(query: PageQuery): Promise<Page<OpenEntry>>
  /** The same with what is said of them. */
  described(query: PageQuery): Promise<Page<DescribedEntry>>
}

export function createOpenCatalogService(deps: {
  readonly db: Db
  readonly territories: () => TerritoryTree
  /** Territories whose text opens an entry by listing it in the open catalog, and not by its class alone. */
  readonly opensByListing: (territory: string) => boolean
  readonly today: () => CivilDate
}): OpenCatalogService {
  const { db, territories, opensByListing, today } = deps

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
      const page = await openPage(query)
      return {
        ...page,
        items: page.items.map((r) => ({
          id: r.id,
          code: r.code,
          name: r.name,
          territory: r.territory_code,
          provider: { id: r.provider, name: r.provider_name },
          openAttribute: r.open_attribute,
        })),
      }
    },
    described: async (query) => {
      const page = await openPage(query)
      const items = await itemNames(page.items.map((row) => row.id))
      return { ...page, items: page.items.map((row) => describedEntry(row, items.get(row.id) ?? [])) }
    },
  }

  /** What is open now in a territory and below it; one question for whoever lists it. */
  async function openPage({ territory, limit, cursor }: PageQuery) {
    requireTerritory(territory)
    const [after] = cursor === undefined ? [''] : decodeCursor(cursor, ['text'])
    const within = territories().within(territory)
    const byListing = within.filter(opensByListing)
    const rows = await db
      .selectFrom('catalog_entry as e')
      .innerJoin('organization as o', 'o.id', 'e.provider_id')
      .select(['e.id', 'e.code', 'e.name', 'e.territory_code', 'o.id as provider', 'o.name as provider_name'])
      .select(['e.fields', 'e.published_at', 'e.published_version'])
      .select(sql<'unconditional' | 'conditional'>`e.fields->>'openAttribute'`.as('open_attribute'))
      .where('e.territory_code', 'in', [...within])
      .where(isOpenEntry(today()))
      .$if(byListing.length > 0, (qb) =>
        qb.where((eb) =>
          eb.or([
            eb('e.territory_code', 'not in', byListing),
            eb.exists(
              eb
                .selectFrom('procedure_case as l')
                .select('l.id')
                .where('l.procedure', '=', 'open.listing')
                .where('l.is_open', '=', true)
                .where(sql<boolean>`l.subject_id = e.id::text`),
            ),
          ]),
        ),
      )
      .where('e.code', '>', after!)
      .orderBy('e.code')
      .limit(limit + 1)
      .execute()
    return toPage(
      rows,
      limit,
      (r) => [r.code],
      (r) => r,
    )
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

function describedEntry(
  row: {
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
  },
  items: readonly string[],
): DescribedEntry {
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
    items,
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
