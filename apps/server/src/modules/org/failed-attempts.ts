import type { Tx } from '../../platform/db/open-database.ts'

/** Failures in a row after which an account rests, and for how long. */
const failuresAllowed = 5
const lockMinutes = 15

/**
 * Counts a wrong password or code of an account, wherever it was tried: a session that was left open is no way around the limit.
 *
 * @returns Until when the account rests, or null when it does not.
 */
export async function countFailedAttempt(
  tx: Tx,
  account: { readonly id: string; readonly failed: number },
  at: Date,
): Promise<Date | null> {
  const failed = account.failed + 1
  const until = failed >= failuresAllowed ? new Date(at.getTime() + lockMinutes * 60_000) : null
  await tx
    .updateTable('account')
    .set({ failed_attempts: until === null ? failed : 0, locked_until: until })
    .where('id', '=', account.id)
    .execute()
  return until
}
