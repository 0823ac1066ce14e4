import { sql, type RawBuilder } from 'kysely'
import type { Db, Tx } from '../db/open-database.ts'
import type { Dataset } from './dataset-store.ts'

/** Where a version of a row stands. */
export interface Place {
  readonly batch: number
  readonly line: number
}

/** Versions shown of one row at most; a row that has more is no row that was corrected by hand. */
export const mostVersions = 500

/**
 * All versions of the rows that a condition finds, whichever of them it is true of: a corrected identifier is found by the
 * old value and by the new one. Follows what superseded what, both ways, until nothing is added.
 */
export async function versionsOf(
  tx: Db | Tx,
  dataset: Pick<Dataset, 'id' | 'table'>,
  condition: RawBuilder<unknown>,
): Promise<readonly Place[]> {
  const { rows } = await sql<Place>`
    select batch, line::float8 as line from ${sql.table(dataset.table)} where ${condition}
    order by batch, line limit ${mostVersions}`.execute(tx)
  const found = new Map<string, Place>()
  let added: readonly Place[] = rows
  while (added.length > 0 && found.size < mostVersions) {
    for (const place of added) found.set(keyOf(place), place)
    const linked = await linkedTo(tx, dataset.id, added)
    added = linked.filter((place) => !found.has(keyOf(place)))
  }
  return [...found.values()]
}

/** Whether a row that a condition finds is current. */
export async function hasCurrent(
  tx: Db | Tx,
  { table }: Pick<Dataset, 'table'>,
  condition: RawBuilder<unknown>,
): Promise<boolean> {
  const { rows } = await sql`
    select from ${sql.table(table)} where superseded_by_batch is null and ${condition} limit 1`.execute(tx)
  return rows.length > 0
}

/** The version each of these replaced, and the one that replaced it. */
async function linkedTo(tx: Db | Tx, dataset: string, places: readonly Place[]): Promise<readonly Place[]> {
  const batches = places.map((p) => p.batch)
  const lines = places.map((p) => String(p.line))
  const { rows } = await sql<{ old_batch: number; old_line: number; new_batch: number; new_line: number }>`
    select l.target_batch as old_batch, l.target_line::float8 as old_line, b.number as new_batch, l.line::float8 as new_line
    from correction c
    join batch b on b.id = c.batch_id
    join correction_line l on l.correction_id = c.id
    where c.dataset_id = ${dataset}::uuid and l.target_batch is not null and (
      (l.target_batch, l.target_line) in (select * from unnest(${batches}::integer[], ${lines}::bigint[]))
      or (b.number, l.line::bigint) in (select * from unnest(${batches}::integer[], ${lines}::bigint[])))`.execute(tx)
  return rows.flatMap((r) => [
    { batch: r.old_batch, line: r.old_line },
    { batch: r.new_batch, line: r.new_line },
  ])
}

function keyOf({ batch, line }: Place): string {
  return `${batch}:${line}`
}
