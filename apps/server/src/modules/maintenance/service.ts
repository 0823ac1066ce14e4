import { uuidv7 } from 'uuidv7'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { MaintenanceWindow } from '../../platform/http/maintenance.ts'
import { platformResource } from '../../platform/law/gate.ts'
import { rawConnection } from '../../platform/db/dialect.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import { openWindows } from './queries.ts'

/** Longer than this the gateway is not closed for maintenance. */
const longestMs = 7 * 24 * 60 * 60 * 1000

export interface Announcement {
  /** At once when left out. */
  readonly begins?: Date
  readonly ends: Date
  readonly notice: string
}

/** A window as it is told; instants in ISO 8601. */
export interface AnnouncedWindow {
  readonly id: string
  readonly begins: string
  readonly ends: string
  readonly notice: string
}

export interface GatewayStatus {
  readonly gateway: 'open' | 'closed'
  /** What is announced and not over, first the one that begins first. */
  readonly maintenance: readonly AnnouncedWindow[]
}

export interface MaintenanceService {
  status(): Promise<GatewayStatus>
  announce(principal: AccountPrincipal, announcement: Announcement): Act<ActFacts, AnnouncedWindow>
  /** Ends a window that runs, or withdraws one that has not begun; the gateway is open from the next call on. */
  end(principal: AccountPrincipal, id: string): Act<ActFacts, AnnouncedWindow>
}

export function createMaintenanceService({
  db,
  now,
}: {
  readonly db: Db
  readonly now: () => Date
}): MaintenanceService {
  return {
    status: async () => {
      const at = now()
      const windows = await openWindows(db, at)
      return { gateway: windows.some((w) => w.begins <= at) ? 'closed' : 'open', maintenance: windows.map(toView) }
    },
    announce: (principal, { begins, ends, notice }) => ({
      action: 'maintenance.announce',
      load: () => Promise.resolve({ resource: platformResource }),
      carryOut: async (tx) => {
        const at = now()
        const window = { id: uuidv7(), begins: begins ?? at, ends, notice }
        requireSensible(window, at)
        await requireFree(tx, window, at)
        await tx
          .insertInto('maintenance_window')
          .values({
            id: window.id,
            begins_at: window.begins,
            ends_at: ends,
            notice,
            announced_by: principal.id,
            announced_at: at,
            ended_by: null,
            ended_at: null,
          })
          .execute()
        return toView(window)
      },
      trace: (_, window) => ({
        subject: { type: 'maintenance', id: window.id },
        detail: { begins: window.begins, ends: window.ends, notice },
      }),
    }),
    end: (principal, id) => ({
      action: 'maintenance.end',
      load: () => Promise.resolve({ resource: platformResource, trace: { subject: { type: 'maintenance', id } } }),
      carryOut: async (tx) => {
        const at = now()
        const row = await tx
          .selectFrom('maintenance_window')
          .selectAll()
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst()
        if (row === undefined) throw notFound('维护时段')
        if (row.ended_at !== null || row.ends_at <= at)
          throw new Problem({ code: 'STATE_CONFLICT', what: '维护时段', state: 'over' })
        await tx
          .updateTable('maintenance_window')
          .set({ ended_by: principal.id, ended_at: at })
          .where('id', '=', id)
          .execute()
        return toView({ id, begins: row.begins_at, ends: row.ends_at, notice: row.notice })
      },
      trace: (_, { begins, ends }) => ({ detail: { begins, ends } }),
    }),
  }
}

function toView({ id, begins, ends, notice }: MaintenanceWindow): AnnouncedWindow {
  return { id, begins: begins.toISOString(), ends: ends.toISOString(), notice }
}

function requireSensible({ begins, ends }: MaintenanceWindow, at: Date): void {
  const faults = [
    ...(begins < at ? [{ field: 'body.begins', expected: 'an instant that is not past, or none for at once' }] : []),
    ...(ends <= begins || ends.getTime() - begins.getTime() > longestMs
      ? [{ field: 'body.ends', expected: 'an instant after the beginning, at most seven days later' }]
      : []),
  ]
  if (faults.length > 0) throw new Problem({ code: 'REQUEST_MALFORMED', faults })
}

/** INVARIANT (one window at a time): whoever announces holds the table, so that two at once do not overlook each other. */
async function requireFree(tx: Tx, { begins, ends }: MaintenanceWindow, at: Date): Promise<void> {
  await rawConnection(tx, (connection) =>
    connection.script('lock table maintenance_window in share row exclusive mode'),
  )
  const other = (await openWindows(tx, at)).find((w) => w.begins < ends && begins < w.ends)
  if (other === undefined) return
  throw new Problem({
    code: 'MAINTENANCE_OVERLAPS',
    begins: other.begins.toISOString(),
    ends: other.ends.toISOString(),
  })
}
