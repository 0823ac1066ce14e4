import type { Tx } from '../../platform/db/open-database.ts'
import type { CaseRuntime } from '../cases/index.ts'
import type { GrantFacts } from './facts.ts'

/** Delivery means the first successful call: the grant is marked and the case moves on in the transaction of the record. */
export async function firstDelivery(
  tx: Tx,
  runtime: CaseRuntime,
  grant: GrantFacts,
  now: Date,
): Promise<Readonly<Record<string, unknown>>> {
  const marked = await tx
    .updateTable('data_grant')
    .set({ delivered_at: now })
    .where('id', '=', grant.id!)
    .where('delivered_at', 'is', null)
    .returning('case_id')
    .executeTakeFirst()
  if (marked === undefined) return {}
  const moved = await runtime.happen(tx, marked.case_id, 'grant.firstDelivery')
  return moved ? { firstDelivery: true } : {}
}
