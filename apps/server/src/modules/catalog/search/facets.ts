import { sql, type RawBuilder } from 'kysely'
import type { CivilDate } from '@fadu/domain'
import { promisedCycles } from './freshness.ts'

/** What entries are filtered and counted by. */
export const facetNames = [
  'provider',
  'category',
  'level',
  'shareAttribute',
  'openAttribute',
  'grade',
  'freshness',
  'state',
] as const
export type FacetName = (typeof facetNames)[number]

/** The value of each facet that is asked for. */
export type FacetFilter = { readonly [name in FacetName]?: string | undefined }
export type FacetCounts = Readonly<Record<FacetName, readonly FacetCount[]>>

export interface FacetCount {
  readonly value: string
  readonly label: string
  readonly count: number
}

type Columns = Readonly<Record<FacetName, RawBuilder<string | null>>>

/** The value of each facet as a text, of a row of `catalog_search`. */
export function facetColumns(today: CivilDate): Columns {
  return {
    provider: sql`catalog_search.provider_id::text`,
    category: sql`catalog_search.category`,
    level: sql`catalog_search.level`,
    shareAttribute: sql`catalog_search.share_attribute`,
    openAttribute: sql`catalog_search.open_attribute`,
    grade: sql`catalog_search.grade::text`,
    freshness: sql`case
      when catalog_search.update_cycle is null or catalog_search.update_cycle <> all(${[...promisedCycles]}::text[]) then 'irregular'
      when catalog_search.fresh_through is null then 'never'
      when catalog_search.fresh_through >= ${today}::date then 'current'
      else 'late' end`,
    state: sql`catalog_search.state`,
  }
}

/** Rows that pass every filter. */
export function passes(filter: FacetFilter, columns: Columns): RawBuilder<boolean> {
  const wanted = filtered(filter).map((name) => sql<boolean>`${columns[name]} = ${filter[name]!}`)
  return wanted.length === 0 ? sql<boolean>`true` : sql<boolean>`(${sql.join(wanted, sql` and `)})`
}

/**
 * Counts every value of every facet in one pass over the rows of a condition. A facet is counted without its own filter, so that
 * what else could be chosen is seen with its number. A row that fails one filter counts in the facet of that filter only, one that
 * fails two nowhere.
 */
export function countQuery(
  condition: RawBuilder<boolean>,
  filter: FacetFilter,
  columns: Columns,
): RawBuilder<CountRow> {
  const bits = new Map(filtered(filter).map((name, i) => [name, 1 << i]))
  const failed = [...bits].map(
    ([name, bit]) => sql`case when ${columns[name]} = ${filter[name]!} then 0 else ${sql.lit(bit)} end`,
  )
  const failing = failed.length === 0 ? sql`0` : sql.join(failed, sql` + `)
  const values = facetNames.map((name) => sql`${columns[name]} as ${sql.ref(name)}`)
  const names = facetNames.map((name) => sql.ref(name))
  const counts = [...bits].map(
    ([name, bit]) => sql`count(*) filter (where failed in (0, ${sql.lit(bit)}))::int as ${sql.ref(`without_${name}`)}`,
  )
  const tolerated = [0, ...bits.values()].map((bit) => sql.lit(bit))
  return sql<CountRow>`
    select grouping(${sql.join(names)})::int as left_out, ${sql.join([...names, sql`count(*) filter (where failed = 0)::int as passing`, ...counts])}
    from (select ${sql.join([...values, sql`${failing} as failed`])} from catalog_search where ${condition}) as found
    where failed in (${sql.join(tolerated)})
    group by grouping sets ((), ${sql.join(names.map((name) => sql`(${name})`))})`
}

export type CountRow = { readonly [name in FacetName]: string | null } & {
  /** One bit for each facet, the first the highest: set where the row is not of that facet. */
  readonly left_out: number
  readonly passing: number
} & { readonly [name in `without_${FacetName}`]?: number }

/** Counts by facet, most first; a facet that an entry leaves open is not counted. */
export function countsOf(rows: readonly CountRow[]): {
  readonly total: number
  readonly counts: Readonly<Record<FacetName, ReadonlyMap<string, number>>>
} {
  const all = 2 ** facetNames.length - 1
  const total = rows.find((row) => row.left_out === all)?.passing ?? 0
  const counted = facetNames.map((name, i) => {
    const own = all - 2 ** (facetNames.length - 1 - i)
    const values = rows.flatMap((row): (readonly [string, number])[] => {
      const value = row[name]
      const count = row[`without_${name}`] ?? row.passing
      return row.left_out === own && value !== null && count > 0 ? [[value, count]] : []
    })
    return [name, new Map(values.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)))] as const
  })
  return { total, counts: Object.fromEntries(counted) as Record<FacetName, Map<string, number>> }
}

function filtered(filter: FacetFilter): readonly FacetName[] {
  return facetNames.filter((name) => filter[name] !== undefined)
}
