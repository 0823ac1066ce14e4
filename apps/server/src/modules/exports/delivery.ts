import type { Tx } from '../../platform/db/open-database.ts'
import type { CaseRuntime } from '../cases/index.ts'

/** The first file that is fetched is the delivery, as the first lookup is: the grant is marked and its case moves on. */
export async function firstDelivery(
  tx: Tx,
  runtime: CaseRuntime,
  grant: string,
  now: Date,
): Promise<Readonly<Record<string, unknown>>> {
  const marked = await tx
    .updateTable('data_grant')
    .set({ delivered_at: now })
    .where('id', '=', grant)
    .where('delivered_at', 'is', null)
    .returning('case_id')
    .executeTakeFirst()
  if (marked === undefined) return {}
  const moved = await runtime.happen(tx, marked.case_id, 'grant.firstDelivery')
  return moved ? { firstDelivery: true } : {}
}
