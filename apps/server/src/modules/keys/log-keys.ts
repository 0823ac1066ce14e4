import type { Act, ActFacts } from '../../platform/acts/acts.ts'
import type { AccountPrincipal } from '../../platform/auth/principal.ts'
import type { Db, Tx } from '../../platform/db/open-database.ts'
import { platformResource } from '../../platform/law/gate.ts'
import type { LogSigner } from '../../platform/log/log-signers.ts'
import { notFound, Problem } from '../../platform/problem/index.ts'

/** Signing keys of the log of one version, SM2 and Ed25519. */
export interface LogKeyView {
  readonly version: number
  /** As they are published under `/log/keys`. */
  readonly keys: readonly string[]
  readonly state: 'signs' | 'asked' | 'revoked'
  /** Entry from which on they are not to be believed; null while nobody asked. */
  readonly from: number | null
  /** Account that asked; null while nobody did. */
  readonly askedBy: string | null
}

export interface LogKeys {
  list(): Promise<readonly LogKeyView[]>
  /** Asks that keys be no longer believed from an entry on; another administrator agrees. */
  askRevocation(principal: AccountPrincipal, version: number, from: number): Act<ActFacts, LogKeyView>
  /**
   * Agrees. The record of this act is the statement by which a verifier knows, and from the next checkpoint on no process signs
   * by these keys.
   */
  revoke(principal: AccountPrincipal, version: number): Act<ActFacts, LogKeyView>
}

export function createLogKeys(deps: {
  readonly db: Db
  /** Those that this process has, with what they are published as. */
  readonly signers: readonly LogSigner[]
  readonly now: () => Date
}): LogKeys {
  const { db, signers, now } = deps
  const versions = [...new Set(signers.map((signer) => signer.version))]
  const keysOf = (version: number): string[] =>
    signers.filter((signer) => signer.version === version).map((signer) => signer.verifierKey)

  const viewOf = (version: number, row: Awaited<ReturnType<typeof revocationOf>>): LogKeyView => ({
    version,
    keys: keysOf(version),
    state: row === undefined ? 'signs' : row.agreed_at === null ? 'asked' : 'revoked',
    from: row === undefined ? null : Number(row.from_entry),
    askedBy: row?.asked_by ?? null,
  })
  const requireKnown = (version: number): void => {
    if (!versions.includes(version)) throw notFound('日志签名密钥')
  }
  /** The log is never without a key: a new one is added to the folder first, and every process started again. */
  const requireAnother = async (tx: Tx, version: number): Promise<void> => {
    const rows = await tx.selectFrom('log_key_revocation').select('version').execute()
    const gone = new Set([version, ...rows.map((row) => row.version)])
    if (versions.every((known) => gone.has(known)))
      throw new Problem({ code: 'STATE_CONFLICT', what: '日志签名密钥', state: 'theOnlyOne' })
  }

  return {
    list: async () => {
      const rows = await db.selectFrom('log_key_revocation').selectAll().execute()
      return versions.map((version) =>
        viewOf(
          version,
          rows.find((row) => row.version === version),
        ),
      )
    },
    askRevocation: (principal, version, from) => ({
      action: 'log.askKeyRevocation',
      load: () => Promise.resolve({ resource: platformResource, trace: subjectOf(version) }),
      carryOut: async (tx) => {
        requireKnown(version)
        const { size } = await tx
          .selectFrom('log_checkpoint')
          .select((eb) => eb.fn.coalesce(eb.fn.max('tree_size'), eb.val(0)).as('size'))
          .executeTakeFirstOrThrow()
        if (from > Number(size)) {
          const faults = [{ field: 'body.from', expected: `the number of an entry, at most ${size}` }]
          throw new Problem({ code: 'REQUEST_MALFORMED', faults })
        }
        await requireAnother(tx, version)
        const row = await tx
          .insertInto('log_key_revocation')
          .values({
            ...{ version, from_entry: from, keys: keysOf(version), asked_by: principal.id, asked_at: now() },
            ...{ agreed_by: null, agreed_at: null },
          })
          .onConflict((c) => c.doNothing())
          .returningAll()
          .executeTakeFirst()
        if (row === undefined) throw new Problem({ code: 'STATE_CONFLICT', what: '日志签名密钥', state: 'asked' })
        return viewOf(version, row)
      },
      trace: (_, { keys }) => ({ detail: { keys, from } }),
    }),
    revoke: (principal, version) => ({
      action: 'log.revokeKey',
      load: () => Promise.resolve({ resource: platformResource, trace: subjectOf(version) }),
      carryOut: async (tx) => {
        const asked = await revocationOf(tx, version)
        if (asked === undefined) throw notFound('日志签名密钥的吊销')
        const state = asked.agreed_at === null ? 'theSamePerson' : 'revoked'
        if (asked.agreed_at !== null || asked.asked_by === principal.id)
          throw new Problem({ code: 'STATE_CONFLICT', what: '日志签名密钥', state })
        const row = await tx
          .updateTable('log_key_revocation')
          .set({ agreed_by: principal.id, agreed_at: now() })
          .where('version', '=', version)
          .returningAll()
          .executeTakeFirstOrThrow()
        return viewOf(version, row)
      },
      trace: (_, { keys, from }) => ({ detail: { keys, from } }),
    }),
  }
}

function revocationOf(tx: Tx, version: number) {
  return tx.selectFrom('log_key_revocation').selectAll().where('version', '=', version).forUpdate().executeTakeFirst()
}

function subjectOf(version: number) {
  return { subject: { type: 'LogKey', id: String(version) } } as const
}
