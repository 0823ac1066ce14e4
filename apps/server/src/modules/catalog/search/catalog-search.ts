import { sql } from 'kysely'
import type { CivilDate, Regime, TerritoryCode } from '@fadu/domain'
import type { AccountPrincipal } from '../../../platform/auth/principal.ts'
import type { Db } from '../../../platform/db/open-database.ts'
import type { EntryState } from '../../../platform/db/tables.ts'
import { decodeCursor, toPage, type Page } from '../../../platform/http/page.ts'
import { Problem } from '../../../platform/problem/index.ts'
import type { TerritoryTree } from '../../../platform/territory/territory-tree.ts'
import type { ColumnName, Columns } from './columns.ts'
import { createFacetCounter } from './count-facets.ts'
import { createCurrentTable } from './current-table.ts'
import type { EntryTable, TableEntry } from './entry-table.ts'
import { facetNames, type FacetCounts, type FacetFilter, type FacetName, type FacetTotals } from './facets.ts'
import type { Freshness } from './freshness.ts'
import { furthestTier, matchAll, matchOf, type Match } from './match.ts'
import { visibilityIn, visibleWhere, type Visibility } from './visibility.ts'
import { wordsOf } from './words.ts'

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
  /** Reads the catalog into memory, so that the first who searches does not wait for it. */
  prepare(): Promise<void>
  /** A page with its counts: first what is named exactly so, then by name, by items, by the rest; within that by code. */
  find(
    principal: AccountPrincipal,
    query: CatalogFilter & { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<Page<FoundEntry> & CatalogCounts>
  /** The counts alone: what the figures of an overview are. */
  count(principal: AccountPrincipal, filter: CatalogFilter): Promise<CatalogCounts>
}

const matchedItemsShown = 5

type Place = readonly [tier: number, code: string]

/** An entry of the page, but for what only the catalog itself says. */
type Shown = Omit<FoundEntry, 'name' | 'version' | 'publishedAt' | 'provider'> & {
  readonly providerId: string
  readonly tier: number
}

/** What is found, in the order of the list from a place on. Read at once: the table may change with the next request. */
interface Found extends FacetTotals {
  readonly entries: readonly Shown[]
}

export function createCatalogSearch(deps: {
  readonly db: Db
  readonly territories: () => TerritoryTree
  readonly today: () => CivilDate
  readonly regimeFor: (territory: TerritoryCode) => Regime
}): CatalogSearch {
  const { db, territories, today, regimeFor } = deps
  const current = createCurrentTable(db)

  const labelsOf = async (territory: string, counted: FacetTotals['counts']): Promise<FacetCounts> => {
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

  const look = async (principal: AccountPrincipal, filter: CatalogFilter, after: Place, limit: number) => {
    const table = await current.read()
    const match = isBlank(filter.q) ? matchAll : matchOf(filter.q!, wordsOf(filter.q!), table)
    const visible = visibilityIn(principal, filter.territory, territories())
    return { visible, found: findIn(table, { filter, match, visible, after, limit, today: today() }) }
  }

  return {
    prepare: async () => {
      await current.read()
    },
    count: async (principal, filter) => {
      const { found } = await look(principal, filter, [furthestTier, ''], 0)
      return { total: found.total, facets: await labelsOf(filter.territory, found.counts) }
    },
    find: async (principal, { limit, cursor, ...filter }) => {
      const after: Place = cursor === undefined ? [-1, ''] : placeOf(cursor)
      const { visible, found } = await look(principal, filter, after, limit + 1)
      const [rows, facets] = await Promise.all([
        readRows(db, found.entries, visible),
        labelsOf(filter.territory, found.counts),
      ])
      const page = toPage(rows, limit, ({ shown }) => [String(shown.tier), shown.code], toFound)
      return { ...page, total: found.total, facets }
    },
  }
}

/** Looks through the whole table once: what is seen, found and passes the filters, with its counts. */
function findIn(
  table: EntryTable,
  how: {
    readonly filter: CatalogFilter
    readonly match: Match
    readonly visible: Visibility
    readonly after: Place
    readonly limit: number
    readonly today: CivilDate
  },
): Found {
  const { filter, match, visible, after, limit } = how
  const { columns } = table
  const inOrder = table.inOrder(how.today)
  const sees = visibleIn(columns, visible)
  const isOfSystem = filter.system === undefined ? undefined : ofSystem(columns, filter.system)
  const counter = createFacetCounter(filter, columns)
  const byTier: TableEntry[][] = Array.from({ length: furthestTier + 1 }, () => [])
  for (const entry of inOrder) {
    if (!sees(entry.slot) || isOfSystem?.(entry.slot) === false) continue
    const tier = match.tierOf(entry)
    if (tier === undefined || !counter.count(entry.slot)) continue
    const isAfter = tier > after[0] || (tier === after[0] && entry.code > after[1])
    if (isAfter && byTier[tier]!.length < limit) byTier[tier]!.push(entry)
  }
  const entries = byTier
    .flatMap((own, tier) => own.map((entry) => ({ entry, tier })))
    .slice(0, limit)
    .map(({ entry, tier }) => shownOf(entry, tier, columns, match))
  return { entries, ...counter.totals() }
}

/** {@link visibleWhere} on what is in memory. */
function visibleIn(columns: Columns, { territories, organization, seesDrafts }: Visibility): (slot: number) => boolean {
  const { values, width } = columns
  const [territory, state, provider] = (['territory', 'state', 'provider'] as const).map(columns.at)
  const within = new Uint8Array(columns.distinct)
  for (const code of territories) {
    const number = columns.numberOf(code)
    if (number >= 0) within[number] = 1
  }
  const published = columns.numberOf('published')
  const own = columns.numberOf(organization)
  return (slot) => {
    const row = slot * width
    if (within[values[row + territory!]!] !== 1) return false
    return seesDrafts || values[row + state!] === published || values[row + provider!] === own
  }
}

function ofSystem(columns: Columns, system: string): (slot: number) => boolean {
  return (slot) => columns.get(slot, 'systemName') === system || columns.get(slot, 'systemCode') === system
}

interface CatalogRow {
  readonly id: string
  readonly name: string
  readonly version: number
  readonly published_at: Date | null
  readonly provider_name: string
}

/** What a list shows beyond what is searched. An entry that the viewer may no longer see since it was found is left out. */
async function readRows(
  db: Db,
  found: readonly Shown[],
  visible: Visibility,
): Promise<readonly { readonly shown: Shown; readonly row: CatalogRow }[]> {
  if (found.length === 0) return []
  const rows = await db
    .selectFrom('catalog_entry')
    .innerJoin('organization', 'organization.id', 'catalog_entry.provider_id')
    .select(['catalog_entry.id', 'catalog_entry.name', 'catalog_entry.version', 'catalog_entry.published_at'])
    .select('organization.name as provider_name')
    .where(
      'catalog_entry.id',
      'in',
      found.map(({ id }) => id),
    )
    .where(visibleWhere(visible, 'catalog_entry'))
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return found.flatMap((shown) => {
    const row = byId.get(shown.id)
    return row === undefined ? [] : [{ shown, row }]
  })
}

function shownOf(entry: TableEntry, tier: number, columns: Columns, match: Match): Shown {
  const value = (name: ColumnName): string | null => columns.get(entry.slot, name)
  const grade = value('grade')
  return {
    tier,
    id: entry.id,
    code: entry.code,
    territory: value('territory')!,
    providerId: value('provider')!,
    state: value('state') as EntryState,
    shareAttribute: value('shareAttribute'),
    openAttribute: value('openAttribute'),
    grade: grade === null ? null : Number(grade),
    category: value('category'),
    freshness: value('freshness') as Freshness,
    updateCycle: entry.updateCycle,
    matchedItems: match.itemsOf(entry, matchedItemsShown),
  }
}

function toFound({ shown, row }: { readonly shown: Shown; readonly row: CatalogRow }): FoundEntry {
  const { tier: _, providerId, ...rest } = shown
  return {
    ...rest,
    name: row.name,
    provider: { id: providerId, name: row.provider_name },
    version: row.version,
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

function placeOf(cursor: string): Place {
  const [tier, code] = decodeCursor(cursor, ['text', 'text'])
  if (!/^[0-4]$/.test(tier!)) throw new Problem({ code: 'CURSOR_INVALID' })
  return [Number(tier), code!]
}

async function namesOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from organization where id = any(${[...ids]}::uuid[])`.execute(db)
  return new Map(rows.map((row) => [row.id, row.name]))
}
