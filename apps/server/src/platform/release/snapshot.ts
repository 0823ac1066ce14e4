import { sql, type RawBuilder } from 'kysely'
import { sqlState } from '../db/connection.ts'
import type { Db, Tx } from '../db/open-database.ts'
import { Problem } from '../problem/index.ts'
import { DatasetMoved } from './dataset-keys.ts'
import type { Dataset, DatasetStore } from './dataset-store.ts'
import type { Place } from './version-chain.ts'

/** What a snapshot of rows says of their dataset, called `d` in it. */
export interface Standing {
  readonly at_key: number
  readonly at_oldest: number
  readonly at_custody: string
  readonly at_layout: number
}
export const standing = sql`d.key_version as at_key, d.oldest_key as at_oldest, d.custody as at_custody, d.layout_version as at_layout`

/**
 * INVARIANT (no row is missed while a key is replaced, no value is looked for where it was): the same snapshot that gives the
 * rows says under which keys and in which columns they stand. If those are not the ones that were looked for, the answer does
 * not count.
 *
 * @throws {DatasetMoved}
 */
export function requireStanding(dataset: Dataset, found: Standing | undefined): void {
  const stands =
    found?.at_key === dataset.keyVersion &&
    found.at_oldest === dataset.oldestKey &&
    found.at_custody === dataset.custody &&
    found.at_layout === dataset.layoutVersion
  if (!stands) throw new DatasetMoved(dataset.code)
}

/** For rows that were read before, by other means. @throws {DatasetMoved} */
export async function requireUnmoved(tx: Db | Tx, dataset: Dataset): Promise<void> {
  const { rows } = await sql<Standing>`select ${standing} from dataset d where d.id = ${dataset.id}`.execute(tx)
  requireStanding(dataset, rows[0])
}

/**
 * Rows of a dataset, with how it stands.
 *
 * @param query - Has columns `batch` and `line`. Called `t` in `order`.
 * @throws {DatasetMoved}
 */
export async function inOneSnapshot<T extends Place>(
  db: Db,
  dataset: Dataset,
  query: RawBuilder<unknown>,
  order: RawBuilder<unknown> = sql`t.batch, t.line`,
): Promise<readonly T[]> {
  const { rows } = await sql<Omit<T, 'batch'> & Standing & { readonly batch: number | null }>`
    select ${standing}, t.* from dataset d left join (${query}) t on true
    where d.id = ${dataset.id} order by ${order}`.execute(db)
  requireStanding(dataset, rows[0])
  return rows.filter((row) => row.batch !== null) as unknown as readonly T[]
}

/** How often a dataset may move under one reading: a rotation begins or ends, which happens days apart. */
const mostReadings = 3
/** SQLSTATE of a table and of a column that is not there. */
const notThere = ['42P01', '42703']

/** Reads on a dataset as it stands. */
export type StandingReader = <T>(read: (dataset: Dataset) => Promise<T>) => Promise<T>

/**
 * Readings that began on a dataset as it was decided on. When a key took another's place meanwhile, it is read again with the
 * keys that hold now, and so are the readings after it; otherwise nothing more is read.
 *
 * @throws {Problem} STATE_CONFLICT when it was sealed off or destroyed, DATASET_CHANGED when it was published with other items.
 */
export function createStandingReader(
  { db, datasets }: { readonly db: Db; readonly datasets: Pick<DatasetStore, 'byId'> },
  began: Dataset,
): StandingReader {
  let current = began
  return async (read) => {
    for (let reading = 1; ; reading++) {
      try {
        return await read(current)
      } catch (error) {
        const moved = error instanceof DatasetMoved
        if (!moved && !notThere.includes(sqlState(error) ?? '')) throw error
        if (reading === mostReadings) throw moved ? new Problem({ code: 'BUSY', retrySeconds: 1 }) : error
      }
      current = await standingAgain(began)
    }
  }

  async function standingAgain({ id, code, custody, layoutVersion }: Dataset): Promise<Dataset> {
    const now = await datasets.byId(db, id)
    if (now?.custody !== custody) {
      throw new Problem({ code: 'STATE_CONFLICT', what: '数据集', state: now?.custody ?? 'destroyed' })
    }
    if (now.layoutVersion !== layoutVersion) throw new Problem({ code: 'DATASET_CHANGED', dataset: code })
    return now
  }
}
