import type { Selectable } from 'kysely'
import type { BackupRunTable } from '../../platform/db/backup-tables.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'

export type BackupRun = Selectable<BackupRunTable>
export type RunKind = BackupRunTable['kind']

/** The last one that succeeded, and the last one that was tried, whatever came of it. */
export interface LastRuns {
  readonly done: BackupRun | undefined
  readonly tried: BackupRun | undefined
}

export async function lastRuns(db: Db | Tx, kind: RunKind): Promise<LastRuns> {
  const ended = (states: readonly BackupRun['state'][]) =>
    db
      .selectFrom('backup_run')
      .selectAll()
      .where('kind', '=', kind)
      .where('state', 'in', states)
      .orderBy('ended_at', 'desc')
      .limit(1)
      .executeTakeFirst()
  return { done: await ended(['done']), tried: await ended(['done', 'failed']) }
}

/** The one that was asked for first and may begin. */
export function approvedRun(db: Db | Tx, kind: RunKind): Promise<BackupRun | undefined> {
  return db
    .selectFrom('backup_run')
    .selectAll()
    .where('kind', '=', kind)
    .where('state', '=', 'approved')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
}

/** Ids are in the order of time. */
export function runsBefore(db: Db | Tx, before: string, limit: number): Promise<readonly BackupRun[]> {
  return db.selectFrom('backup_run').selectAll().where('id', '<', before).orderBy('id', 'desc').limit(limit).execute()
}
