import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../platform/db/open-database.ts'
import type { ApplicationKeyTable, CallSignatureTable } from '../../platform/db/tables.ts'

export type KeyRow = Pick<Selectable<ApplicationKeyTable>, 'id' | 'algorithm' | 'public_key' | 'user_id'>

/** Keys of an application that are good now. */
export function keysOf(db: Db, application: string): Promise<readonly KeyRow[]> {
  return db
    .selectFrom('application_key')
    .select(['id', 'algorithm', 'public_key', 'user_id'])
    .where('application_id', '=', application)
    .where('revoked_at', 'is', null)
    .execute()
}

/**
 * INVARIANT (a nonce is taken once): whoever comes second with the nonce of an application finds it taken, in whichever
 * process; kept by the constraint call_signature_nonce_once.
 *
 * @returns Whether it came first.
 */
export async function keepSignature(db: Db, row: Insertable<CallSignatureTable>): Promise<boolean> {
  const kept = await db
    .insertInto('call_signature')
    .values(row)
    .onConflict((c) => c.columns(['application_id', 'nonce']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return kept !== undefined
}

export type KeptSignature = Pick<Selectable<CallSignatureTable>, 'base' | 'signature' | 'received_at'> & KeyRow

export function readSignature(db: Db, id: string): Promise<KeptSignature | undefined> {
  return db
    .selectFrom('call_signature as s')
    .innerJoin('application_key as k', 'k.id', 's.key_id')
    .select(['s.base', 's.signature', 's.received_at', 'k.id', 'k.algorithm', 'k.public_key', 'k.user_id'])
    .where('s.id', '=', id)
    .executeTakeFirst()
}
