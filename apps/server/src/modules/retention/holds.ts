import { sql, type Selectable } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { RetentionHoldTable } from '../../platform/db/retention-tables.ts'
import { platformResource } from '../../platform/law/gate.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import { heldBy, type Held, type Hold } from './register.ts'

export interface HoldInput {
  readonly scope: Hold['scope']
  /** Of what is held; absent for the whole platform. */
  readonly id?: string | undefined
  readonly reason: string
  /** Number of the investigation or the dispute. */
  readonly matter: string
}

export interface HoldView {
  readonly id: string
  readonly scope: Hold['scope']
  readonly of: string | null
  readonly reason: string
  readonly matter: string
  readonly placedBy: string
  readonly placedAt: string
  readonly liftedBy: string | null
  readonly liftedAt: string | null
}

export interface Holds {
  /** Those that stand, newest first. */
  standing(): Promise<readonly HoldView[]>
  place(principal: AccountPrincipal, input: HoldInput): Act<ActFacts, HoldView>
  lift(principal: AccountPrincipal, id: string): Act<ActFacts, HoldView>
}

export function createHolds(deps: { readonly db: Db; readonly now: () => Date }): Holds {
  const { db, now } = deps
  return {
    standing: async () => {
      const rows = await db
        .selectFrom('retention_hold')
        .selectAll()
        .where('lifted_at', 'is', null)
        .orderBy('id', 'desc')
        .execute()
      return rows.map(toView)
    },
    place: (principal, { scope, id, reason, matter }) => {
      const hold = uuidv7()
      return {
        action: 'retention.hold',
        load: () => Promise.resolve({ resource: platformResource, trace: subjectOf(hold) }),
        carryOut: async (tx) => {
          if ((scope === 'platform') !== (id === undefined)) throw malformed('an id, but not of the whole platform')
          if (id !== undefined) await requireThere(tx, scope, id)
          const row = await tx
            .insertInto('retention_hold')
            .values({
              ...{ id: hold, scope, scope_id: id ?? null, reason, matter },
              ...{ placed_by: principal.id, placed_at: now(), lifted_by: null, lifted_at: null },
            })
            .returningAll()
            .executeTakeFirstOrThrow()
          return toView(row)
        },
        trace: () => ({ detail: { scope, ...(id === undefined ? {} : { of: id }), matter } }),
      }
    },
    lift: (principal, id) => ({
      action: 'retention.lift',
      load: () => Promise.resolve({ resource: platformResource, trace: subjectOf(id) }),
      carryOut: async (tx) => {
        const row = await tx
          .selectFrom('retention_hold')
          .selectAll()
          .where('id', '=', id)
          .forUpdate()
          .executeTakeFirst()
        if (row === undefined) throw notFound('暂缓清除')
        if (row.lifted_at !== null) throw new Problem({ code: 'STATE_CONFLICT', what: '暂缓清除', state: 'lifted' })
        const lifted = { lifted_by: principal.id, lifted_at: now() }
        await tx.updateTable('retention_hold').set(lifted).where('id', '=', id).execute()
        return toView({ ...row, ...lifted })
      },
      trace: (_, { matter }) => ({ detail: { matter } }),
    }),
  }
}

/**
 * What is held now: by an act, or since a case about it is open. A duty of an organisation is a case that comes again and again, and
 * holds nothing.
 */
export async function heldNow(tx: Db | Tx): Promise<Held> {
  const { rows } = await sql<Hold>`
    select scope, scope_id::text as id from retention_hold where lifted_at is null
    union all select 'grant', subject_id from procedure_case where is_open and subject_type = 'dataGrant'
    union all select 'dataset', d.id::text from procedure_case c join dataset d on d.entry_id::text = c.subject_id
      where c.is_open and c.subject_type = 'catalogEntry'`.execute(tx)
  return heldBy(rows)
}

const tables = { dataset: 'dataset', grant: 'data_grant', organization: 'organization' } as const

async function requireThere(tx: Tx, scope: Hold['scope'], id: string): Promise<void> {
  if (scope === 'platform') return
  const row = await tx.selectFrom(tables[scope]).select('id').where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw notFound('暂缓清除的对象')
}

function malformed(expected: string): Problem {
  return new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'body.id', expected }] })
}

function subjectOf(id: string) {
  return { subject: { type: 'RetentionHold', id } } as const
}

function toView(row: Selectable<RetentionHoldTable>): HoldView {
  return {
    id: row.id,
    scope: row.scope,
    of: row.scope_id,
    reason: row.reason,
    matter: row.matter,
    placedBy: row.placed_by,
    placedAt: row.placed_at.toISOString(),
    liftedBy: row.lifted_by,
    liftedAt: row.lifted_at?.toISOString() ?? null,
  }
}
