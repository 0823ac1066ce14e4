import type { Db, Tx } from '../../platform/db/open-database.ts'
import { Problem } from '../../platform/problem/index.ts'
import type { CaseRuntime, Effect } from '../cases/index.ts'

/** Finds the database a task names, by what the regime calls it or by its code. */
export const demandTask: Effect = async (tx, input) => {
  const { databaseKind, database } = input.form as {
    readonly databaseKind: 'base' | 'thematic'
    readonly database: string
  }
  const found = await tx
    .selectFrom('data_database')
    .select('id')
    .where('territory_code', '=', input.subject.territory)
    .where('kind', '=', databaseKind)
    .where('closed_at', 'is', null)
    .where((eb) => eb.or([eb('name', '=', database.trim()), eb('code', '=', database.trim())]))
    .executeTakeFirst()
  if (found === undefined) {
    const faults = [{ field: 'form.database', expected: 'a database of this kind that the territory has set up' }]
    throw new Problem({ code: 'REQUEST_MALFORMED', faults })
  }
  await tx
    .insertInto('aggregation_task')
    .values({
      case_id: input.case.id,
      entry_id: input.subject.id,
      database_id: found.id,
      state: 'notAggregated',
      demanded_at: input.now,
    })
    .execute()
}

/**
 * The batch is a fact: of an event the newest one of the entry, of an act the one it names, which must be there with as many
 * rows as it says.
 */
export const loadTask: Effect = async (tx, input) => {
  const { batch, records } = input.form as { readonly batch?: string; readonly records?: number }
  const number = batch === undefined ? undefined : Number(/(\d{1,9})$/.exec(batch)?.[1] ?? Number.NaN)
  const query = tx
    .selectFrom('batch')
    .innerJoin('dataset', 'dataset.id', 'batch.dataset_id')
    .select(['batch.id', 'batch.stored'])
    .where('dataset.entry_id', '=', input.subject.id)
    .where('batch.stored', '>', 0)
    .orderBy('batch.number', 'desc')
    .limit(1)
  const found = Number.isNaN(number)
    ? undefined
    : await (number === undefined ? query : query.where('batch.number', '=', number)).executeTakeFirst()
  if (found === undefined || (records !== undefined && records !== found.stored)) {
    const [field, expected] =
      found === undefined
        ? ['form.batch', 'a batch of the entry that stored rows']
        : ['form.records', `${found.stored}, what the batch stored`]
    throw new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field, expected }] })
  }
  await tx
    .updateTable('aggregation_task')
    .set({ state: 'aggregated', batch_id: found.id, loaded_at: input.now })
    .where('case_id', '=', input.case.id)
    .execute()
}

export const cancelTask: Effect = async (tx, input) => {
  await tx.updateTable('aggregation_task').set({ state: 'cancelled' }).where('case_id', '=', input.case.id).execute()
}

/** A batch was stored: the tasks that wait for one are done, in its transaction. */
export async function batchStored(tx: Tx, runtime: CaseRuntime, entryId: string): Promise<void> {
  const waiting = await tx
    .selectFrom('aggregation_task')
    .select('case_id')
    .where('entry_id', '=', entryId)
    .where('state', '=', 'notAggregated')
    .orderBy('case_id')
    .execute()
  if (waiting.length === 0) return
  const stored = await tx
    .selectFrom('batch')
    .innerJoin('dataset', 'dataset.id', 'batch.dataset_id')
    .select('batch.id')
    .where('dataset.entry_id', '=', entryId)
    .where('batch.stored', '>', 0)
    .limit(1)
    .executeTakeFirst()
  // A batch of nothing but quarantined rows loads nothing.
  if (stored === undefined) return
  for (const { case_id } of waiting) await runtime.happen(tx, case_id, 'batch.stored')
}

export interface TaskView {
  readonly case: string
  readonly entry: { readonly id: string; readonly code: string; readonly name: string }
  readonly provider: { readonly id: string; readonly name: string }
  readonly database: { readonly id: string; readonly name: string; readonly kind: 'base' | 'thematic' }
  readonly aggregated: boolean
  readonly batch: { readonly number: number; readonly stored: number; readonly at: string } | null
  readonly demandedAt: string
}

/** Tasks of a territory that stand, those that wait first. */
export async function tasksOf(
  db: Db,
  territory: string,
  aggregated: boolean | undefined,
): Promise<readonly TaskView[]> {
  const query = db
    .selectFrom('aggregation_task as t')
    .innerJoin('data_database as d', 'd.id', 't.database_id')
    .innerJoin('catalog_entry as e', 'e.id', 't.entry_id')
    .innerJoin('organization as o', 'o.id', 'e.provider_id')
    .leftJoin('batch as b', 'b.id', 't.batch_id')
    .select(['t.case_id', 't.state', 't.demanded_at', 'e.id as entry_id', 'e.code', 'e.name', 'o.id as provider_id'])
    .select(['o.name as provider_name', 'd.id as database_id', 'd.name as database_name', 'd.kind'])
    .select(['b.number', 'b.stored', 'b.created_at as stored_at'])
    .where('d.territory_code', '=', territory)
    .where('t.state', '!=', 'cancelled')
  const rows = await (
    aggregated === undefined ? query : query.where('t.state', '=', aggregated ? 'aggregated' : 'notAggregated')
  )
    .orderBy('t.state', 'desc')
    .orderBy('t.demanded_at')
    .limit(1000)
    .execute()
  return rows.map((r) => ({
    case: r.case_id,
    entry: { id: r.entry_id, code: r.code, name: r.name },
    provider: { id: r.provider_id, name: r.provider_name },
    database: { id: r.database_id, name: r.database_name, kind: r.kind },
    aggregated: r.state === 'aggregated',
    batch: r.number === null ? null : { number: r.number, stored: r.stored!, at: r.stored_at!.toISOString() },
    demandedAt: r.demanded_at.toISOString(),
  }))
}
