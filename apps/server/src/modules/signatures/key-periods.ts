import type { Selectable } from 'kysely'
import type { KeyStore } from '@fadu/smcrypto'
import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import type { AnswerKeyTable } from '../../platform/db/tables.ts'
import { createGrouped } from '../../platform/grouped.ts'
import { platformResource } from '../../platform/law/gate.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'
import { createAnswerKeyring, type AnswerKey } from './answer-keys.ts'

/** When the keys of a generation sign; instants in ISO 8601. */
export interface KeyPeriod {
  readonly generation: number
  /** Null: since the platform was founded. */
  readonly signsFrom: string | null
  /** Null: they sign now. */
  readonly signsUntil: string | null
  /** What they signed from then on proves nothing. */
  readonly revokedFrom: string | null
}

export type PublishedKey = AnswerKey['jwk'] & KeyPeriod

export interface AnswerKeys {
  /** The keys that sign now, one for each algorithm; as new as the call, so that every process changes with the next. */
  signing(): Promise<readonly AnswerKey[]>
  /** All that ever signed, the newest first, with their periods: what was signed once is verified for ever. */
  published(): Promise<readonly PublishedKey[]>
  /** New keys sign from the next call on. */
  renew(principal: AccountPrincipal): Act<ActFacts, KeyPeriod & { readonly keyids: readonly string[] }>
  /** Keys that sign no more are marked as no longer to be believed from an instant on; an earlier one may follow, no later one. */
  revoke(principal: AccountPrincipal, generation: number, from: Date | undefined): Act<ActFacts, KeyPeriod>
}

/** How long after they were replaced keys may still be met: answers that were under way, clocks of processes that differ. */
const underWayMs = 5 * 60 * 1000

export function createAnswerKeys(deps: {
  readonly db: Db
  readonly keyStore: KeyStore
  readonly now: () => Date
}): AnswerKeys {
  const { db, now } = deps
  const keysOf = createAnswerKeyring(deps.keyStore)
  const generation = createGrouped<undefined, number>({
    most: 500,
    alone: true,
    run: async (asked) => {
      const { generation: newest } = await db
        .selectFrom('answer_key')
        .select('generation')
        .where('signs_until', 'is', null)
        .executeTakeFirstOrThrow()
      return asked.map(() => newest)
    },
  })

  return {
    signing: async () => keysOf(await generation(undefined)),
    published: async () => {
      const rows = await db.selectFrom('answer_key').selectAll().orderBy('generation', 'desc').execute()
      const sets = rows.map(async (row) =>
        (await keysOf(row.generation)).map((key) => ({ ...key.jwk, ...periodOf(row) }) as PublishedKey),
      )
      return (await Promise.all(sets)).flat()
    },
    renew: (principal) => ({
      action: 'answerKey.renew',
      load: () => Promise.resolve({ resource: platformResource }),
      carryOut: async (tx) => {
        const at = now()
        const retired = await tx
          .updateTable('answer_key')
          .set({ signs_until: new Date(at.getTime() + underWayMs) })
          .where('signs_until', 'is', null)
          .returning('generation')
          .executeTakeFirst()
        // Another renewal went first; this one has nothing left to replace.
        if (retired === undefined) throw new Problem({ code: 'BUSY', retrySeconds: 1 })
        const row = await tx
          .insertInto('answer_key')
          .values({
            generation: retired.generation + 1,
            signs_from: at,
            signs_until: null,
            revoked_from: null,
            begun_by: principal.id,
          })
          .returningAll()
          .executeTakeFirstOrThrow()
        return { ...periodOf(row), keyids: (await keysOf(row.generation)).map((key) => key.keyid) }
      },
      trace: (_, { generation: made, keyids }) => ({
        subject: { type: 'answerKey', id: String(made) },
        detail: { keyids },
      }),
    }),
    revoke: (_principal, number, from) => ({
      action: 'answerKey.revoke',
      load: () =>
        Promise.resolve({ resource: platformResource, trace: { subject: { type: 'answerKey', id: String(number) } } }),
      carryOut: async (tx) => {
        const row = await lockKey(tx, number)
        const at = now()
        const revokedFrom = from ?? at
        if (row.signs_until === null) throw conflict('signing')
        if (row.revoked_from !== null && row.revoked_from <= revokedFrom) throw conflict('revoked')
        if (revokedFrom > at || (row.signs_from !== null && revokedFrom < row.signs_from)) {
          const expected = `an instant from ${row.signs_from?.toISOString() ?? 'the beginning'} to now`
          throw new Problem({ code: 'REQUEST_MALFORMED', faults: [{ field: 'body.from', expected }] })
        }
        await tx.updateTable('answer_key').set({ revoked_from: revokedFrom }).where('generation', '=', number).execute()
        return periodOf({ ...row, revoked_from: revokedFrom })
      },
      trace: (_, { revokedFrom }) => ({ detail: { revokedFrom } }),
    }),
  }
}

async function lockKey(tx: Tx, generation: number): Promise<Selectable<AnswerKeyTable>> {
  const row = await tx
    .selectFrom('answer_key')
    .selectAll()
    .where('generation', '=', generation)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound('应答密钥')
  return row
}

function conflict(state: string): Problem {
  return new Problem({ code: 'STATE_CONFLICT', what: '应答密钥', state })
}

function periodOf(row: Selectable<AnswerKeyTable>): KeyPeriod {
  return {
    generation: row.generation,
    signsFrom: row.signs_from?.toISOString() ?? null,
    signsUntil: row.signs_until?.toISOString() ?? null,
    revokedFrom: row.revoked_from?.toISOString() ?? null,
  }
}
