import { sql, type Selectable } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { RetentionHoldTable } from '../../platform/db/retention-tables.ts'
import { platformResource } from '../../platform/law/gate.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import { accountNames, heldNames, type Named } from './names.ts'
import { heldBy, type Held, type Hold } from './register.ts'

export interface HoldInput {
  readonly scope: Hold['scope']
  /** Of what is held; absent for the whole platform. */
  readonly id?: string | undefined
  /** Of a dataset or an organisation, in place of its id. */
  readonly code?: string | undefined
  readonly reason: string
  /** Number of the investigation or the dispute. */
  readonly matter: string
}

export interface HoldView {
  readonly id: string
  readonly scope: Hold['scope']
  readonly of: string | null
  /** As a reader knows what is held; null for the whole platform. */
  readonly name: string | null
  readonly reason: string
  readonly matter: string
  readonly placedBy: Named
  readonly placedAt: string
  readonly liftedBy: Named | null
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
      return toViews(db, rows)
    },
    place: (principal, { scope, id, code, reason, matter }) => {
      const hold = uuidv7()
      return {
        action: 'retention.hold',
        load: () => Promise.resolve({ resource: platformResource, trace: subjectOf(hold) }),
        carryOut: async (tx) => {
          const scopeId = await scopeIdOf(tx, { scope, id, code })
          const row = await tx
            .insertInto('retention_hold')
            .values({
              ...{ id: hold, scope, scope_id: scopeId, reason, matter },
              ...{ placed_by: principal.id, placed_at: now(), lifted_by: null, lifted_at: null },
            })
            .returningAll()
            .executeTakeFirstOrThrow()
          return (await toViews(tx, [row]))[0]!
        },
        trace: (_, { of }) => ({ detail: { scope, ...(of === null ? {} : { of }), matter } }),
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
        return (await toViews(tx, [{ ...row, ...lifted }]))[0]!
      },
      trace: (_, { matter }) => ({ detail: { matter } }),
    }),
  }
}

/** What is held, and whether by an act or since a case about it is open. */
export interface Holding extends Hold {
  readonly by: 'act' | 'case'
}

/**
 * What is held now: by an act, or since a case about it is open. A duty of an organisation is a case that comes again and again, and
 * holds nothing.
 */
export async function holding(tx: Db | Tx): Promise<readonly Holding[]> {
  const { rows } = await sql<Holding>`
    select scope, scope_id::text as id, 'act' as by from retention_hold where lifted_at is null
    union select 'grant', subject_id, 'case' from procedure_case where is_open and subject_type = 'dataGrant'
    union select 'dataset', d.id::text, 'case' from procedure_case c join dataset d on d.entry_id::text = c.subject_id
      where c.is_open and c.subject_type = 'catalogEntry'`.execute(tx)
  return rows
}

/** The same together, by what it is of. */
export async function heldNow(tx: Db | Tx): Promise<Held> {
  return heldBy(await holding(tx))
}

const tables = { dataset: 'dataset', grant: 'data_grant', organization: 'organization' } as const

/** The id of what is to be held; null for the whole platform. */
async function scopeIdOf(
  tx: Tx,
  { scope, id, code }: Pick<HoldInput, 'scope' | 'id' | 'code'>,
): Promise<string | null> {
  if (scope === 'platform') {
    if (id !== undefined || code !== undefined) throw malformed('neither id nor code of the whole platform')
    return null
  }
  if ((id === undefined) === (code === undefined) || (code !== undefined && scope === 'grant'))
    throw malformed('an id, or of a dataset or an organisation its code')
  const found =
    code === undefined
      ? await tx.selectFrom(tables[scope]).select('id').where('id', '=', id!).executeTakeFirst()
      : await tx
          .selectFrom(scope === 'dataset' ? 'dataset' : 'organization')
          .select('id')
          .where('code', '=', code)
          .executeTakeFirst()
  if (found === undefined) throw notFound('暂缓清除的对象')
  return found.id
}

function malformed(expected: string): Problem {
  return new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'body.id', expected }] })
}

function subjectOf(id: string) {
  return { subject: { type: 'RetentionHold', id } } as const
}

async function toViews(tx: Db | Tx, rows: readonly Selectable<RetentionHoldTable>[]): Promise<readonly HoldView[]> {
  const holds = rows.map(({ scope, scope_id }): Hold => ({ scope, id: scope_id }))
  const nameOf = await heldNames(tx, holds)
  const holder = await accountNames(
    tx,
    rows.flatMap((row) => [row.placed_by, row.lifted_by]),
  )
  return rows.map((row, i) => ({
    id: row.id,
    scope: row.scope,
    of: row.scope_id,
    name: nameOf(holds[i]!),
    reason: row.reason,
    matter: row.matter,
    placedBy: holder(row.placed_by),
    placedAt: row.placed_at.toISOString(),
    liftedBy: row.lifted_by === null ? null : holder(row.lifted_by),
    liftedAt: row.lifted_at?.toISOString() ?? null,
  }))
}
