import { uuidv7 } from 'uuidv7'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { BackupConfig } from '../../platform/config.ts'
import type { Db } from '../../platform/db/open-database.ts'
import { idBefore, toPage, type Page } from '../../platform/http/page.ts'
import { platformResource } from '../../platform/law/gate.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import { runsBefore, type BackupRun } from './queries.ts'

export interface RunView {
  readonly id: string
  readonly kind: 'backup' | 'drill'
  readonly state: 'asked' | 'approved' | 'done' | 'failed'
  readonly full: boolean
  readonly bySchedule: boolean
  /** Account that asked for it; null by schedule. */
  readonly askedBy: string | null
  readonly askedAt: string
  readonly approvedAt: string | null
  readonly endedAt: string | null
  /** Name of the folder of the backup: the one that was taken, or that was restored. */
  readonly backup: string | null
  readonly base: string | null
  readonly rows: number | null
  readonly bytes: number | null
  readonly logSize: number | null
  readonly fault: string | null
  readonly receipt: string | null
}

export interface BackupService {
  /** Asks for a backup; another administrator lets it go. */
  order(principal: AccountPrincipal, asked: { readonly full: boolean }): Act<ActFacts, RunView>
  approve(principal: AccountPrincipal, id: string): Act<ActFacts, RunView>
  /** Has the newest backup restored aside and checked. Nothing leaves the platform by it. */
  drill(principal: AccountPrincipal): Act<ActFacts, RunView>
  list(page: { readonly limit: number; readonly cursor: string | undefined }): Promise<Page<RunView>>
}

export function createBackupService(deps: {
  readonly db: Db
  readonly settings: BackupConfig | undefined
  readonly now: () => Date
}): BackupService {
  const { db, settings, now } = deps
  const requireFolder = (): void => {
    if (settings === undefined) throw new Problem({ code: 'BACKUP_NOT_CONFIGURED' })
  }
  const ask = (principal: AccountPrincipal, run: Pick<BackupRun, 'kind' | 'state' | 'is_full'>) => ({
    load: () => Promise.resolve({ resource: platformResource }),
    carryOut: async (tx: Parameters<Act<ActFacts, RunView>['carryOut']>[0]) => {
      requireFolder()
      const row = await tx
        .insertInto('backup_run')
        .values({ ...run, id: uuidv7(), asked_by: principal.id, asked_at: now() })
        .returningAll()
        .executeTakeFirstOrThrow()
      return toView(row)
    },
    trace: (_: ActFacts, { id, full }: RunView) => ({ subject: { type: 'BackupRun', id }, detail: { full } }),
  })
  return {
    order: (principal, { full }) => ({
      action: 'backup.order',
      ...ask(principal, { kind: 'backup', state: 'asked', is_full: full }),
    }),
    approve: (principal, id) => ({
      action: 'backup.approve',
      load: () => Promise.resolve({ resource: platformResource, trace: { subject: { type: 'BackupRun', id } } }),
      carryOut: async (tx) => {
        const run = await tx.selectFrom('backup_run').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
        if (run === undefined) throw notFound('备份')
        if (run.state !== 'asked') throw new Problem({ code: 'STATE_CONFLICT', what: '备份', state: run.state })
        const row = await tx
          .updateTable('backup_run')
          .set({ state: 'approved', approved_by: principal.id, approved_at: now() })
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirstOrThrow()
        return toView(row)
      },
    }),
    drill: (principal) => ({
      action: 'backup.drill',
      ...ask(principal, { kind: 'drill', state: 'approved', is_full: false }),
    }),
    list: async ({ limit, cursor }) => {
      const before = idBefore(cursor)
      return toPage(await runsBefore(db, before, limit + 1), limit, (row) => [row.id], toView)
    },
  }
}

function toView(row: BackupRun): RunView {
  const number = (value: number | null): number | null => (value === null ? null : Number(value))
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    full: row.is_full,
    bySchedule: row.asked_by === null,
    askedBy: row.asked_by,
    askedAt: row.asked_at.toISOString(),
    approvedAt: row.approved_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    backup: row.backup_id,
    base: row.base_id,
    rows: number(row.row_total),
    bytes: number(row.bytes),
    logSize: number(row.log_size),
    fault: row.fault,
    receipt: row.receipt,
  }
}
