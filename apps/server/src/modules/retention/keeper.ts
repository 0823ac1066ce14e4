import type { Selectable } from 'kysely'
import { addDays, type CivilDate } from '@fadu/domain'
import type { LogHash } from '@fadu/audit-log'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { RetentionOrderTable } from '../../platform/db/retention-tables.ts'
import type { EntryBody, EvidenceLog } from '../../platform/log/evidence-log.ts'
import { removalAction } from '../../platform/log/removals.ts'
import { firstLogged } from './due.ts'
import { heldNow } from './holds.ts'
import { retentionRegister } from './register.ts'
import { removeDay } from './remove-day.ts'
import { removeLogs } from './remove-logs.ts'
import { termsOf, type TermDeps } from './service.ts'

/** What a pass came to: the order that it went on with; nothing where none is agreed to. */
export interface RetentionPass {
  readonly order: string
  /** Rows that were removed. */
  readonly removed: number
  /** Days that were left, since records of them are not as the log says. */
  readonly left: number
  readonly ended: boolean
}

export interface RetentionKeeper {
  /**
   * Goes on with an order that two persons agreed to, for one day or one part; each in a transaction with the entry that says so.
   * Safe in several processes at once.
   */
  passOnce(): Promise<RetentionPass | undefined>
}

type Order = Selectable<RetentionOrderTable>

/** While everything is held an order waits. */
const waits = { removed: 0, left: 0, ended: false }
/** Days without records that are passed over at once. */
const daysAtOnce = 400

export function createRetentionKeeper(
  deps: TermDeps & {
    readonly db: Db
    readonly log: EvidenceLog
    readonly hash: LogHash
  },
): RetentionKeeper {
  const { db, gate, log, hash } = deps

  const record = async (
    tx: Tx,
    order: Order,
    what: Pick<EntryBody, 'action' | 'outcome' | 'detail' | 'reason'>,
  ): Promise<void> => {
    const { cites } = termsOf(deps).find((term) => term.kind === order.kind)!
    await log.append(tx, gate.now(), {
      kind: 'system',
      actor: { type: 'System', id: 'system' },
      subject: { type: 'RetentionOrder', id: order.id },
      grounds: cites.map((clause) => `${clause}/${retentionRegister[order.kind].limit}`),
      clauses: cites,
      ...what,
    })
  }

  const end = async (tx: Tx, order: Order, refused?: string): Promise<void> => {
    await tx.updateTable('retention_order').set({ ended_at: gate.now() }).where('id', '=', order.id).execute()
    await record(tx, order, {
      action: 'retention.end',
      detail: { records: order.kind, before: order.before },
      ...(refused === undefined ? { outcome: 'done' } : { outcome: 'refused', reason: refused }),
    })
  }

  const goOnWithUse = async (tx: Tx, order: Order): Promise<Omit<RetentionPass, 'order'>> => {
    const held = await heldNow(tx)
    if (held.platform) return waits
    let day = order.through === null ? await firstLogged(tx, order.before) : addDays(order.through, 1)
    for (let passed = 0; day < order.before && passed < daysAtOnce; passed++) {
      const done = await removeDay(tx, hash, day, held)
      if (done.kind !== 'nothing') {
        if (done.kind === 'removed')
          await record(tx, order, {
            action: removalAction,
            outcome: 'done',
            detail: { ...done.removal, keys: done.keys },
          })
        else
          await record(tx, order, {
            ...{ action: removalAction, outcome: 'refused', reason: 'EVIDENCE_TAMPERED' },
            detail: { records: order.kind, day, faults: done.faults },
          })
        await reached(tx, order, day)
        const removed = done.kind === 'removed' ? done.keys + done.removal.signatures : 0
        return { removed, left: done.kind === 'left' ? 1 : 0, ended: false }
      }
      day = addDays(day, 1)
    }
    if (day < order.before) {
      await reached(tx, order, addDays(day, -1))
      return { removed: 0, left: 0, ended: false }
    }
    await end(tx, order)
    return { removed: 0, left: 0, ended: true }
  }

  const goOnWithLogs = async (tx: Tx, order: Order): Promise<Omit<RetentionPass, 'order'>> => {
    const held = await heldNow(tx)
    if (held.platform) return waits
    const { organizations } = held
    const gone = await removeLogs(tx, order.before, held)
    const removed = gone.sessions + gone.answers + gone.notices
    if (removed === 0) await end(tx, order)
    else
      await record(tx, order, {
        ...{ action: removalAction, outcome: 'done' },
        detail: { records: order.kind, before: order.before, held: { organizations }, ...gone },
      })
    return { removed, left: 0, ended: removed === 0 }
  }

  return {
    passOnce: () =>
      db.transaction().execute(async (tx) => {
        const order = await tx
          .selectFrom('retention_order')
          .selectAll()
          .where('agreed_at', 'is not', null)
          .where('ended_at', 'is', null)
          .orderBy('id')
          .limit(1)
          .forUpdate()
          .skipLocked()
          .executeTakeFirst()
        if (order === undefined) return undefined
        // INVARIANT (never before the term): asked of each pass, for the law may have made the term longer since two agreed.
        const isDue = termsOf(deps).some((term) => term.kind === order.kind && order.before <= term.dueBefore)
        if (!isDue) {
          await end(tx, order, 'RETENTION_TERM')
          return { order: order.id, removed: 0, left: 0, ended: true }
        }
        const pass = await (order.kind === 'useRecords' ? goOnWithUse(tx, order) : goOnWithLogs(tx, order))
        return { order: order.id, ...pass }
      }),
  }
}

async function reached(tx: Tx, order: Order, through: CivilDate): Promise<void> {
  await tx.updateTable('retention_order').set({ through }).where('id', '=', order.id).execute()
}
