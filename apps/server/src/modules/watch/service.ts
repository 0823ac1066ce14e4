import type { Selectable } from 'kysely'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db } from '../../platform/db/open-database.ts'
import type { WatchAlertTable } from '../../platform/db/watch-tables.ts'
import { idBefore, toPage, type Page } from '../../platform/http/page.ts'
import { platformResource, type Gate } from '../../platform/law/gate.ts'
import { limitOf } from '../../platform/law/limits.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import { risksOf, type AlertRisk } from './risks.ts'
import { measure, signals, type Signal } from './signals.ts'

export interface AlertView {
  readonly id: string
  readonly signal: string
  /** When it was opened, and the limit that it went over. */
  readonly measured: number
  readonly most: number
  /** Instants, ISO 8601. */
  readonly openedAt: string
  readonly escalatedAt: string | null
  readonly acknowledgedAt: string | null
  readonly acknowledgedBy: string | null
  readonly note: string | null
  readonly closedAt: string | null
  /** The case that it led to; null while it led to none. */
  readonly risk: AlertRisk | null
}

/** What is watched, as it is now, against the limit that a pack sets. */
export interface SignalView {
  readonly signal: Signal
  /** Counts, or ages in the unit that the name of the signal says. */
  readonly measured: number
  readonly most: number
  /** Clauses that set the limit. */
  readonly cites: readonly string[]
  /** What is to be done when it is over the limit, in Chinese and in English. */
  readonly needed: string
  readonly neededEn: string
}

export interface WatchService {
  /** Measured now, in the order in which the signals are declared. */
  signals(): Promise<readonly SignalView[]>
  /** Newest first. */
  alerts(query: {
    readonly open: boolean | undefined
    readonly limit: number
    readonly cursor: string | undefined
  }): Promise<Page<AlertView>>
  /** Somebody takes it on and says what is done about it; it closes by itself when it is over. */
  acknowledge(principal: AccountPrincipal, id: string, note: string): Act<ActFacts, AlertView>
}

export function createWatchService(deps: { readonly db: Db; readonly gate: Gate }): WatchService {
  const { db, gate } = deps
  const { now } = gate
  return {
    signals: async () => {
      const regime = gate.regimeFor(undefined)
      const measured = await measure(db, now(), gate.today())
      return signals.map((signal) => {
        const { most, cites, needed, neededEn } = limitOf(regime, `watch.${signal}`, gate.today())
        return { signal, measured: measured[signal], most, cites, needed, neededEn }
      })
    },
    alerts: async ({ open, limit, cursor }) => {
      const rows = await db
        .selectFrom('watch_alert')
        .selectAll()
        .where('id', '<', idBefore(cursor))
        .$if(open === true, (qb) => qb.where('closed_at', 'is', null))
        .$if(open === false, (qb) => qb.where('closed_at', 'is not', null))
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      const shown = rows.slice(0, limit).map((row) => row.id)
      const risks = await risksOf(db, shown)
      return toPage(
        rows,
        limit,
        (row) => [row.id],
        (row) => toView(row, risks.get(row.id)),
      )
    },
    acknowledge: (principal, id, note) => ({
      action: 'watch.acknowledge',
      load: () => Promise.resolve({ resource: platformResource, trace: { subject: { type: 'WatchAlert', id } } }),
      carryOut: async (tx) => {
        const row = await tx.selectFrom('watch_alert').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
        if (row === undefined) throw notFound('告警')
        const state = row.closed_at !== null ? 'closed' : row.acknowledged_at !== null ? 'acknowledged' : 'open'
        if (state !== 'open') throw new Problem({ code: 'STATE_CONFLICT', what: '告警', state })
        const taken = { acknowledged_by: principal.id, acknowledged_at: now(), note }
        await tx.updateTable('watch_alert').set(taken).where('id', '=', id).execute()
        return toView({ ...row, ...taken }, (await risksOf(tx, [id])).get(id))
      },
      trace: (_, { signal }) => ({ detail: { signal } }),
    }),
  }
}

function toView(row: Selectable<WatchAlertTable>, risk: AlertRisk | undefined): AlertView {
  return {
    id: row.id,
    signal: row.signal,
    measured: row.measured,
    most: row.most,
    openedAt: row.opened_at.toISOString(),
    escalatedAt: row.escalated_at?.toISOString() ?? null,
    acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
    acknowledgedBy: row.acknowledged_by,
    note: row.note,
    closedAt: row.closed_at?.toISOString() ?? null,
    risk: risk ?? null,
  }
}
