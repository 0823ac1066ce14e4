import { sql } from 'kysely'
import { decodeUtf8 } from '@fadu/audit-log'
import { EnvelopeTampered } from '@fadu/smcrypto'
import type { Tx } from '../db/open-database.ts'
import type { Dataset, DatasetStore } from './dataset-store.ts'
import { indexColumn, plainColumn } from './layout.ts'
import type { Place } from './version-chain.ts'

export interface ErasedRows {
  readonly current: number
  /** Rows that a later version had taken the place of. */
  readonly superseded: number
  readonly quarantined: number
}

/**
 * Erases every version of the rows of one identifier, and the rows in quarantine that hold it. The one exception to "originals
 * stay": the law gives a person the right to it.
 *
 * @param item - Code of an identifier of the dataset.
 * @param value - Normalised as it is stored.
 */
export async function eraseRowsOf(
  tx: Tx,
  datasets: DatasetStore,
  dataset: Dataset,
  { item, value }: { readonly item: string; readonly value: string },
): Promise<ErasedRows> {
  const column = dataset.layout.find((c) => c.code === item)!
  const keyring = await datasets.keyringOf(tx, dataset)
  const hashes = keyring.versions.map((keys) => Buffer.from(keys.indexer(item).index(value)))
  const condition = column.sealed
    ? sql`${sql.ref(indexColumn(item))} in (${sql.join(hashes)})`
    : sql`${sql.ref(plainColumn(item))}::text = ${value}`
  const { rows } = await sql<Place & { readonly superseded: boolean }>`
    delete from ${sql.table(dataset.table)} where ${condition}
    returning batch, line, superseded_by_batch is not null as superseded`.execute(tx)
  await keepPlaces(tx, dataset, rows)
  const superseded = rows.filter((r) => r.superseded).length
  return { current: rows.length - superseded, superseded, quarantined: await eraseQuarantined(tx) }

  /** A row in quarantine has no index: each is opened and looked at. One that does not open is left and told by whoever reads it. */
  async function eraseQuarantined(inner: Tx): Promise<number> {
    const held = await inner
      .selectFrom('quarantine_row')
      .innerJoin('batch', 'batch.id', 'quarantine_row.batch_id')
      .select(['quarantine_row.batch_id', 'quarantine_row.line', 'quarantine_row.sealed', 'batch.number'])
      .where('batch.dataset_id', '=', dataset.id)
      .execute()
    let erased = 0
    for (const { batch_id, line, sealed, number } of held) {
      if (!holds(`quarantine/${number}:${line}`, new Uint8Array(sealed))) continue
      await inner.deleteFrom('quarantine_row').where('batch_id', '=', batch_id).where('line', '=', line).execute()
      erased++
    }
    return erased
  }

  function holds(place: string, envelope: Uint8Array): boolean {
    try {
      const content = decodeUtf8(keyring.open(place, envelope)).toUpperCase()
      return content.includes(value.toUpperCase())
    } catch (error) {
      if (error instanceof EnvelopeTampered) return false
      throw error
    }
  }
}

/**
 * Erases rows again that were erased before, by where they stood: a restored backup is older than their deletion.
 *
 * @returns How many came back and are gone now.
 */
export async function eraseRowsAt(tx: Tx, dataset: Dataset, places: readonly Place[]): Promise<ErasedRows> {
  const batches = places.map((p) => p.batch)
  const lines = places.map((p) => String(p.line))
  const { rows } = await sql<Place & { readonly superseded: boolean }>`
    delete from ${sql.table(dataset.table)} as r
    using unnest(${batches}::integer[], ${lines}::bigint[]) as p (batch, line)
    where r.batch = p.batch and r.line = p.line
    returning r.batch, r.line, r.superseded_by_batch is not null as superseded`.execute(tx)
  await keepPlaces(tx, dataset, rows)
  const superseded = rows.filter((r) => r.superseded).length
  return { current: rows.length - superseded, superseded, quarantined: 0 }
}

/** Where the rows stood, so that a comparison with checksums does not take them for destroyed. */
async function keepPlaces(tx: Tx, { id }: Dataset, places: readonly Place[]): Promise<void> {
  const batches = places.map((p) => p.batch)
  const lines = places.map((p) => String(p.line))
  await sql`insert into erased_row (dataset_id, batch, line)
    select ${id}::uuid, p.batch, p.line from unnest(${batches}::integer[], ${lines}::bigint[]) as p (batch, line)`.execute(
    tx,
  )
}
