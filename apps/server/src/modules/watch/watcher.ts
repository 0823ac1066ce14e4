import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { Gate } from '../../platform/law/gate.ts'
import { limitOf } from '../../platform/law/limits.ts'
import type { EvidenceLog } from '../../platform/log/evidence-log.ts'
import { judge } from './judge.ts'
import { measure, signals, type Measured, type Signal } from './signals.ts'

/** Of several processes that watch, one judges at a time. */
const watchLock = 71_004_034

export interface Watched {
  readonly opened: number
  readonly closed: number
  readonly escalated: number
}

export interface Watcher {
  /** Measures, tells the numbers, and opens, escalates and closes alerts; one process at a time. */
  watchOnce(): Promise<Watched>
}

export function createWatcher(deps: {
  readonly db: Db
  readonly gate: Gate
  readonly log: EvidenceLog
  /** Told what was measured and what is set, in every process. */
  readonly tell: (measured: Measured, limits: Readonly<Record<Signal, number>>) => void
}): Watcher {
  const { db, gate, log } = deps

  const numberOf = (name: string) => limitOf(gate.regimeFor(undefined), `watch.${name}`, gate.today())

  const record = async (
    tx: Tx,
    action: string,
    id: string,
    signal: string,
    detail: Readonly<Record<string, unknown>>,
  ) => {
    // A signal that is watched no more has no limit to cite.
    const name = signals.find((known) => known === signal)
    await log.append(tx, gate.now(), {
      kind: 'system',
      action,
      actor: { type: 'System', id: 'system' },
      subject: { type: 'WatchAlert', id },
      grounds: name === undefined ? [] : numberOf(name).cites.map((clause) => `${clause}/${name}`),
      outcome: 'done',
      detail: { signal, ...detail },
    })
  }

  return {
    watchOnce: () =>
      db.transaction().execute(async (tx) => {
        const now = gate.now()
        const limits = Object.fromEntries(signals.map((name) => [name, numberOf(name).most])) as Record<Signal, number>
        const measured = await measure(tx, now, gate.today())
        deps.tell(measured, limits)
        const { rows: lock } = await sql<{ got: boolean }>`
          select pg_try_advisory_xact_lock(${watchLock}) as got`.execute(tx)
        if (lock[0]?.got !== true) return { opened: 0, closed: 0, escalated: 0 }
        const standing = await tx
          .selectFrom('watch_alert')
          .selectAll()
          .where('closed_at', 'is', null)
          .forUpdate()
          .execute()
        const alerts = standing.map((row) => ({
          id: row.id,
          signal: row.signal,
          openedAt: row.opened_at,
          isAcknowledged: row.acknowledged_at !== null,
          isEscalated: row.escalated_at !== null,
        }))
        const escalateHours = numberOf('escalateHours').most
        const verdict = judge({ measured, limits, alerts, escalateHours, now })
        let opened = 0
        for (const { signal, measured: value, most } of verdict.open) {
          // Another process may have opened it between its judgement and this one.
          const row = await tx
            .insertInto('watch_alert')
            .values({ id: uuidv7(), signal, measured: value, most, opened_at: now })
            .onConflict((c) => c.column('signal').where('closed_at', 'is', null).doNothing())
            .returning('id')
            .executeTakeFirst()
          if (row === undefined) continue
          opened++
          await record(tx, 'watch.open', row.id, signal, { measured: rounded(value), most })
        }
        for (const { id, signal } of verdict.escalate) {
          await tx.updateTable('watch_alert').set({ escalated_at: now }).where('id', '=', id).execute()
          await record(tx, 'watch.escalate', id, signal, {})
        }
        for (const { id, signal, measured: value } of verdict.close) {
          await tx.updateTable('watch_alert').set({ closed_at: now }).where('id', '=', id).execute()
          await record(tx, 'watch.close', id, signal, value === undefined ? {} : { measured: rounded(value) })
        }
        return { opened, closed: verdict.close.length, escalated: verdict.escalate.length }
      }),
  }
}

/** Ages have a fraction that says nothing. */
function rounded(value: number): number {
  return Math.round(value * 10) / 10
}
