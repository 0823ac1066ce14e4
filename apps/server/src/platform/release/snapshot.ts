import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../db/open-database.ts'
import { DatasetMoved } from './dataset-keys.ts'
import type { Dataset } from './dataset-store.ts'
import type { Place } from './version-chain.ts'

/** What the snapshot of the rows says of their dataset. */
interface SnapshotKeys {
  readonly at_key: number
  readonly at_oldest: number
  readonly at_custody: string
}

/**
 * INVARIANT (no row is missed while a key is replaced): the same snapshot that gives the rows says under which versions they
 * are sealed. If those are not the versions that were looked for, the answer does not count.
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
  const { rows } = await sql<Omit<T, 'batch'> & SnapshotKeys & { readonly batch: number | null }>`
    select d.key_version as at_key, d.oldest_key as at_oldest, d.custody as at_custody, t.*
    from dataset d left join (${query}) t on true
    where d.id = ${dataset.id} order by ${order}`.execute(db)
  const [first] = rows
  const stands =
    first?.at_key === dataset.keyVersion &&
    first.at_oldest === dataset.oldestKey &&
    first.at_custody === dataset.custody
  if (!stands) throw new DatasetMoved(dataset.code)
  return rows.filter((row) => row.batch !== null) as unknown as readonly T[]
}
