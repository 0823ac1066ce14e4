import { sql, type RawBuilder } from 'kysely'
import type { Dataset } from './dataset-store.ts'
import { rowCondition, type RowCondition } from './row-filter.ts'

/**
 * Where a reading of changes stands. Batches of a dataset are stored one after the other, so whatever is later has a later
 * place: a row that was received stands at its batch, a row that was taken away at the batch that took it.
 */
export interface ChangePlace {
  /** Batch of the change. */
  readonly at: number
  /** What was taken away comes before what was received by the same batch. */
  readonly phase: 0 | 1
  readonly batch: number
  readonly line: number
}

/** What was received and taken away since a place. */
export interface ChangesSelection {
  readonly kind: 'changes'
  /** Without it, from the beginning: every current row. */
  readonly since?: ChangePlace
  /** What the grant reaches. */
  readonly reach: readonly RowCondition[]
  readonly limit: number
}

/**
 * Changes in their order, one more than asked for. A row that came and went since is told once, as gone; whoever never had it
 * has nothing to remove. Without a place to begin at nothing is gone yet.
 *
 * @param wanted - Columns of rows received; `at` and `phase` are added.
 */
export function changesQuery(
  dataset: Dataset,
  wanted: readonly string[],
  { since, reach, limit }: ChangesSelection,
): RawBuilder<unknown> {
  const table = sql.table(dataset.table)
  const from = since ?? { at: 0, phase: 1, batch: 0, line: -1 }
  const place = sql`(${from.at}::integer, ${from.phase}::integer, ${from.batch}::integer, ${String(from.line)}::bigint)`
  const reached = rowCondition(dataset.layout, reach)
  const gone = sql`union all
    select superseded_by_batch, 0, batch, line from ${table}
    where superseded_by_batch >= ${from.at}::integer and ${reached}`
  const own = new Set(['batch', 'line'])
  const cells = wanted.filter((name) => !own.has(name)).map((name) => sql`r.${sql.ref(name)}`)
  return sql`
    select c.at, c.phase, c.batch, c.line, ${sql.join(cells)}
    from (
      select * from (
        select batch as at, 1 as phase, batch, line from ${table}
        where superseded_by_batch is null and batch >= ${from.at}::integer and ${reached}
        ${since === undefined ? sql`` : gone}) changes
      where (at, phase, batch, line) > ${place}
      order by at, phase, batch, line limit ${limit + 1}) c
    join ${table} r on r.batch = c.batch and r.line = c.line`
}
