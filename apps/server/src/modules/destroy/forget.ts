import { sql } from 'kysely'
import { sm3 } from '@fadu/smcrypto'
import { encodeUtf8 } from '@fadu/audit-log'
import { rawConnection, unhurried } from '../../platform/db/dialect.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { Dataset } from '../../platform/release/dataset-store.ts'

/** What was erased, for the certificate: counts, never values. */
export interface Erased {
  readonly keys: readonly number[]
  readonly rows: number
  readonly quarantined: number
  readonly batches: number
  readonly findings: number
  readonly answers: number
}

/**
 * Erases a dataset: keys first, so that whatever survives elsewhere (a backup of the tables, a dead row, a page of the disk) is
 * unreadable; then everything that holds or was computed from its values. The record of what happened stays.
 */
export async function eraseDataset(tx: Tx, dataset: Dataset, now: Date): Promise<Erased> {
  await unhurried(tx)
  const keys = await tx
    .updateTable('dataset_key')
    .set({ state: 'destroyed', wrapped_key: null, ended_at: now })
    .where('dataset_id', '=', dataset.id)
    .where('wrapped_key', 'is not', null)
    .returning('version')
    .execute()
  await tx
    .updateTable('key_rotation')
    .set({ state: 'ended', ended_at: now })
    .where('dataset_id', '=', dataset.id)
    .where('state', 'in', ['running', 'halted'])
    .execute()
  const rows = await countRows(tx, dataset)
  await rawConnection(tx, (connection) => connection.script(`drop table ${dataset.table}`))
  const batches = await tx.selectFrom('batch').select('id').where('dataset_id', '=', dataset.id).execute()
  const ids = batches.map((b) => b.id)
  const quarantined =
    ids.length === 0
      ? 0
      : Number((await tx.deleteFrom('quarantine_row').where('batch_id', 'in', ids).executeTakeFirst()).numDeletedRows)
  for (const id of ids) {
    // A file's name can name a person, and its hash tells whoever has the file that it was here.
    await tx
      .updateTable('batch')
      .set({ file_name: '', content_hash: sm3(encodeUtf8(id)) })
      .where('id', '=', id)
      .execute()
  }
  const findings = await forgetEvidence(tx, dataset.entry)
  await tx.deleteFrom('item_key').where('entry_id', '=', dataset.entry).execute()
  const answers = await tx
    .deleteFrom('idempotent_answer')
    .where(sql`body::text`, 'like', `%${dataset.code}%`)
    .executeTakeFirst()
  await tx
    .updateTable('data_grant')
    .set({ status: 'revoked' })
    .where('entry_id', '=', dataset.entry)
    .where('status', '!=', 'revoked')
    .execute()
  return {
    keys: keys.map((k) => k.version).toSorted((a, b) => a - b),
    rows,
    quarantined,
    batches: ids.length,
    findings,
    answers: Number(answers.numDeletedRows),
  }
}

async function countRows(tx: Tx, dataset: Dataset): Promise<number> {
  const { rows } = await sql<{ n: number | string }>`select count(*) as n from ${sql.table(dataset.table)}`.execute(tx)
  return Number(rows[0]!.n)
}

/** Masked examples are still pieces of values. What the rules say of an item's name and meaning stays. */
export async function forgetEvidence(tx: Tx, entry: string): Promise<number> {
  const items = await tx.deleteFrom('item_finding').where('entry_id', '=', entry).executeTakeFirst()
  const whole = await tx.deleteFrom('entry_finding').where('entry_id', '=', entry).executeTakeFirst()
  const suggestions = await tx
    .updateTable('grading_suggestion')
    .set({ evidence: '[]' })
    .where('entry_id', '=', entry)
    .where(sql`evidence::text`, '<>', '[]')
    .executeTakeFirst()
  return Number(items.numDeletedRows + whole.numDeletedRows + suggestions.numUpdatedRows)
}
