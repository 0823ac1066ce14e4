import { civilDateOf } from '@fadu/domain'
import type { Tx } from '../../../platform/db/open-database.ts'
import { updateDueOn } from './freshness.ts'

/** Entries computed at a time. */
const chunk = 500

/**
 * Keeps the day by which each of these entries is to be updated next. Written wherever an entry is indexed: with its publication,
 * its new version, its withdrawal and each batch.
 */
export async function keepUpdateDue(tx: Tx, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += chunk) await keepChunk(tx, ids.slice(from, from + chunk))
}

async function keepChunk(tx: Tx, ids: readonly string[]): Promise<void> {
  const entries = await tx
    .selectFrom('catalog_entry as e')
    .select(['e.id', 'e.provider_id', 'e.territory_code', 'e.fields', 'e.state'])
    .select((eb) => [
      eb
        .selectFrom('catalog_version')
        .select((min) => min.fn.min('catalog_version.published_at').as('at'))
        .whereRef('catalog_version.entry_id', '=', 'e.id')
        .as('published'),
      eb
        .selectFrom('batch')
        .innerJoin('dataset', 'dataset.id', 'batch.dataset_id')
        .select((max) => max.fn.max('batch.created_at').as('at'))
        .whereRef('dataset.entry_id', '=', 'e.id')
        .where('batch.stored', '>', 0)
        // A correction mends what was brought; it is not the update that the cycle asks for.
        .where('batch.mode', 'in', ['append', 'upsert', 'snapshot'])
        .as('last_batch'),
    ])
    .where('e.id', 'in', [...ids])
    .where('e.published_version', 'is not', null)
    .execute()
  const due = entries.flatMap((entry) => {
    const { updateCycle } = entry.fields as { readonly updateCycle?: unknown }
    const cycle = typeof updateCycle === 'string' ? updateCycle : undefined
    const day = updateDueOn(cycle, { lastBatch: dayOf(entry.last_batch), publishedOn: dayOf(entry.published) })
    if (entry.state !== 'published' || day === undefined) return []
    const { id, provider_id, territory_code } = entry
    return [{ entry_id: id, provider_id, territory_code, cycle: cycle!, due_on: day }]
  })
  const known = new Set(due.map((d) => d.entry_id))
  const gone = entries.map((e) => e.id).filter((id) => !known.has(id))
  if (gone.length > 0) await tx.deleteFrom('update_due').where('entry_id', 'in', gone).execute()
  if (due.length === 0) return
  await tx
    .insertInto('update_due')
    .values(due)
    .onConflict((conflict) =>
      conflict.column('entry_id').doUpdateSet((eb) => ({
        provider_id: eb.ref('excluded.provider_id'),
        territory_code: eb.ref('excluded.territory_code'),
        cycle: eb.ref('excluded.cycle'),
        due_on: eb.ref('excluded.due_on'),
      })),
    )
    .execute()
}

function dayOf(at: Date | string | null) {
  return at === null ? undefined : civilDateOf(new Date(at))
}
