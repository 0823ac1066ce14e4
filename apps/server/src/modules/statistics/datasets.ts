import { sql } from 'kysely'
import type { CivilDate } from '@fadu/domain'
import type { Db } from '../../platform/db/open-database.ts'
import { decodeCursor, toPage, type Page } from '../../platform/http/page.ts'
import { freshnessOf, visibleWhere, type Freshness, type Visibility } from '../catalog/index.ts'

/** What a published entry holds. */
export interface DatasetLine {
  readonly code: string
  readonly entry: { readonly id: string; readonly code: string; readonly name: string }
  readonly provider: { readonly id: string; readonly name: string }
  readonly rows: number
  readonly batches: number
  readonly lastBatchAt: string | null
  readonly freshness: Freshness
  /** Of the newest run of its rules that checked anything, 0 to 100. */
  readonly score: number | null
}

export interface DataVolume {
  readonly datasets: number
  readonly rows: number
  readonly batches: number
}

export const noVolume: DataVolume = { datasets: 0, rows: 0, batches: 0 }

/** Datasets of the entries that may be seen, by code. */
export async function datasetsIn(
  db: Db,
  visible: Visibility,
  query: {
    readonly provider?: string | undefined
    /** Only those that have a score. */
    readonly scored?: boolean | undefined
    readonly limit: number
    readonly cursor?: string | undefined
  },
  today: CivilDate,
): Promise<Page<DatasetLine>> {
  const [after] = query.cursor === undefined ? [''] : decodeCursor(query.cursor, ['text'])
  const rows = await selectDatasets(db, visible)
    .innerJoin('catalog_entry', 'catalog_entry.id', 'catalog_search.entry_id')
    .innerJoin('organization', 'organization.id', 'catalog_search.provider_id')
    .select(['dataset.code', 'dataset.row_count', 'catalog_search.entry_id', 'catalog_entry.code as entry_code'])
    .select(['catalog_entry.name as entry_name', 'catalog_search.provider_id', 'organization.name as provider_name'])
    .select(['catalog_search.update_cycle', 'catalog_search.fresh_through'])
    .select((eb) => {
      const own = eb.selectFrom('batch').whereRef('batch.dataset_id', '=', 'dataset.id')
      return [
        own.select((e) => e.fn.countAll<number>().as('n')).as('batches'),
        own.select((e) => e.fn.max('batch.created_at').as('at')).as('last_batch_at'),
      ]
    })
    .select(
      sql<string | null>`(
      select q.score from quality_run q where q.dataset_id = dataset.id and q.score is not null
      order by q.ran_at desc, q.id desc limit 1)`.as('score'),
    )
    .$if(query.scored === true, (qb) =>
      qb.where(
        sql<boolean>`exists (select from quality_run q where q.dataset_id = dataset.id and q.score is not null)`,
      ),
    )
    .$if(query.provider !== undefined, (qb) => qb.where('catalog_search.provider_id', '=', query.provider!))
    .where('dataset.code', '>', after!)
    .orderBy('dataset.code')
    .limit(query.limit + 1)
    .execute()
  return toPage(
    rows,
    query.limit,
    (row) => [row.code],
    (row) => ({
      code: row.code,
      entry: { id: row.entry_id, code: row.entry_code, name: row.entry_name },
      provider: { id: row.provider_id, name: row.provider_name },
      rows: Number(row.row_count),
      batches: Number(row.batches),
      lastBatchAt: row.last_batch_at === null ? null : new Date(row.last_batch_at).toISOString(),
      freshness: freshnessOf(row.update_cycle ?? undefined, row.fresh_through ?? undefined, today),
      score: row.score === null ? null : Number(row.score),
    }),
  )
}

/** What the same datasets hold together, by provider. */
export async function volumesIn(db: Db, visible: Visibility): Promise<ReadonlyMap<string, DataVolume>> {
  const rows = await selectDatasets(db, visible)
    .leftJoin(
      (eb) =>
        eb
          .selectFrom('batch')
          .select(['batch.dataset_id', (e) => e.fn.countAll<number>().as('batches')])
          .groupBy('batch.dataset_id')
          .as('stored'),
      (join) => join.onRef('stored.dataset_id', '=', 'dataset.id'),
    )
    .select('catalog_search.provider_id')
    .select((eb) => [
      eb.fn.countAll<number>().as('datasets'),
      eb.fn.sum<number>('dataset.row_count').as('rows'),
      sql<number>`coalesce(sum(stored.batches), 0)`.as('batches'),
    ])
    .groupBy('catalog_search.provider_id')
    .execute()
  return new Map(
    rows.map((row) => [
      row.provider_id,
      { datasets: Number(row.datasets), rows: Number(row.rows), batches: Number(row.batches) },
    ]),
  )
}

export function totalOf(volumes: Iterable<DataVolume>): DataVolume {
  return [...volumes].reduce(
    (sum, { datasets, rows, batches }) => ({
      datasets: sum.datasets + datasets,
      rows: sum.rows + rows,
      batches: sum.batches + batches,
    }),
    noVolume,
  )
}

function selectDatasets(db: Db, visible: Visibility) {
  return db
    .selectFrom('dataset')
    .innerJoin('catalog_search', 'catalog_search.entry_id', 'dataset.entry_id')
    .where(visibleWhere(visible, 'catalog_search'))
}
