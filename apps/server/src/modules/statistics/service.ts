import type { CivilDate } from '@fadu/domain'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db } from '../../platform/db/open-database.ts'
import type { Page } from '../../platform/http/page.ts'
import type { CalendarSource } from '../../platform/law/calendar-source.ts'
import type { TerritoryTree } from '../../platform/territory/territory-tree.ts'
import { facetNames, visibilityIn, type CatalogSearch, type FacetCount, type FacetName } from '../catalog/index.ts'
import { cockpitOf, type Cockpit, type CockpitAsked } from './cockpit/cockpit.ts'
import { datasetsIn, noVolume, totalOf, volumesIn, type DatasetLine } from './datasets.ts'
import { figuresOf, type Figure } from './figure.ts'

export interface AgencyLine {
  readonly organization: { readonly id: string; readonly name: string }
  readonly territory: string
  readonly systems: Figure
  readonly entries: Figure
  readonly published: Figure
  /** Published entries whose data was not updated within its cycle. */
  readonly late: Figure
  readonly datasets: Figure
  readonly rows: Figure
  readonly batches: Figure
}

/** The data resources of a territory and everything below it (WZ-06-1). */
export interface Overview {
  readonly territory: string
  readonly on: CivilDate
  readonly agencies: Figure
  readonly systems: Figure
  readonly entries: Figure
  /** Entries by each facet of the catalog; one that leaves the facet open counts in the whole only. */
  readonly entriesBy: Readonly<Record<FacetName, readonly (Omit<FacetCount, 'count'> & Figure)[]>>
  readonly datasets: Figure
  readonly rows: Figure
  readonly batches: Figure
  readonly byAgency: readonly AgencyLine[]
}

export interface StatisticService {
  /** Counted over what the viewer may see, so that every figure equals its list. */
  overview(principal: AccountPrincipal, territory: string): Promise<Overview>
  datasets(
    principal: AccountPrincipal,
    query: {
      readonly territory: string
      readonly provider?: string | undefined
      readonly scored?: boolean | undefined
      readonly limit: number
      readonly cursor?: string | undefined
    },
  ): Promise<Page<DatasetLine>>
  /** How a territory stands, over days that end today and the days before them. */
  cockpit(principal: AccountPrincipal, asked: CockpitAsked): Promise<Cockpit>
}

export function createStatisticService(deps: {
  readonly db: Db
  readonly search: CatalogSearch
  readonly calendar: CalendarSource
  readonly territories: () => TerritoryTree
  readonly today: () => CivilDate
  readonly now: () => Date
}): StatisticService {
  const { db, search, territories, today } = deps

  return {
    overview: async (principal, territory) => {
      const within = [...territories().within(territory)]
      const visible = visibilityIn(principal, territory, territories())
      const [all, published, late, agencies, systems, volumes] = await Promise.all([
        search.count(principal, { territory }),
        search.count(principal, { territory, state: 'published' }),
        search.count(principal, { territory, state: 'published', freshness: 'late' }),
        agenciesIn(db, within),
        systemsIn(db, within),
        volumesIn(db, visible),
      ])
      const figure = figuresOf(territory)
      const entries = (more: Record<string, string>, count: number): Figure => figure('catalog-entries', more, count)
      const whole = totalOf(volumes.values())
      return {
        territory,
        on: today(),
        agencies: figure('organizations', { kind: 'agency', below: 'true' }, agencies.length),
        systems: figure('information-systems', { status: 'active' }, sum(systems.values())),
        entries: entries({}, all.total),
        entriesBy: Object.fromEntries(
          facetNames.map((name) => [
            name,
            all.facets[name].map(({ value, label, count }) => ({ value, label, ...entries({ [name]: value }, count) })),
          ]),
        ) as unknown as Overview['entriesBy'],
        datasets: figure('statistics/datasets', {}, whole.datasets),
        rows: figure('statistics/datasets', {}, whole.rows),
        batches: figure('statistics/datasets', {}, whole.batches),
        byAgency: agencies.map(({ id, name, territory_code }): AgencyLine => {
          const volume = volumes.get(id) ?? noVolume
          const provider = { provider: id }
          return {
            organization: { id, name },
            territory: territory_code,
            systems: figure('information-systems', { organization: id, status: 'active' }, systems.get(id) ?? 0),
            entries: entries(provider, ofProvider(all, id)),
            published: entries({ ...provider, state: 'published' }, ofProvider(published, id)),
            late: entries({ ...provider, state: 'published', freshness: 'late' }, ofProvider(late, id)),
            datasets: figure('statistics/datasets', provider, volume.datasets),
            rows: figure('statistics/datasets', provider, volume.rows),
            batches: figure('statistics/datasets', provider, volume.batches),
          }
        }),
      }
    },
    datasets: (principal, { territory, ...query }) =>
      datasetsIn(db, visibilityIn(principal, territory, territories()), query, today()),
    cockpit: (principal, asked) => cockpitOf(deps, principal, asked),
  }
}

function ofProvider({ facets }: Awaited<ReturnType<CatalogSearch['count']>>, id: string): number {
  return facets.provider.find(({ value }) => value === id)?.count ?? 0
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, n) => total + n, 0)
}

function agenciesIn(db: Db, within: readonly string[]) {
  return db
    .selectFrom('organization')
    .select(['id', 'name', 'territory_code'])
    .where('territory_code', 'in', [...within])
    .where((eb) => eb('kinds', '@>', eb.val(['agency']) as never))
    .orderBy('territory_code')
    .orderBy('code')
    .execute()
}

/** Systems in use, by agency. */
async function systemsIn(db: Db, within: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('information_system')
    .select(['organization_id', (eb) => eb.fn.countAll<number>().as('n')])
    .where('territory_code', 'in', [...within])
    .where('status', '=', 'active')
    .groupBy('organization_id')
    .execute()
  return new Map(rows.map((row) => [row.organization_id, Number(row.n)]))
}
