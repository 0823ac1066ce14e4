import { uuidv7 } from 'uuidv7'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { AccountNoticeKind } from '../../platform/db/tables.ts'
import { idBefore, toPage, type Page } from '../../platform/http/page.ts'

export interface AccountNotice {
  readonly id: string
  readonly kind: AccountNoticeKind
  /** Instants, ISO 8601. */
  readonly at: string
  readonly readAt: string | null
}

/** Tells the holder of an account that it changed, in the transaction that changed it. */
export async function tellHolder(tx: Tx, account: string, kind: AccountNoticeKind, at: Date): Promise<void> {
  const row = { id: uuidv7(), account_id: account, kind, told_at: at, read_at: null }
  await tx.insertInto('account_notice').values(row).execute()
}

/** What a holder was told, newest first. */
export async function noticesOf(
  db: Db,
  account: string,
  page: { readonly limit: number; readonly cursor: string | undefined },
): Promise<Page<AccountNotice>> {
  const rows = await db
    .selectFrom('account_notice')
    .selectAll()
    .where('account_id', '=', account)
    .where('id', '<', idBefore(page.cursor))
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return toPage(
    rows,
    page.limit,
    (row) => [row.id],
    (row) => ({
      id: row.id,
      kind: row.kind,
      at: row.told_at.toISOString(),
      readAt: row.read_at?.toISOString() ?? null,
    }),
  )
}
