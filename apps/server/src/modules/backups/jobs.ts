import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { uuidv7 } from 'uuidv7'
import { BackupError } from '../../platform/backup/backup-fault.ts'
import { readDestroyed, writeDestroyed } from '../../platform/backup/destroyed-list.ts'
import { backupIds, writeBackup, type BackupSource } from '../../platform/backup/write-backup.ts'
import type { EvidenceLog } from '../../platform/log/evidence-log.ts'
import { sqlState } from '../../platform/db/open-database.ts'
import type { BackupConfig } from '../../platform/config.ts'
import { approvedRun, lastRuns, type BackupRun, type RunKind } from './queries.ts'

/** What a drill found: a backup that was restored aside, whole and checked. */
export interface Drilled {
  readonly rows: number
  readonly logSize: number
}

export interface BackupJobs {
  /** Does what is due: keeps the list of what was destroyed, takes a backup, restores one aside. */
  work(): Promise<{ readonly taken: number; readonly drilled: number; readonly failed: number }>
}

/** So many backups go on from one before the next stands alone: a lost file costs no more than these. */
const longestChain = 7
/** The lists of what was destroyed are renewed so often, so that one that is old can be told from one that has nothing new to say. */
const renewListMs = 60 * 1000
/** A schedule tries again after so long. */
const retryMs = 60 * 60 * 1000

export function createBackupJobs(deps: {
  readonly source: BackupSource
  readonly settings: BackupConfig | undefined
  /** Where the list of what was destroyed is kept beside the one in the folder of backups. */
  readonly dataFolder: string
  /** Sees that the log of the database is the one that this server has seen: the list of another would know less. */
  readonly requireSeen: () => Promise<void>
  readonly log: EvidenceLog
  /** Restores a backup beside the running platform, checks it and removes it again. */
  readonly restoreAside: (path: string) => Promise<Drilled>
  /** Instants of the last success in seconds, and whether the last drill succeeded. */
  readonly measure: (last: { readonly backup?: Date; readonly drill?: Date; readonly drillPassed: boolean }) => void
}): BackupJobs {
  const { source, settings, log } = deps
  const { db, now } = source

  /** What was destroyed, as the lists on disk say it, and when they said so; undefined until this process has written them. */
  let written: { readonly content: string; readonly at: Date } | undefined
  const folders = [deps.dataFolder, ...(settings === undefined ? [] : [settings.folder])]
  const keepLists = async (always: boolean): Promise<void> => {
    await deps.requireSeen()
    const at = now()
    const destroyed = await readDestroyed(db, at)
    const content = JSON.stringify([destroyed.datasets, destroyed.rows])
    const isFresh = written !== undefined && Math.abs(at.getTime() - written.at.getTime()) < renewListMs
    if (!always && isFresh && content === written?.content) return
    for (const folder of folders) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await writeDestroyed(folder, destroyed, source.signers)
    }
    written = { content, at }
  }

  const isDue = async (kind: RunKind, everyMs: number | undefined): Promise<boolean> => {
    if (everyMs === undefined) return false
    const { done, tried } = await lastRuns(db, kind)
    const since = (run: BackupRun | undefined): number =>
      run === undefined ? Infinity : now().getTime() - run.ended_at!.getTime()
    return since(done) >= everyMs && since(tried) >= Math.min(retryMs, everyMs)
  }

  /** How many backups the newest goes on from. */
  const chainLength = async (): Promise<number> => {
    const rows = await db
      .selectFrom('backup_run')
      .select('base_id')
      .where('kind', '=', 'backup')
      .where('state', '=', 'done')
      .orderBy('ended_at', 'desc')
      .limit(longestChain)
      .execute()
    const alone = rows.findIndex((row) => row.base_id === null)
    return alone < 0 ? rows.length : alone
  }

  /** One run: what came of it is kept and told in the log, in one transaction. */
  const run = async (
    kind: RunKind,
    asked: BackupRun | undefined,
    work: () => Promise<Partial<BackupRun>>,
  ): Promise<boolean> => {
    const askedAt = asked?.asked_at ?? now()
    let outcome: Partial<BackupRun> & Pick<BackupRun, 'state'>
    try {
      outcome = { ...(await work()), state: 'done' }
    } catch (error) {
      // Another process does it.
      if (error instanceof BackupError && error.fault.code === 'BACKUP_UNDER_WAY') return true
      outcome = { state: 'failed', fault: faultOf(error) }
    }
    const at = now()
    await db.transaction().execute(async (tx) => {
      const id = asked?.id ?? uuidv7()
      const { backup_id, base_id, row_total, bytes, log_size, fault, state } = outcome
      const entry = await log.append(tx, at, {
        kind: 'system',
        action: kind === 'backup' ? 'backup.take' : 'backup.drill',
        actor: { type: 'System', id: 'system' },
        subject: { type: 'BackupRun', id },
        grounds: [],
        outcome: state === 'done' ? 'done' : 'refused',
        ...(fault === undefined || fault === null ? {} : { reason: fault }),
        detail: {
          ...(backup_id === undefined ? {} : { backup: backup_id }),
          ...(base_id === undefined || base_id === null ? {} : { base: base_id }),
          ...(row_total === undefined ? {} : { rows: row_total }),
          ...(bytes === undefined ? {} : { bytes }),
          ...(log_size === undefined ? {} : { logSize: log_size }),
        },
      })
      const ended = { ...outcome, ended_at: at, receipt: entry.id }
      await tx
        .insertInto('backup_run')
        .values({ id, kind, asked_by: null, asked_at: askedAt, ...ended })
        .onConflict((c) => c.column('id').doUpdateSet(ended))
        .execute()
    })
    return outcome.state === 'done'
  }

  const take = async (folder: string, asked: BackupRun | undefined): Promise<boolean> => {
    const full = asked?.is_full ?? (await chainLength()) >= longestChain - 1
    const succeeded = await run('backup', asked, async () => {
      const done = await writeBackup(source, folder, { full })
      return {
        backup_id: done.id,
        base_id: done.base,
        row_total: done.rows,
        bytes: done.bytes,
        log_size: done.logSize,
        is_full: done.base === null,
      }
    })
    await keepLists(true)
    return succeeded
  }

  const drill = (folder: string, asked: BackupRun | undefined): Promise<boolean> =>
    run('drill', asked, async () => {
      const newest = (await backupIds(folder)).at(-1)
      const path = newest === undefined ? folder : join(folder, newest)
      const { rows, logSize } = await deps.restoreAside(path)
      return { backup_id: newest ?? null, row_total: rows, log_size: logSize }
    })

  const tell = async (): Promise<void> => {
    const [backup, drills] = [await lastRuns(db, 'backup'), await lastRuns(db, 'drill')]
    deps.measure({
      ...(backup.done === undefined ? {} : { backup: backup.done.ended_at! }),
      ...(drills.done === undefined ? {} : { drill: drills.done.ended_at! }),
      drillPassed: drills.tried?.state === 'done',
    })
  }

  return {
    work: async () => {
      const count = { taken: 0, drilled: 0, failed: 0 }
      await keepLists(false)
      if (settings !== undefined) {
        const { folder, everyMs, drillEveryMs } = settings
        const order = await approvedRun(db, 'backup')
        if (order !== undefined || (await isDue('backup', everyMs))) {
          count[(await take(folder, order)) ? 'taken' : 'failed']++
        }
        const trial = await approvedRun(db, 'drill')
        const hasBackup = (await backupIds(folder)).length > 0
        if (trial !== undefined || (hasBackup && (await isDue('drill', drillEveryMs)))) {
          count[(await drill(folder, trial)) ? 'drilled' : 'failed']++
        }
      }
      await tell()
      return count
    },
  }
}

/** A code, never a text: a message of the system can hold a path or a value. */
function faultOf(error: unknown): string {
  if (error instanceof BackupError) return error.fault.code
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' && sqlState(error) === undefined ? code : 'INTERNAL'
}
