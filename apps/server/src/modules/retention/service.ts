import type { Selectable } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { CivilDate, Regime } from '@fadu/domain'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { RetentionOrderTable } from '../../platform/db/retention-tables.ts'
import { idBefore, toPage, type Page } from '../../platform/http/page.ts'
import { platformResource, type Gate } from '../../platform/law/gate.ts'
import { clauseOfGuard, guardGrounds } from '../../platform/law/guard-clauses.ts'
import { notFound, Problem, Refused } from '../../platform/problem/index.ts'
import { accountNames, type Named } from './names.ts'
import { createDue, type DueView } from './due.ts'
import { removalsOf, type RemovalView } from './removed.ts'
import { longestTerm, termsOn, type RetentionKind, type RetentionTerm } from './register.ts'

export interface OrderView {
  readonly id: string
  readonly kind: RetentionKind
  /** Civil date: what is of an earlier day is removed. */
  readonly before: CivilDate
  /** Term in days, as it was when it was asked for. */
  readonly days: number
  readonly state: 'asked' | 'agreed' | 'ended'
  readonly askedBy: Named
  readonly askedAt: string
  readonly agreedBy: Named | null
  readonly agreedAt: string | null
  readonly endedAt: string | null
  /** Day up to which it was carried out. */
  readonly through: CivilDate | null
}

export interface RetentionService {
  /** What is kept for how long, and from when on back it is over its term. */
  terms(): readonly RetentionTerm[]
  /**
   * What an order would remove and what would stay, before anybody asks for it.
   *
   * @param before - What is of an earlier day; the whole of what is over its term when not said.
   */
  due(kind: RetentionKind, before: CivilDate | undefined): Promise<DueView>
  /** Newest first. */
  orders(page: { readonly limit: number; readonly cursor: string | undefined }): Promise<Page<OrderView>>
  /**
   * Asks that what is over its term be removed; another administrator agrees.
   *
   * @param before - What is of an earlier day; the whole of what is due when not said.
   */
  order(principal: AccountPrincipal, kind: RetentionKind, before: CivilDate | undefined): Act<ActFacts, OrderView>
  agree(principal: AccountPrincipal, id: string): Act<ActFacts, OrderView>
  /** What the log says of an order, newest first. @throws {Problem} `NOT_FOUND` `CURSOR_INVALID` */
  removals(
    order: string,
    page: { readonly limit: number; readonly cursor: string | undefined },
  ): Promise<Page<RemovalView>>
}

const guard = 'retention.term'

/** The terms that hold today. */
export function termsOf({ gate, regimes }: TermDeps): readonly RetentionTerm[] {
  return termsOn(gate.today(), (name) => longestTerm(regimes(), name, gate.today()))
}

export interface TermDeps {
  readonly gate: Gate
  /** The law of every territory of the platform. */
  readonly regimes: () => readonly Regime[]
}

export function createRetentionService(deps: TermDeps & { readonly db: Db }): RetentionService {
  const { db, gate } = deps
  const dueOf = createDue({ db, now: gate.now })
  const termOf = (kind: RetentionKind): RetentionTerm => termsOf(deps).find((term) => term.kind === kind)!

  return {
    terms: () => termsOf(deps),
    due: (kind, before) => dueOf(kind, before ?? termOf(kind).dueBefore),
    removals: (order, page) => removalsOf(db, order, page),
    orders: async ({ limit, cursor }) => {
      const rows = await db
        .selectFrom('retention_order')
        .selectAll()
        .where('id', '<', idBefore(cursor))
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute()
      const holder = await namesIn(db, rows)
      return toPage(
        rows,
        limit,
        (row) => [row.id],
        (row) => toView(row, holder),
      )
    },
    order: (principal, kind, before) => {
      const id = uuidv7()
      return {
        action: 'retention.order',
        load: () => Promise.resolve({ resource: platformResource, trace: subjectOf(id) }),
        carryOut: async (tx) => {
          const term = termOf(kind)
          const day = before ?? term.dueBefore
          requireDue(gate, term, day)
          const row = await tx
            .insertInto('retention_order')
            .values({
              ...{ id, kind, before: day, term_days: term.days, asked_by: principal.id, asked_at: gate.now() },
              ...{ agreed_by: null, agreed_at: null, ended_at: null, through: null },
            })
            .onConflict((c) => c.column('kind').where('ended_at', 'is', null).doNothing())
            .returningAll()
            .executeTakeFirst()
          if (row === undefined) throw new Problem({ code: 'STATE_CONFLICT', what: '到期清除', state: 'asked' })
          return toView(row, await namesIn(tx, [row]))
        },
        trace: (_, { before: day, days }) => ({ detail: { records: kind, before: day, days } }),
      }
    },
    agree: (principal, id) => ({
      action: 'retention.agree',
      load: () => Promise.resolve({ resource: platformResource, trace: subjectOf(id) }),
      carryOut: async (tx) => {
        const row = await orderOf(tx, id)
        if (row === undefined) throw notFound('到期清除')
        const state = stateOf(row)
        if (state !== 'asked') throw new Problem({ code: 'STATE_CONFLICT', what: '到期清除', state })
        requireAnother(gate, row, principal)
        // The term may have become longer since.
        requireDue(gate, termOf(row.kind), row.before)
        const agreed = { agreed_by: principal.id, agreed_at: gate.now() }
        await tx.updateTable('retention_order').set(agreed).where('id', '=', id).execute()
        const then = { ...row, ...agreed }
        return toView(then, await namesIn(tx, [then]))
      },
      trace: (_, { kind, before }) => ({ detail: { records: kind, before } }),
    }),
  }
}

/** @throws {Refused} for a day whose records are not all over their term. */
function requireDue(gate: Gate, term: RetentionTerm, before: CivilDate): void {
  if (before <= term.dueBefore) return
  const regime = gate.regimeFor(undefined)
  const clause = clauseOfGuard(regime, guard)
  const { days, dueBefore } = term
  throw new Refused({
    reason: { code: 'ACT_FORBIDDEN' },
    grounds: guardGrounds(regime, guard),
    needed: [
      {
        clause,
        text: `保存满 ${days} 日的方可清除；目前可以清除 ${dueBefore} 以前的`,
        textEn: `what was kept for ${days} days; at present that is what is of a day before ${dueBefore}`,
      },
    ],
  })
}

/** @throws {Refused} for whoever asked for it: an account may have had another office then. */
function requireAnother(gate: Gate, { asked_by }: Selectable<RetentionOrderTable>, { id }: AccountPrincipal): void {
  if (asked_by !== id) return
  const regime = gate.regimeFor(undefined)
  throw new Refused({
    reason: { code: 'ACT_FORBIDDEN' },
    grounds: guardGrounds(regime, guard),
    needed: [
      {
        clause: clauseOfGuard(regime, guard),
        text: '由提出人以外的安全管理员同意',
        textEn: 'agreed to by a security administrator who did not ask for it',
      },
    ],
  })
}

function orderOf(tx: Tx, id: string) {
  return tx.selectFrom('retention_order').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

function subjectOf(id: string) {
  return { subject: { type: 'RetentionOrder', id } } as const
}

function stateOf(row: Selectable<RetentionOrderTable>): OrderView['state'] {
  return row.ended_at !== null ? 'ended' : row.agreed_at !== null ? 'agreed' : 'asked'
}

function namesIn(tx: Db | Tx, rows: readonly Selectable<RetentionOrderTable>[]) {
  return accountNames(
    tx,
    rows.flatMap((row) => [row.asked_by, row.agreed_by]),
  )
}

function toView(row: Selectable<RetentionOrderTable>, holder: (id: string) => Named): OrderView {
  return {
    id: row.id,
    kind: row.kind,
    before: row.before,
    days: row.term_days,
    state: stateOf(row),
    askedBy: holder(row.asked_by),
    askedAt: row.asked_at.toISOString(),
    agreedBy: row.agreed_by === null ? null : holder(row.agreed_by),
    agreedAt: row.agreed_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    through: row.through,
  }
}
