import { sql } from 'kysely'
import { sm3Hash, type KeyStore } from '@fadu/smcrypto'
import { forgetAll } from './forget-all.ts'
import { replayDestruction, type Replayed } from './modules/destroy/index.ts'
import { withdrawExports } from './modules/exports/index.ts'
import type { DestroyedList } from './platform/backup/destroyed-list.ts'
import type { WitnessedLog } from './platform/backup/restored-log.ts'
import type { Db, Tx } from './platform/db/open-database.ts'
import { createEvidenceLog, type EntryBody, type LogEntry } from './platform/log/evidence-log.ts'
import { logSigners } from './platform/log/log-signers.ts'
import { createDatasetStore } from './platform/release/dataset-store.ts'

export interface Finished {
  readonly replayed: Replayed
  /** The entry that tells of it. */
  readonly entry: LogEntry
}

/**
 * What is done to a platform that came back from an earlier moment, before anybody is served: what waits for files is ended, what
 * was destroyed since is destroyed again, and the log tells of it.
 *
 * @param p.schema - Number of the newest migration, which the database has.
 * @param p.history - By which the database goes on, where its engine knows one.
 * @param p.witnessed - What was kept elsewhere says of the log.
 * @param p.told - What the log is told beside these and what was destroyed again.
 */
export async function finishRestored(
  tx: Tx,
  p: {
    readonly db: Db
    readonly keyStore: KeyStore
    readonly installation: string
    readonly schema: number
    readonly destroyed: DestroyedList
    readonly now: () => Date
    readonly history: string | undefined
    readonly witnessed: WitnessedLog | undefined
    readonly told: Pick<EntryBody, 'action' | 'subject' | 'detail'>
  },
): Promise<Finished> {
  const { db, keyStore, destroyed, now, history, witnessed, told } = p
  const origin = `fadu/${p.installation}`
  const { signers } = await logSigners(keyStore, origin)
  const log = createEvidenceLog({ db, hash: sm3Hash, origin, signers, now })
  const at = now()
  // What the schema brought up begins is as it came back; what is changed from here on is committed to after it.
  await log.beginRows(p.schema, tx)
  await endWithoutFiles(tx, at)
  const replayed = await replayDestruction(tx, destroyed, {
    datasets: createDatasetStore({ keyStore }),
    log,
    forget: forgetAll,
    rowsDeleted: withdrawExports,
    now: at,
  })
  const entry = await log.append(tx, at, {
    kind: 'system',
    actor: { type: 'System', id: 'system' },
    grounds: [],
    outcome: 'done',
    ...told,
    detail: {
      ...told.detail,
      ...(history === undefined ? {} : { history }),
      ...(witnessed === undefined ? {} : { witnessedSize: witnessed.size }),
      ...(witnessed?.missing === undefined ? {} : { missing: { ...witnessed.missing } }),
      destroyedAgain: { datasets: [...replayed.datasets], rows: replayed.rows },
    },
  })
  return { replayed, entry }
}

/** What was destroyed again was in the tables for a moment; its bytes are not to stay behind as dead rows. */
export async function forgetDeadRows(db: Db, { datasets, rows }: Replayed): Promise<void> {
  if (datasets.length === 0 && rows === 0) return
  await sql`vacuum full dataset_key`.execute(db)
  await sql`vacuum full quarantine_row`.execute(db)
  await sql`vacuum full item_finding`.execute(db)
  await sql`vacuum full batch`.execute(db)
}

/**
 * Files of uploads and exports come back with no database: what was not stored yet is sent again, what was exported is asked for
 * again. Work that waits for such a file would wait for ever.
 */
async function endWithoutFiles(tx: Tx, at: Date): Promise<void> {
  await tx
    .updateTable('aggregation_job')
    .set({ state: 'cancelled', finished_at: at, updated_at: at, worker: null })
    .where('finished_at', 'is', null)
    .execute()
  await tx
    .updateTable('export_job')
    .set({ state: 'discarded', file_key: null, worker: null })
    .where('state', 'in', ['waiting', 'writing', 'ready'])
    .execute()
}
